"""What a true and pleasing statement leaves out: a missed target, or a fall against last year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Base,
    Claim,
    Finding,
    Kind,
    Reason,
    Sense,
    Used,
    Verdict,
)
from yuinowa.plans.domain.claims.policy import POLICY
from yuinowa.plans.domain.claims.series import Series
from yuinowa.plans.domain.kinds import Direction

_PLEASING = {Kind.CHANGE, Kind.REACH, Kind.RECORD, Kind.STREAK, Kind.RATIO}


def with_omission(finding: Finding, series: Series, told: Iterable[Base], years: Years) -> Finding:
    """``finding``, marked if the text is silent on the other comparison and that one is bad.

    ``told``: the bases that the same text compares this indicator with.
    """
    claim = finding.claim
    if finding.verdict is not Verdict.TRUE or not _is_pleasing(claim, series):
        return finding
    if figures.year_of(claim, years) != years.of_text:
        return finding
    now = figures.actual(series, years.of_text)
    known = set(told)
    for is_told, other, reason in (
        (bool(known & TARGETS), figures.target(series, years.of_text), Reason.TARGET_LEFT_OUT),
        (bool(known - TARGETS), figures.actual(series, years.of_text - 1), Reason.FALL_LEFT_OUT),
    ):
        if not is_told and now is not None and other is not None and _is_bad(series, now, other):
            return replace(finding, verdict=Verdict.OMITS, reason=reason, beside=(now, other))
    return finding


def _is_pleasing(claim: Claim, series: Series) -> bool:
    if claim.kind not in _PLEASING or series.direction is Direction.KEEP:
        return False
    if claim.kind is Kind.REACH or (claim.kind is Kind.STREAK and claim.sense is None):
        return not claim.is_negated
    if claim.sense in (Sense.FLAT, Sense.BETTER):
        return not claim.is_negated
    if claim.sense is Sense.WORSE or claim.sense is None:
        return False
    return figures.is_good(series, 1 if claim.sense is Sense.UP else -1) != claim.is_negated


def _is_bad(series: Series, now: Used, other: Used) -> bool:
    gap = now.number - other.number
    far = abs(gap) > abs(other.number) * POLICY.omission_share
    return far and not figures.is_good(series, gap)
