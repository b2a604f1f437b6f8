"""Figures that come from the ledger: live on a draft, written down when the sheet is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import WrongState
from yuinowa.ledger.domain import indicators as ledger_domain
from yuinowa.ledger.services import indicators as ledger_services
from yuinowa.plans.domain.printed import Blank, blank_of, number_of, printed_figure
from yuinowa.plans.models import Sheet, SheetFigure
from yuinowa.plans.queries.origins import stated_figure

if TYPE_CHECKING:
    from yuinowa.ledger.models import IndicatorValue

_BLANKS = {
    Blank.NOT_YET: ledger_domain.Blank.PENDING,
    Blank.NOT_APPLICABLE: ledger_domain.Blank.NOT_APPLICABLE,
    Blank.NOT_KNOWABLE: ledger_domain.Blank.NOT_MEASURABLE,
}


def ledger_figure(text: str) -> ledger_domain.Figure:
    """A printed cell as the ledger keeps it: a number or the blank it is, with its own characters."""
    blank, number = blank_of(text), number_of(text)
    if blank is not None:
        return ledger_domain.Figure(blank=_BLANKS[blank], as_printed=text)
    return ledger_domain.Figure(number=number, as_printed=text)


def confirm_figures(sheet: Sheet, *, actor: Actor) -> None:
    """The year's figures that were entered on ``sheet``, or stated by a document, made final by whoever checks it (I28).

    Raises:
        WrongState: ``actor`` recorded one of them.
    """
    figures = SheetFigure.objects.filter(sheet=sheet, fiscal_year=sheet.fiscal_year).select_related(
        "slot__indicator", "value"
    )
    for figure in figures:
        value = _unconfirmed(figure)
        if value is None:
            continue
        if actor.person is not None and value.recorded_by == actor.person:
            raise WrongState(
                _("Who recorded a figure does not confirm it."),
                place=figure.slot.label,
                next_step=_("Ask another checker."),
            )
        ledger_services.confirm_actual(value.pk, actor=actor)


def _unconfirmed(figure: SheetFigure) -> IndicatorValue | None:
    """The figure typed on the sheet, or stated by a document for it, that nobody has confirmed."""
    indicator, value = figure.slot.indicator, figure.value
    if figure.actual_text is None and indicator is not None and indicator.metric_id is None:
        value = stated_figure(indicator, figure.fiscal_year)
    elif value is not None and value.provenance != ledger_domain.Source.HAND:
        return None
    is_open = value is not None and value.superseded_at is None and value.confirmed_at is None
    return value if is_open and value is not None and value.number is not None else None


def freeze_figures(sheet: Sheet) -> None:
    """Write down what the ledger says for every figure of ``sheet`` that is not printed yet.

    Each keeps the ledger's figure it was written from, and with it the entries behind it, for ever. "No
    data" is written as not yet known. The platform counts: whoever may publish a sheet need not be one who
    may record figures, and types none here.
    """
    open_figures = SheetFigure.objects.filter(sheet=sheet, actual_text=None).select_related(
        "slot__indicator"
    )
    for figure in open_figures:
        indicator = figure.slot.indicator
        if indicator is None:
            raise ValueError("only a figure of an indicator is left to the ledger")
        value = (
            stated_figure(indicator, figure.fiscal_year)
            if indicator.metric_id is None
            else ledger_services.refresh_from_metric(
                indicator.pk, figure.fiscal_year, actor=Actor.system()
            )
        )
        figure.value = value
        figure.actual_text = printed_figure(
            None if value is None else value.number, indicator.decimals, like=figure.target_text
        )
        figure.save(update_fields=["value", "actual_text"])
