"""Define indicators: what each is, who sees it, what feeds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from yuinowa.core import audit
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.ledger.domain.indicators import IndicatorSpec, Source, SubjectKind
from yuinowa.ledger.models import Indicator, MetricVersion


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
