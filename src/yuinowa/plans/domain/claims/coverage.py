"""What of a claim's clause was left unread: the one rule that decides whether a claim gets a verdict.

A claim gets a verdict only where its whole clause was read. Read are the words that matter (``lexemes``), as long as
some claim took them up, the names of indicators, and the words below, which join or end a clause and change nothing of
what it says. Whatever else stands there, のみ or 以外 as well as a verb nobody thought of, may mean another thing.

To contradict asks for more: every year, base and number of the clause has to be the claim's own, and the year it speaks
of has to be named there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yuinowa.plans.domain.claims import doubts
from yuinowa.plans.domain.claims.clauses import denials, is_left_open
from yuinowa.plans.domain.claims.harmless import HARMLESS, HARMLESS_WITHIN
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Claim,
    Kind,
    Reason,
    Verdict,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.numerals import whole
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.taken import (
    OF_ONE_YEAR,
    amounts,
    is_own,
    is_read_by_half,
    is_taken,
    leaves_a_head,
    leaves_a_number,
)

#: What may be left of a verb behind a word that was read: 増|えた, 届|いて.
_INFLECTED = re.compile(
    "[あいうえかきくけさしすせたちつてなにぬねばびぶべまみむめらりるれろわぎぐげじずぜっん]{1,2}"
)
_SIGNS = re.compile(r"[【】〔〕□\ue000-\ue0ff、。・,:()「」『』\n○●◎■→-]")
_LONGEST = max(map(len, HARMLESS_WITHIN))
_CLAUSE = re.compile("[^、。\n()]+")
#: Beside these a number may be another one than the figure itself.
_COMPANY = frozenset(
    {Sort.YEAR, Sort.BASE, Sort.RATE, Sort.TOTAL, Sort.IN_YEARS, Sort.RECORD, Sort.OFTEN}
)
#: A run that is over was one up to the year before.
_HAS_ENDED = re.compile(
    "途切|途絶|止ま|止め|ストップ|終わ|一転|に転じ|反転|続(?:い|け)て(?:い|き)た|にあった"
)
#: Words that matter elsewhere and say nothing here unless a claim took them: 実施, 多くの, 今後.
_FOR_COUNTS = frozenset({Sort.DONE, Sort.MANY, Sort.NEWLY, Sort.DEED, Sort.AHEAD})
#: What says neither yes nor no of an indicator's figures.
_AS_IT_IS = frozenset({Verdict.UNCHECKABLE, Verdict.ELSEWHERE, Verdict.INPUT})
#: Of what other texts tell, and not of an indicator's figures: ``passages`` asks for words in common there.
_BY_TEXTS = frozenset(
    {
        Reason.TEXTS_AGREE, Reason.NEW_IN_TEXTS, Reason.INCREMENTS_DISAGREE, Reason.DEED_AGREES,
    }
)  # fmt: skip
#: Leftovers that limit or deny: beside them not even the direction is said to agree.
_LIMITING = re.compile(
    r"だけ|のみ|(?:^|\s)[みけ](?:\s|$)|しか|除|のぞ|以外|うち|一部|な[いくか]|ず|ん|ぬ|未|不|非|無"
)
#: What was said, made the subject of a comment.
_COMMENTED = re.compile("(?:という)?(?:こと|点|事実|結果|状況)(?:は|が|も|を|に|から)")
_DESCRIBES = re.compile("[ぁ-ん]{0,6}(?:□+の)?[\ue000-\ue0ff]+(?:を|に(?:つ|関|対)|へ)")
#: What would deny or limit it in the comment: 上回ったことは一度もない.
_TAKEN_BACK = re.compile(
    "だけ|のみ|しか|除|のぞ|以外|うち|一部|(?:^|[はもが、]|一度も|過去に)(?:な[いくか]|ありませ|ございませ)|ず|ませ|ぬ(?=。|、)"
)
#: What leads up to a claim limits what it is said of: 駅前館を除いた結果.
_LIMITS = re.compile("だけ|のみ|しか|除|のぞ|以外|うち|一部|に限")
#: 貸出冊数のみである: it is the only one of which it is so, and so it is.
_IT_ALONE = re.compile("(?<=[\ue000-\ue0ff])(?:のみ|だけ)(?=で(?:あ|す|し)|だ|、|。|は|が)")
_OF_YEARS = re.compile("[0-9]+|うち|か年|年|回|度|のみ|だけ|み|け")
#: 目標には達しているが、: what is denied behind it is another matter.
_IS_CLOSED = re.compile(
    "(?:[たるいす]が|ものの|けれども?|ため|ので|ことから|一方で?|[てで]おり(?:ます)?|であり)、"
)
#: A clause before the claim's that says why, or something else: it is not the claim's own.
_IS_OVER = re.compile(
    "(?:たが|ものの|ため|により|によって|ことで|ことから|ので|もあり|もあって|結果)$"
)
#: A reason, a time or an aside that ends within the clause, before what is claimed: 周知により貸出冊数は.
_LEADS_UP = re.compile(
    ".*(?:により|によって|によるものか|ことで|ことから|ため|結果|効果で|影響で|を受け(?:て)?|を通じて|を通して|とともに|に伴い|に伴って"
    "|ところ|もあり|もあって|おかげで|の中で?|を背景に|として|に加え(?:て)?|ほか|一方(?:で|、)?|たが|ものの|つつ)"
)


def with_coverage(s: Sentence, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a sentence, each with what was left unread in its clauses."""
    spans = [_span(s, claim) for claim in claims]
    blank = _blank(s)
    is_half = is_read_by_half(s, claims, spans)
    has_head_left = leaves_a_head(s, claims, spans)
    has_number_left = leaves_a_number(s, claims, spans)
    for claim, (start, end) in zip(claims, spans, strict=True):
        clauses = _clauses(blank, s, start, end, s.as_signs(claim.subject))
        if claim.kind is Kind.VALUE and not claim.subject:
            # 900冊となった: of what the sentence speaks has to be read from all that stands before.
            clauses = [(one.start(), one.end()) for one in _CLAUSE.finditer(blank, s.start, end)]
        rows = [row for row in s.lexemes if any(a <= row.start < b for a, b in clauses)]
        named = [row for row in s.lexemes if start <= row.start < end or row in rows]
        # Its subject was read by ``series``: what names no indicator gets no verdict there.
        subject = s.as_signs(claim.subject)
        own = blank.replace(subject, "□" * len(subject))
        left = [_left_over(own, *clause, spans) for clause in clauses]
        left += [
            row.text
            for row in rows
            if row.start not in s.spent and not is_taken(row, claims, spans)
        ]
        if claim.kind in (Kind.OFTEN, Kind.RECORD):
            # 5か年のうち…3か年, この7年間で: read with the head.
            left = [_OF_YEARS.sub("", one).strip() for one in left]
        if claim.kind is Kind.STREAK:
            # 令和5年度から7年度までの三年とも: so many, as its years say.
            left = [" ".join(w for w in one.split() if whole(w) != claim.years) for one in left]
        others = [one for one in claims if one is not claim]
        yield replace(
            claim,
            unread=" ".join(filter(None, left)),
            unread_behind=" ".join(
                filter(
                    None, (_left_over(own, max(end, a), b, spans) for a, b in clauses if b > end)
                )
            ),
            is_beside_others=not all(is_own(s, row, claim, end, others) for row in named)
            or _is_year_held(s, claim, rows)
            or _is_another_ones(claim, others)
            or _is_denied_later(s, end, spans)
            or _is_base_assumed(s, claim)
            or (claim.kind is Kind.STREAK and _HAS_ENDED.search(s.plain, end, s.end) is not None),
            is_in_company=any(row.sort in _COMPANY for row in s.lexemes),
            nearby=_nearby(s, rows, claims),
            is_half=is_half
            or (claim.kind is Kind.VALUE and has_head_left)
            or (has_number_left and claim.year not in (None, s.year))
            or _is_base_assumed(s, claim),
            is_base_open=_is_base_open(s, claim),
            is_left_open=is_left_open(
                s.plain, end, s.end, [(row.start, row.end) for row in s.lexemes]
            )
            or _is_of_another_measure(s, claim, end),
        )


