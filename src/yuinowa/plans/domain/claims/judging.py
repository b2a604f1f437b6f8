"""The verdict on one claim, from the figures of the indicator it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from yuinowa.plans.domain.claims import comparing, figures, running, spans, values
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.kinds import (
    EVER,
    TARGETS,
    Base,
    Bound,
    Claim,
    FigureKind,
    Finding,
    Kind,
    Measure,
    Quantity,
    Reason,
    Sense,
    Verdict,
)
from yuinowa.plans.domain.claims.otherwise import Standing, numbers, standing
from yuinowa.plans.domain.claims.series import Match, Series, Sure, of_rate, of_steps

_HOLDING = frozenset({Verdict.TRUE, Verdict.AMBIGUOUS, Verdict.CONSISTENT})
#: Words that count the same.
_KIND_OF_PLACE = re.compile("^[カケ](?=所)")
_SAME_COUNT = tuple(
    map(
        frozenset,
        (("人", "名"), ("冊", "点"), ("件", "回"), ("館", "か所", "施設"), ("%", "パーセント")),
    )
)


def judge(claim: Claim, match: Match | None, years: Years) -> Finding:
    """What the figures say to ``claim``; without an indicator, or without figures, that it cannot be checked."""
    if claim.kind is Kind.VAGUE:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.NO_FIGURE_BEHIND)
    if match is None:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.NO_INDICATOR)
    if claim.is_of_part:
        return Finding(
            claim, Verdict.UNCHECKABLE, Reason.FIGURE_MISSING, indicator=match.series.name
        )
    judged = _in_every_reading(claim, match.series, years)
    if judged.verdict is not Verdict.CONTRADICTS:
        return judged
    return judged if _may_contradict(claim, match) else _unchecked(judged)


def _in_every_reading(claim: Claim, series: Series, years: Years) -> Finding:
    """The verdict that all readings of ``claim`` share; where they differ, that one of them may be so."""
    first, *others = [
        replace(_judged(one, series, years), claim=claim)
        for one in (*readings(claim, years), *_of_final_target(claim, series, years))
    ]
    if all(other.verdict is first.verdict for other in others):
        return first
    held = [one for one in (first, *others) if one.verdict in _HOLDING]
    if held:
        return replace(held[0], verdict=Verdict.AMBIGUOUS, reason=Reason.ONE_READING)
    return next(one for one in (first, *others) if one.verdict is not Verdict.CONTRADICTS)


def standing_of(claim: Claim, series: Series, years: Years) -> Standing:
    """How firmly the figures stand against ``claim``."""
    return standing(claim, series, years, lambda one: _in_every_reading(one, series, years))


def _of_final_target(claim: Claim, series: Series, years: Years) -> tuple[Claim, ...]:
    """目標値1,300冊に対し88%: the last year's target may be meant as well as this year's, unless its figure says which."""
    against = claim.against
    if against is None or against.base is not Base.TARGET or years.final not in series.targets:
        return ()
    if claim.size is not None and claim.size.bound not in (Bound.EXACT, Bound.ABOUT):
        # 目標の9割に届かない: so coarse a share is of the year's own.
        return ()
    told = against.stated.number if against.stated else None
    if told is not None and told == series.targets.get(figures.year_of(claim, years)):
        return ()
    is_open = claim.kind is Kind.RATIO or told is not None
    return (replace(claim, against=replace(against, base=Base.FINAL_TARGET)),) if is_open else ()


def readings(claim: Claim, years: Years) -> tuple[Claim, ...]:
    """What the words may mean: 過去5年の平均 with this year or without it, 達成率 or the figure itself."""
    against = claim.against
    if against is not None and against.base is Base.MEAN and against.year is None:
        year = figures.year_of(claim, years)
        return tuple(replace(claim, against=replace(against, year=one)) for one in (year - 1, year))
    if against is not None and against.base is Base.YEARS_AGO and (against.span or 1) > 1:
        # この5年間で: from five years ago on, or from the first of the five.
        return claim, replace(claim, against=replace(against, year=(against.year or 1) - 1))
    if against is not None and against.base is Base.BASELINE:
        # 当初: where the figures begin, or where the plan does.
        return claim, replace(claim, against=replace(against, base=Base.FIRST))
    if claim.is_of_rate and (claim.size is None or claim.size.measure is not Measure.AMOUNT):
        return claim, replace(claim, is_of_rate=False)
    is_of_target = against is not None and against.base in TARGETS
    if (
        claim.kind is Kind.STREAK
        and claim.is_since
        and not is_of_target
        and claim.years not in (None, EVER)
    ):
        # 令和5年度以降: with the step into that year, or from it on.
        return claim, replace(claim, years=(claim.years or 0) + 1)
    return (claim,)


def _judged(claim: Claim, series: Series, years: Years) -> Finding:
    is_amount = claim.size is not None and claim.size.measure is Measure.AMOUNT
    if claim.is_of_rate and not is_amount:
        return _as_rates(_JUDGES[claim.kind](claim, of_rate(series), years))
    if claim.is_of_steps:
        steps = of_steps(series, falls=claim.sense is Sense.DOWN)
        return _JUDGES[claim.kind](replace(claim, sense=Sense.UP), steps, years)
    judged = _JUDGES[claim.kind](claim, series, years)
    if claim.first_in and claim.kind in (Kind.CHANGE, Kind.REACH):
        return running.first_in(claim, series, years, judged)
    if claim.first_in and claim.kind is Kind.VALUE:
        return running.first_beyond(claim, series, years, judged)
    return judged


def _as_rates(judged: Finding) -> Finding:
    used = (replace(one, kind=FigureKind.RATE) for one in judged.used)
    return replace(judged, used=tuple(used))


def _may_contradict(claim: Claim, match: Match) -> bool:
    """Only what surely speaks of the indicator can contradict it."""
    if match.sure is Sure.BY_UNIT or claim.is_unsure:
        return False
    if not claim.is_of_rate and not _unit_fits(claim, match.series):
        return False
    if claim.kind is Kind.COUNT or (claim.kind is Kind.VALUE and claim.against is None):
        is_whole = claim.is_in_company or (claim.kind is Kind.VALUE and claim.subject)
        return bool(is_whole) and (match.sure is Sure.NAMED or not claim.subject)
    return True


def _unit_fits(claim: Claim, series: Series) -> bool:
    stated = claim.against.stated if claim.against else None
    given = (one for one in (claim.size, claim.value, stated) if one is not None)
    return all(_is_in_unit_of(quantity, series) for quantity in given) and not any(
        one.measure is Measure.PERCENT and not series.is_share
        for one in (claim.value, stated)
        if one is not None
    )


def _is_in_unit_of(quantity: Quantity, series: Series) -> bool:
    if quantity.measure is Measure.POINTS:
        return series.is_share
    if quantity.measure is not Measure.AMOUNT or not quantity.unit or not series.unit:
        return True
    both = {_KIND_OF_PLACE.sub("か", unit) for unit in (quantity.unit, folded(series.unit))}
    return len(both) == 1 or any(both <= same for same in _SAME_COUNT)


def _unchecked(judged: Finding) -> Finding:
    return Finding(
        judged.claim, Verdict.UNCHECKABLE, Reason.OTHER_UNIT, indicator=judged.indicator,
        used=judged.used,
    )  # fmt: skip


def _unjudged(claim: Claim, series: Series, _years: Years) -> Finding:
    return Finding(claim, Verdict.UNCHECKABLE, Reason.NO_FIGURE_BEHIND, indicator=series.name)


_JUDGES: dict[Kind, Callable[[Claim, Series, Years], Finding]] = {
    Kind.CHANGE: comparing.change,
    Kind.RATIO: comparing.ratio,
    Kind.REACH: comparing.reach,
    Kind.RECORD: running.record,
    Kind.STREAK: running.streak,
    Kind.PACE: spans.pace,
    Kind.OFTEN: spans.often,
    Kind.TOTAL: spans.total,
    Kind.VALUE: values.value,
    Kind.NUMBERS: numbers,
    Kind.COUNT: values.value,
    Kind.DEED: values.deed,
    Kind.NEW: _unjudged,
    Kind.VAGUE: _unjudged,
}
