"""What the texts of a report say to each other: the same count elsewhere, what was added, what is new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.kinds import (
    Base,
    Claim,
    FigureKind,
    Finding,
    Formula,
    Kind,
    Measure,
    Quantity,
    Reason,
    Sense,
    Used,
    Verdict,
)
from yuinowa.plans.domain.claims.lexemes import Sort
from yuinowa.plans.domain.claims.lexing import Lexer
from yuinowa.plans.domain.claims.series import core_of
from yuinowa.plans.domain.claims.told import COMMON, Passage, Told, share_a_word

_PLACE_UNITS = re.compile("^(?:台|基|[かカケ]所|館|施設|校|園|店|機関|団体|本|点|席)$")


def backed_by_texts(
    finding: Finding, passage: Passage, told: Sequence[Told], beside: Sequence[Passage]
) -> Finding:
    """``finding``, if it could not be checked by figures, after the report's other texts were asked."""
    if finding.verdict is not Verdict.UNCHECKABLE or finding.reason is Reason.BASE_UNKNOWN:
        return finding
    thread = [one for one in beside if one.thread == passage.thread]
    asked = (
        _same_elsewhere(finding, passage, told),
        _from_increments(finding, passage, told),
        _by_two_texts(finding, passage, thread),
        _by_additions(finding, passage, told),
        _is_new(finding, passage, thread),
    )
    return next((answer for answer in asked if answer is not None), finding)


def _same_elsewhere(finding: Finding, passage: Passage, told: Sequence[Told]) -> Finding | None:
    """The same count of the same thing stands in another project's text of the year."""
    claim = finding.claim
    if claim.kind is not Kind.COUNT or claim.value is None:
        return None
    for other in told:
        if (
            other.passage.project != passage.project
            and other.passage.year == passage.year
            and other.quantity.number == claim.value.number
            and other.quantity.unit == claim.value.unit
            and share_a_word(other.claim.subject, claim.subject)
        ):
            used = Used(
                FigureKind.TEXT, passage.year, other.quantity.number, other.quantity.unit,
                other.passage.project,
            )  # fmt: skip
            return replace(
                finding, verdict=Verdict.ELSEWHERE, reason=Reason.SAME_ELSEWHERE,
                formula=Formula.EQUAL, computed=other.quantity.number, used=(used,),
            )  # fmt: skip
    return None


def _from_increments(finding: Finding, passage: Passage, told: Sequence[Told]) -> Finding | None:
    """22か所 now and 2倍 since a year, while the texts of the years between tell how many were added."""
    claim = finding.claim
    if (
        claim.kind is not Kind.RATIO
        or claim.size is None
        or claim.size.measure is not Measure.TIMES
    ):
        return None
    since = claim.against.year if claim.against and claim.against.base is Base.YEAR else None
    if since is None:
        return None
    own = [one for one in told if one.passage.thread == passage.thread]
    totals = [
        one
        for one in own
        if one.passage.key == passage.key
        and not one.is_added
        and one.claim.start <= claim.end
        and _PLACE_UNITS.match(one.quantity.unit)
    ]
    added = {
        one.passage.year: one
        for one in own
        if one.is_added and one.passage.is_result and since < one.passage.year <= passage.year
    }
    if not totals or set(added) != set(range(since + 1, passage.year + 1)):
        return None
    total = totals[-1].quantity.number
    base = total - sum((one.quantity.number for one in added.values()), Decimal(0))
    if base <= 0:
        return None
    ratio = total / base
    result = fit(claim.size, ratio)
    used = [
        Used(FigureKind.TEXT, passage.year, total, totals[-1].quantity.unit),
        *(
            Used(FigureKind.TEXT, year, one.quantity.number, one.quantity.unit)
            for year, one in sorted(added.items())
        ),
    ]
    is_so = result is not Fit.NO
    return replace(
        finding,
        verdict=Verdict.CONSISTENT if is_so else Verdict.CONTRADICTS,
        reason=Reason.TEXTS_AGREE if is_so else Reason.INCREMENTS_DISAGREE,
        formula=Formula.TOTAL,
        computed=ratio,
        used=tuple(used),
    )


