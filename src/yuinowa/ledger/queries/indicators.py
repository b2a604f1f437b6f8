"""Read indicators, the targets in force on a day, and the figures that stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.ledger.domain.indicators import SubjectKind
from yuinowa.ledger.domain.metrics import Subject
from yuinowa.ledger.domain.values import Value
from yuinowa.ledger.models import Indicator, IndicatorValue, TargetValue, TargetVersion
from yuinowa.ledger.queries.metrics import value_of
from yuinowa.ledger.queries.saved import metric_of


def indicators_visible_to(actor: Actor) -> QuerySet[Indicator]:
    """The indicators ``actor`` may see, with institution and metric."""
    return visible_to(actor, Indicator.objects.select_related("institution", "metric"))


def figures_visible_to(actor: Actor) -> QuerySet[IndicatorValue]:
    """The figures of those indicators, every revision."""
    seen = indicators_visible_to(actor).order_by().values("pk")
    return IndicatorValue.objects.filter(indicator__in=seen).select_related(
        "indicator__institution", "metric"
    )


def targets_in_force(
    indicator_ids: Iterable[int], *, on: date
) -> dict[int, dict[int, TargetValue]]:
    """Per indicator and year, the target of the newest version adopted by ``on``.

    Each comes with its version, so that a report can name the one it prints (plan-progress §4).
    """
    values = (
        TargetValue.objects.filter(
            target_version__indicator__in=list(indicator_ids), target_version__adopted_on__lte=on
        )
        .select_related("target_version")
        .order_by("target_version__indicator", "target_version__number", "fiscal_year")
    )
    newest: dict[int, int] = {}
    found: dict[int, dict[int, TargetValue]] = {}
    for value in values:
        version = value.target_version
        if newest.get(version.indicator_id) != version.number:
            newest[version.indicator_id] = version.number
            found[version.indicator_id] = {}
        found[version.indicator_id][value.fiscal_year] = value
    return found


def target_versions_of(indicator_ids: Iterable[int]) -> dict[int, list[TargetVersion]]:
    """Per indicator, every version of its targets with the values, the newest first. Two queries."""
    found: dict[int, list[TargetVersion]] = {}
    versions = TargetVersion.objects.filter(indicator__in=list(indicator_ids))
    for version in versions.order_by("-number").prefetch_related("values"):
        found.setdefault(version.indicator_id, []).append(version)
    return found


def current_figures(indicator_ids: Iterable[int]) -> dict[int, dict[int, IndicatorValue]]:
    """Per indicator and year, the figure that stands."""
    found: dict[int, dict[int, IndicatorValue]] = {}
    rows = IndicatorValue.objects.filter(
        indicator__in=list(indicator_ids), superseded_at__isnull=True
    ).select_related("metric")
    for row in rows:
        found.setdefault(row.indicator_id, {})[row.fiscal_year] = row
    return found


def revisions_of(indicator_ids: Iterable[int]) -> dict[tuple[int, int], list[IndicatorValue]]:
    """Per indicator and year, every revision of its figure, the newest first. Two queries."""
    found: dict[tuple[int, int], list[IndicatorValue]] = {}
    rows = IndicatorValue.objects.filter(indicator__in=list(indicator_ids))
    for row in rows.prefetch_related("metric").order_by("-revision"):
        found.setdefault((row.indicator_id, row.fiscal_year), []).append(row)
    return found


def history_of(indicator_id: int, fiscal_year: int) -> QuerySet[IndicatorValue]:
    """Every revision of a year's figure, newest first."""
    return (
        IndicatorValue.objects.filter(indicator=indicator_id, fiscal_year=fiscal_year)
        .select_related("metric")
        .order_by("-revision")
    )


def subject_of(indicator: Indicator) -> Subject:
    """About whom the indicator's metric is asked; without named subjects, its own institution."""
    return subjects_of([indicator])[indicator.pk]


def subjects_of(indicators: Iterable[Indicator]) -> dict[int, Subject]:
    """By indicator, about whom its metric is asked. One query, and none where all ask about the region."""
    rows = {row.pk: row for row in indicators}
    named: dict[int, list[int]] = {}
    asked = [row.pk for row in rows.values() if row.subject_kind != SubjectKind.REGION]
    if asked:
        links = Indicator.subjects.through.objects.filter(indicator__in=asked)
        for pk, institution in links.order_by("institution").values_list(
            "indicator", "institution"
        ):
            named.setdefault(pk, []).append(institution)
    return {pk: _subject(row, named.get(pk, [])) for pk, row in rows.items()}


def _subject(indicator: Indicator, named: Sequence[int]) -> Subject:
    kind = SubjectKind(indicator.subject_kind)
    if kind is SubjectKind.REGION:
        return Subject.region()
    if kind is SubjectKind.CONTEXT and indicator.context_id is not None:
        return Subject.of_context(indicator.context_id, *named)
    return Subject.of(*(named or (indicator.institution_id,)))


def value_of_indicator(indicator: Indicator, fiscal_year: int) -> Value:
    """What the ledger says now for the indicator's metric in ``fiscal_year``.

    Raises:
        InputRefused: the metric cannot be asked about this subject.
        ValueError: no metric feeds the indicator.
    """
    if indicator.metric is None:
        raise ValueError("no metric feeds this indicator")
    return value_of(
        metric_of(indicator.metric),
        subject_of(indicator),
        fiscal_year,
        first_year=indicator.first_year,
    )
