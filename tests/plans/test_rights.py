"""Lists and single objects answer alike, and each page is for whom the table says."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import a_plan, an_owner, own_plan, with_reasons
from yuinowa.core.rights import Actor, Level, Role, can, visible_to
from yuinowa.directory.models import Institution
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import IndicatorSlot, Plan, Sheet
from yuinowa.plans.services import open_year

pytestmark = pytest.mark.django_db


def _actors(owner: Institution, counted: Institution, other: Institution) -> list[Actor]:
    at = [owner, counted, other]
    roles: list[frozenset[Role]] = [
        frozenset(),
        frozenset({Role.PLAN_OFFICER}),
        frozenset({Role.PLAN_CHECKER}),
    ]
    return [
        Actor.nobody(),
        Actor.system(),
        *(
            Actor(person=1, institution=place.pk, roles=held, member=True)
            for place, held in product(at, roles)
        ),
        Actor(
            person=1,
            institution=other.pk,
            roles=frozenset({Role.COORDINATOR}),
            member=True,
            region=True,
        ),
    ]


def test_the_doors_and_the_single_question_agree_for_every_plan_and_sheet() -> None:
    owner, counted, other = an_owner("試験市"), an_owner("中央図書館"), an_owner("となり市")
    plan = own_plan(owner)
    open_year(plan.pk, 2026, actor=Actor.system())
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False).first()
    assert slot is not None
    assert slot.indicator is not None
    slot.indicator.subjects.add(counted)
    a_plan("twin", owner=other)
    for level in (Level.PUBLIC, Level.MEMBERS, Level.PRIVATE):
        Plan.objects.filter(pk=plan.pk).update(level=level)
        for actor in _actors(owner, counted, other):
            for action, model in (
                ("plan.view", Plan),
                ("plan.edit", Plan),
                ("sheet.view", Sheet),
                ("sheet.edit", Sheet),
            ):
                listed = set(
                    visible_to(actor, model._default_manager.all(), action=action).values_list(
                        "pk", flat=True
                    )
                )
                single = {row.pk for row in model._default_manager.all() if can(actor, action, row)}
                assert listed == single, (level, actor, action)


@pytest.fixture
def plan() -> Plan:
    made = own_plan(an_owner("試験市"))
    open_year(made.pk, 2026, actor=Actor.system())
    return made


def _draft(plan: Plan) -> Sheet:
    return Sheet.objects.select_related("project__plan").get(
        project__plan=plan, project__key="1-2-1", fiscal_year=2026
    )


def _person(institution: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, institution, *roles)
    return a_client(person)


def _page(name: str, sheet: Sheet, *more: str) -> str:
    return reverse(f"plans:{name}", args=[sheet.project.plan_id, sheet.pk, *more])


def test_the_page_of_a_draft_is_for_its_institution(plan: Plan) -> None:
    sheet = _draft(plan)
    clients = [
        _person(plan.owner, Role.PLAN_OFFICER),
        _person(plan.owner),
        _person(an_owner("となり市"), Role.PLAN_OFFICER),
        Client(),
    ]

    assert [client.get(_page("sheet-detail", sheet)).status_code for client in clients] == [
        200,
        200,
        404,
        404,
    ]
    assert [client.get(_page("sheet-edit", sheet)).status_code for client in clients] == [
        200,
        403,
        404,
        302,
    ]
    assert [
        client.post(_page("sheet-act", sheet, "submit"), {"version": 1}).status_code
        for client in clients[1:]
    ] == [403, 404, 302]


def test_a_sheet_of_another_plan_is_not_found_under_this_one(plan: Plan) -> None:
    other = a_plan("twin", owner=an_owner("みほん町"))
    sheet = Sheet.objects.filter(project__plan=other).first()
    assert sheet is not None

    assert Client().get(reverse("plans:sheet-detail", args=[plan.pk, sheet.pk])).status_code == 404


def test_an_officer_writes_and_submits_through_the_pages(plan: Plan) -> None:
    officer, sheet = _person(plan.owner, Role.PLAN_OFFICER), _draft(plan)
    form = officer.get(_page("sheet-edit", sheet)).context["form"]
    figure = next(name for name in form.fields if name.startswith("figure-"))
    cell = next(name for name in form.fields if name.startswith("cell-"))

    saved = officer.post(
        _page("sheet-edit", sheet),
        {
            "version": sheet.version,
            "rating": "b",
            figure: "３４５",
            cell: "よく集まった。",
            "difference_reason": "取次の閉館で受入が三か月止まったため。",
        },
    )
    page = officer.get(sheet.get_absolute_url()).content.decode()
    moved = officer.post(_page("sheet-act", sheet, "submit"), {"version": sheet.version + 1})

    assert (saved.status_code, moved.status_code) == (302, 302)
    assert "345" in page
    assert "よく集まった。" in page
    assert "提出する" in page
    assert _draft(plan).state == SheetState.SUBMITTED


def test_who_writes_on_a_sheet_reads_beside_it_what_the_plan_says(plan: Plan) -> None:
    officer, sheet = _person(plan.owner, Role.PLAN_OFFICER), _draft(plan)
    measure = sheet.project.measure
    target = sheet.figures.filter(fiscal_year=sheet.fiscal_year).exclude(target_text="").first()
    assert target is not None

    page = officer.get(_page("sheet-edit", sheet)).content.decode()

    for words in (measure.goal.name, measure.name, sheet.project.name, sheet.description):
        assert words in page
    assert f"計画値は{target.target_text}。" in page


def test_an_indicator_leads_back_to_the_projects_that_use_it(plan: Plan) -> None:
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False).first()
    assert slot is not None
    address = reverse("ledger:indicator-detail", args=[slot.indicator_id])

    page = Client().get(address).content.decode()

    assert f'href="{slot.project.get_absolute_url()}"' in page
    assert f'href="{plan.get_absolute_url()}"' in page


def test_an_indicator_does_not_give_away_a_plan_that_is_not_seen(plan: Plan) -> None:
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False).first()
    assert slot is not None
    Plan.objects.filter(pk=plan.pk).update(level=Level.PRIVATE)

    page = Client().get(reverse("ledger:indicator-detail", args=[slot.indicator_id]))

    assert plan.name not in page.content.decode()


@pytest.mark.parametrize("text", ["約300", "1\x00", "x" * 50, "三百"])
def test_a_figure_that_is_none_brings_the_form_back_with_the_input(plan: Plan, text: str) -> None:
    officer, sheet = _person(plan.owner, Role.PLAN_OFFICER), _draft(plan)
    form = officer.get(_page("sheet-edit", sheet)).context["form"]
    figure = next(name for name in form.fields if name.startswith("figure-"))

    answer = officer.post(
        _page("sheet-edit", sheet), {"version": sheet.version, "rating": "b", figure: text}
    )

    # A NUL is refused for the whole request before any form (R2).
    assert answer.status_code in {422, 400}
    assert _draft(plan).version == sheet.version


def test_a_page_left_open_while_another_wrote_is_told(plan: Plan) -> None:
    officer, sheet = _person(plan.owner, Role.PLAN_OFFICER), _draft(plan)
    officer.post(_page("sheet-edit", sheet), {"version": sheet.version, "rating": "b"})

    assert (
        officer.post(
            _page("sheet-edit", sheet), {"version": sheet.version, "rating": "c"}
        ).status_code
        == 409
    )
    assert (
        officer.post(_page("sheet-act", sheet, "submit"), {"version": sheet.version}).status_code
        == 409
    )


def test_a_return_without_reason_brings_the_page_back(plan: Plan) -> None:
    sheet = _draft(plan)
    with_reasons(sheet)
    _person(plan.owner, Role.PLAN_OFFICER).post(
        _page("sheet-act", sheet, "submit"), {"version": sheet.version}
    )
    checker = _person(plan.owner, Role.PLAN_CHECKER)

    answer = checker.post(_page("sheet-act", sheet, "return"), {"version": sheet.version + 1})

    assert answer.status_code == 422
    assert "理由を書いてください。" in answer.content.decode()


def test_a_step_that_is_none_is_not_found_and_one_out_of_turn_is_a_conflict(plan: Plan) -> None:
    officer, sheet = _person(plan.owner, Role.PLAN_OFFICER), _draft(plan)

    assert (
        officer.post(_page("sheet-act", sheet, "burn"), {"version": sheet.version}).status_code
        == 404
    )
    assert (
        officer.post(_page("sheet-act", sheet, "publish"), {"version": sheet.version}).status_code
        == 409
    )


def test_opening_a_year_is_for_the_officer_of_an_own_plan(plan: Plan) -> None:
    address = reverse("plans:plan-open-year", args=[plan.pk, 2027])

    stranger, colleague = _person(an_owner("となり市"), Role.PLAN_OFFICER), _person(plan.owner)

    assert [client.post(address).status_code for client in (Client(), stranger, colleague)] == [
        302,
        403,
        403,
    ]
    days = {"fill_by": "令和10年6月30日", "check_by": "2028-08-31", "publish_by": "2028-10-31"}
    assert _person(plan.owner, Role.PLAN_OFFICER).post(address, days).status_code == 302


def test_public_pages_set_no_cookie() -> None:
    plan = a_plan("twin")

    answer = Client().get(plan.get_absolute_url())

    assert answer.cookies == {}
