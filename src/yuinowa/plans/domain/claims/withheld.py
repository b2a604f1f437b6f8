"""Which findings are told: a verdict only where its clause was read, and none against a claim that may be so otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yuinowa.plans.domain.claims.at_hand import AtHand
from yuinowa.plans.domain.claims.elsewhere import is_of_others
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.judging import standing_of
from yuinowa.plans.domain.claims.kinds import TARGETS, Base, Finding, Kind, Reason, Verdict
from yuinowa.plans.domain.claims.otherwise import Standing
from yuinowa.plans.domain.claims.seen import sentence_of
from yuinowa.plans.domain.claims.series import Series

#: What says neither yes nor no of an indicator's figures.
_AS_IT_IS = frozenset({Verdict.UNCHECKABLE, Verdict.ELSEWHERE, Verdict.INPUT})
#: Right; what was left out beside it is no matter where the clause was not wholly read.
_SO = frozenset({Verdict.TRUE, Verdict.OMITS})
#: Said to be so, in one way or another.
_HELD = _SO | {Verdict.AMBIGUOUS, Verdict.CONSISTENT}
#: Of what other texts tell, and not of an indicator's figures: ``passages`` asks for words in common there.
_BY_TEXTS = frozenset(
    {
        Reason.TEXTS_AGREE, Reason.NEW_IN_TEXTS, Reason.INCREMENTS_DISAGREE, Reason.DEED_AGREES,
    }
)  # fmt: skip
#: What was found and not understood, rather than that a figure is missing.
_UNDECIDED = frozenset({Reason.NO_INDICATOR, Reason.OTHER_UNIT})
#: Leftovers that limit or deny: beside them not even the direction is said to agree.
_LIMITING = re.compile(
    r"だけ|のみ|(?:^|\s)[みけ](?:\s|$)|しか|除|のぞ|以外|うち|一部|な[いくか]|ず|ん|ぬ|未|不|非|無"
)
#: Leftovers that make it another figure: of a month, by the head, put into another measure.
_OF_ANOTHER_MEASURE = re.compile(
    "月|週|半期|直[すし]|換算|均|除[しす]|当たり|あたり|比率|割合|ごと|[0-9一二三四五六七八九](?:割|%|倍|分)"
)


#: Leftovers that may say of what a claim is, or beside what: a number, a time, a place, somebody, another comparison.
_MAY_CHANGE = re.compile(
    "[0-9〇一二三四五六七八九十百千万割倍半]|比|対|並|次|近|迫|届|及|至|超|差|異|別|前|後|以|上|下|同|初|最|均|累|予|込|想定|仮|算|推|国|県|他|各|館|日|期|人|者|児|生|歳|部|率|数|額|円|費|定|改|修|変更|訂|速報|昨|翌|年|度|時|台|相当|内|外|限|中|間|より|ほど|くらい|ごと|でき|みな|らし|よう"
)


@dataclass(frozen=True)
class Found:
    """A finding with the indicator it was judged by."""

    finding: Finding
    series: Series | None


def told(found: Sequence[Found], text: str, years: Years, names: Sequence[str]) -> list[Finding]:
    """The findings of ``text`` as far as they are told.

    Where one would contradict and may not, its sentence is left alone: half of it is no verdict. What all the numbers
    of a sentence come to is told only where nothing else is.
    """
    found = [
        one
        for one in found
        if not is_of_others(one.finding, text, names) and not one.finding.claim.is_left_open
    ]
    read = [one for one in found if one.finding.claim.kind is not Kind.NUMBERS]
    withheld = {
        _sentence(text, one.finding)
        for one in read
        if _is_undecided(one.finding)
        or (
            one.finding.verdict is Verdict.CONTRADICTS
            and not _is_weak_against(one.finding)
            and not _is_told(one, years)
        )
    }
    kept = [
        one
        for of, one in ((of, _as_covered(of.finding, years)) for of in read)
        if one is not None
        and not (_is_weak_against(one) and not _is_told(of, years))
        and not _is_narrowed_by_a_clause(one, names)
        and (one.verdict in _AS_IT_IS or _sentence(text, one) not in withheld)
    ]
    kept += [
        one.finding
        for one in read
        if one.finding.verdict is Verdict.CONTRADICTS
        and _sentence(text, one.finding) in withheld
        and _stands_alone(one, years)
    ]
    odd = {
        _sentence(text, one.finding)
        for one in found
        if one.finding.claim.kind is Kind.NUMBERS and one.finding.reason is Reason.NO_SUCH_NUMBER
    }
    # 前回246人と報告した値に対し123人へと後退した: a number was left unread, and is none that the figures give.
    kept = [one for one in kept if not (_sentence(text, one) in odd and _has_number_unread(one))]
    # Read to be so, beside a number that the figures do not give: neither is told.
    torn = odd & {_sentence(text, one) for one in kept if one.verdict in _HELD}
    torn |= {_sentence(text, one) for one in kept if _is_of_a_target_alone(one)} & {
        _sentence(text, one.finding) for one in found if one.series is not None
    }
    torn -= {_sentence(text, one) for one in kept if one.verdict is Verdict.CONTRADICTS}
    kept = [one for one in kept if _sentence(text, one) not in torn]
    settled = {_sentence(text, one) for one in kept if not _is_not_understood(one)}
    denied = {
        _sentence(text, one.finding)
        for one in read
        if one.finding.verdict is Verdict.CONTRADICTS and not _is_misread(one, years)
    }
    mentions = {
        sentence: one.finding
        for one in found
        if one.finding.claim.kind is Kind.NUMBERS
        # Read one way it is so, and another way it is not: neither is told.
        and (
            (sentence := _sentence(text, one.finding)) not in denied
            or one.finding.verdict is Verdict.CONTRADICTS
        )
    }
    wanted = {_sentence(text, one) for one in kept if one.verdict is Verdict.UNCHECKABLE}
    kept = [
        one
        for one in kept
        if _sentence(text, one) in settled or _sentence(text, one) not in mentions
    ]
    kept += [
        one
        for sentence, one in mentions.items()
        if sentence not in settled | torn
        and one.reason is not Reason.OTHER_UNIT
        and (one.claim.numbers or sentence in wanted)
    ]
    return sorted(kept, key=lambda one: one.claim.start)


#: 電子書籍を含めた, 課題であった, 県内の図書館における.
_CLAUSE_BEFORE = re.compile("(?:[たるいう]|における|に関する|についての|での|からの|な)$")


def _is_narrowed_by_a_clause(finding: Finding, names: Sequence[str]) -> bool:
    """Whether it speaks of an indicator behind a clause that may narrow it or not; 児童書の貸出冊数 is another thing."""
    if finding.reason is not Reason.NO_INDICATOR:
        return False
    subject = folded(finding.claim.subject)
    before = [subject.removesuffix(name) for name in names if name and subject.endswith(name)]
    return any(_CLAUSE_BEFORE.search(one) for one in before)


def _is_of_a_target_alone(finding: Finding) -> bool:
    """判定:計画超え: a target reached or missed by what was not found; other things than indicators have none."""
    against = finding.claim.against
    is_of_target = against is not None and against.base in TARGETS
    return is_of_target and finding.reason is Reason.NO_INDICATOR


def _is_not_understood(finding: Finding) -> bool:
    """Whether it says only that no indicator was found, in a sentence that may name one."""
    return finding.verdict is Verdict.UNCHECKABLE and finding.reason in _UNDECIDED


def _sentence(text: str, finding: Finding) -> str:
    return sentence_of(text, finding.claim.start, finding.claim.end)


def _is_weak_against(finding: Finding) -> bool:
    """回復は道半ば: a weak word that the figures stand against; nothing else of its sentence hangs on it."""
    return finding.verdict is Verdict.CONTRADICTS and finding.claim.needs_indicator


def _is_told(found: Found, years: Years) -> bool:
    """Whether a contradiction is told."""
    finding = found.finding
    if finding.reason in _BY_TEXTS or found.series is None:
        return True
    unread = _unread(finding)
    if _OF_ANOTHER_MEASURE.search(unread):
        return False
    match standing_of(finding.claim, found.series, years):
        case Standing.OPEN:
            return False
        case Standing.FIRM:
            return not _LIMITING.search(unread)
    if finding.claim.is_beside_others or finding.claim.is_half:
        return False
    return not unread or not (
        _LIMITING.search(unread) or _MAY_CHANGE.search(unread) or not _is_explicit(found)
    )


def _is_explicit(found: Found) -> bool:
    """Whether it names the indicator by its whole name, and says what it is compared with."""
    claim = found.finding.claim
    if claim.unread_behind:
        return False
    if claim.against is None and claim.kind is not Kind.RECORD and claim.value is None:
        return False
    return folded(claim.subject).endswith(folded(found.finding.indicator))


#: From here on a number is hardly another one of the figures by chance.
_SURE = 1000


def _is_misread(found: Found, years: Years) -> bool:
    """Whether the number it is contradicted by is one of the figures: they were read as the wrong ones, and not the text."""
    claim, series = found.finding.claim, found.series
    said = claim.size or claim.value
    if series is None or found.finding.reason in _BY_TEXTS or said is None:
        return False
    if AtHand(series, years, claim).is_by_chance(said, below=_SURE):
        return False
    return standing_of(claim, series, years) is Standing.OPEN


def _has_number_unread(finding: Finding) -> bool:
    is_weak = finding.verdict is Verdict.CONSISTENT
    return is_weak and any(sign.isdigit() for sign in finding.claim.unread)


def _stands_alone(found: Found, years: Years) -> bool:
    """Whether a contradiction is told whatever else of its sentence was not understood: its own clause was read."""
    if found.series is None or found.finding.reason in _BY_TEXTS:
        return False
    return _is_told(found, years)


def _is_undecided(finding: Finding) -> bool:
    """Whether the figures are there, stand against it, and it was not sure that they are meant."""
    if finding.claim.is_negated and finding.claim.size is not None:
        # 倍増とまではいかない: how far it went is left open, and nothing else of the sentence with it.
        return False
    if finding.claim.needs_indicator:
        # 回復には時間を要する: a weak word, and nothing beside it hangs on that.
        return False
    is_open = finding.verdict is Verdict.UNCHECKABLE and finding.reason is Reason.OTHER_UNIT
    return is_open and bool(finding.used)


def _unread(finding: Finding) -> str:
    """What of its clauses was left unread, without the words of the indicator's own name."""
    name = folded(finding.indicator)
    return " ".join(word for word in finding.claim.unread.split() if word not in name)


