"""Define indicators, adopt targets, record figures: every change a new row, none overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.ledger.domain.indicators import (
    Blank,
    Certainty,
    Figure,
    IndicatorSpec,
    Source,
    SubjectKind,
    is_possible,
    stored,
)
from yuinowa.ledger.domain.values import Value
from yuinowa.ledger.models import (
    Indicator,
    IndicatorValue,
    MetricVersion,
    TargetValue,
    TargetVersion,
)
from yuinowa.ledger.queries.indicators import value_of_indicator
from yuinowa.ledger.services.editions import freeze_point


@transaction.atomic
def define_indicator(
    institution_id: int, spec: IndicatorSpec, *, actor: Actor, level: Level = Level.PRIVATE
) -> Indicator:
    """A new indicator of ``institution_id``, fed by hand until ``feed_from_metric`` says otherwise.

    Raises:
        NotAllowed: ``actor`` may not define indicators there.
        ValidationError: a field or constraint does not hold; ``code`` is taken.
    """
    indicator = Indicator(institution_id=institution_id, level=level.value, **_plain(spec))
    require(actor, "indicator.edit", indicator)
    indicator.full_clean()
    indicator.save()
    audit.record("indicator.define", indicator, actor=actor, after={"code": spec.code})
    return indicator


@transaction.atomic
def change_indicator(
    indicator_id: int, spec: IndicatorSpec, *, actor: Actor, expected_version: int | None = None
) -> Indicator:
    """The indicator described anew; its targets and figures stay.

    Raises:
        VersionMovedOn: somebody changed it since ``expected_version``.
    """
    indicator = lock(Indicator, indicator_id, expected_version)
    require(actor, "indicator.edit", indicator)
    after = _plain(spec)
    changed = {name: value for name, value in after.items() if getattr(indicator, name) != value}
    before = {name: getattr(indicator, name) for name in changed}
    if not changed:
        return indicator
    for name, value in changed.items():
        setattr(indicator, name, value)
    indicator.version += 1
    indicator.full_clean()
    indicator.save()
    audit.record("indicator.change", indicator, actor=actor, before=before, after=changed)
    return indicator


def _plain(spec: IndicatorSpec) -> dict[str, object]:
    """The fields as the table holds them: words as plain text."""
    return {
        name: str(value) if isinstance(value, str) else value
        for name, value in asdict(spec).items()
    }


def hold_indicators(indicators: Iterable[int]) -> None:
    """Keep these indicators until the transaction ends, in one order: for deeds that record several figures."""
    for pk in sorted(set(indicators)):
        lock(Indicator, pk)


@transaction.atomic
def show_indicator(indicator_id: int, level: Level, *, actor: Actor) -> Indicator:
    """The indicator seen as far as ``level``; a plan raises it when it publishes."""
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.edit", indicator)
    before = indicator.level
    if before != level:
        indicator.level = level.value
        indicator.version += 1
        indicator.save(update_fields=["level", "version", "updated_at"])
        audit.record(
            "indicator.show",
            indicator,
            actor=actor,
            before={"level": before},
            after={"level": level.value},
        )
    return indicator


@transaction.atomic
def feed_from_metric(
    indicator_id: int,
    metric: MetricVersion,
    *,
    actor: Actor,
    subject_kind: SubjectKind = SubjectKind.INSTITUTIONS,
    subjects: tuple[int, ...] = (),
    context_id: int | None = None,
    first_year: int | None = None,
) -> Indicator:
    """The indicator asks ``metric`` from now on; that version is frozen (rule 11).

    ``subjects`` are asked as one group; none means the indicator's own institution.
    """
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.edit", indicator)
    before = {"metric": str(indicator.metric) if indicator.metric else ""}
    indicator.source = Source.METRIC.value
    indicator.metric = metric
    indicator.subject_kind = subject_kind.value
    indicator.context_id = context_id
    indicator.first_year = first_year
    indicator.version += 1
    indicator.full_clean()
    indicator.save()
    indicator.subjects.set(subjects)
    MetricVersion.objects.filter(pk=metric.pk).update(in_use=True)
    audit.record(
        "indicator.feed", indicator, actor=actor, before=before, after={"metric": str(metric)}
    )
    return indicator


@transaction.atomic
def feed_otherwise(indicator_id: int, source: Source, *, actor: Actor) -> Indicator:
    """The indicator's figures are typed or come in a file from now on; those counted so far stay.

    Raises:
        ValueError: ``source`` is the metric, which ``feed_from_metric`` chooses.
        NotAllowed: ``actor`` may not define this indicator.
    """
    if source is Source.METRIC:
        raise ValueError("a metric is named by feed_from_metric")
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.edit", indicator)
    if indicator.source == source:
        return indicator
    before = {"source": indicator.source, "metric": str(indicator.metric or "")}
    indicator.source, indicator.metric, indicator.context = source.value, None, None
    indicator.subject_kind = SubjectKind.INSTITUTIONS.value
    indicator.version += 1
    indicator.full_clean()
    indicator.save()
    audit.record(
        "indicator.feed", indicator, actor=actor, before=before, after={"source": source.value}
    )
    return indicator


@transaction.atomic
def set_targets(
    indicator_id: int,
    targets: Mapping[int, Figure],
    *,
    adopted_on: date,
    reason: str,
    actor: Actor,
    origin: str = "",
) -> TargetVersion:
    """A new version of the targets, one figure a fiscal year; earlier versions stay readable.

    The same targets adopted on the same day again give back the version that stands (R31).

    Raises:
        InputRefused: no year is named, a target is no possible figure, or the version would be adopted
            before the one in force.
        NotAllowed: ``actor`` may not set this indicator's targets.
    """
    if not targets:
        raise InputRefused(
            _("No year has a target."),
            place="targets",
            next_step=_("Write the target of at least one year."),
        )
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.edit", indicator)
    for year, figure in targets.items():
        require_possible(indicator, figure, place=f"target-{year}")
    last = indicator.target_versions.order_by("-number").first()
    if last is not None and _same_targets(last, targets, adopted_on):
        return last
    if last is not None and adopted_on < last.adopted_on:
        raise InputRefused(
            _("Newer targets are in force already."),
            place="adopted_on",
            next_step=_(
                "Give the day on which these were adopted; it cannot lie before the newest version."
            ),
        )
    version = TargetVersion(
        indicator=indicator,
        number=last.number + 1 if last else 1,
        adopted_on=adopted_on,
        reason=reason,
        origin=origin,
        decided_by=actor.person,
        created_at=clock.now(),
    )
    version.full_clean()
    version.save()
    rows = [
        TargetValue(target_version=version, fiscal_year=year, **_cell(figure))
        for year, figure in sorted(targets.items())
    ]
    for row in rows:
        row.full_clean()
    TargetValue.objects.bulk_create(rows)
    audit.record(
        "indicator.set_targets",
        indicator,
        actor=actor,
        after={"version": version.number, "years": sorted(targets)},
    )
    return version


def require_possible(indicator: Indicator, figure: Figure, *, place: str) -> None:
    """Nothing, unless ``figure`` cannot be one of ``indicator``'s.

    Raises:
        InputRefused: a share of a whole lies beyond 0 and 100 percent, or there are too many digits.
    """
    if figure.number is None or is_possible(
        figure.number, unit=indicator.unit, over_hundred=indicator.over_hundred
    ):
        return
    raise InputRefused(
        _("%(name)s cannot be %(number)s%(unit)s.")
        % {"name": indicator.name, "number": f"{figure.number:,}", "unit": indicator.unit},
        place=place,
        next_step=_(
            "A percentage is a share of a whole, from 0 to 100. If this one is not, its indicator says so: “It may be over 100 percent”."
        ),
    )


def _cell(figure: Figure) -> dict[str, object]:
    return {
        "number": None if figure.number is None else stored(figure.number),
        "blank": "" if figure.blank is None else figure.blank.value,
        "as_printed": figure.as_printed,
    }


def _same_targets(last: TargetVersion, targets: Mapping[int, Figure], adopted_on: date) -> bool:
    stands = {
        row.fiscal_year: {"number": row.number, "blank": row.blank, "as_printed": row.as_printed}
        for row in last.values.all()
    }
    wanted = {year: _cell(figure) for year, figure in targets.items()}
    return last.adopted_on == adopted_on and stands == wanted


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
            **_cell(figure),
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


#: Kept as a message id; ``labels`` says it in the reader's language.
_COUNTED_ANEW = "counted_anew"


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


def standing(indicator: Indicator, fiscal_year: int) -> IndicatorValue | None:
    """The figure of the year that stands."""
    return indicator.figures.filter(fiscal_year=fiscal_year, superseded_at__isnull=True).first()


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
        **_cell(figure),
    )
    return revise(indicator, value, reason=reason, actor=actor)


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
