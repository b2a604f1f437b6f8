"""Record actuals: typed, from a file, counted, or decided; every change a new revision, none overwritten."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.ledger.domain.indicators import Blank, Certainty, Figure, Source, stored
from yuinowa.ledger.domain.values import Value
from yuinowa.ledger.models import Indicator, IndicatorValue, MetricVersion
from yuinowa.ledger.queries.indicators import value_of_indicator
from yuinowa.ledger.services.editions import freeze_point
from yuinowa.ledger.services.indicators.cells import cell_of, require_possible

#: Kept as a message id; ``labels`` says it in the reader's language.
_COUNTED_ANEW = "counted_anew"
#: What makes a figure another figure; who typed it and when do not.
_SAYS = (
    "number",
    "blank",
    "as_printed",
    "is_preliminary",
    "provenance",
    "metric_id",
    "source_note",
    "reason_no_data",
    "contested",
    "entries",
)


@transaction.atomic
def record_actual(
    indicator_id: int,
    fiscal_year: int,
    figure: Figure,
    *,
    actor: Actor,
    certainty: Certainty = Certainty.PROVISIONAL,
    is_preliminary: bool = False,
    source: Source = Source.HAND,
    source_note: str = "",
    reason: str = "",
) -> IndicatorValue:
    """The figure of a year, typed or imported; a changed one is a new revision and needs a reason.

    ``is_preliminary`` (速報): more is to come; a check does not make it final.

    Raises:
        InputRefused: the year has another figure and no reason is given, or the figure is not possible.
        WrongState: the indicator is fed by a metric; its figures are counted, not typed.
        NotAllowed: ``actor`` may not record this indicator's figures.
    """
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.record", indicator)
    if indicator.source == Source.METRIC or source is Source.METRIC:
        raise WrongState(
            _("This indicator is counted from the ledger."),
            next_step=_("Record what was done in the ledger; the figure follows."),
        )
    require_possible(indicator, figure, place=indicator.name)
    return revise(
        indicator,
        IndicatorValue(
            fiscal_year=fiscal_year,
            certainty=certainty.value,
            is_preliminary=is_preliminary,
            provenance=source.value,
            source_note=source_note,
            **cell_of(figure),
        ),
        reason=reason,
        actor=actor,
    )


@transaction.atomic
def refresh_from_metric(
    indicator_id: int, fiscal_year: int, *, actor: Actor, reason: str = ""
) -> IndicatorValue:
    """The year's figure counted anew from the ledger, with the last entry counted as its basis.

    Unchanged, it stays the same revision. "No data" is kept as not yet known, with the reason.

    Raises:
        WrongState: the indicator is not fed by a metric.
        NotAllowed: ``actor`` may not record this indicator's figures.
    """
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.record", indicator)
    if indicator.metric is None:
        raise WrongState(
            _("No metric feeds this indicator."),
            next_step=_("Choose a metric for it, or type the figure."),
        )
    freeze_point()  # held until the figure is written: what is counted is exactly what stands by then
    value = value_of_indicator(indicator, fiscal_year)
    return revise(
        indicator,
        _counted(indicator.metric, fiscal_year, value),
        reason=reason or _COUNTED_ANEW,
        actor=actor,
    )


def _counted(metric: MetricVersion, fiscal_year: int, value: Value) -> IndicatorValue:
    number = value.as_decimal()
    return IndicatorValue(
        fiscal_year=fiscal_year,
        number=None if number is None else stored(number),
        blank=Blank.PENDING.value if number is None else "",
        certainty=Certainty.PROVISIONAL.value,
        provenance=Source.METRIC.value,
        metric=metric,
        basis=value.basis,
        entries=value.entries,
        contested=value.contested,
        parts=[part.as_json() for part in value.parts],
        reason_no_data=value.reason_no_data or "",
    )


@transaction.atomic
def confirm_actual(figure_id: int, *, actor: Actor) -> IndicatorValue:
    """The current figure of its year made final (確定), by a second person where the institution has one.

    One that was given as preliminary (速報) is confirmed as it stands, and stays provisional.

    Raises:
        WrongState: it has no number, a newer revision stands, or it is contested.
    """
    figure = lock(IndicatorValue, figure_id)
    require(actor, "indicator.confirm", figure.indicator)
    if figure.superseded_at is not None or figure.number is None:
        raise WrongState(
            _("Only the figure that stands can be confirmed."),
            next_step=_("Open the indicator and look at its newest figure."),
        )
    if figure.contested and figure.metric_id is None:
        raise WrongState(
            _("A document says another figure."),
            next_step=_("Decide first which of the two counts."),
        )
    if figure.confirmed_at is None:
        if not figure.is_preliminary:
            figure.certainty = Certainty.FINAL.value
        figure.confirmed_at = clock.now()
        figure.confirmed_by = actor.person
        figure.save(update_fields=["certainty", "confirmed_at", "confirmed_by"])
        audit.record("indicator.confirm", figure, actor=actor)
    return figure


def settle_actual(
    indicator: Indicator,
    fiscal_year: int,
    figure: Figure,
    *,
    source: Source,
    source_note: str,
    reason: str,
    actor: Actor,
) -> IndicatorValue:
    """The stated figure in the place of another, as a checker decided; ``indicator`` is locked.

    Raises:
        NotAllowed: ``actor`` does not confirm this indicator's figures.
    """
    require(actor, "indicator.confirm", indicator)
    require_possible(indicator, figure, place=indicator.name)
    value = IndicatorValue(
        fiscal_year=fiscal_year,
        provenance=source.value,
        source_note=source_note,
        **cell_of(figure),
    )
    return revise(indicator, value, reason=reason, actor=actor)


def standing(indicator: Indicator, fiscal_year: int) -> IndicatorValue | None:
    """The figure of the year that stands."""
    return indicator.figures.filter(fiscal_year=fiscal_year, superseded_at__isnull=True).first()


def revise(
    indicator: Indicator, fresh: IndicatorValue, *, reason: str, actor: Actor
) -> IndicatorValue:
    """``fresh`` as the current revision of its year; the one that stands if both say the same."""
    stands = standing(indicator, fresh.fiscal_year)
    if stands is not None and all(getattr(stands, name) == getattr(fresh, name) for name in _SAYS):
        return stands
    if stands is not None:
        if not reason:
            raise InputRefused(
                _("This year has a figure already."),
                place="reason",
                next_step=_("Write why it changes; both stay readable."),
            )
        IndicatorValue.objects.filter(pk=stands.pk).update(superseded_at=clock.now())
        fresh.revision = stands.revision + 1
        fresh.reason = reason
    fresh.indicator = indicator
    fresh.recorded_by = actor.person
    fresh.recorded_at = clock.now()
    fresh.full_clean()
    fresh.save()
    audit.record(
        "indicator.record",
        fresh,
        actor=actor,
        before=None if stands is None else {"number": stands.number, "blank": stands.blank},
        after={"year": fresh.fiscal_year, "number": fresh.number, "blank": fresh.blank},
    )
    return fresh
