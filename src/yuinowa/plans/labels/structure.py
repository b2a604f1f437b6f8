"""Words for the parts of a plan, its indicators, and what its history tells."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.core.rights import Level
from yuinowa.plans.domain.structure import Part

PARTS = {
    Part.GOAL: _("Goal"),
    Part.MEASURE: _("Measure"),
    Part.PROJECT: _("Project"),
    Part.SLOT: _("Indicator"),
}
#: Several of them, as a figure counts them.
MANY_PARTS = {
    Part.GOAL: _("Goals"),
    Part.MEASURE: _("Measures"),
    Part.PROJECT: _("Projects"),
    Part.SLOT: _("Indicators"),
}
#: What a page that adds a part is called.
NEW_PARTS = {
    Part.GOAL: _("Add a goal"),
    Part.MEASURE: _("Add a measure"),
    Part.PROJECT: _("Add a project"),
    Part.SLOT: _("Add an indicator"),
}
LEVELS = {
    Level.PRIVATE: _("Only this institution"),
    Level.MEMBERS: _("Institutions that take part"),
    Level.PUBLIC: _("Everybody"),
}
DEEDS = {
    "begin": pgettext_lazy("history of a plan", "Plan begun"),
    "change": pgettext_lazy("history of a plan", "Plan changed"),
    "import": pgettext_lazy("history of a plan", "Plan read from a file"),
    "add": pgettext_lazy("history of a plan", "Added"),
    "edit": pgettext_lazy("history of a plan", "Changed"),
    "move": pgettext_lazy("history of a plan", "Moved"),
    "remove": pgettext_lazy("history of a plan", "Removed"),
    "targets": pgettext_lazy("history of a plan", "New targets"),
    "rule": pgettext_lazy("history of a plan", "Rule adopted"),
    "open_year": pgettext_lazy("history of a plan", "Year opened"),
}
#: What changed, by the keys of the audit trail.
COLUMNS = {
    "name": _("Name"),
    "place": _("Number"),
    "body": _("Who publishes it"),
    "first_year": _("First fiscal year"),
    "last_year": _("Last fiscal year"),
    "second_half": _("First year of the second half"),
    "as_of": _("As of"),
    "level": _("Who sees the plan"),
    "department": _("Departments in charge"),
    "plan_page": _("Page of the plan"),
    "priority": _("Priority project"),
    "new": _("New project"),
    "has_indicators": _("With indicators and yearly targets"),
    "description": _("What is done"),
    "actions": _("Planned actions"),
    "same_as": _("The same project in another plan"),
    "indicator": _("Name of the indicator"),
    "definition": _("What is counted"),
    "excluded": _("What is not counted"),
    "kind": _("What it measures"),
    "nature": _("What a year's figure is"),
    "direction": _("Which way is good"),
    "unit": _("Unit"),
    "decimals": _("Decimals"),
    "over_hundred": _("It may be over 100 percent"),
    "numerator": _("Numerator of a rate"),
    "denominator": _("Denominator of a rate"),
    "statistic": _("Item of library statistics"),
    "per_residents": _("Shown per head"),
    "baseline_year": _("Baseline year"),
    "baseline": _("Baseline"),
    "counted_on": _("Counted on"),
    "source": _("Where its figures come from"),
    "metric": _("Metric of the ledger"),
    "adopted_on": _("Targets adopted on"),
    "reason": _("Reason"),
    "targets": _("Targets"),
    "shared": _("Shared indicator"),
    "year": _("Fiscal year"),
    "sheets": _("Sheets"),
}
#: The places that refusals about the structure name.
PLACES = (
    pgettext_lazy("place of a fault", "actions"),
    pgettext_lazy("place of a fault", "as_of"),
    pgettext_lazy("place of a fault", "first_year"),
    pgettext_lazy("place of a fault", "has_indicators"),
    pgettext_lazy("place of a fault", "indicator"),
    pgettext_lazy("place of a fault", "last_year"),
    pgettext_lazy("place of a fault", "measure"),
    pgettext_lazy("place of a fault", "metric"),
    pgettext_lazy("place of a fault", "same_as"),
    pgettext_lazy("place of a fault", "second_half"),
)
