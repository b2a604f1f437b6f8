"""Long forms in parts: what must be said first, what belongs together side by side, the rest folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField


@dataclass(frozen=True)
class FormGroup:
    """Rows of fields under one heading; fields of one row stand side by side. Folded unless there is a fault in it."""

    heading: str
    rows: tuple[tuple[BoundField, ...], ...]
    can_fold: bool = False

    @property
    def is_open(self) -> bool:
        return any(bound.errors for row in self.rows for bound in row)


def group_of(
    form: forms.Form, heading: str, *rows: Sequence[str], can_fold: bool = False
) -> FormGroup:
    """The fields named in ``rows`` that ``form`` has."""
    found = (tuple(form[name] for name in row if name in form.fields) for row in rows)
    return FormGroup(heading, tuple(row for row in found if row), can_fold)
