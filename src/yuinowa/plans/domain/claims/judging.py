"""The verdict on one claim, from the figures of the indicator it speaks of."""

from __future__ import annotations

from collections.abc import Callable

from yuinowa.plans.domain.claims import comparing, running
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import (
    Claim,
    Finding,
    Kind,
    Measure,
    Quantity,
    Reason,
    Verdict,
)
from yuinowa.plans.domain.claims.series import Match, Series, Sure

#: People are counted by either.
_PEOPLE = frozenset({"人", "名"})


def judge(claim: Claim, match: Match | None, years: Years) -> Finding:
    """What the figures say to ``claim``; without an indicator, or without figures, that it cannot be checked."""
    if claim.kind is Kind.VAGUE:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.NO_FIGURE_BEHIND)
    if match is None:
        return Finding(claim, Verdict.UNCHECKABLE, Reason.NO_INDICATOR)
    judged = _JUDGES[claim.kind](claim, match.series, years)
    if claim.first_in and claim.kind in (Kind.CHANGE, Kind.REACH):
        judged = running.first_in(claim, match.series, years, judged)
    if judged.verdict is not Verdict.CONTRADICTS:
        return judged
    return judged if _may_contradict(claim, match) else _unchecked(judged)


def _may_contradict(claim: Claim, match: Match) -> bool:
    """Only what surely speaks of the indicator can contradict it."""
    if match.sure is Sure.BY_UNIT or claim.is_unsure:
        return False
    if not _unit_fits(claim, match.series):
        return False
    if claim.kind is Kind.COUNT or (claim.kind is Kind.VALUE and claim.against is None):
        return match.sure is Sure.NAMED and claim.kind is Kind.VALUE
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
    return quantity.unit == series.unit or {quantity.unit, series.unit} <= _PEOPLE


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
    Kind.VALUE: comparing.value,
    Kind.COUNT: comparing.value,
    Kind.DEED: comparing.deed,
    Kind.NEW: _unjudged,
    Kind.VAGUE: _unjudged,
}
