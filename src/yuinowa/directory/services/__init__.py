"""Deeds of the directory."""

from yuinowa.directory.services.desks import load_shipped_desks
from yuinowa.directory.services.imports import (
    ImportRefused,
    import_directory,
    import_shipped_sources,
)
from yuinowa.directory.services.institutions import add_institution, enter_municipality
from yuinowa.directory.services.reports import ImportReport
from yuinowa.directory.services.taking_part import erase_candidate, let_take_part

__all__ = [
    "ImportRefused",
    "ImportReport",
    "add_institution",
    "enter_municipality",
    "erase_candidate",
    "import_directory",
    "import_shipped_sources",
    "let_take_part",
    "load_shipped_desks",
]
