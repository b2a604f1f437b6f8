"""A sentence that names one indicator and gives numbers: whatever it says of them, they have to come from its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yuinowa.plans.domain.claims.clauses import is_left_open
from yuinowa.plans.domain.claims.counts import is_counted
from yuinowa.plans.domain.claims.kinds import Against, Base, Claim, Kind, Measure, Quantity
from yuinowa.plans.domain.claims.lexemes import Sort
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.subjects import clean
from yuinowa.plans.domain.claims.tails import read_tail
from yuinowa.plans.domain.claims.years import Role

_NAME = re.compile("[\ue000-\ue0ff]+")
#: What stands behind a name that is spoken of: the name goes no further.
_NAMED = re.compile(
    r"(?:[はがもをで、,::(（\s□]|に(?:つ|関|お)|と(?:も|し)|の(?:□|実績|値|数値|推移|状況|結果|目標|達成|増|減|伸|合計|総|水準|計画|実際|うち前)|実績|$)"
)
#: Of a part, of others, of what may be: no figure of the indicator stands for it.
_ELSE = re.compile(
    r"うち(?!前)|内訳|だけ|のみ|しか|除|以外|当たり|あたり|につき(?!まし|ては)|ごと|別に|[^本当全]館(?:で|に|は|が)|[0-9]{1,2}月|[上下]半期|四半期|平日|休日|土日|夜間|1日|一日"
    r"|他の|他市|他館|近隣|全国|都内|想定|見込|予想|予測|定員|仮に|もし|場合|予定|上限|下限|購入|受入|受け入れ|除籍|寄贈|新規|新た|追加|増設|配布|送付|改め|見直|訂正|誤"
    r"|で(?:割(?:り返|る|った|って|れば)|除[しす])|半分に(?:する|すれ)|換算|直[しすせ]"
)
#: Changes beside changes: which numbers they are compared with is not seen from here.
_STEPS = re.compile(
    "(?:伸び|増加|減少|増え|減り|上げ|下げ|落ち込み|上昇|低下)(?:幅|方|の?ペース)|(?:伸び|増加|減少)は|ピーク|頂点|を底"
)
#: What is said of more years than two.
_OVER_YEARS = frozenset(
    {
        Sort.STREAK, Sort.RECORD, Sort.FIRST_IN, Sort.OFTEN, Sort.NEVER, Sort.EVERY_YEAR, Sort.AS_BEFORE,
    }
)  # fmt: skip
#: A percentage that is a share or a change, and not one of visitors who answered.
_COMPARING = frozenset({Role.SIZE, Role.SHARE, Role.LIMIT, Role.VALUE, Role.PAIRED, Role.TO})


def claims_of_mention(s: Sentence) -> Iterator[Claim]:
    """One claim of all the numbers of ``s``, if there are any, and it names one indicator alone and speaks of nothing else."""
    names = list(_NAME.finditer(s.blanked, s.start, s.end))
    if not names or len({one.group()[0] for one in names}) > 1 or s.is_rule or s.ends_in_a_wish:
        return
    name = names[0]
    clause = max(s.start, *(s.blanked.rfind(sign, s.start, name.start()) + 1 for sign in "、。\n "))
    if clean(s.blanked[clause : name.start()]) or not _NAMED.match(s.blanked, name.end()):
        return
    if _ELSE.search(s.plain[s.start : s.end]) or any(row.base is Base.UNKNOWN for row in s.lexemes):
        return
    given = list(_numbers(s, name.start()))
    if s.lexemes:
        last = max([name.end(), *(end for end, _quantity in given)])
        yield s.make(
            Kind.NUMBERS, min(name.start(), *(s.lexemes[0].start,)), last,
            subject=s.spelled(name.group()[0]), numbers=tuple(one for _end, one in given), year=None,
            heads=tuple(_heads(s)), nearby=tuple(_bases(s)), is_unsure=False,
            is_half=any(row.sort in _OVER_YEARS for row in s.lexemes)
            or (Role.FROM in s.roles.values() and not any(row.head for row in s.lexemes))
            or bool(_STEPS.search(s.text))
            or _is_left_open(s),
        )  # fmt: skip


def _heads(s: Sentence) -> Iterator[Claim]:
    """Which way each head of the sentence points."""
    for row in s.lexemes:
        if row.head is None or row.head.kind not in (Kind.CHANGE, Kind.REACH):
            continue
        tail = read_tail(s.plain, row.end)
        if tail.is_said or row.head.sense:
            yield s.make(
                row.head.kind, row.start, row.end, subject="", sense=row.head.sense,
                is_negated=tail.is_denied != row.head.is_negated, is_softened=True, year=None,
                degree=None, first_in=None,
            )  # fmt: skip


def _is_left_open(s: Sentence) -> bool:
    """Whether a denial reaches a head of which it is not sure that it denies it."""
    words = [(row.start, row.end) for row in s.lexemes]
    return any(
        is_left_open(s.plain, read_tail(s.plain, row.end).end, s.end, words)
        for row in s.lexemes
        if row.head is not None
    )


def _bases(s: Sentence) -> Iterator[Against]:
    for row in s.lexemes:
        if row.sort in (Sort.YEAR, Sort.BASE, Sort.RATE) and row.year != s.year:
            against = row.against()
            if against is not None:
                yield against


def _numbers(s: Sentence, name: int) -> Iterator[tuple[int, Quantity]]:
    for place, row in enumerate(s.lexemes):
        quantity = row.quantity
        if quantity is None or is_counted(s, row):
            continue
        before = s.lexemes[place - 1] if place else None
        is_beside = before is not None and before.sort in (Sort.BASE, Sort.YEAR, Sort.RATE)
        if row.start < name and not is_beside:
            continue
        role = s.roles.get(place, Role.NONE)
        if role is Role.LIMIT:
            # 3,000件を上回った, 2ポイントに満たない: a mark that was passed is none of the figures.
            continue
        if quantity.measure is Measure.AMOUNT or role in _COMPARING:
            yield row.end, quantity
