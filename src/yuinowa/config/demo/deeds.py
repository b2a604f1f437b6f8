"""Two years of made-up cooperation, drawn with a fixed seed: the same on every machine and every day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import Deed, Leg
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.services import post_batch
from yuinowa.relations.domain.contacts import Means
from yuinowa.relations.services import Content, record_contact

SEED = 20261121
YEARS_BACK = 2
BATCH = 2_000

#: recorder, partner, contacts a year, how, what about (drawn from), people (from, to)
CONTACTS = (
    ("city", "school1", 9, (Means.VISITED, Means.RECEIVED, Means.CALL), ("学級文庫の入れ替え", "調べ学習の資料の相談", "読み聞かせの日程"), (2, 40)),
    ("city", "school2", 6, (Means.VISITED, Means.CALL), ("ビブリオバトルの準備", "図書委員の見学"), (2, 30)),
    ("school3", "city", 5, (Means.VISITED, Means.MAIL), ("団体貸出の申し込み", "新しい本の選び方"), (2, 12)),
    ("city", "kinder", 4, (Means.VISITED,), ("出張おはなし会",), (15, 45)),
    ("city", "puppet", 6, (Means.RECEIVED, Means.MEETING), ("人形劇 おはなし会の打合せ", "けいこ場所の相談"), (3, 8)),
    ("city", "municipality", 5, (Means.MEETING, Means.MAIL), ("推進計画の進みぐあい", "広報に載せる行事"), (3, 9)),
    ("city", "museum", 3, (Means.VISITED, Means.MEETING), ("企画展に合わせた展示",), (2, 6)),
    ("town", "city", 4, (Means.MEETING, Means.CALL), ("相互貸借の搬送", "共同の研修"), (2, 20)),
    ("pref", "town", 4, (Means.VISITED,), ("郷土資料のデジタル化の相談", "選書の支援"), (2, 6)),
    ("pref", "city", 4, (Means.MEETING, Means.ONLINE), ("研修の打合せ", "障害のある方への読書支援"), (2, 25)),
    ("univ", "city", 2, (Means.MEETING,), ("学生ボランティアの受け入れ",), (2, 10)),
    ("special", "town", 2, (Means.RECEIVED,), ("石仏の資料の照会",), (1, 3)),
)  # fmt: skip
#: giver, receiver, kind, deeds a month, items (from, to)
FLOWS = (
    ("pref", "city", "ill.loan", 6, (1, 6)),
    ("pref", "town", "ill.loan", 7, (1, 6)),
    ("city", "town", "ill.loan", 8, (1, 5)),
    ("town", "city", "ill.loan", 5, (1, 4)),
    ("univ", "city", "ill.loan", 3, (1, 3)),
    ("city", "univ", "ill.loan", 2, (1, 3)),
    ("univ", "pref", "ill.copy", 3, (1, 2)),
    ("pref", "special", "ill.copy", 2, (1, 3)),
    ("city", "school1", "group_loan", 1, (20, 60)),
    ("city", "school2", "group_loan", 1, (10, 40)),
    ("city", "school3", "group_loan", 1, (10, 40)),
    ("pref", "town", "reference.answer", 2, (1, 2)),
    ("special", "city", "reference.answer", 1, (1, 1)),
)


def _years() -> list[FiscalYear]:
    this = FiscalYear.of(clock.today())
    return [FiscalYear(this.start_year - back) for back in range(YEARS_BACK, -1, -1)]


def _day_in(year: FiscalYear, draw: random.Random) -> date | None:
    """A working day of ``year``; None if the draw falls on a day that is still to come."""
    day = year.start + timedelta(days=draw.randrange((year.end - year.start).days))
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day if year.start <= day <= clock.today() else None


def record_contacts(ids: dict[str, int], actor: Actor) -> int:
    """Record the contacts of the last years and this one, as their own sides would; how many."""
    draw = random.Random(SEED)  # noqa: S311  # a demo, not a secret
    count = 0
    for year in _years():
        for recorder, partner, a_year, means, about, (low, high) in CONTACTS:
            for _ in range(a_year):
                day = _day_in(year, draw)
                content = (draw.choice(means), draw.choice(about), draw.randint(low, high))
                once = UUID(int=draw.getrandbits(128)).hex
                if day is None:
                    continue
                record_contact(
                    recorded_by=ids[recorder],
                    partner=ids[partner],
                    content=Content(day, *content),
                    once=once,
                    actor=actor,
                )
                count += 1
    return count


def post_deeds(ids: dict[str, int], actor: Actor) -> int:
    """Post loans, copies, group loans and answers of the last years; how many deeds."""
    deeds = list(_deeds(ids))
    for start in range(0, len(deeds), BATCH):
        post_batch(deeds[start : start + BATCH], actor)
    return len(deeds)


def _deeds(ids: dict[str, int]) -> Iterator[Deed]:
    draw = random.Random(SEED + 1)  # noqa: S311  # a demo, not a secret
    others = sorted(
        set(ids) - {giver for giver, *_ in FLOWS} - {receiver for _, receiver, *_ in FLOWS}
    )
    libraries = [key for key in others if key.endswith(("市", "町", "村"))]
    flows = [*FLOWS, *((("pref", key, "ill.loan", 1, (1, 8))) for key in libraries)]
    number = 0
    for year in _years():
        for giver, receiver, kind, a_month, (low, high) in flows:
            for _ in range(a_month * 12):
                day = _day_in(year, draw)
                items = draw.randint(low, high)
                if day is None:
                    continue
                number += 1
                leg = Leg(kind, Unit.ITEM, items, ids[giver], ids[receiver], day)
                yield Deed(source=f"demo.deed/{number}", legs=(leg,), stated_by=ids[giver])