def _by_two_texts(finding: Finding, passage: Passage, thread: Sequence[Passage]) -> Finding | None:
    """Both years' results give one count of the thing: 月に20件程度, 月に150件程度."""
    claim = finding.claim
    if claim.kind not in {Kind.RATIO, Kind.CHANGE} or not claim.subject:
        return None
    before = passage.year - 1
    if claim.against is not None:
        if claim.against.base is Base.YEAR and claim.against.year is not None:
            before = claim.against.year
        elif claim.against.base is not Base.PREVIOUS:
            return None
    now, then = (_count_in(thread, year, claim.subject) for year in (passage.year, before))
    if now is None or then is None or now.unit != then.unit or not then.number:
        return None
    ratio, gap = now.number / then.number, now.number - then.number
    fits = _fits(claim, ratio, gap)
    if fits is None:
        return None
    used = tuple(
        Used(FigureKind.TEXT, year, one.number, one.unit)
        for year, one in ((passage.year, now), (before, then))
    )
    is_size = claim.size is not None
    if not fits and is_size:
        return None
    return replace(
        finding,
        verdict=(Verdict.TRUE if is_size else Verdict.CONSISTENT) if fits else Verdict.UNCHECKABLE,
        reason=Reason.TEXTS_AGREE if fits else finding.reason,
        formula=Formula.RATIO if is_size else Formula.DIFFERENCE,
        computed=ratio if is_size else gap,
        used=used,
    )


def _fits(claim: Claim, ratio: Decimal, gap: Decimal) -> bool | None:
    if claim.size is not None:
        if claim.size.measure is Measure.TIMES:
            return fit(claim.size, ratio) is not Fit.NO
        if claim.size.measure is Measure.AMOUNT:
            return fit(claim.size, gap) is not Fit.NO
        return None
    if claim.sense not in {Sense.UP, Sense.DOWN} or claim.is_negated:
        return None
    return gap > 0 if claim.sense is Sense.UP else gap < 0


def _count_in(thread: Sequence[Passage], year: int, subject: str) -> Quantity | None:
    """The one count that the year's result gives in a clause on ``subject``."""
    found = []
    for passage in thread:
        if passage.year != year or not passage.is_result:
            continue
        plain = folded(passage.text)
        for sentence in re.split("[。\n]", plain):
            if not _shares_a_run(subject, sentence):
                continue
            found += [
                row.quantity
                for row in Lexer(year).read(sentence, 0, len(sentence))
                if row.sort is Sort.QUANTITY
                and row.quantity is not None
                and row.quantity.measure is Measure.AMOUNT
            ]
    return found[0] if len(found) == 1 else None


def _by_additions(finding: Finding, passage: Passage, told: Sequence[Told]) -> Finding | None:
    """Growth is said, and the year's result tells what was added: 新規で4館が参加."""
    claim = finding.claim
    if (
        claim.kind is not Kind.CHANGE
        or claim.sense is not Sense.UP
        or claim.size
        or claim.is_negated
    ):
        return None
    if claim.against is not None and claim.against.base is not Base.PREVIOUS:
        return None
    subject = core_of(claim.subject)
    found = [
        one
        for one in told
        if one.passage.thread == passage.thread
        and one.passage.year == passage.year
        and one.is_added
        and one.passage.is_result
        and one.quantity.unit
        and (subject.endswith(one.quantity.unit) or share_a_word(one.claim.subject, claim.subject))
    ]
    if not found:
        return None
    used = tuple(
        Used(FigureKind.TEXT, one.passage.year, one.quantity.number, one.quantity.unit)
        for one in found
    )
    return replace(
        finding, verdict=Verdict.CONSISTENT, reason=Reason.TEXTS_AGREE, formula=Formula.TOTAL,
        computed=sum((one.number for one in used), Decimal(0)), used=used,
    )  # fmt: skip


def _is_new(finding: Finding, passage: Passage, thread: Sequence[Passage]) -> Finding | None:
    """Said to be new: this year's result has it, last year's has not."""
    claim = finding.claim
    if claim.kind is not Kind.NEW or passage.is_result:
        return None
    now, then = (
        [folded(one.text) for one in thread if one.year == year and one.is_result]
        for year in (passage.year, passage.year - 1)
    )
    runs = [run for run in COMMON.findall(folded(claim.subject)) if run not in {"新た", "実施"}]
    known = [run for run in runs if any(run in text for text in now)]
    if not now or not then or len(known) < 2:
        return None
    if any(not any(run in text for text in then) for run in known):
        return replace(finding, verdict=Verdict.CONSISTENT, reason=Reason.NEW_IN_TEXTS)
    return None


def _shares_a_run(subject: str, sentence: str) -> bool:
    """Four signs in a row, or the whole of a shorter subject."""
    core = core_of(subject)
    size = min(4, len(core))
    return size >= 2 and any(core[n : n + size] in sentence for n in range(len(core) - size + 1))
