"""The pages of a partnership ask nothing twice, and of many sides that have said and done much what they ask of few."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.evaluation.terms import terms as judged_by
from tests.partnerships import principles
from tests.partnerships.factories import lead_of
from tests.partnerships.papers import draft_of, proposed
from tests.partnerships.test_many_sides import all_decided, all_joined, municipalities
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.pulse import ITEMS
from yuinowa.partnerships.domain.rhythm import Terms
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.models import (
    Activity,
    ActivityHost,
    AgreementVersion,
    Benefit,
    CanDo,
    Consent,
    Contribution,
    Goal,
    Issue,
    Need,
    Partnership,
    Party,
    Pulse,
    PulsePoint,
    Remark,
    Signature,
    Task,
    TaskContributor,
)
from yuinowa.partnerships.services import rhythm
from yuinowa.partnerships.services.evaluation import propose_terms
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.relations.domain.kinds import Frequency

pytestmark = pytest.mark.django_db
#: What is asked of a side's workspace and of its agreement at most, while signatures are awaited.
WORKSPACE, AGREEMENT = 45, 16


@dataclass(frozen=True, slots=True)
class Made:
    partnership: Partnership
    version: AgreementVersion
    sides: list[Institution]

    @property
    def browser(self) -> Client:
        """Somebody who leads the second of the sides."""
        person = a_person()
        an_affiliation(person, self.sides[1], Role.LEAD)
        return a_client(person)


def awaiting_signatures(count: int, rows: int) -> Made:
    """``count`` sides with ``rows`` of whatever a side may say more than once; so many have signed."""
    sides = municipalities(count)
    partnership = all_joined(sides)
    parties = list(Party.objects.filter(partnership=partnership).order_by("pk"))
    _said(partnership, parties, rows)
    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.EVALUATION_DESIGN.value)
    propose_terms(partnership.pk, judged_by(), expected_version=0, actor=lead_of(sides[0]))
    version = all_decided(proposed(draft_of(partnership, sides[0]), sides[0]))
    Signature.objects.bulk_create(
        Signature(
            version=version,
            party=party,
            person=party.pk,
            post="館長",
            method="platform",
            digest=version.digest,
            signed_on=clock.today(),
            at=clock.now(),
        )
        for party in parties[2 : 2 + rows]
    )
    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.AWAITING_SIGNATURE.value)
    principles.proposed(Partnership.objects.get(pk=partnership.pk), sides[0])
    _in_touch(partnership, sides[0])
    partnership.refresh_from_db()
    set_turns(partnership)
    return Made(partnership, version, sides)


def at_work(count: int, rows: int) -> Made:
    """The same a year after its agreement came into force, with what was done and what is under way."""
    made = awaiting_signatures(count, rows)
    partnership, since = made.partnership, clock.today() - timedelta(days=190)
    AgreementVersion.objects.filter(pk=made.version.pk).update(
        state=VersionState.IN_FORCE.value, in_force_on=since
    )
    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.ACTIVE.value, start_on=since)
    partnership.refresh_from_db()
    parties = list(Party.objects.filter(partnership=partnership).order_by("pk"))
    _done(partnership, parties, rows)
    set_turns(partnership)
    return made


def _said(partnership: Partnership, parties: list[Party], rows: int) -> None:
    now, times = clock.now(), range(rows)
    for party in parties:
        Need.objects.create(
            party=party,
            need="困っている",
            evidence="数",
            why_together="重ならない",
            bearer="mutual",
        )
        for about in Shared:
            Consent.objects.create(party=party, about=about.value, at=now)
    each = [(party, n) for party in parties for n in times]
    CanDo.objects.bulk_create(CanDo(party=p, kind="can", text=f"できる{n}") for p, n in each)
    Benefit.objects.bulk_create(Benefit(party=p, text=f"得る{n}") for p, n in each)
    Contribution.objects.bulk_create(
        Contribution(party=p, resource="people", text=f"出す{n}") for p, n in each
    )
    Remark.objects.bulk_create(Remark(party=p, text="一言", written_at=now) for p, _n in each)
    for n in times:
        Goal.objects.create(
            partnership=partnership,
            what=f"目標{n}",
            measure="回数",
            amount=6,
            unit="回",
            by_when=clock.today(),
            owner=parties[n % len(parties)],
        )
        task = Task.objects.create(
            partnership=partnership,
            text=f"作業{n}",
            accountable=parties[n % len(parties)],
            done_when="とれた",
        )
        TaskContributor.objects.create(task=task, party=parties[-1])


def _in_touch(partnership: Partnership, by: Institution) -> None:
    rhythm.propose(
        partnership.pk,
        Terms(Frequency.MONTHLY, 6),
        expected_number=0,
        once=new_key(),
        actor=lead_of(by),
    )


def _done(partnership: Partnership, parties: list[Party], rows: int) -> None:
    now, today = clock.now(), clock.today()
    pulse = Pulse.objects.create(
        partnership=partnership,
        opened_on=today - timedelta(days=8),
        until=today - timedelta(days=2),
        closed_at=now,
    )
    for item in ITEMS[:rows]:
        PulsePoint.objects.create(pulse=pulse, item=item)
    for n in range(rows):
        Issue.objects.create(
            partnership=partnership,
            what=f"困りごと{n}",
            level="rules",
            raised_by=parties[0],
            owner=parties[n % len(parties)],
            due=today + timedelta(days=n),
            raised_at=now,
        )
        for day in (today + timedelta(days=1 + n), today - timedelta(days=1 + n)):
            activity = Activity.objects.create(
                partnership=partnership,
                title=f"おはなし会{n}",
                kind="story_time",
                participation="service",
                day=day,
                proposer=parties[0],
                state="planned" if day > today else "held",
                proposed_at=now,
            )
            for party in parties[: 1 + rows]:
                ActivityHost.objects.create(activity=activity, party=party, state="agreed")


def questions(client: Client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked]


def twice(asked: list[str]) -> list[str]:
    return [sql for sql, times in Counter(asked).items() if times > 1]


def test_many_sides_that_await_signatures_are_shown_with_the_questions_of_few() -> None:
    counts = []
    for made in (awaiting_signatures(3, 1), awaiting_signatures(30, 10)):
        client = made.browser
        workspace = questions(client, made.partnership.get_absolute_url())
        agreement = questions(client, made.version.get_absolute_url())

        assert twice(workspace) == twice(agreement) == []
        counts.append((len(workspace), len(agreement)))

    assert counts[0] == counts[1]
    assert counts[0] <= (WORKSPACE, AGREEMENT)


def test_many_sides_at_work_are_shown_with_the_questions_of_few() -> None:
    counts = []
    for made in (at_work(3, 1), at_work(30, 10)):
        client = made.browser
        workspace = questions(client, made.partnership.get_absolute_url())
        agreement = questions(client, made.version.get_absolute_url())

        assert twice(workspace) == twice(agreement) == []
        counts.append((len(workspace), len(agreement)))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("narrowed", ["", "?q=人形劇", "?of=asked", "?format=csv"])
def test_a_list_of_many_with_many_sides_asks_what_a_list_of_one_asks(narrowed: str) -> None:
    ours, person = municipalities(3), a_person()
    an_affiliation(person, ours[0], Role.LEAD)
    all_joined(ours)
    client, path = a_client(person), f"/partnerships/{narrowed}"
    one = questions(client, path)
    others = municipalities(30)
    for _ in range(5):
        all_joined([ours[0], *others])

    many = questions(client, path)

    assert twice(many) == []
    assert len(many) == len(one)
