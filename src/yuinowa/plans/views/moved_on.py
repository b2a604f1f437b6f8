"""Somebody else saved first (R31): the form again with what was typed, on top of what stands now, and beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import BooleanField, BoundField, ChoiceField, Form
from django.http import QueryDict
from django.utils.formats import localize

from yuinowa.plans.queries.changes import LastChange, last_change


@dataclass(frozen=True)
class Stands:
    """A field whose content now is another than what was typed."""

    label: str
    target: str
    now: str


@dataclass(frozen=True)
class MovedOn:
    """What the page says above the form."""

    last: LastChange | None
    rows: tuple[Stands, ...] = ()


def on_top(data: QueryDict, version: int) -> QueryDict:
    """What was typed, to be sent again on top of ``version``."""
    copy = data.copy()
    copy["version"] = str(version)
    return copy


def moved_on(obj: Model, form: Form | None = None) -> MovedOn:
    """Who changed ``obj``, and where ``form``, bound to what was typed, differs from what stands now."""
    rows = () if form is None else tuple(_differing(form))
    return MovedOn(last_change(obj), rows)


def _differing(form: Form) -> list[Stands]:
    found = []
    for bound in form.visible_fields():
        now = _said(bound, form.get_initial_for_field(bound.field, bound.name))
        if now != _said(bound, bound.data):
            found.append(Stands(str(bound.label), bound.id_for_label or bound.auto_id, now))
    return found


def _said(bound: BoundField, value: Any) -> str:
    """``value`` as people read it in the field of ``bound``."""
    if isinstance(bound.field, BooleanField):
        return "○" if bound.field.to_python(value) else ""
    text = "" if value is None else localize(value) if not isinstance(value, str) else value
    if isinstance(bound.field, ChoiceField):
        words = {str(key): str(word) for key, word in _choices(bound.field)}
        return words.get(str(value or ""), text)
    return text.replace("\r\n", "\n").strip()


def _choices(field: ChoiceField) -> Any:
    return field.choices
