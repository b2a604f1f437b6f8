"""No sheet goes on without a rating that its plan's rule asks for, nor with one that says nothing without a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, officer, own_plan, with_reasons
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans import queries
from yuinowa.plans.domain.rating import Joining, Question, Rule, Threshold, is_rating_due
from yuinowa.plans.domain.sheet import SheetAction, SheetState
from yuinowa.plans.exchange.rating_rules import template
from yuinowa.plans.models import Plan, Sheet, SheetFigure
from yuinowa.plans.services import (
    SheetEntry,
    adopt_rule,
    enter_sheet,
    entry_of,
    move_sheet,
    open_year,
)

YEAR, KEY = 2026, "2-1-1"
REASON = "調査を翌年度に送ったため、まだ分からない。"
RULE = Rule(Question.FINAL, (), "c", "－")


@pytest.mark.parametrize(
    ("derived", "steps", "year_is_over", "owed"),
    [
        ("b", "abc－", False, True),
        ("b", "abc－", True, True),
        ("－", "abc－", False, False),
        ("－", "abc－", True, True),
        # The scale has no step for projects that says "nothing can be said".
        ("－", "abc", True, False),
        # A person rates the project: the figures lead nowhere.
        ("", "abc", False, False),
        ("", "abc", True, True),
    ],
)
def test_a_rating_is_due_once_the_year_is_over_or_figures_lead_to_one(
    derived: str,
    steps: str,
    year_is_over: bool,  # noqa: FBT001  # a parameter of the test
    owed: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    assert is_rating_due(RULE, derived, steps=steps, year_is_over=year_is_over) is owed


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


def _adopt(plan: Plan, joining: Joining = Joining.BEST) -> None:
    shipped = template("final-best")
    assert shipped is not None
    entry = entry_of(shipped, adopted_on=date(2026, 4, 1), reason="議会で決めた。")
    rule = replace(entry.rule, joining=joining)
    adopt_rule(plan.pk, replace(entry, rule=rule), actor=Actor.system())


def _written(plan: Plan, who: Actor, actual: str, rating: str = "", reason: str = "") -> Sheet:
    open_year(plan.pk, YEAR, actor=who)
    sheet = Sheet.objects.get(project__plan=plan, project__key=KEY, fiscal_year=YEAR)
    figures = SheetFigure.objects.filter(sheet=sheet, fiscal_year=YEAR).exclude(
        slot__indicator=None
    )
    entry = SheetEntry(
        rating=rating, rating_reason=reason, actuals=dict.fromkeys(figures.values_list("pk", flat=True), actual)
    )  # fmt: skip
    enter_sheet(sheet.pk, entry, actor=who, expected_version=sheet.version)
    return with_reasons(sheet)


def _submit(sheet: Sheet, who: Actor) -> Sheet:
    return move_sheet(sheet.pk, SheetAction.SUBMIT, actor=who, expected_version=sheet.version)


def _fields(sheet: Sheet) -> list[str]:
    return [one.field for one in queries.owing(queries.sheet_page(sheet))]


@pytest.mark.django_db
def test_a_plan_without_a_rule_asks_for_no_rating(plan: Plan) -> None:
    who = officer(plan.owner)

    assert _submit(_written(plan, who, "99"), who).state == SheetState.SUBMITTED


@pytest.mark.django_db
def test_figures_that_lead_to_a_step_ask_for_the_rating(plan: Plan) -> None:
    _adopt(plan)
    who = officer(plan.owner)
    sheet = _written(plan, who, "99")

    with pytest.raises(InputRefused) as refused:
        _submit(sheet, who)

    assert (refused.value.place, bool(refused.value.next_step)) == ("rating", True)
    assert _fields(sheet) == ["rating"]


@pytest.mark.django_db
def test_a_year_that_is_over_asks_for_the_rating_without_figures(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    _adopt(plan, Joining.PERSON)
    sheet = _written(plan, officer(plan.owner), "－")
    assert _fields(sheet) == []

    monkeypatch.setattr(clock, "today", lambda: date(2027, 4, 1))

    assert _fields(sheet) == ["rating"]


@pytest.mark.django_db
def test_that_nothing_can_be_said_is_said_with_a_reason(plan: Plan) -> None:
    _adopt(plan)
    who = officer(plan.owner)
    nothing = queries.rule_of(queries.rules_of(plan)[0]).no_data
    sheet = _written(plan, who, "－", nothing)
    assert _fields(sheet) == ["rating_reason"]
    with pytest.raises(InputRefused) as refused:
        _submit(sheet, who)
    assert refused.value.place == "rating_reason"

    sheet = _written(plan, who, "－", nothing, REASON)

    assert _submit(sheet, who).state == SheetState.SUBMITTED


@pytest.mark.django_db
def test_a_project_told_in_words_is_not_asked_where_the_rule_rates_none(plan: Plan) -> None:
    _adopt(plan)
    open_year(plan.pk, YEAR, actor=officer(plan.owner))
    sheet = Sheet.objects.get(project__plan=plan, project__key="1-1-2", fiscal_year=YEAR)

    assert "rating" not in _fields(with_reasons(sheet))


@pytest.mark.django_db
def test_the_page_names_what_is_missing_and_leads_to_the_field(plan: Plan) -> None:
    _adopt(plan)
    sheet = _written(plan, officer(plan.owner), "99")
    Sheet.objects.filter(pk=sheet.pk).update(difference_reason="")
    client: Client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)

    page = client.get(sheet.get_absolute_url()).content.decode()
    edit = f"/plans/{plan.pk}/sheets/{sheet.pk}/edit/"
    form = client.get(edit).content.decode()

    for field in ("rating", "difference_reason"):
        assert f'href="{edit}#id_{field}"' in page
        assert f'id="id_{field}"' in form


def test_a_rule_of_words_has_no_step_without_data() -> None:
    rule = Rule(Question.WORDS, (Threshold("a", "1"),))  # type: ignore[arg-type]  # never looked at

    assert is_rating_due(rule, "", steps=("A", "B"), year_is_over=True)
