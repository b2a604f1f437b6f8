"""The claims of a sheet as its officer and its checker see them, and nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, officer, own_plan
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.plans import queries
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.models import Plan, Sheet
from yuinowa.plans.services import SheetEntry, enter_sheet, open_year

pytestmark = pytest.mark.django_db
HEADING = "文章の中の記述と数値"


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def plan(owner: Institution) -> Plan:
    return own_plan(owner)


def _published(plan: Plan) -> Sheet:
    return Sheet.objects.get(project__plan=plan, project__key="1-2-1", fiscal_year=2025)


def _verdicts(sheet: Sheet, actor: Actor) -> dict[str, Verdict]:
    found = queries.claims_of_sheet(queries.sheet_page(sheet), actor)
    return {
        finding.claim.quote: finding.verdict for text in found.texts for finding in text.findings
    }


def test_what_a_sheet_says_of_its_figures_is_judged(plan: Plan, owner: Institution) -> None:
    verdicts = _verdicts(_published(plan), officer(owner))

    assert verdicts["計画の320点に2点とどかなかったが"] is Verdict.TRUE
    assert verdicts["受入は前年度を6点上回った"] is Verdict.TRUE


def test_a_changed_figure_changes_the_verdict(plan: Plan, owner: Institution) -> None:
    actor = officer(owner)
    open_year(plan.pk, 2026, actor=Actor.system())
    sheet = Sheet.objects.get(project__plan=plan, project__key="1-2-1", fiscal_year=2026)
    cell, figure = sheet.cells.all()[0], sheet.figures.get(fiscal_year=2026, slot__position=1)
    entry = SheetEntry(cells={cell.pk: "計画を5点上回った。"}, actuals={figure.pk: "345"})
    enter_sheet(sheet.pk, entry, actor=actor, expected_version=sheet.version)
    before = _verdicts(Sheet.objects.get(pk=sheet.pk), actor)

    changed = replace(entry, actuals={figure.pk: "335"})
    enter_sheet(sheet.pk, changed, actor=actor, expected_version=sheet.version + 1)

    assert before == {"計画を5点上回った": Verdict.TRUE}
    assert _verdicts(Sheet.objects.get(pk=sheet.pk), actor) == {
        "計画を5点上回った": Verdict.CONTRADICTS
    }
    cell.refresh_from_db()
    assert cell.text == "計画を5点上回った。"


@pytest.mark.parametrize("role", [Role.PLAN_OFFICER, Role.PLAN_CHECKER])
def test_officer_and_checker_see_the_statements_with_their_figures(
    plan: Plan, owner: Institution, role: Role
) -> None:
    client = a_client(an_affiliation(None, owner, role).person)

    page = client.get(_published(plan).get_absolute_url()).content.decode()

    assert HEADING in page
    assert "<q>受入は前年度を6点上回った</q>" in page
    assert "令和6年度の実績 312点" in page


def test_nobody_else_sees_them(plan: Plan, owner: Institution) -> None:
    address = _published(plan).get_absolute_url()
    stranger = a_client(an_affiliation(None, an_owner("となり市"), Role.PLAN_OFFICER).person)
    colleague = a_client(an_affiliation(None, owner, Role.EDITOR).person)

    for client in (Client(), stranger, colleague):
        assert HEADING not in client.get(address).content.decode()
