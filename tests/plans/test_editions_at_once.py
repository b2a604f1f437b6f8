"""Two people on one year at the same moment: one edition, one publication; each guard with its twin without."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError

from tests.accounts.factories import an_affiliation
from tests.plans.editions import entry, prepared
from tests.plans.factories import an_owner, checker, officer, own_plan
from tests.races import at_once, refusals
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import VersionMovedOn, WrongState
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.run import RunState
from yuinowa.plans.models import Edition, EditionRun, Plan
from yuinowa.plans.services import edition_runs, editions
from yuinowa.plans.services.editions import prepare_edition, publish_edition

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


def _prepared_at_once(plan: Plan) -> list[Any]:
    persons = [officer(plan.owner) for _ in range(MANY)]
    return at_once(
        [partial(prepare_edition, plan.pk, 2025, entry(), actor=person) for person in persons]
    )


def test_of_those_who_prepare_at_once_one_has_the_number_and_the_others_are_told(
    plan: Plan,
) -> None:
    outcomes = _prepared_at_once(plan)

    assert refusals(outcomes) == [WrongState] * (MANY - 1)
    assert Edition.objects.count() == 1


def test_without_the_question_whether_one_waits_the_database_still_keeps_one(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "prepared_edition", lambda *_: None)

    with pytest.raises((ValidationError, IntegrityError)):
        _prepared_at_once(plan)
    assert Edition.objects.count() == 1


def test_of_those_who_publish_at_once_one_does_and_the_others_are_told(plan: Plan) -> None:
    made = prepared(plan)
    persons = [checker(plan.owner) for _ in range(MANY)]

    outcomes = at_once(
        [
            partial(publish_edition, made.pk, actor=person, expected_version=made.version)
            for person in persons
        ]
    )

    assert refusals(outcomes) == [VersionMovedOn] * (MANY - 1)
    assert AuditRow.objects.filter(action="edition.publish").count() == 1


def test_two_workers_on_one_job_prepare_it_once(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lease that ran out while the work went on: the second finds it done."""
    monkeypatch.setattr(edition_runs, "MANY_SHEETS", 1)
    held = an_affiliation(None, plan.owner, Role.PLAN_OFFICER)
    who = Actor(
        person=held.person_id, institution=plan.owner_id, roles=frozenset({Role.PLAN_OFFICER})
    )
    run = edition_runs.prepare_or_begin(plan.pk, 2025, entry(), actor=who)

    assert refusals(at_once([partial(edition_runs.carry_out, run.pk)] * 2)) == []

    assert Edition.objects.count() == 1
    assert EditionRun.objects.get(deed="prepare").state == RunState.DONE


def test_who_read_it_before_it_was_published_is_stopped_by_the_database(plan: Plan) -> None:
    """The twin without the lock: two hold the row as prepared; what the second writes is refused."""
    made = prepared(plan)
    read_before = Edition.objects.get(pk=made.pk)
    publish_edition(made.pk, actor=checker(plan.owner), expected_version=made.version)

    read_before.state = EditionState.WITHDRAWN.value
    with pytest.raises(DatabaseError, match="never changed"):
        read_before.save()
