"""Deeds on plans: take one in, open a year, work on its sheets."""

from yuinowa.plans.services.importing import Imported, import_plan
from yuinowa.plans.services.looking import Looked, look_at_plan
from yuinowa.plans.services.plan_files import import_plan_file
from yuinowa.plans.services.rounds import close_year
from yuinowa.plans.services.rules import (
    ReviewEntry,
    RuleEntry,
    adopt_rule,
    entry_of,
    record_review,
)
from yuinowa.plans.services.sheets import LineEntry, SheetEntry, enter_sheet, move_sheet, open_year

__all__ = [
    "Imported",
    "LineEntry",
    "Looked",
    "ReviewEntry",
    "RuleEntry",
    "SheetEntry",
    "adopt_rule",
    "close_year",
    "enter_sheet",
    "entry_of",
    "import_plan",
    "import_plan_file",
    "look_at_plan",
    "move_sheet",
    "open_year",
    "record_review",
]
