"""How firmly the figures stand against a claim: whether in another reading of its words it would be so.

A number settles most: one that is no figure of the indicator, no difference, no share and no sum of its figures is
wrong in every reading; one that is such a figure, though not the one the claim was read to give, shows that the claim
was misread. Without a number the bases and years that no claim took are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.at_hand import AtHand, is_fine
from yuinowa.plans.domain.claims.comparing import change, reach
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Claim,
    Finding,
    Kind,
    Measure,
    Quantity,
    Reason,
    Verdict,
)
from yuinowa.plans.domain.claims.parts import missing
from yuinowa.plans.domain.claims.series import Series

Judged = Callable[[Claim], Finding]


class Standing(StrEnum):
    """How firmly a claim is contradicted."""

    #: A number of it is none that the figures give, or its numbers say of which figures it speaks.
    FIRM = "firm"
    #: As it was read, and no other reading is at hand.
    PLAIN = "plain"
    #: In another reading it would be so.
    OPEN = "open"


#: Of more years than two, so that two numbers say not of which.
_OVER_YEARS = frozenset({Kind.STREAK, Kind.OFTEN, Kind.RECORD})


def standing(claim: Claim, series: Series, years: Years, judged: Judged) -> Standing:
    """How firmly ``claim``, which ``judged`` contradicts, is contradicted."""
    against = claim.against
    if against is not None and against.base not in TARGETS and _is_itself(claim, against, years):
        return Standing.OPEN
    pieces = list(_pieces(claim, series, years, judged))
    failing = [quantity for quantity, fits in pieces if not fits]
    if failing:
        return _of_failing(claim, failing, pieces, AtHand(series, years, claim))
    own = [claim.size, claim.against.stated if claim.against else None]
    if claim.kind not in _OVER_YEARS and any(one and is_fine(one, series) for one in own):
        # 900冊から850冊に増加: its numbers say with what it compares.
        return Standing.FIRM
    others = _others(claim, years)
    return (
        Standing.OPEN
        if any(judged(one).verdict is not Verdict.CONTRADICTS for one in others)
        else Standing.PLAIN
    )


def _of_failing(
    claim: Claim,
    failing: Sequence[Quantity],
    pieces: Sequence[tuple[Quantity, bool]],
    at_hand: AtHand,
) -> Standing:
    """How firmly numbers that do not fit stand against ``claim``."""
    is_pinned = _is_pinned_down(claim)
    is_firm = any(is_fine(one, at_hand.series) for one in failing)
    said_right = any(fits and is_fine(one, at_hand.series) for one, fits in pieces)
    if failing == [claim.size] and is_pinned and said_right:
        # 前年度を648件上回る2,133件: one number is right, and says of what the other is wrong.
        return Standing.FIRM if is_firm else Standing.PLAIN
    if any(
        at_hand.accounts_for(one) and not (is_pinned and _is_by_chance(claim, one, at_hand))
        for one in failing
    ):
        return Standing.OPEN
    return Standing.FIRM if is_firm else Standing.PLAIN


def _is_by_chance(claim: Claim, said: Quantity, at_hand: AtHand) -> bool:
    """Whether a number that does not fit comes from other figures by chance; a sum or a mean would have been named."""
    if said is claim.size:
        return at_hand.is_by_chance(said)
    return claim.kind is not Kind.TOTAL and at_hand.is_sum_alone(said)


def _is_pinned_down(claim: Claim) -> bool:
    """Whether its whole clause was read, and all that stands there is its own."""
    is_whole = not (claim.unread or claim.is_half or claim.is_unsure)
    return is_whole and not claim.is_beside_others and not claim.nearby


def _is_itself(claim: Claim, against: Against, years: Years) -> bool:
    """Whether a year was read as compared with itself."""
    year = figures.year_of(claim, years)
    return figures.base_year(against, year, years) == year


def _pieces(
    claim: Claim, series: Series, years: Years, judged: Judged
) -> Iterator[tuple[Quantity, bool]]:
    """Each number of a claim, and whether it is what the claim was read to give."""
    year = figures.year_of(claim, years)
    stated = claim.against.stated if claim.against else None
    if claim.value is not None:
        if claim.kind is Kind.TOTAL:
            yield claim.value, judged(claim).verdict is not Verdict.CONTRADICTS
        else:
            now = figures.actual(series, year)
            yield claim.value, now is not None and fit(claim.value, now.number) is not Fit.NO
    if stated is not None and claim.against is not None:
        base = figures.compared_with(series, claim.against, year, years)
        yield stated, base is not None and fit(stated, base.number) is not Fit.NO
    if claim.size is not None:
        against = replace(claim.against, stated=None) if claim.against else None
        bare = replace(
            claim, against=against, sense=None, value=None, degree=None,
            is_trend=False, has_turned=False, first_in=None,
        )  # fmt: skip
        if claim.kind is Kind.REACH:
            # 目標まであと50冊: the size is how far it lies from it, whatever is denied of reaching it.
            bare = replace(bare, kind=Kind.CHANGE, is_negated=False)
        yield claim.size, judged(bare).verdict is not Verdict.CONTRADICTS


def _others(claim: Claim, years: Years) -> Iterator[Claim]:
    """``claim`` with the bases and years near it that no claim took."""
    if claim.kind is Kind.OFTEN:
        return
    for one in claim.nearby:
        if _is_in_its_run(one, claim, years):
            continue
        yield replace(claim, against=one)
        if one.base in TARGETS:
            continue
        year = figures.base_year(one, years.of_text, years)
        if year is not None:
            yield replace(claim, year=year)


def _is_in_its_run(one: Against, claim: Claim, years: Years) -> bool:
    """令和6年度、令和7年度と2年続けて: a year of the run, or of the span, itself."""
    if one.year is None:
        return False
    mean = claim.against
    if mean is not None and mean.base is Base.MEAN and mean.year and mean.span:
        # 令和4年度と令和5年度の平均: a year of the mean.
        return mean.year - mean.span < one.year <= mean.year
    if claim.kind not in (Kind.STREAK, Kind.RECORD) or not claim.years:
        return False
    return years.of_text - claim.years < one.year <= years.of_text


#: More or less than before, and not than what is named.
_GROWS = re.compile("[増減伸]|上昇|低下|積み|上が|下が|落ち|回復|持ち直|[縮拡]")
#: A number that is told of the figure is of its size.
_OF_ITS_SIZE = (Decimal("0.3"), Decimal(3))


def numbers(claim: Claim, series: Series, years: Years) -> Finding:
    """Whether all the numbers of a sentence come from the figures, whatever it says of them."""
    now = figures.actual(series, years.of_text)
    if now is None:
        return missing(claim, series, Against(Base.YEAR, years.of_text), years.of_text, years, now)
    at_hand = AtHand(series, years, claim)
    fine = [one for one in claim.numbers if is_fine(one, series) and _is_told_of(one, series)]
    odd = [one for one in fine if not at_hand.accounts_for(one)]
    wrong_way = [one for one in claim.heads if not _may_hold(one, claim.nearby, series, years)]
    if (
        not fine
        or (claim.is_half and not odd)
        or (not odd and any(at_hand.is_by_chance(one) for one in fine))
        or (wrong_way and not odd and not _pinned(claim, fine, series, years))
    ):
        return Finding(claim, Verdict.UNCHECKABLE, Reason.OTHER_UNIT, indicator=series.name)
    if odd:
        verdict, reason = Verdict.CONTRADICTS, Reason.NO_SUCH_NUMBER
    elif wrong_way:
        verdict, reason = Verdict.CONTRADICTS, Reason.WRONG_WAY
    else:
        verdict, reason = Verdict.CONSISTENT, Reason.NUMBERS_FOUND
    return Finding(claim, verdict, reason, indicator=series.name, used=(now,))


def _may_hold(head: Claim, named: tuple[Against, ...], series: Series, years: Years) -> bool:
    """Whether what a head says is so beside one of the bases that the sentence names."""
    judges = {Kind.CHANGE: change, Kind.REACH: reach}
    targets = [one for one in named if one.base in TARGETS]
    bases = targets if head.kind is Kind.REACH else list(named)
    if not bases:
        bases = [Against(Base.TARGET), Against(Base.FINAL_TARGET)]
    if head.kind is Kind.CHANGE and len(targets) == len(named) and _GROWS.search(head.quote):
        # 目標に向けて900冊まで伸びた: more than last year.
        bases.append(Against(Base.PREVIOUS))
    found = (judges[head.kind](replace(head, against=one), series, years) for one in bases)
    return any(one.verdict is not Verdict.CONTRADICTS for one in found)


def _pinned(claim: Claim, said: list[Quantity], series: Series, years: Years) -> bool:
    """Whether the numbers say of which two figures the one head speaks: 前年度の900冊に対し850冊と増えた."""
    if len(claim.heads) != 1 or len(claim.nearby) != 1:
        return False
    now = figures.actual(series, years.of_text)
    base = figures.compared_with(series, claim.nearby[0], years.of_text, years)
    if now is None or base is None:
        return False
    of_both = [
        any(fit(one, figure) is Fit.YES for one in said)
        for figure in (now.number, base.number, abs(now.number - base.number))
    ]
    return sum(of_both) > 1 or of_both[2]


def _is_told_of(said: Quantity, series: Series) -> bool:
    """Whether a number is in the indicator's unit, or a share."""
    if said.measure is Measure.AMOUNT:
        return said.unit == folded(series.unit)
    if said.measure is Measure.POINTS:
        return series.is_share
    return True
