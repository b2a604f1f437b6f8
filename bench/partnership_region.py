"""A made-up region for the bench: partnerships in every phase, with all that their sides have said, signed and done.

Rows are made in batches and not by the deeds of people: what is measured is reading, and the night.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.partnership_papers import (
    FEW,
    MANY,
    SINCE,
    add_activities,
    add_agreements,
    add_postings,
    add_turns,
    create,
    sides_of,
)

if TYPE_CHECKING:
    from yuinowa.partnerships.models import Partnership

INSTITUTIONS, MUNICIPALITIES = 2_200, 1_700
#: The sides of most partnerships; six in the middle, so that 10,000 have 60,000.
SIDES = (2, 3, 4, 5, 6, 6, 7, 8, 9, 10)
CONSORTIUM = 78
#: Of a hundred partnerships, so many in each phase.
IN_PHASE = {
    "idea": 5,
    "exploring": 5,
    "needs": 6,
    "goals": 7,
    "roles": 7,
    "evaluation_design": 8,
    "awaiting_signature": 7,
    "active": 41,
    "suspended": 1,
    "closing": 2,
    "closed": 6,
    "lapsed": 2,
    "withdrawn": 3,
}
GOALS_EACH, TASKS_EACH = 2, 3


@dataclass(frozen=True, slots=True)
class Made:
    """What is asked for later, by id."""

    few: int
    many: int
    office: int
    consortium: int
    #: The institution that leads the consortium, and its agreement, half signed.
    lead: int
    paper: int
    #: The partnership of all municipalities.
    sharing: int
    parties: int


def fill(count: int, postings: int, chance: random.Random) -> Made:
    """``count`` partnerships, the consortium and the sharing of costs among them; and ``postings``."""
    from yuinowa.partnerships.models import Party

    institutions = _institutions(chance)
    few, many, office, lead, *others = institutions
    cities = others[:MUNICIPALITIES]
    phases = [phase for phase, share in IN_PHASE.items() for _ in range(share)]
    with_sides: list[tuple[str, list[int]]] = [
        ("awaiting_signature", [lead, *cities[: CONSORTIUM - 1]]),
        ("active", cities),
    ]
    for number in range(count - len(with_sides)):
        sides = chance.sample(others, chance.choice(SIDES))
        if number < MANY:
            sides[0 if number % 2 else -1] = many
        elif number < MANY + FEW:
            sides[0] = few
        with_sides.append((phases[number % len(phases)], sides))
    made = _partnerships(with_sides, chance)
    first, second = made[:2]
    _words(made, chance)
    versions = add_agreements(made)
    add_activities(made, chance)
    add_turns(made)
    add_postings(postings, few, many, others, chance)
    _analyze()
    return Made(
        few,
        many,
        office,
        first.pk,
        lead,
        versions[first.pk].pk,
        second.pk,
        Party.objects.count(),
    )


def _institutions(chance: random.Random) -> list[int]:
    from yuinowa.directory.models import Institution, InstitutionKindRow

    made = Institution.objects.bulk_create(
        Institution(
            name=f"試験{number}市立図書館",
            name_kana=f"シケン{number}シリツトショカン",
            member=True,
            prefecture="13",
            municipality_name=f"試験{number % MUNICIPALITIES}市",
            level="public" if number < MUNICIPALITIES or chance.random() < 0.8 else "members",
            region_office=number == 2,  # the third one, as ``fill`` takes them
        )
        for number in range(INSTITUTIONS)
    )
    kinds = ("public_library", "school_library", "museum", "volunteer_group")
    create(InstitutionKindRow(institution=row, kind=chance.choice(kinds)) for row in made)
    return [row.pk for row in made]


def _partnerships(
    with_sides: Sequence[tuple[str, list[int]]], chance: random.Random
) -> list[Partnership]:
    from yuinowa.core import clock
    from yuinowa.partnerships.domain.forms_and_zones import Form
    from yuinowa.partnerships.models import Partnership, Party

    now, forms = clock.now(), list(Form)
    made = Partnership.objects.bulk_create(
        Partnership(
            title=f"まちの試み その{number}",
            purpose="図書館に来たことのない親子に、三つの地区で物語に出会ってもらう。",
            form=chance.choice(forms).value,
            zone="z3",
            initiator_id=sides[0],
            state=phase,
            state_since=now,
            start_on=SINCE,
            level=chance.choice(("public", "public", "members", "parties")),
            end_reason="期間が終わった" if phase in ("closed", "lapsed", "withdrawn") else "",
            begun_at=now - timedelta(days=number % 700),
        )
        for number, (phase, sides) in enumerate(with_sides)
    )
    rows = []
    for partnership, (phase, sides) in zip(made, with_sides, strict=True):
        for place, institution in enumerate(sides):
            is_asked = phase == "exploring" and place == len(sides) - 1
            rows.append(
                Party(
                    partnership=partnership,
                    institution_id=institution,
                    role="equal" if place else "lead",
                    state="invited" if is_asked else "joined",
                    asked_by_id=sides[0] if place else None,
                    asked_at=now,
                    joined_at=None if is_asked else now,
                    level=partnership.level,
                )
            )
    create(rows)
    return made


def _words(made: Sequence[Partnership], chance: random.Random) -> None:
    """From the goals on: what each side needs, gains, puts in; goals, tasks, and who agreed to them."""
    from yuinowa.core import clock
    from yuinowa.partnerships.models import (
        Benefit,
        CanDo,
        Consent,
        Contribution,
        Goal,
        Need,
        Task,
    )

    now, sides = clock.now(), sides_of(made)
    has_words = [row for row in made if row.state not in ("idea", "exploring", "needs")]
    parties = [party for row in has_words for party in sides[row.pk]]
    create(
        Need(
            party=party,
            need="行事の知らせが、来たことのない親子に届かない。",
            evidence="初めての参加は8組に1組",
            why_together="見に来る親子が重ならない。",
            bearer="mutual",
        )
        for party in parties
    )
    create(CanDo(party=party, kind="can", text="会場と司書を出せる。") for party in parties)
    create(Benefit(party=party, text="新しい利用者") for party in parties)
    create(
        Contribution(
            party=party,
            resource="people",
            text="司書",
            amount=chance.randint(1, 9),
            unit="人回",
            fiscal_year=2026,
        )
        for party in parties
    )
    create(
        Goal(
            partnership=row,
            what="三つの地区で開く",
            measure="交流台帳の行事",
            amount=6,
            unit="回",
            by_when=date(2027, 3, 31),
            owner=sides[row.pk][number],
        )
        for row in has_words
        for number in range(GOALS_EACH)
    )
    create(
        Task(
            partnership=row,
            text="会場と日取りを決める",
            accountable=sides[row.pk][number % 2],
            done_when="予約がとれた",
        )
        for row in has_words
        if row.state != "goals"
        for number in range(TASKS_EACH)
    )
    create(
        Consent(party=party, about=about, at=now)
        for row in has_words
        if row.state not in ("goals", "roles")
        for party in sides[row.pk]
        for about in ("goals", "roles")
    )


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
