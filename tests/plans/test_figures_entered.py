"""Figures on a sheet: what cannot be is refused, what is provisional is said, a forecast has its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, checker, officer, own_plan, with_reasons
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.attainment import Method
from yuinowa.ledger.models import Indicator
from yuinowa.ledger.services.indicators import record_actual, set_targets
from yuinowa.plans import queries
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.exchange import open_data
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
from yuinowa.plans.services.figures import ledger_figure

pytestmark = pytest.mark.django_db
REASON = "二つの学校が年度の途中から使い始めるため。"


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def client(plan: Plan) -> Client:
    person = a_person()
    an_affiliation(person, plan.owner, Role.PLAN_OFFICER)
    return a_client(person)


def _percentage(plan: Plan) -> Indicator:
    return Indicator.objects.filter(institution=plan.owner, unit="%").earliest("pk")


def _figure(plan: Plan, indicator: Indicator) -> SheetFigure:
    open_year(plan.pk, 2026, actor=Actor.system())
    return SheetFigure.objects.select_related("sheet__project__plan").get(
        slot__indicator=indicator, sheet__fiscal_year=2026, fiscal_year=2026
    )


def _send(client: Client, sheet: Sheet, **typed: str) -> object:
    address = reverse("plans:sheet-edit", args=[sheet.project.plan_id, sheet.pk])
    form = client.get(address).context["form"]
    fields = {b.html_name: b.value() or "" for b in form if b.value() is not False}
    return client.post(address, fields | typed)


@pytest.mark.parametrize("text", ["101", "610％", "-1", "100.1", "9" * 19])
def test_a_share_beyond_0_to_100_percent_is_refused_wherever_it_comes_from(
    plan: Plan, client: Client, text: str
) -> None:
    indicator = _percentage(plan)
    figure = _figure(plan, indicator)
    answer = _send(client, figure.sheet, **{f"figure-{figure.pk}": text})
    assert answer.status_code == 422  # type: ignore[attr-defined]  # a test client's answer

    person, number = officer(plan.owner), ledger_figure(text.replace("％", ""))
    with pytest.raises(InputRefused):
        record_actual(indicator.pk, 2026, number, actor=person, reason="数え直し")
    with pytest.raises(InputRefused):
        set_targets(
            indicator.pk, {2026: number}, adopted_on=date(2030, 4, 1), reason="見直し", actor=person
        )


def test_an_indicator_that_is_no_share_may_be_over_100_percent(plan: Plan, client: Client) -> None:
    indicator = _percentage(plan)
    Indicator.objects.filter(pk=indicator.pk).update(over_hundred=True)
    figure = _figure(plan, indicator)

    answer = _send(client, figure.sheet, **{f"figure-{figure.pk}": "103％"})

    assert answer.status_code == 302  # type: ignore[attr-defined]  # a test client's answer
    figure.refresh_from_db()
    assert figure.actual_text == "103%"


def test_a_provisional_figure_stays_so_when_it_is_checked(plan: Plan, client: Client) -> None:
    figure = _figure(plan, _percentage(plan))
    sheet = figure.sheet
    _send(client, sheet, **{f"figure-{figure.pk}": "61%", f"preliminary-{figure.pk}": "on"})
    sheet = with_reasons(sheet)
    move_sheet(sheet.pk, SheetAction.SUBMIT, actor=officer(plan.owner), expected_version=2)
    move_sheet(sheet.pk, SheetAction.CHECK, actor=checker(plan.owner), expected_version=3)

    figure.refresh_from_db()
    value = figure.value
    assert value is not None
    assert (value.certainty, value.confirmed_at is not None) == ("provisional", True)
    [row] = [
        row
        for block in queries.sheet_page(Sheet.objects.get(pk=sheet.pk)).indicators
        for row in block.rows
        if block.slot.pk == figure.slot_id and row.year == 2026
    ]
    assert row.is_provisional
    assert "速報" in client.get(sheet.get_absolute_url()).content.decode()


def test_a_provisional_figure_is_made_final_without_another_number(
    plan: Plan, client: Client
) -> None:
    figure = _figure(plan, _percentage(plan))
    typed = {f"figure-{figure.pk}": "61%"}
    _send(client, figure.sheet, **typed, **{f"preliminary-{figure.pk}": "on"})
    address = reverse("plans:sheet-edit", args=[plan.pk, figure.sheet_id])
    form = client.get(address).context["form"]
    assert form[f"preliminary-{figure.pk}"].value() is True
    fields = {b.html_name: b.value() or "" for b in form if b.value() not in (True, False)}

    client.post(address, fields)

    figure.refresh_from_db()
    assert figure.value is not None
    assert (figure.value.is_preliminary, figure.value.revision > 1) == (False, True)


def _by_hand(plan: Plan) -> None:
    shipped = template("final-best")
    assert shipped is not None
    entry = entry_of(shipped, adopted_on=date(2026, 4, 1), reason="議会で決めた。")
    rule = replace(entry.rule, method=Method.MANUAL)
    adopt_rule(plan.pk, replace(entry, rule=rule), actor=Actor.system())


def test_a_forecast_by_hand_has_its_reason_and_rates(plan: Plan, client: Client) -> None:
    _by_hand(plan)
    figure = _figure(plan, _percentage(plan))
    sheet, name = figure.sheet, f"forecast-{figure.pk}"
    without = _send(client, sheet, **{name: "70"})
    impossible = _send(client, sheet, **{name: "170", f"forecast_reason-{figure.pk}": REASON})
    assert [a.status_code for a in (without, impossible)] == [422, 422]  # type: ignore[attr-defined]

    fitting = _send(
        client, sheet,
        **{f"figure-{figure.pk}": "61%", name: "70", f"forecast_reason-{figure.pk}": REASON},
    )  # fmt: skip

    assert fitting.status_code == 302  # type: ignore[attr-defined]  # a test client's answer
    view = queries.rating_view(queries.sheet_page(Sheet.objects.get(pk=sheet.pk)))
    [row] = [row for row in view.indicators if row.slot.pk == figure.slot_id]
    assert (row.rated.outlook.forecast, row.forecast_reason) == (Decimal(70), REASON)
    assert REASON in client.get(sheet.get_absolute_url()).content.decode()


def test_a_rule_by_hand_without_a_forecast_says_so(plan: Plan, client: Client) -> None:
    _by_hand(plan)
    sheet = _figure(plan, _percentage(plan)).sheet
    assert "見込みが、まだありません" in client.get(sheet.get_absolute_url()).content.decode()


def test_the_limits_of_the_method_are_printed_with_the_rule(plan: Plan, client: Client) -> None:
    _by_hand(plan)
    page = client.get(reverse("plans:plan-rule", args=[plan.pk])).content.decode()
    assert "人の判断です" in page


def test_a_reason_without_a_forecast_is_not_kept(plan: Plan) -> None:
    figure = _figure(plan, _percentage(plan))
    enter_sheet(
        figure.sheet_id,
        SheetEntry(forecasts={figure.pk: (None, REASON)}),
        actor=officer(plan.owner),
        expected_version=1,
    )
    figure.refresh_from_db()
    assert (figure.forecast, figure.forecast_reason) == (None, "")


def test_open_data_say_that_a_figure_is_provisional(plan: Plan, client: Client) -> None:
    figure = _figure(plan, _percentage(plan))
    _send(client, figure.sheet, **{f"figure-{figure.pk}": "61%", f"preliminary-{figure.pk}": "on"})
    Sheet.objects.filter(pk=figure.sheet_id).update(
        state="published", published_at="2026-11-20T00:00:00Z"
    )
    Plan.objects.filter(pk=plan.pk).update(as_of_year=2026)
    printed = queries.printed_plan(Plan.objects.get(pk=plan.pk), Actor.system())

    rows = open_data.table_of(printed, "indicator_values").rows

    said = {row[6] for row in rows if row[2:5] == (2026, "actual", Decimal(61))}
    assert said == {"provisional"}
