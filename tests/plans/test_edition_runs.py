"""An edition of many sheets is prepared and published by a job: whole or not at all, told on a page; a small one at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.editions import corrected, entry, prepared
from tests.plans.factories import an_owner, officer, own_plan
from yuinowa.accounts.models import Affiliation
from yuinowa.core import clock, jobs, waits
from yuinowa.core.handlers import Waited
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Job
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import NotAllowed, TransitionRefused, VersionMovedOn, WrongState
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.run import KEEP_RUNS, RunState
from yuinowa.plans.models import Edition, EditionRun, Plan
from yuinowa.plans.services import edition_runs as runs
from yuinowa.plans.services import editions

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any plan is one of many sheets; its files are the matter of test_edition_prints."""
    monkeypatch.setattr(runs, "MANY_SHEETS", 1)
    monkeypatch.setattr(runs, "begin_files", lambda _edition, *, actor: actor)


def _person(plan: Plan, role: Role) -> Affiliation:
    return an_affiliation(None, plan.owner, role)


def _actor(held: Affiliation, role: Role) -> Actor:
    return Actor(
        person=held.person_id, institution=held.institution_id, roles=frozenset({role}), member=True
    )


def _officer(plan: Plan) -> Actor:
    return _actor(_person(plan, Role.PLAN_OFFICER), Role.PLAN_OFFICER)


def _checker(plan: Plan) -> Actor:
    return _actor(_person(plan, Role.PLAN_CHECKER), Role.PLAN_CHECKER)


def _begun(plan: Plan, actor: Actor) -> EditionRun:
    made = runs.prepare_or_begin(plan.pk, YEAR, entry(), actor=actor)
    assert isinstance(made, EditionRun)
    return made


def _publishing(edition: Edition, actor: Actor) -> EditionRun:
    made = runs.publish_or_begin(edition, actor=actor, expected_version=edition.version)
    assert isinstance(made, EditionRun)
    return made


def test_a_small_edition_is_there_at_once_without_a_job(plan: Plan) -> None:
    made = runs.prepare_or_begin(plan.pk, YEAR, entry(), actor=_officer(plan))
    assert isinstance(made, Edition)

    done = runs.publish_or_begin(made, actor=_checker(plan), expected_version=made.version)

    assert isinstance(done, Edition)
    assert done.is_published
    assert not EditionRun.objects.exists()


@pytest.mark.usefixtures("_large")
def test_a_large_one_is_prepared_and_published_by_the_job_in_the_name_of_who_asked(
    plan: Plan,
) -> None:
    who, second = _officer(plan), _checker(plan)

    run = _begun(plan, who)
    assert not Edition.objects.exists()
    jobs.run_due()
    made = Edition.objects.get()
    publishing = _publishing(made, second)
    assert not Edition.objects.get().is_published
    jobs.run_due()

    made.refresh_from_db()
    run.refresh_from_db()
    publishing.refresh_from_db()
    assert (made.prepared_by, made.published_by, made.is_published) == (
        who.person,
        second.person,
        True,
    )
    assert {run.state, publishing.state} == {RunState.DONE}
    assert run.edition_id == publishing.edition_id == made.pk
    assert not waits.open_waits(made).exists()


@pytest.mark.usefixtures("_large")
def test_the_job_told_twice_does_it_once(plan: Plan) -> None:
    run = _begun(plan, _officer(plan))

    runs.carry_out(run.pk)
    runs.carry_out(run.pk)

    assert Edition.objects.count() == 1


@pytest.mark.usefixtures("_large")
def test_what_changed_meanwhile_is_told_and_nothing_is_published(plan: Plan) -> None:
    made = prepared(plan)
    run = _publishing(made, _checker(plan))
    corrected(plan, "1-2-1", "7,777")

    jobs.run_due()

    run.refresh_from_db()
    assert (run.state, run.edition_id) == (RunState.FAILED, made.pk)
    assert "版を用意したあとで" in run.trouble
    assert run.next_step
    assert Edition.objects.get().state == EditionState.PREPARED
    assert not Job.objects.filter(handler=runs.CARRY_OUT).exclude(state=1).exists()


