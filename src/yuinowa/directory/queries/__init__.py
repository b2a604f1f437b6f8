"""Doors to the directory, and its search."""

from yuinowa.directory.queries.documents import INSTITUTIONS
from yuinowa.directory.queries.institutions import (
    Successor,
    current_switches,
    has_demo_institutions,
    has_region_office,
    institutions_in_full,
    institutions_in_rows,
    institutions_visible_to,
    region_office_id,
    successions_of,
)
from yuinowa.directory.queries.search import (
    ByPlace,
    Found,
    count_by_place,
    find_institutions,
    how_many,
    institutions_to_export,
    search_institutions,
)
from yuinowa.directory.queries.shown import all_shown, hidden_parts, hides_staff, shown
from yuinowa.directory.queries.succession import resolve

__all__ = [
    "INSTITUTIONS",
    "ByPlace",
    "Found",
    "Successor",
    "all_shown",
    "count_by_place",
    "current_switches",
    "find_institutions",
    "has_demo_institutions",
    "has_region_office",
    "hidden_parts",
    "hides_staff",
    "how_many",
    "institutions_in_full",
    "institutions_in_rows",
    "institutions_to_export",
    "institutions_visible_to",
    "region_office_id",
    "resolve",
    "search_institutions",
    "shown",
    "successions_of",
]
