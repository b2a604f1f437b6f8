"""Support in the made-up region: which matters its relations cover, and the log of a support center and the prefectural library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import Came, SupportTopic
from yuinowa.relations.queries.relations import relations_visible_to
from yuinowa.relations.services.support import (
    Answer,
    Wish,
    answer_request,
    decline_request,
    record_request,
    take_request,
)
from yuinowa.relations.services.topics import cover_topics

_NAMES = UUID("0b7c2a64-3f0f-4f0e-8a59-6f5d2c1f7e42")
T, C = SupportTopic, Came

#: supporter, supported, matters since the support began
TOPICS = (
    ("pref", "city", (T.MATERIALS, T.TRAINING)),
    ("pref", "town", (T.MATERIALS, T.DIGITIZATION, T.TRAINING)),
    ("center", "school1", (T.MATERIALS, T.INFORMATION, T.TRAINING)),
    ("center", "school2", (T.MATERIALS, T.TRAINING)),
    ("city", "school1", (T.MATERIALS, T.INFORMATION)),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asked whom what, how many days ago, and what came of it."""

    asking: str
    supporter: str
    topic: SupportTopic
    days: int
    came: Came
    about: str
    details: str = ""
    #: Needed so many days after it was asked.
    needed: int | None = None
    #: Answered so many days after it was asked, in how many minutes, and what was answered.
    answer: tuple[int, int | None, str] | None = None
    is_taken: bool = False
    declined: str = ""


# fmt: off
REQUESTS = (
    _Asked("school1", "center", T.MATERIALS, 400, C.CALL, "国語の単元で並行して読む本", answer=(2, 45, "5冊を選び、配送便で届けた。")),
    _Asked("town", "pref", T.DIGITIZATION, 380, C.HERE, "町の古い写真を電子化する手順", answer=(9, 180, "撮影の仕様書のひな型を渡し、2時間の相談を行った。")),
    _Asked("school2", "center", T.TRAINING, 190, C.VISIT, "図書委員向けのPOP講座", answer=(20, 120, "講座を開いた。資料は共有の棚に置いた。")),
    _Asked("city", "pref", T.TRAINING, 160, C.HERE, "新任の職員の研修に参加したい", answer=(4, None, "6月の研修の席を二つ取った。")),
    _Asked("town", "pref", T.PRESERVATION, 120, C.MAIL, "水にぬれた郷土資料の乾かし方", answer=(1, 60, "手順を送り、電話で確かめながら進めた。")),
    _Asked("school1", "center", T.INFORMATION, 60, C.HERE, "防災マップ作りの調べ方", "4年生の総合の学習です。地域の資料も使いたい。", needed=14, answer=(5, 90, "調べ方の一覧を作り、市の窓口を案内した。")),
    _Asked("school3", "center", T.RUNNING, 45, C.CALL, "書架の入れ替えを手伝ってほしい", declined="夏休みの後は人手がない。市の担当課に相談してください。"),
    _Asked("school2", "center", T.MATERIALS, 12, C.HERE, "平和学習の本を学年で30冊", "12月の第1週から使います。", needed=20, is_taken=True),
    _Asked("town", "pref", T.RUNNING, 6, C.HERE, "開館時間を変えるときの住民への聞き方", needed=30),
    _Asked("school1", "center", T.TRAINING, 3, C.CALL, "読み聞かせの研修の日程", needed=10),
)
# fmt: on


def record_support(ids: dict[str, int], actor: Actor) -> int:
    """Say the matters of the region's relations of support, and fill the log; how many requests."""
    for supporter, supported, topics in TOPICS:
        relation = relations_visible_to(actor).get(
            kind=RelationKind.SUPPORT, one=ids[supporter], other=ids[supported], ended_on=None
        )
        cover_topics(
            relation.pk,
            dict.fromkeys(topics, relation.since),
            expected_version=relation.version,
            actor=actor,
        )
    for asked in REQUESTS:
        _record(asked, ids, actor)
    return len(REQUESTS)


def _record(asked: _Asked, ids: dict[str, int], actor: Actor) -> None:
    day = clock.today() - timedelta(days=asked.days)
    asking, supporter = ids[asked.asking], ids[asked.supporter]
    due = day + timedelta(days=asked.needed) if asked.needed is not None else None
    made, _fresh = record_request(
        Wish(asked.topic, asked.about, day, asked.details, asked.came, due),
        asking=asking,
        supporter=supporter,
        once=uuid5(_NAMES, f"{asked.asking} {asked.supporter} {asked.days}").hex,
        recorded_by=asking if asked.came is Came.HERE else supporter,
        actor=actor,
    )
    if asked.answer is not None:
        days, minutes, text = asked.answer
        answer = Answer(text, day + timedelta(days=days), minutes)
        answer_request(made.pk, answer, expected_version=1, actor=actor)
    elif asked.declined:
        decline_request(made.pk, reason=asked.declined, expected_version=1, actor=actor)
    elif asked.is_taken:
        take_request(made.pk, actor=actor)
