"""Pages of the directory: search, its file, one institution."""

from yuinowa.directory.views.confirmation import institution_confirm
from yuinowa.directory.views.day_words import institution_closed_days
from yuinowa.directory.views.entry import (
    institution_disclosure,
    institution_edit,
    institution_history,
    institution_section,
)
from yuinowa.directory.views.export import (
    institution_export,
    institution_linked,
    institution_linked_list,
    institution_workbook,
)
from yuinowa.directory.views.institution import institution_detail
from yuinowa.directory.views.overdue import overdue_export, overdue_list
from yuinowa.directory.views.place_map import institution_map, institution_map_export
from yuinowa.directory.views.search import institution_list
from yuinowa.directory.views.status import institution_status
from yuinowa.directory.views.succession import (
    by_isil,
    institution_rename,
    institution_succession,
    institution_succession_undo,
)

__all__ = [
    "by_isil",
    "institution_closed_days",
    "institution_confirm",
    "institution_detail",
    "institution_disclosure",
    "institution_edit",
    "institution_export",
    "institution_history",
    "institution_linked",
    "institution_linked_list",
    "institution_list",
    "institution_map",
    "institution_map_export",
    "institution_rename",
    "institution_section",
    "institution_status",
    "institution_succession",
    "institution_succession_undo",
    "institution_workbook",
    "overdue_export",
    "overdue_list",
]
