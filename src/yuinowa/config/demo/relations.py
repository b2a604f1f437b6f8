"""The relations of the made-up region, as its institutions would have recorded them; their contacts are the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations.domain.bases import BasisCode
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.domain.kinds import Frequency, RelationKind
from yuinowa.relations.domain.tags import TagCode
from yuinowa.relations.services.depths import Decision, confirm_depth
from yuinowa.relations.services.relations import (
    Facts,
    Said,
    end_relation,
    record_relation,
    say,
)

_NAMES = UUID("6f1f0c56-2f0e-4a55-9d5a-6c3c5d0f2a11")
K, B, F, T = RelationKind, BasisCode, Frequency, TagCode

#: recorder (and supporter), partner, kind, since years ago, how often, bases, what shows it
RELATIONS = (
    ("city", "school1", K.SUPPORT, 6, F.MONTHLY, (B.LL_3_9, B.SLG, B.CRA), "学校図書館を支える担当者を置き、毎月たずねる（図書館の年報）"),
    ("city", "school2", K.SUPPORT, 4, F.QUARTERLY, (B.LL_3_9, B.SLG), "団体貸出とビブリオバトルの準備（図書館の年報）"),
    ("city", "school3", K.SUPPORT, 2, F.QUARTERLY, (B.LL_3_9, B.SLG), "団体貸出（図書館の年報）"),
    ("school1", "school2", K.CONTACT, 3, None, (B.SLL_4_1_5,), "学校図書館の担当者の集まり"),
    ("city", "kinder", K.COOPERATE, 5, F.QUARTERLY, (B.LL_3_9, B.CRA), "出張おはなし会（図書館だより）"),
    ("city", "puppet", K.PARTNER, 7, F.MONTHLY, (B.CASES_2021,), "人形劇おはなし会を毎年いっしょに開く"),
    ("city", "municipality", K.COOPERATE, 8, F.QUARTERLY, (B.STD_1_4,), "図書館サービスの計画の進みぐあいを確かめる会議"),
    ("city", "museum", K.PARTNER, 3, F.HALF_YEARLY, (B.LL_3_9,), "企画展に合わせた展示（郷土資料館の年報）"),
    ("city", "town", K.ILL, 10, None, (B.LL_3_4,), "県内の相互貸借の取り決め"),
    ("city", "town", K.RECIPROCAL_USE, 4, None, (B.STD_1_4,), "どちらの住民も両方の館で借りられる取り決め"),
    ("pref", "city", K.SUPPORT, 12, F.YEARLY, (B.STD_2_2_1,), "職員研修と協力車（県立図書館の要覧）"),
    ("pref", "town", K.SUPPORT, 12, F.HALF_YEARLY, (B.STD_2_2_1,), "選書と郷土資料の電子化の相談（県立図書館の要覧）"),
    ("center", "school1", K.SUPPORT, 3, F.MONTHLY, (B.SLG,), "学校図書館の相談、研修、資料の紹介（支援センターだより）"),
    ("center", "school2", K.SUPPORT, 3, F.MONTHLY, (B.SLG,), "学校図書館の相談、研修、資料の紹介（支援センターだより）"),
    ("center", "school3", K.SUPPORT, 1, F.QUARTERLY, (B.SLG,), "学校図書館の相談（支援センターだより）"),
    ("pref", "city", K.ILL, 12, None, (B.LL_3_4,), "県内の相互貸借の取り決め"),
    ("univ", "city", K.ILL, 5, None, (B.STD_1_4,), "大学と市の図書館の覚え書き"),
    ("univ", "city", K.RECIPROCAL_USE, 5, None, (B.STD_1_4,), "大学と市の図書館の覚え書き"),
    ("special", "town", K.COOPERATE, 2, F.ON_DEMAND, (B.LL_3_4,), "石仏の資料の照会に答える"),
    ("univ", "special", K.CONTACT, 1, None, (), "資料の寄贈の相談から"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """What one side of the first relation of two says."""

    side: str
    partner: str
    kind: RelationKind
    said: Said


WORDS = (
    _Words("city", "school1", K.SUPPORT, Said("調べ学習の本を、授業に間に合うように届けたい。", Depth.COLLABORATION, Level.PUBLIC, frozenset({T.NEW_USERS, T.DUTY, T.UNDERSTANDING, T.STAFF, T.COMMUNICATION}))),
    _Words("school1", "city", K.SUPPORT, Said("学校だけではそろわない本を、子どもたちに手わたしたい。", Depth.COOPERATION, Level.PUBLIC, frozenset({T.SHRINKING, T.TIME, T.TRUST}))),
    _Words("city", "puppet", K.PARTNER, Said("図書館に来たことのない親子に、物語に出会ってほしい。", Depth.COLLABORATION, Level.PUBLIC, frozenset({T.NEW_USERS, T.SYNERGY, T.RESOURCES, T.BUDGET, T.TRUST}))),
    _Words("puppet", "city", K.PARTNER, Said("演じる場所と、新しい仲間がほしい。", Depth.COLLABORATION, Level.PUBLIC, frozenset({T.SYNERGY, T.RECIPROCITY, T.TIME, T.TRUST}))),
    _Words("city", "town", K.ILL, Said("買えない本を、住民に届ける。", Depth.COOPERATION, Level.PUBLIC, frozenset({T.SHRINKING, T.NO_DUPLICATION, T.TOOLS}))),
    _Words("pref", "town", K.SUPPORT, Said("小さな館でも、同じ水準の相談ができるようにする。", Depth.COOPERATION, Level.PUBLIC, frozenset({T.DUTY, T.RESOURCES, T.STAFF}))),
)  # fmt: skip
DEPTHS = (
    ("city", "school1", K.SUPPORT, ((5, Depth.CONTACT, "はじめて学校を訪ね、担当者が決まった"), (3, Depth.COOPERATION, "毎月の訪問が続いている"))),
    ("city", "puppet", K.PARTNER, ((6, Depth.CONTACT, "会の代表が相談に来た"), (4, Depth.COOPERATION, "年に一度の人形劇おはなし会が決まりになった"))),
    ("city", "town", K.ILL, ((9, Depth.COOPERATION, "相互貸借の取り決め"),)),
)  # fmt: skip
#: One that is over, so that histories are not empty.
ENDED = ("city", "special", K.COOPERATE, 6, 2, "移動展示の企画が終わった")


def _years_ago(years: int) -> date:
    return FiscalYear(FiscalYear.of(clock.today()).start_year - years).start + timedelta(days=9)


def record_relations(ids: dict[str, int], actor: Actor) -> int:
    """Record the relations of the region, what sides say and how deep some are; how many."""
    made: dict[tuple[str, str, RelationKind], int] = {}
    for recorder, partner, kind, years, frequency, bases, evidence in RELATIONS:
        facts = Facts(_years_ago(years), None, frequency, evidence, frozenset(bases))
        made[recorder, partner, kind] = _record(ids, (recorder, partner, kind), facts, actor)
    for words in WORDS:
        pair = (words.side, words.partner)
        pk = made.get((*pair, words.kind)) or made[words.partner, words.side, words.kind]
        say(pk, words.said, expected_version=1, side=ids[words.side], actor=actor)
    for recorder, partner, kind, steps in DEPTHS:
        for version, (years, depth, evidence) in enumerate(steps, start=1):
            confirm_depth(
                made[recorder, partner, kind],
                Decision(depth, _years_ago(years), evidence),
                expected_version=version,
                side=ids[recorder],
                actor=actor,
            )
    recorder, partner, kind, since, until, reason = ENDED
    over = _record(ids, (recorder, partner, kind), Facts(_years_ago(since)), actor)
    end_relation(over, on_day=_years_ago(until), reason=reason, expected_version=1, actor=actor)
    return len(RELATIONS) + 1


def _record(
    ids: dict[str, int], key: tuple[str, str, RelationKind], facts: Facts, actor: Actor
) -> int:
    recorder, partner, kind = key
    relation, _fresh = record_relation(
        kind,
        partner=ids[partner],
        facts=facts,
        once=uuid5(_NAMES, f"{recorder} {partner} {kind}").hex,
        recorded_by=ids[recorder],
        actor=actor,
    )
    return relation.pk