def _is_of_another_measure(s: Sentence, claim: Claim, end: int) -> bool:
    """Whether it is compared with what was not read, or its figure was reckoned from others."""
    if claim.kind is Kind.VALUE:
        return doubts.is_reckoned(s.plain, s.start, end)
    if claim.against and claim.against.stated and doubts.is_of_a_gap(s.plain, s.start, end):
        return True
    is_compared = claim.kind in (Kind.CHANGE, Kind.RATIO, Kind.STREAK, Kind.REACH)
    return is_compared and doubts.is_compared_otherwise(s.plain, s.start, end, s.lexemes)


def _is_denied_later(s: Sentence, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether something behind its clause is denied that no claim took: 上回ったことは、これまで一度もない."""
    taken = [*spans, *((row.start, row.end) for row in s.lexemes)]
    stop = _IS_CLOSED.search(s.plain, max(end - 3, s.start), s.end)
    until = stop.end() if stop else s.end
    return any(
        not any(a <= first < b for a, b in taken) for first, _last in denials(s.plain, end, until)
    )


def _is_base_open(s: Sentence, claim: Claim) -> bool:
    """その差は83冊: of a base that was not found, and not of one for which no figure stands."""
    is_unknown = claim.against is not None and claim.against.base is Base.UNKNOWN
    return is_unknown and not any(row.base is Base.UNKNOWN for row in s.lexemes)


def _nearby(s: Sentence, rows: Sequence[Lexeme], claims: Sequence[Claim]) -> tuple[Against, ...]:
    """The bases and years of its clause, or else of the sentence, that no claim compares with or speaks of."""
    kept = [row for row in rows if row.sort in (Sort.YEAR, Sort.BASE)]
    kept = kept or [row for row in s.lexemes if row.sort in (Sort.YEAR, Sort.BASE)]
    taken = {(one.against.base, one.against.year) for one in claims if one.against}
    is_mean = any(base is Base.MEAN for base, _year in taken)
    kept = [row for row in kept if not (is_mean and row.text.startswith("平均"))]
    kept = [row for row in kept if row.year != s.year and not _is_of_target(s, row)]
    found = [against for row in kept if (against := row.against())]
    return tuple(one for one in found if (one.base, one.year) not in taken)


def _is_of_target(s: Sentence, row: Lexeme) -> bool:
    """令和8年度の最終目標: the year of the target, and none to compare with."""
    is_year = row.sort is Sort.YEAR
    return is_year and any(
        one.base is Base.FINAL_TARGET and s.plain[row.end : one.start] == "の" for one in s.lexemes
    )


def _clauses(blank: str, s: Sentence, start: int, end: int, subject: str) -> list[tuple[int, int]]:
    """The clauses that the claim lies in, behind the last that is over before it."""
    clauses: list[tuple[int, int]] = []
    for one in _CLAUSE.finditer(blank, s.start, s.end):
        if not (one.start() < end and start < one.end()):
            continue
        if one.end() < end and _IS_OVER.search(one.group()):
            clauses = []
        else:
            at = blank.find(subject, one.start(), one.end()) if subject else -1
            until = max(one.start(), start, at)
            clauses.append(
                (_begins(blank, one.start(), until), _ends(blank, until, end, one.end()))
            )
    return clauses


def _ends(blank: str, start: int, end: int, stop: int) -> int:
    """Where a clause ends before what is only said about the claim: 増加したことは評価できる."""
    if described := _DESCRIBES.match(blank, end, stop):
        # 目標を下回った貸出冊数を補うべく: what is done about it.
        return described.end()
    about = _COMMENTED.search(blank, max(start, end - 6), stop)
    return (
        max(about.end(), end)
        if about and not _TAKEN_BACK.search(blank[about.end() : stop])
        else stop
    )


def _begins(blank: str, start: int, until: int) -> int:
    """Where a clause begins behind what only leads up to the claim at ``until``."""
    lead = _LEADS_UP.match(blank, start, until)
    return lead.end() if lead and not _LIMITS.search(lead.group()) else start


def _span(s: Sentence, claim: Claim) -> tuple[int, int]:
    places = s.whole.places
    return bisect_left(places, claim.start), bisect_left(places, claim.end)


def _blank(s: Sentence) -> str:
    text = _IT_ALONE.sub(lambda one: "□" * len(one.group()), s.blanked)
    for row in s.lexemes:
        if row.sort not in _FOR_COUNTS:
            text = text[: row.start] + "□" * (row.end - row.start) + text[row.end :]
    return text


def _is_base_assumed(s: Sentence, claim: Claim) -> bool:
    """令和3年度を下回ったが、増えている: of last year, unless it goes on with the year that was named."""
    if claim.kind not in (Kind.CHANGE, Kind.RATIO) or claim.against != Against(Base.PREVIOUS):
        return False
    named = [row for row in s.lexemes if row.sort in (Sort.YEAR, Sort.BASE)]
    is_previous = [row.back == 1 or row.year == s.year - 1 for row in named]
    is_past = [
        row.base not in TARGETS if row.sort is Sort.BASE else row.year != s.year for row in named
    ]
    return any(is_past) and not any(is_previous)


def _is_another_ones(claim: Claim, others: Sequence[Claim]) -> bool:
    """目標は900冊であったが: the figure is what another claim compares with, unless it is told of that very year."""
    if claim.kind is not Kind.VALUE or claim.value is None:
        return False
    return any(
        claim.value.number in amounts(one)
        and not (claim.year and one.against and one.against.year in (claim.year, -claim.year))
        for one in others
    )


def _is_year_held(s: Sentence, claim: Claim, rows: Sequence[Lexeme]) -> bool:
    """Whether the claim speaks of another year than the text's that was not named in its clause."""
    if claim.kind not in OF_ONE_YEAR:
        return False
    return claim.year not in (None, s.year) and not any(row.sort is Sort.YEAR for row in rows)


def _left_over(blank: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """What of ``blank[start:end]`` no reading into harmless words accounts for; of all readings the one with least."""
    #: From each place on: how many signs stay unread, and how far the word there reaches (0: it is unread).
    best = {end: (0, 0)}
    for at in range(end - 1, start - 1, -1):
        known = HARMLESS_WITHIN if any(a <= at < b for a, b in spans) else HARMLESS
        ends = [n for n in range(at + 1, min(end, at + _LONGEST) + 1) if blank[at:n] in known]
        if _SIGNS.match(blank, at):
            ends = [at + 1]
        elif at and blank[at - 1] == "□":
            ends += [n for n in (at + 1, at + 2) if n <= end and _INFLECTED.fullmatch(blank, at, n)]
        best[at] = min([(best[at + 1][0] + 1, 0), *((best[n][0], n - at) for n in ends)])
    found, at = "", start
    while at < end:
        step = best[at][1]
        found += " " * step or blank[at]
        at += step or 1
    return " ".join(found.split())
