"""Figures that come from the ledger: live on a draft, written down when the sheet is published."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import WrongState
from yuinowa.ledger.domain import indicators as ledger_domain
from yuinowa.ledger.services import indicators as ledger_services
from yuinowa.plans.domain.printed import Blank, blank_of, number_of, printed_figure
from yuinowa.plans.models import Sheet, SheetFigure

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
    """The year's figures that were entered on ``sheet`` made final by whoever checks it (I28).

    Raises:
        WrongState: ``actor`` recorded one of them.
    """
    entered = SheetFigure.objects.filter(
        sheet=sheet,
        fiscal_year=sheet.fiscal_year,
        value__provenance=ledger_domain.Source.HAND,
        value__number__isnull=False,
        value__superseded_at=None,
        value__confirmed_at=None,
    ).select_related("slot", "value")
    for figure in entered:
        if figure.value is None:
            continue
        if actor.person is not None and figure.value.recorded_by == actor.person:
            raise WrongState(
                _("Who recorded a figure does not confirm it."),
                place=figure.slot.label,
                next_step=_("Ask another checker."),
            )
        ledger_services.confirm_actual(figure.value.pk, actor=actor)


def freeze_figures(sheet: Sheet, *, actor: Actor) -> None:
    """Write down what the ledger says for every figure of ``sheet`` that is not printed yet.

    Each keeps the ledger's figure it was written from, and with it the entries behind it, for ever. "No
    data" is written as not yet known.
    """
    open_figures = SheetFigure.objects.filter(sheet=sheet, actual_text=None).select_related(
        "slot__indicator"
    )
    for figure in open_figures:
        indicator = figure.slot.indicator
        if indicator is None:
            raise ValueError("only a figure of an indicator is left to the ledger")
        value = ledger_services.refresh_from_metric(indicator.pk, figure.fiscal_year, actor=actor)
        figure.value = value
        figure.actual_text = printed_figure(
            value.number, indicator.decimals, like=figure.target_text
        )
        figure.save(update_fields=["value", "actual_text"])
