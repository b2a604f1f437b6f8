"""The field of a figure: a number as it will be printed, or a blank sign; what it cannot be, and what helps to write it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yuinowa.core.text import CleanCharField
from yuinowa.ledger.domain.indicators import is_possible
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.returned import normal_figure
from yuinowa.plans.models import SheetFigure


class FigureField(CleanCharField):
    """A figure as it will be printed, or one of the blank signs; full-width digits are folded (R3)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value: object) -> str:
        text = super().clean(value)
        normal = normal_figure(text)
        if normal is None:
            raise ValidationError(
                _(
                    "Write a figure such as 1,200. Write - where it does not apply, － where it cannot be known."
                ),
                code="figure",
            )
        return normal


def figure_fault(text: str, *, unit: str, over_hundred: bool) -> str:
    """Why an indicator in ``unit`` cannot have the figure ``text``; empty: it can."""
    number = number_of(text)
    if number is None or is_possible(number, unit=unit, over_hundred=over_hundred):
        return ""
    return _(
        "Such a figure is not possible here: a share of a whole lies between 0 and 100 percent."
    )


def in_its_unit(text: str, figure: SheetFigure) -> str:
    """``text`` as the sheet prints it: 45 of an indicator in percent is 45%."""
    indicator = figure.slot.indicator
    is_bare = number_of(text) is not None and not text.endswith("%")
    return f"{text}%" if is_bare and indicator is not None and indicator.unit == "%" else text


def figure_hint(figure: SheetFigure, before: SheetFigure | None) -> str:
    """What the plan aims at, what it was the year before, and how a figure is written."""
    hints = [_("Such as 1,200. Write - where it does not apply, － where it cannot be known.")]
    if before is not None and number_of(before.actual_text or "") is not None:
        hints.insert(0, _("The year before: %(actual)s.") % {"actual": before.actual_text})
    if figure.slot.department:
        hints.insert(
            0, _("%(department)s gives this figure.") % {"department": figure.slot.department}
        )
    if number_of(figure.target_text) is not None:
        hints.insert(0, _("Target: %(target)s.") % {"target": figure.target_text})
    return " ".join(hints)