def _is_of_what_was_named(finding: Finding, years: Years) -> bool:
    """Whether a figure is missing only as it was read: of a year still ahead, or of an unknown base beside one that is known."""
    claim = finding.claim
    if finding.reason is Reason.BASE_UNKNOWN:
        return any(one.base is not Base.UNKNOWN for one in claim.nearby)
    is_ahead = claim.year is not None and claim.year > years.of_text
    return finding.reason is Reason.FIGURE_MISSING and is_ahead and claim.kind is not Kind.VALUE


def _as_covered(finding: Finding, years: Years) -> Finding | None:
    if finding.verdict is Verdict.CONTRADICTS or finding.reason in _BY_TEXTS:
        return finding
    is_base_open = finding.reason is Reason.BASE_UNKNOWN and finding.claim.is_base_open
    if _is_undecided(finding) or is_base_open or _is_of_what_was_named(finding, years):
        return None
    unread = _unread(finding)
    if finding.verdict in _AS_IT_IS or not (unread or finding.claim.is_half):
        return finding
    is_so = finding.verdict in _SO and not finding.claim.is_half
    if is_so and not (_LIMITING.search(unread) or _OF_ANOTHER_MEASURE.search(unread)):
        return replace(finding, verdict=Verdict.CONSISTENT)
    return None
