"""A finding looked at keeps its reason, until a word or a figure of it changes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import a_plan, an_owner, checker, officer, own_plan
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.plans import queries
from yuinowa.plans.domain.claims.kinds import (
    Claim,
    FigureKind,
    Finding,
    Kind,
    Reason,
    Used,
    Verdict,
)
from yuinowa.plans.domain.claims.seen import fingerprint, mark, sentence_of
from yuinowa.plans.models import ClaimCheck, Plan, Sheet, SheetFigure
from yuinowa.plans.services import SheetEntry, enter_sheet, open_year
from yuinowa.plans.services.claims import acknowledge_claim

pytestmark = pytest.mark.django_db
REASON = "別の集計にもとづく記述のため。"
FALSE = "計画を5点上回った。"


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def sheet(plan: Plan) -> Sheet:
    open_year(plan.pk, 2026, actor=Actor.system())
    found = Sheet.objects.get(project__plan=plan, project__key="1-2-1", fiscal_year=2026)
    return _written(found, FALSE, "335")


def _written(sheet: Sheet, text: str, actual: str) -> Sheet:
    figure = SheetFigure.objects.get(sheet=sheet, fiscal_year=2026, slot__position=1)
    return enter_sheet(
        sheet.pk,
        SheetEntry(cells={sheet.cells.all()[0].pk: text}, actuals={figure.pk: actual}),
        actor=officer(sheet.project.plan.owner),
        expected_version=Sheet.objects.get(pk=sheet.pk).version,
    )


def _rows(sheet: Sheet) -> list[queries.ClaimRow]:
    actor = officer(sheet.project.plan.owner)
    return queries.claims_of_sheet(queries.sheet_page(sheet), actor).rows()


def _open(sheet: Sheet) -> list[queries.ClaimRow]:
    return [row for row in _rows(sheet) if row.is_open]


def test_a_finding_seen_is_open_no_more_until_a_figure_changes(plan: Plan, sheet: Sheet) -> None:
    [row] = _open(sheet)
    acknowledge_claim(sheet.pk, row.fingerprint, REASON, actor=officer(plan.owner))
    assert _open(sheet) == []

    _written(sheet, FALSE, "334")

    [again] = _open(sheet)
    assert again.before is not None
    assert (again.before.reason, again.seen) == (REASON, None)


def test_a_changed_word_asks_again_and_another_sentence_does_not(plan: Plan, sheet: Sheet) -> None:
    [row] = _open(sheet)
    acknowledge_claim(sheet.pk, row.fingerprint, REASON, actor=officer(plan.owner))

    _written(sheet, f"{FALSE}来年度も続ける。", "335")
    assert _open(sheet) == []
    _written(sheet, f"ただし、{FALSE}", "335")
    assert len(_open(sheet)) == 1


def test_what_is_no_longer_found_cannot_be_let_stand(plan: Plan, sheet: Sheet) -> None:
    [row] = _open(sheet)
    _written(sheet, "計画を25点上回った。", "335")
    with pytest.raises(WrongState):
        acknowledge_claim(sheet.pk, row.fingerprint, REASON, actor=officer(plan.owner))


def test_a_reason_is_long_enough_and_kept_once(plan: Plan, sheet: Sheet) -> None:
    [row] = _open(sheet)
    with pytest.raises(InputRefused):
        acknowledge_claim(sheet.pk, row.fingerprint, "よい", actor=officer(plan.owner))
    kept = acknowledge_claim(sheet.pk, row.fingerprint, REASON, actor=checker(plan.owner))
    again = acknowledge_claim(sheet.pk, row.fingerprint, f"{REASON}！", actor=officer(plan.owner))
    assert (again.pk, again.reason) == (kept.pk, REASON)


def test_only_who_keeps_the_plan_lets_a_finding_stand(plan: Plan, sheet: Sheet) -> None:
    [row] = _open(sheet)
    with pytest.raises(NotAllowed):
        acknowledge_claim(sheet.pk, row.fingerprint, REASON, actor=officer(an_owner("となり市")))


def test_the_page_asks_for_the_reason_and_shows_it(plan: Plan, sheet: Sheet) -> None:
    client = _client(plan, Role.PLAN_CHECKER)
    [row] = _open(sheet)
    address = reverse("plans:sheet-claim", args=[plan.pk, sheet.pk])
    form = {"fingerprint": row.fingerprint, "reason": "よい"}

    short = client.post(address, form)
    assert short.status_code == 422
    assert "10" in short.content.decode()
    assert client.post(address, form | {"reason": REASON}).status_code == 302
    assert client.post(address, {"fingerprint": "0" * 64, "reason": REASON}).status_code == 409
    assert client.post(address, {"fingerprint": "?", "reason": REASON}).status_code == 422

    assert REASON in client.get(sheet.get_absolute_url()).content.decode()
    assert ClaimCheck.objects.count() == 1


def _client(plan: Plan, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, plan.owner, *roles)
    return a_client(person)


def test_the_body_of_a_report_is_counted_for_those_who_keep_the_plan() -> None:
    plan = a_plan("twin")
    address = reverse("plans:plan-report", args=[plan.pk])
    heading = "報告の本文の記述"

    assert heading in _client(plan, Role.PLAN_OFFICER).get(address).content.decode()
    assert heading not in Client().get(address).content.decode()


def _finding(number: int = 335, verdict: Verdict = Verdict.TRUE) -> Finding:
    claim = Claim(Kind.CHANGE, 3, 8, "上回った")
    used = (Used(FigureKind.ACTUAL, 2026, Decimal(number), "点"),)
    return Finding(claim, verdict, Reason.AGREES, used=used)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_findings_are_the_same_only_with_the_same_figures(one: int, other: int) -> None:
    prints = {
        fingerprint(_finding(number), place="評価 2026", text="計画を5点上回った。")
        for number in (one, other)
    }
    assert (len(prints) == 1) is (one == other)
    assert mark(_finding(one), place="評価 2026") == mark(_finding(other), place="評価 2026")


@pytest.mark.parametrize(
    ("start", "end", "sentence"), [(0, 2, "一つめ。"), (4, 6, "二つめ！"), (8, 10, "三つめ")]
)
def test_a_claim_stands_in_its_own_sentence(start: int, end: int, sentence: str) -> None:
    assert sentence_of("一つめ。二つめ！三つめ", start, end) == sentence
