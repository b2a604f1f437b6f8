"""Take in an indicator that comes in a file with its whole history: every version and revision, as it was.

What stands here already is never rewritten: the file may go on where it ends, and may not say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.carrying import (
    CarriedFigure,
    CarriedIndicator,
    CarriedTargets,
    Contradiction,
    continuation,
)
from yuinowa.ledger.domain.indicators import Figure, Source, stored
from yuinowa.ledger.models import Indicator, IndicatorValue, TargetValue, TargetVersion
from yuinowa.ledger.queries.carrying import carried
from yuinowa.ledger.queries.saved import saved
from yuinowa.ledger.services.indicators import define_indicator, feed_from_metric, feed_otherwise


@transaction.atomic
def take_in_indicator(
    institution_id: int, brought: CarriedIndicator, *, actor: Actor, level: Level
) -> tuple[int, dict[tuple[int, int], int]]:
    """The id of the institution's indicator with this code, and the ids of its figures by year and revision.

    Raises:
        InputRefused: an indicator with this code stands here and says otherwise; its metric is unknown here.
        NotAllowed: ``actor`` may not define indicators there.
    """
    code = brought.spec.code
    here = Indicator.objects.filter(institution=institution_id, code=code).first()
    if here is None:
        indicator = define_indicator(institution_id, brought.spec, actor=actor, level=level)
        _feed(indicator, brought, actor)
        stands = CarriedIndicator(brought.spec, brought.feed, (), ())
    else:
        indicator = lock(Indicator, here.pk)
        require(actor, "indicator.edit", indicator)
        stands = carried([here.pk])[here.pk]
    try:
        _same(stands, brought)
        _write_targets(indicator, continuation(stands.targets, brought.targets))
        _write_figures(indicator, _beyond(stands.figures, brought.figures))
    except Contradiction:
        raise InputRefused(
            _("An indicator with the code “%(code)s” stands here and says otherwise.")
            % {"code": code},
            place=code,
            next_step=_("Compare the two; give the one in the file another code if it is another."),
        ) from None
    audit.record("indicator.carry", indicator, actor=actor, after={"figures": len(brought.figures)})
    rows = IndicatorValue.objects.filter(indicator=indicator)
    return indicator.pk, {(row.fiscal_year, row.revision): row.pk for row in rows}


def _same(stands: CarriedIndicator, brought: CarriedIndicator) -> None:
    if _plain(stands) != _plain(brought):
        raise Contradiction


def _plain(row: CarriedIndicator) -> CarriedIndicator:
    """What makes it this indicator; the baseline is compared as it is kept."""
    baseline = None if row.spec.baseline is None else stored(row.spec.baseline)
    return replace(row, spec=replace(row.spec, baseline=baseline), targets=(), figures=())


def _feed(indicator: Indicator, brought: CarriedIndicator, actor: Actor) -> None:
    feed = brought.feed
    if feed.metric is None:
        feed_otherwise(indicator.pk, feed.source, actor=actor)
        return
    metric = saved(feed.metric)
    if metric is None:
        raise InputRefused(
            _("The ledger has no metric %(metric)s.") % {"metric": feed.metric},
            place=brought.spec.code,
            next_step=_("Save the metric first, or name one that stands."),
        )
    feed_from_metric(
        indicator.pk,
        metric,
        actor=actor,
        subject_kind=feed.subject_kind,
        subjects=feed.subjects,
        first_year=feed.first_year,
    )


def _write_targets(indicator: Indicator, versions: Iterable[CarriedTargets]) -> None:
    for version in versions:
        row = TargetVersion(
            indicator=indicator,
            number=version.number,
            adopted_on=version.adopted_on,
            reason=version.reason,
            origin=version.origin,
            created_at=clock.now(),
        )
        row.full_clean()
        row.save()
        values = [
            TargetValue(target_version=row, fiscal_year=year, **_cell(figure))
            for year, figure in sorted(version.targets.items())
        ]
        for value in values:
            value.full_clean()
        TargetValue.objects.bulk_create(values)


def _beyond(
    here: Sequence[CarriedFigure], file: Sequence[CarriedFigure]
) -> list[list[CarriedFigure]]:
    """Year by year, the revisions that the file has beyond those that stand."""
    stand = {year: list(rows) for year, rows in groupby(here, lambda row: row.fiscal_year)}
    return [
        list(continuation(stand.get(year, []), list(rows)))
        for year, rows in groupby(file, lambda row: row.fiscal_year)
    ]


def _write_figures(indicator: Indicator, years: Iterable[list[CarriedFigure]]) -> None:
    for revisions in years:
        if not revisions:
            continue
        first = revisions[0]
        IndicatorValue.objects.filter(
            indicator=indicator, fiscal_year=first.fiscal_year, superseded_at=None
        ).update(superseded_at=first.recorded_at)
        replaced_at = [row.recorded_at for row in revisions[1:]] + [None]
        for brought, superseded_at in zip(revisions, replaced_at, strict=True):
            row = IndicatorValue(
                indicator=indicator,
                fiscal_year=brought.fiscal_year,
                revision=brought.revision,
                certainty=brought.certainty.value,
                provenance=brought.source.value
                if brought.source is Source.HAND
                else Source.IMPORT.value,
                source_note=brought.source_note,
                reason=brought.reason,
                reason_no_data=brought.no_data,
                contested=brought.is_contested,
                is_preliminary=brought.is_preliminary,
                recorded_at=brought.recorded_at,
                confirmed_at=brought.confirmed_at,
                superseded_at=superseded_at,
                **_cell(brought.figure),
            )
            row.full_clean()
            row.save()


def _cell(figure: Figure) -> dict[str, object]:
    return {
        "number": None if figure.number is None else stored(figure.number),
        "blank": "" if figure.blank is None else figure.blank.value,
        "as_printed": figure.as_printed,
    }
