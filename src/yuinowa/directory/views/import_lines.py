"""The lines of a table in words: what is wrong, what changes, what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.directory import labels
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.exchange.own import column_word
from yuinowa.directory.models import ImportLine, ImportRun
from yuinowa.directory.services.findings import FINDINGS
from yuinowa.ui.parts import Figure


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault or warning, with its place and the next step."""

    sheet: str
    number: int
    label: str
    is_refused: bool
    handling: str
    column: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One column of one institution, before and after."""

    line: ImportLine
    column: str
    before: str
    after: str


def fault_rows(lines: Iterable[ImportLine], most: int | None) -> list[FaultRow]:
    """Faults first of each line, then warnings; at most ``most`` of them."""
    found: list[FaultRow] = []
    for line in lines:
        refused = line.outcome == LineOutcome.REFUSED
        handling = _("Not taken") if refused else _("With a warning")
        for finding in [*line.faults, *line.warnings]:
            if most is not None and len(found) >= most:
                return found
            found.append(
                FaultRow(
                    sheet=line.sheet,
                    number=line.number,
                    label=line.label,
                    is_refused=refused,
                    handling=handling,
                    column=column_word(finding["field"]),
                    value=finding["value"],
                    words=str(FINDINGS[finding["code"]]),
                )
            )
    return found


def change_rows(lines: Iterable[ImportLine]) -> list[ChangeRow]:
    """Field by field; a line that changes nothing has no row."""
    return [
        ChangeRow(line, column_word(field), _words(field, before), _words(field, after[field]))
        for line in lines
        if line.outcome == LineOutcome.CHANGED
        for after in [line.says["values"]]
        for field, before in line.stood["values"].items()
    ]


def new_rows(lines: Iterable[ImportLine]) -> list[dict[str, object]]:
    """What a new institution would be, in few words."""
    rows = []
    for line in lines:
        values = line.says["values"]
        place = (
            f"{prefecture_name(values.get('prefecture', ''))}{values.get('municipality_name', '')}"
        )
        rows.append(
            {
                "line": line,
                "kinds": _words("kinds", values.get("kinds", [])),
                "place": place,
                "address": values.get("address", ""),
                "telephone": values.get("telephone", ""),
            }
        )
    return rows


def _words(field: str, value: Any) -> str:
    if field == Column.KINDS:
        return "、".join(str(labels.KINDS[InstitutionKind(kind)]) for kind in value)
    if field == Column.PREFECTURE:
        return prefecture_name(value)
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)


def figures_of(run: ImportRun) -> list[Figure]:
    """How many lines become what."""
    count = run.counts.get
    rows = _("rows")
    return [
        Figure(_("New institutions"), str(count("new", 0)), rows),
        Figure(_("Institutions that change"), str(count("changed", 0)), rows),
        Figure(_("The same (nothing changes)"), str(count("same", 0)), rows),
        Figure(_("With a warning"), str(count("warned", 0)), rows),
        Figure(_("Not taken"), str(count("refused", 0)), rows),
    ]
