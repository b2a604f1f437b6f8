"""What a section of an entry says now: what its form begins with, and what the history compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from yuinowa.directory.domain.disclosure import DEFAULTS, Part
from yuinowa.directory.domain.institutions import OWN
from yuinowa.directory.domain.sections import COLUMNS, Section
from yuinowa.directory.models import (
    ClosingRule,
    Institution,
    InstitutionIdentifier,
    InstitutionName,
    Participation,
    Post,
    ServiceSwitch,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Rows:
    """A section that is a list of rows: the table, the fields people write, and what all its rows have."""

    model: type[Model]
    fields: tuple[str, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)


ROWS: dict[Section, Rows] = {
    Section.NAMES: Rows(InstitutionName, ("kind", "name", "kana", "until")),
    Section.IDENTIFIERS: Rows(InstitutionIdentifier, ("scheme", "raw", "former")),
    Section.UNITS: Rows(Unit, ("name", "name_kana", "parent_id", "from_day", "to_day")),
    Section.POSTS: Rows(Post, ("title", "unit_id", "takes_waits_of", "from_day", "to_day")),
    Section.CLOSED_DAYS: Rows(
        ClosingRule,
        (
            "kind",
            "weekday",
            "nth",
            "month",
            "day",
            "end_month",
            "end_day",
            "on_holiday",
            "from_day",
            "to_day",
            "note",
        ),
    ),
    # What a source said stays as it is; the institution's own word stands before it.
    Section.SERVICES: Rows(
        ServiceSwitch, ("service", "state", "as_of", "until", "note"), {"source": OWN}
    ),
    Section.PROGRAMMES: Rows(
        Participation, ("programme", "programme_class", "from_day", "to_day", "source")
    ),
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
        table = ROWS[section]
        rows = table.model._base_manager.filter(institution=institution, **table.fixed)
        found["rows"] = [_row(row) for row in rows.order_by("pk").values("pk", *table.fields)]
    return found


def _row(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "id" if name == "pk" else name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
