"""Whoever saves second is told who was first, sees what stands now, and loses no word (R31)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, officer, own_plan, with_reasons
from yuinowa.core.rights import Actor, Role
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.exchange.rating_rules import template
from yuinowa.plans.models import Goal, IndicatorSlot, Plan, Sheet
from yuinowa.plans.services import (
    SheetEntry,
    adopt_rule,
    enter_sheet,
    entry_of,
    move_sheet,
    open_year,
)
from yuinowa.plans.services.structure import rename

pytestmark = pytest.mark.django_db

TYPED = "わたしが書いたことば"
THEIRS = "ほかの人が先に書いたことば"


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def client(plan: Plan) -> Client:
    person = a_person()
    an_affiliation(person, plan.owner, Role.PLAN_OFFICER)
    return a_client(person)


def _fields(client: Client, address: str) -> dict[str, str]:
    """What a browser would send from the form at ``address``."""
    form = client.get(address).context["form"]
    return {
        b.html_name: "" if b.value() is None else b.value() for b in form if b.value() is not False
    }


def _draft(plan: Plan) -> Sheet:
    open_year(plan.pk, 2026, actor=Actor.system())
    return Sheet.objects.get(project__plan=plan, project__key="1-2-1", fiscal_year=2026)


def test_the_second_on_a_sheet_keeps_every_word_and_sees_the_first(
    plan: Plan, client: Client
) -> None:
    sheet = _draft(plan)
    cell = sheet.cells.all()[0]
    address = reverse("plans:sheet-edit", args=[plan.pk, sheet.pk])
    fields = _fields(client, address)
    enter_sheet(
        sheet.pk, SheetEntry(cells={cell.pk: THEIRS}), actor=officer(plan.owner), expected_version=1
    )

    answer = client.post(address, fields | {f"cell-{cell.pk}": TYPED})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert TYPED in page
    assert THEIRS in page
    assert f'href="#id_cell-{cell.pk}"' in page
    again = _fields_of(answer)
    assert client.post(address, again).status_code == 302
    cell.refresh_from_db()
    assert cell.text == TYPED


def _fields_of(answer: object) -> dict[str, str]:
    form = answer.context["form"]  # type: ignore[attr-defined]  # a test client's answer
    return {
        b.html_name: "" if b.value() is None else b.value() for b in form if b.value() is not False
    }


def test_who_writes_on_a_sheet_that_was_submitted_can_copy_every_word(
    plan: Plan, client: Client
) -> None:
    sheet = _draft(plan)
    cell = sheet.cells.all()[0]
    address = reverse("plans:sheet-edit", args=[plan.pk, sheet.pk])
    fields = _fields(client, address)
    move_sheet(
        with_reasons(sheet).pk, SheetAction.SUBMIT, actor=officer(plan.owner), expected_version=1
    )

    answer = client.post(address, fields | {f"cell-{cell.pk}": TYPED})

    assert answer.status_code == 409
    assert TYPED in answer.content.decode()
    cell.refresh_from_db()
    assert cell.text == ""


def test_a_step_taken_too_late_shows_the_sheet_as_it_is(plan: Plan, client: Client) -> None:
    sheet = with_reasons(_draft(plan))
    move_sheet(sheet.pk, SheetAction.SUBMIT, actor=officer(plan.owner), expected_version=1)

    address = reverse("plans:sheet-act", args=[plan.pk, sheet.pk, "submit"])
    answer = client.post(address, {"version": 1})

    assert answer.status_code == 409
    assert "保存" in answer.content.decode()


def test_the_second_on_a_part_keeps_the_name(plan: Plan, client: Client) -> None:
    goal = Goal.objects.filter(plan=plan).earliest("pk")
    address = reverse("plans:part-edit", args=[plan.pk, "goal", goal.pk])
    fields = _fields(client, address)
    rename(goal, THEIRS, actor=officer(plan.owner), expected_version=plan.version)

    answer = client.post(address, fields | {"name": TYPED})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert TYPED in page
    assert THEIRS in page
    assert client.post(address, _fields_of(answer)).status_code == 302
    goal.refresh_from_db()
    assert goal.name == TYPED


@pytest.mark.parametrize("page", ["targets", "plan"])
def test_the_second_on_targets_or_on_the_plan_keeps_what_was_typed(
    plan: Plan, client: Client, page: str
) -> None:
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False).earliest("pk")
    address = {
        "targets": reverse("plans:slot-targets", args=[plan.pk, slot.pk]),
        "plan": reverse("plans:plan-change", args=[plan.pk]),
    }[page]
    fields = _fields(client, address)
    goal = Goal.objects.filter(plan=plan).earliest("pk")
    rename(goal, THEIRS, actor=officer(plan.owner), expected_version=plan.version)
    field = {"targets": "reason", "plan": "name"}[page]

    answer = client.post(address, fields | {field: TYPED})

    assert answer.status_code == 409
    assert TYPED in answer.content.decode()
    assert client.post(address, _fields_of(answer)).status_code == 302


def test_the_second_who_adopts_a_rule_reads_the_first(plan: Plan, client: Client) -> None:
    Sheet.objects.filter(project__plan=plan).update(rating="")
    address = reverse("plans:plan-rule-edit", args=[plan.pk])
    fields = _fields(client, f"{address}?template=year-three-steps")
    shipped = template("year-five-steps")
    assert shipped is not None
    first = entry_of(shipped, adopted_on=date(2026, 4, 1), reason="議会で決めた。")
    number = adopt_rule(plan.pk, first, actor=officer(plan.owner)).number

    answer = client.post(address, fields | {"reason": TYPED})

    assert answer.status_code == 409
    assert TYPED in answer.content.decode()
    assert client.post(address, _fields_of(answer)).status_code == 302
    assert plan.rules.latest("number").number == number + 1
