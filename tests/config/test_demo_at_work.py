"""The demo's partnership at work looks alike on any day of the year: what was done lies behind, what comes lies ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Count, Q

from tests.relations.ties import of_kind
from yuinowa.config.demo.at_work.sides import LEADS, SIGNS
from yuinowa.config.demo.at_work.signed import put_to_work
from yuinowa.config.demo.region import people
from yuinowa.core import clock
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.governance.models import Decision, Promise
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Entry
from yuinowa.partnerships.domain.activities import LEDGER_KIND, ActivityState
from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Activity, AgreementVersion, Partnership
from yuinowa.partnerships.queries.activities import activities_visible_to
from yuinowa.partnerships.queries.parts import holding, missing
from yuinowa.partnerships.queries.rhythm import in_touch

pytestmark = pytest.mark.django_db

#: The ends of the fiscal year, a leap day, and a holiday on which the Saturday before is the nearest and the next the farthest.
DAYS = (date(2027, 3, 31), date(2027, 4, 1), date(2028, 2, 29), date(2026, 5, 3))


def at_work_on(day: date, monkeypatch: pytest.MonkeyPatch) -> Partnership:
    """What the demo makes on ``day``, among sides of the same kinds."""
    noon = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)
    ids = {
        "city": of_kind("試験市立中央図書館").pk,
        "school1": of_kind("試験市立第一小学校 学校図書館", "school_library", "school").pk,
        "puppet": of_kind("てのひら人形劇の会", "volunteer_group").pk,
    }
    at = {login: key for table in (LEADS, SIGNS) for key, login in table.items()}
    acting = {
        login: Actor(
            person=number,
            institution=ids[key],
            roles=frozenset({Role.LEAD, Role.EDITOR, Role.SIGNATORY}),
            member=True,
            fresh_at=noon,
        )
        for number, (login, key) in enumerate(at.items(), 1)
    }
    return put_to_work(ids, acting)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_is_at_work_on_any_day(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    made = at_work_on(day, monkeypatch)

    assert made.phase is Phase.ACTIVE
    version = AgreementVersion.objects.get(agreement__partnership=made)
    assert version.state == VersionState.IN_FORCE
    ends_on = version.text.terms.ends_on
    assert ends_on is not None
    assert ends_on - day >= timedelta(days=90)
    held = Activity.objects.get(partnership=made, state=ActivityState.HELD.value)
    coming = Activity.objects.get(partnership=made, state=ActivityState.ANNOUNCED.value)
    assert version.in_force_on is not None
    assert version.in_force_on <= held.day < day < coming.day <= ends_on
    parties = list(made.parties.select_related("institution"))
    assert not holding(missing(made, parties))
    overdue = Wait.objects.filter(ended_at=None, due__lt=day)
    assert not overdue.exists()


def test_what_stands_there_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision was subject to the budget; what was held counts once; the sides have met and watch what may go wrong."""
    day = date(2026, 12, 31)
    made = at_work_on(day, monkeypatch)

    version = AgreementVersion.objects.get(agreement__partnership=made)
    assert version.signatures.values("party").distinct().count() == len(LEADS)
    assert version.signatures.values("person").distinct().count() == len(LEADS)
    bound = version.approvals.get(subject_to_budget=True)
    assert bound.condition_met_on == day
    assert len(version.text.roles) == 4
    assert all(not one.is_empty for one in version.text.schedules)

    principal = Entry.objects.filter(kind=LEDGER_KIND, principal=True)
    assert list(principal.filter(unit=Unit.TIME.value).values_list("quantity", flat=True)) == [1]
    persons = principal.filter(unit=Unit.PERSON.value)
    assert list(persons.values_list("quantity", flat=True)) == [38]
    seen = activities_visible_to(Actor.nobody()).filter(partnership=made)
    assert {row.state for row in seen} == {ActivityState.HELD, ActivityState.ANNOUNCED}

    promises = Promise.objects.filter(meeting__body=made.body_id)
    told = promises.aggregate(all=Count("pk"), kept=Count("pk", filter=Q(state="kept")))
    assert told == {"all": 3, "kept": 1}
    assert Decision.objects.filter(meeting__body=made.body_id).count() == 2
    assert (made.issues.count(), made.risks.count()) == (1, 1)
    touch = in_touch(made)
    assert touch is not None
    assert not touch.touch.is_overdue
    assert not touch.silent


def test_whoever_leads_and_signs_for_a_side_is_in_the_region() -> None:
    assert {*LEADS.values(), *SIGNS.values()} <= {person.login for person in people()}
