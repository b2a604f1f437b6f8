"""What a section of an entry says now: what its form begins with, and what the history compares."""

from __future__ import annotations

from typing import Any

from yuinowa.directory.domain.disclosure import DEFAULTS, Part
from yuinowa.directory.domain.sections import COLUMNS, Section
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionName,
    Post,
    Unit,
)

RowModel = type[InstitutionName] | type[InstitutionIdentifier] | type[Unit] | type[Post]

#: The table and the fields of each section that is a list of rows.
ROWS: dict[Section, tuple[RowModel, tuple[str, ...]]] = {
    Section.NAMES: (InstitutionName, ("kind", "name", "kana", "until")),
    Section.IDENTIFIERS: (InstitutionIdentifier, ("scheme", "raw", "former")),
    Section.UNITS: (Unit, ("name", "name_kana", "parent_id", "from_day", "to_day")),
    Section.POSTS: (Post, ("title", "unit_id", "takes_waits_of", "from_day", "to_day")),
}


def snapshot(institution: Institution, section: Section) -> dict[str, Any]:
    """Columns by name; ``rows`` with the id of each; ``kinds`` and levels as plain values."""
    found: dict[str, Any] = {
        column: getattr(institution, column) for column in COLUMNS.get(section, ())
    }
    if section is Section.KINDS:
        found["kinds"] = [row.kind for row in institution.kinds.order_by("pk")]
    if section is Section.DISCLOSURE:
        chosen = {row.part: row.level for row in institution.part_levels.all()}
        found |= {part.value: chosen.get(part, DEFAULTS[part]) for part in Part}
    if section in ROWS:
        model, fields = ROWS[section]
        rows = model._base_manager.filter(institution=institution).order_by("pk")
        found["rows"] = [_row(row) for row in rows.values("pk", *fields)]
    return found


def _row(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "id" if name == "pk" else name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
