"""The sentence printed beside a figure (design: Metric, rule 10), made from the definition alone.

Pure: what comes out are message ids with their terms. ``labels`` says them in the reader's language; the
metric's own page is built from the same words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.indicators import SubjectKind
from yuinowa.ledger.domain.metrics import (
    AskedSide,
    ContextRule,
    Count,
    Lineage,
    Metric,
    Period,
    ScopeRule,
    Subject,
    VoiceRule,
)


class Message(StrEnum):
    """Each sentence there is; ``labels.SENTENCES`` has the words."""

    MAIN = "main"
    RATIO = "ratio"
    GROUP_AS_ONE = "group_as_one"
    BOTH_IN_GROUP = "both_in_group"
    TOTAL = "total"
    RESIDENTS_ONLY = "residents_only"
    RESIDENTS_LEFT_OUT = "residents_left_out"
    PARTNER_KINDS = "partner_kinds"
    PARTNER_AREAS = "partner_areas"
    PARTNERS_ONLY = "partners_only"
    PARTNERS_EXCEPT = "partners_except"
    AS_OF_TODAY = "as_of_today"
    NEW_SINCE_ALWAYS = "new_since_always"
    IN_SOME_CONTEXT = "in_some_context"
    IN_NO_CONTEXT = "in_no_context"
    IN_THIS_CONTEXT = "in_this_context"
    AS_NOW = "as_now"
    RECORDED = "recorded"
    STATED = "stated"
    RECORDED_AND_STATED = "recorded_and_stated"
    CONTESTED = "contested"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked up when the sentence is said.

    ``what`` names the word list: deed, kinds, institution_kinds, areas, years, text, count.
    """

    what: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    message: Message
    terms: dict[str, Term] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What the reader calls those who are named by id only in the definition and the question."""

    subject: str
    context: str = ""
    partners: dict[int, str] = field(default_factory=dict)


def explain(
    metric: Metric,
    subject: Subject,
    years: Collection[int],
    names: Names,
    *,
    parts: tuple[Metric, ...] = (),
    first_year: int | None = None,
    voices: Collection[Voice] = (),
    contested: bool = False,
) -> tuple[Sentence, ...]:
    """What the figure of ``metric`` for ``subject`` in ``years`` says, sentence by sentence.

    ``voices`` are those that were counted; none told means what is recorded here.
    """
    asked = parts if metric.ratio is not None else (metric,)
    sentences = [_main(metric, subject, years, names, parts, first_year)]
    for one in asked:
        sentences += _about_subject(one, subject)
        sentences += _about_partners(one, names)
        sentences += _about_scope(one)
        sentences += _about_context(one, names)
        if one.lineage is Lineage.NOW:
            sentences.append(Sentence(Message.AS_NOW))
    voice_rules = {one.voice for one in asked}
    sentences.append(_about_voices(voice_rules, voices))
    if contested:
        sentences.append(Sentence(Message.CONTESTED))
    sentences.append(
        Sentence(
            Message.DEFINITION,
            {"code": _text(metric.code), "version": _text(str(metric.version))},
        )
    )
    return _each_once(sentences)


def _main(
    metric: Metric,
    subject: Subject,
    years: Collection[int],
    names: Names,
    parts: tuple[Metric, ...],
    first_year: int | None,
) -> Sentence:
    whole_region = subject.kind is SubjectKind.REGION
    terms = {
        "subject": Term("region" if whole_region else "text", (names.subject,)),
        "when": _when(metric, years, first_year),
    }
    if metric.ratio is not None and len(parts) == 2:
        numerator, denominator = parts
        return Sentence(
            Message.RATIO,
            terms
            | {
                "numerator": _what(numerator),
                "denominator": _what(denominator),
                "times": _text(str(metric.ratio.times)),
            },
        )
    return Sentence(
        Message.MAIN, terms | {"what": _what(metric), "kinds": Term("kinds", metric.kinds)}
    )


def _when(metric: Metric, years: Collection[int], first_year: int | None) -> Term:
    if metric.period is Period.TO_DATE:
        until = str(max(years))
        return Term("until", (until,) if first_year is None else (str(first_year), until))
    return Term("years", tuple(str(year) for year in sorted(years)))


def _what(metric: Metric) -> Term:
    """What is counted: the deed in words, or what the count makes of the deeds."""
    return Term("what", (metric.count.value, metric.side.value, metric.unit, *metric.kinds))


def _about_subject(metric: Metric, subject: Subject) -> list[Sentence]:
    if metric.side is AskedSide.TOTAL:
        return [Sentence(Message.TOTAL)]
    if len(subject.institutions) < 2 and subject.kind is not SubjectKind.REGION:
        return []
    found = [Sentence(Message.GROUP_AS_ONE)]
    if metric.side is AskedSide.BOTH and metric.count in {Count.QUANTITY, Count.ENTRIES}:
        found.append(Sentence(Message.BOTH_IN_GROUP))
    return found


def _about_partners(metric: Metric, names: Names) -> list[Sentence]:
    partner = metric.partner
    found = []
    if partner.kinds:
        found.append(
            Sentence(Message.PARTNER_KINDS, {"kinds": Term("institution_kinds", partner.kinds)})
        )
    if partner.areas:
        found.append(Sentence(Message.PARTNER_AREAS, {"areas": Term("areas", partner.areas)}))
    for message, ids in (
        (Message.PARTNERS_ONLY, partner.only),
        (Message.PARTNERS_EXCEPT, partner.exclude),
    ):
        if ids:
            called = tuple(names.partners.get(number, str(number)) for number in ids)
            found.append(Sentence(message, {"partners": Term("texts", called)}))
    if partner.looks_up:
        found.append(Sentence(Message.AS_OF_TODAY))
    if metric.count is Count.NEW_PARTNERS:
        found.append(Sentence(Message.NEW_SINCE_ALWAYS))
    return found


def _about_scope(metric: Metric) -> list[Sentence]:
    if metric.scopes == (ScopeRule.RESIDENTS,):
        return [Sentence(Message.RESIDENTS_ONLY)]
    if metric.scopes == (ScopeRule.INSTITUTION,):
        return [Sentence(Message.RESIDENTS_LEFT_OUT)]
    return []


def _about_context(metric: Metric, names: Names) -> list[Sentence]:
    if metric.context is ContextRule.SOME:
        return [Sentence(Message.IN_SOME_CONTEXT)]
    if metric.context is ContextRule.NONE:
        return [Sentence(Message.IN_NO_CONTEXT)]
    if metric.context is ContextRule.THIS:
        return [Sentence(Message.IN_THIS_CONTEXT, {"context": _text(names.context)})]
    return []


def _about_voices(rules: set[VoiceRule], voices: Collection[Voice]) -> Sentence:
    if rules == {VoiceRule.STATED}:
        return Sentence(Message.STATED)
    heard = set(voices) or {Voice.RECORDED}
    if rules == {VoiceRule.RECORDED} or heard == {Voice.RECORDED}:
        return Sentence(Message.RECORDED)
    if Voice.RECORDED not in heard:
        return Sentence(Message.STATED)
    return Sentence(Message.RECORDED_AND_STATED)


def _text(text: str) -> Term:
    return Term("text", (text,))


def _each_once(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """Both parts of a ratio often say the same; once is enough."""
    kept: list[Sentence] = []
    for sentence in sentences:
        if sentence not in kept:
            kept.append(sentence)
    return tuple(kept)
