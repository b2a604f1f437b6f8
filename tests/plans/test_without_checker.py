"""Where nobody can check a sheet or publish an edition, whoever can name a checker is waited for, until one is there (I28)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, own_plan, with_reasons
from yuinowa.accounts.models import Affiliation
from yuinowa.accounts.services import end_affiliation
from yuinowa.core import jobs, waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.core.waits import REGION_OFFICE
from yuinowa.directory.models import Institution
from yuinowa.kernel.workflow import Verb
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.models import Edition, Plan, PlanYear, Sheet
from yuinowa.plans.services import close_year, move_sheet, open_year
from yuinowa.plans.services.checkers import WITHOUT_CHECKER, ask_for_checkers
from yuinowa.plans.services.editions import EditionEntry, prepare_edition, withdraw_edition

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def owner() -> Institution:
    found = an_owner("試験市")
    an_affiliation(a_person(), found, Role.ADMIN)
    return found


@pytest.fixture
def plan(owner: Institution) -> Plan:
    return own_plan(owner)


def _actor(affiliation: Affiliation, *roles: Role) -> Actor:
    return Actor(
        person=affiliation.person_id,
        institution=affiliation.institution_id,
        roles=frozenset(roles),
        member=True,
    )


def _officer(owner: Institution, *more: Role) -> Actor:
    roles = (Role.PLAN_OFFICER, *more)
    return _actor(an_affiliation(a_person(), owner, *roles), *roles)


def _submitted(plan: Plan, who: Actor, key: str = "1-1-2") -> Sheet:
    open_year(plan.pk, YEAR, actor=who)
    sheet = Sheet.objects.get(project__plan=plan, project__key=key, fiscal_year=YEAR)
    return move_sheet(
        with_reasons(sheet).pk, SheetAction.SUBMIT, actor=who, expected_version=sheet.version
    )


def _asked() -> list[tuple[int, str, str]]:
    rows = Wait.objects.filter(step=WITHOUT_CHECKER, ended_at=None)
    return [(row.institution, row.role, row.verb) for row in rows]


def test_the_administrator_is_asked_for_a_checker_until_one_is_there(
    plan: Plan, owner: Institution
) -> None:
    _submitted(plan, _officer(owner))
    assert _asked() == [(owner.pk, Role.ADMIN, Verb.NAME_CHECKER)]

    an_affiliation(a_person(), owner, Role.PLAN_CHECKER)
    ask_for_checkers(owner.pk)

    assert _asked() == []


def test_a_checker_who_wrote_the_sheet_is_none(plan: Plan, owner: Institution) -> None:
    _submitted(plan, _officer(owner, Role.PLAN_CHECKER))

    assert _asked() == [(owner.pk, Role.ADMIN, Verb.NAME_CHECKER)]


def test_with_another_checker_nobody_else_is_asked(plan: Plan, owner: Institution) -> None:
    an_affiliation(a_person(), owner, Role.PLAN_CHECKER)
    _submitted(plan, _officer(owner, Role.PLAN_CHECKER))

    assert _asked() == []


def test_a_sheet_sent_back_asks_no_more(plan: Plan, owner: Institution) -> None:
    sheet = _submitted(plan, _officer(owner))

    move_sheet(
        sheet.pk, SheetAction.RETURN, actor=Actor.system(), expected_version=sheet.version, note="見直す。"
    )  # fmt: skip

    assert _asked() == []


def test_without_an_administrator_the_region_office_is_asked(
    plan: Plan, owner: Institution
) -> None:
    Affiliation.objects.filter(institution=owner).update(to_day="2026-04-01", from_day="2026-03-01")

    _submitted(plan, _officer(owner))

    assert _asked() == [(REGION_OFFICE, Role.REGION_ADMIN, Verb.NAME_CHECKER)]


def test_a_checker_who_leaves_is_asked_for_anew(plan: Plan, owner: Institution) -> None:
    """The accounts tell that roles changed; the plan hears of it as a job."""
    checker = an_affiliation(a_person(), owner, Role.PLAN_CHECKER)
    _submitted(plan, _officer(owner))
    assert _asked() == []

    end_affiliation(checker.pk, actor=Actor.system())
    jobs.run_due()

    assert _asked() == [(owner.pk, Role.ADMIN, Verb.NAME_CHECKER)]


def test_asking_again_asks_once(plan: Plan, owner: Institution) -> None:
    _submitted(plan, _officer(owner))

    ask_for_checkers()
    ask_for_checkers()

    assert len(_asked()) == 1


def test_a_closed_round_asks_for_nobody(plan: Plan, owner: Institution) -> None:
    who = _officer(owner)
    _submitted(plan, who)
    Sheet.objects.filter(fiscal_year=YEAR).update(
        state="published", published_at="2027-10-01T00:00:00Z"
    )
    year = PlanYear.objects.get(plan=plan)

    close_year(year.pk, actor=who, expected_version=year.version)

    assert _asked() == []


def test_the_round_says_so_before_anything_is_submitted(plan: Plan, owner: Institution) -> None:
    open_year(plan.pk, YEAR, actor=Actor.system())
    client: Client = a_client(an_affiliation(a_person(), owner, Role.PLAN_OFFICER).person)
    page = f"/plans/{plan.pk}/years/{YEAR}/"
    assert "票を確認できる人がいません" in client.get(page).content.decode()

    an_affiliation(a_person(), owner, Role.PLAN_CHECKER)

    assert "票を確認できる人がいません" not in client.get(page).content.decode()


def test_the_sheet_and_the_round_say_who_is_waited_for(plan: Plan, owner: Institution) -> None:
    sheet = _submitted(plan, _officer(owner))
    client: Client = a_client(an_affiliation(a_person(), owner, Role.PLAN_OFFICER).person)
    rows = client.get(f"/plans/{plan.pk}/years/{YEAR}/").context["rows"]

    assert "管理者（確認者を決める）" in client.get(sheet.get_absolute_url()).content.decode()
    assert {words for row, _state, words in rows if row.sheet.pk == sheet.pk} == {
        "管理者（確認者を決める）"
    }


def _prepared(plan: Plan, who: Actor) -> Edition:
    return prepare_edition(plan.pk, plan.as_of_year, EditionEntry(plan.as_of_date), actor=who)


def test_an_edition_that_nobody_can_publish_asks_for_a_checker_until_one_is_there(
    plan: Plan, owner: Institution
) -> None:
    edition = _prepared(plan, _officer(owner))
    assert _asked() == [(owner.pk, Role.ADMIN, Verb.NAME_CHECKER)]

    an_affiliation(a_person(), owner, Role.PLAN_CHECKER)
    ask_for_checkers(owner.pk)

    assert _asked() == []
    assert waits.open_waits(edition).get().verb == Verb.PUBLISH


def test_who_prepared_an_edition_does_not_count_as_its_checker(
    plan: Plan, owner: Institution
) -> None:
    _prepared(plan, _officer(owner, Role.PLAN_CHECKER))
    assert _asked() == [(owner.pk, Role.ADMIN, Verb.NAME_CHECKER)]

    an_affiliation(a_person(), owner, Role.PLAN_CHECKER)
    jobs.run_due()
    ask_for_checkers()

    assert _asked() == []


def test_a_withdrawn_edition_asks_no_more(plan: Plan, owner: Institution) -> None:
    who = _officer(owner)
    edition = _prepared(plan, who)

    withdraw_edition(edition.pk, actor=who, expected_version=edition.version)
    ask_for_checkers()

    assert _asked() == []


def test_the_page_of_the_edition_says_who_is_waited_for(plan: Plan, owner: Institution) -> None:
    affiliation = an_affiliation(a_person(), owner, Role.PLAN_OFFICER)
    edition = _prepared(plan, _actor(affiliation, Role.PLAN_OFFICER))
    client = a_client(affiliation.person)
    address = edition.get_absolute_url()
    assert "管理者（確認者を決める）" in client.get(address).content.decode()

    an_affiliation(a_person(), owner, Role.PLAN_CHECKER)

    assert "管理者（確認者を決める）" not in client.get(address).content.decode()
