"""A change of an entry in words: codes become labels, rows become lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.directory import labels
from yuinowa.directory.domain.calendar import OnHoliday, Rule, RuleKind
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.domain.sections import Section
from yuinowa.directory.labels.days import CLASSES, PROGRAMMES
from yuinowa.directory.labels.entry import (
    COLUMN_NAMES,
    DEEDS,
    PART_LEVELS,
    PARTS,
    POST_ROLES,
    SECTIONS,
)
from yuinowa.directory.queries.history import Change
from yuinowa.directory.views.day_words import rule_in_words

_CODES: dict[str, dict[Any, Promise]] = {
    "kind": {code.value: label for code, label in labels.NAME_KINDS.items()},
    "service": {code.value: label for code, label in labels.SERVICES.items()},
    "state": {code.value: label for code, label in labels.SWITCH_STATES.items()},
    "programme": {code.value: label for code, label in PROGRAMMES.items()},
    "programme_class": {code.value: label for code, label in CLASSES.items()},
    "scheme": {code.value: label for code, label in labels.SCHEMES.items()},
    "takes_waits_of": {code.value: label for code, label in POST_ROLES.items()},
    "kinds": {code.value: label for code, label in labels.KINDS.items()},
    "level": dict(PART_LEVELS),
    "status": {code.value: label for code, label in labels.STATUSES.items()},
}


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    title: str
    at: datetime
    by: str
    person: str
    lines: list[tuple[str, str, str]]


def change_in_words(change: Change) -> ChangeInWords:
    is_section = change.what in set(Section)
    title = SECTIONS[Section(change.what)] if is_section else DEEDS[change.what]
    return ChangeInWords(
        title=str(title),
        at=change.at,
        by=change.by,
        person=change.person,
        lines=[
            (_key(key), _value(key, before), _value(key, after))
            for key, before, after in change.values
        ],
    )


def _key(key: str) -> str:
    if key in set(Part) and key not in COLUMN_NAMES:
        return str(PARTS[Part(key)])
    return str(COLUMN_NAMES.get(key, key))


def _value(key: str, value: Any) -> str:
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(value, list):
        return "、".join(
            _row(item) if isinstance(item, dict) else _code(key, item) for item in value
        )
    if key == "prefecture":
        return prefecture_name(str(value)) or str(value)
    return _code("level" if value in PART_LEVELS else key, value)


def _code(key: str, value: Any) -> str:
    known = _CODES.get(key, {})
    return str(known.get(value, value))


def _row(row: dict[str, Any]) -> str:
    """What a row says, without its id and what is empty in it."""
    if "on_holiday" in row:
        return rule_in_words(_rule(row))
    said = [
        _code(name, value)
        for name, value in row.items()
        if name not in {"id", "parent_id", "unit_id"} and value not in (None, "", False)
    ]
    return " ".join(said)


def _rule(row: dict[str, Any]) -> Rule:
    """A rule of closed days as the trail keeps it."""
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("from_day", "to_day")
    }
    return Rule(
        **{name: value for name, value in row.items() if name != "id"}
        | days
        | {"kind": RuleKind(row["kind"]), "on_holiday": OnHoliday(row["on_holiday"])}
    )