@pytest.mark.usefixtures("_large")
def test_who_lost_the_role_meanwhile_may_it_no_more(plan: Plan) -> None:
    held = _person(plan, Role.PLAN_OFFICER)
    run = _begun(plan, _actor(held, Role.PLAN_OFFICER))
    held.roles.all().delete()

    jobs.run_due()

    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "権限" in run.trouble
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("_large")
def test_what_is_known_beforehand_is_refused_before_any_work(plan: Plan) -> None:
    made = prepared(plan)
    second = _checker(plan)

    with pytest.raises(WrongState):
        runs.prepare_or_begin(plan.pk, YEAR, entry(), actor=_officer(plan))
    with pytest.raises(NotAllowed):
        runs.prepare_or_begin(plan.pk, YEAR, entry(), actor=second)
    with pytest.raises(NotAllowed):
        runs.publish_or_begin(made, actor=_officer(plan), expected_version=made.version)
    with pytest.raises(VersionMovedOn):
        runs.publish_or_begin(made, actor=second, expected_version=made.version + 1)
    _publishing(made, second)
    jobs.run_due()
    with pytest.raises((TransitionRefused, NotAllowed)):
        done = Edition.objects.select_related("plan__owner").get()
        runs.publish_or_begin(done, actor=second, expected_version=done.version)
    assert EditionRun.objects.count() == 1


@pytest.mark.usefixtures("_large")
def test_one_is_worked_on_at_a_time(plan: Plan) -> None:
    _begun(plan, _officer(plan))

    with pytest.raises(WrongState):
        _begun(plan, _officer(plan))
    assert Job.objects.filter(handler=runs.CARRY_OUT).count() == 1


@pytest.mark.usefixtures("_large")
def test_the_page_says_that_it_is_worked_on_and_then_leads_to_the_edition(plan: Plan) -> None:
    client = a_client(_person(plan, Role.PLAN_OFFICER).person)
    prepare = reverse("plans:edition-prepare", args=[plan.pk, YEAR])
    said = {"once": new_key(), "as_of": "2026-04-01"}

    first, twice = client.post(prepare, said), client.post(prepare, said)
    run = EditionRun.objects.get()

    assert [first["Location"], twice["Location"]] == [run.get_absolute_url()] * 2
    assert client.get(prepare)["Location"] == run.get_absolute_url()
    assert "続いています" in client.get(run.get_absolute_url()).content.decode()
    listed = client.get(reverse("plans:edition-list", args=[plan.pk])).content.decode()
    assert f'href="{run.get_absolute_url()}"' in listed
    jobs.run_due()
    assert (
        client.get(run.get_absolute_url())["Location"] == Edition.objects.get().get_absolute_url()
    )


@pytest.mark.usefixtures("_large")
def test_while_it_is_published_its_page_offers_no_further_step(plan: Plan) -> None:
    edition = prepared(plan)
    client = a_client(_person(plan, Role.PLAN_CHECKER).person)
    address = reverse("plans:edition-act", args=[plan.pk, YEAR, 1, "publish"])
    assert address in client.get(edition.get_absolute_url()).content.decode()

    run = client.post(address, {"version": edition.version})["Location"]

    page = client.get(edition.get_absolute_url()).content.decode()
    assert address not in page
    assert f'href="{run}"' in page
    corrected(plan, "1-2-1", "7,777")
    jobs.run_due()
    told = client.get(run).content.decode()
    assert "公表できませんでした" in told
    assert edition.get_absolute_url() in told
    assert Client().get(run).status_code == 302


@pytest.mark.usefixtures("_large")
def test_how_it_ended_is_erased_after_its_time(plan: Plan) -> None:
    run = _begun(plan, officer(plan.owner))
    assert runs.erase_old_edition_runs() == 0

    EditionRun.objects.filter(pk=run.pk).update(
        state="failed", finished_at=clock.now() - KEEP_RUNS - timedelta(days=1)
    )

    assert runs.erase_old_edition_runs() == 1


@pytest.mark.usefixtures("_large")
def test_an_unknown_fault_is_told_and_after_the_last_try_the_year_is_free_again(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object, **_named: object) -> Edition:
        raise ZeroDivisionError

    held = _person(plan, Role.PLAN_OFFICER)
    actor, client = _actor(held, Role.PLAN_OFFICER), a_client(held.person)
    run = _begun(plan, actor)
    with monkeypatch.context() as patch:
        patch.setattr(editions, "prepare_edition", fails)
        jobs.run_due()
        assert "もう一度試します" in client.get(run.get_absolute_url()).content.decode()
        Job.objects.update(run_after=clock.now(), attempts=len(jobs.DELAYS[Waited.BY_SOMEBODY]))
        jobs.run_due()

    run.refresh_from_db()
    assert run.is_failed
    page = client.get(run.get_absolute_url()).content.decode()
    assert "何度か試しましたが" in page
    assert reverse("plans:edition-prepare", args=[plan.pk, YEAR]) in page
    assert _begun(plan, actor).is_working
