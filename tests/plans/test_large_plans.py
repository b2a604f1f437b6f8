"""A plan of many projects is prepared, published and read with as many questions to the database as one of few."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.large_plan import FIRST_YEAR, large_plan
from tests.accounts.factories import a_client, an_affiliation
from tests.plans.editions import prepared, published
from tests.plans.factories import SHIKEN, an_owner, checker, officer
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.ledger.models import MetricVersion
from yuinowa.ledger.services.metrics import save_metric
from yuinowa.plans.domain.edition import MANY_SHEETS
from yuinowa.plans.models import Edition, Plan
from yuinowa.plans.services.editions import publish_edition

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 100


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def metric() -> MetricVersion:
    [definition] = json.loads(SHIKEN.read_text(encoding="utf-8"))["metrics"]
    return save_metric(definition, actor=Actor.system())


@pytest.fixture
def plans(owner: Institution, metric: MetricVersion) -> tuple[Plan, Plan]:
    """Of few projects and of many; half of the indicators are counted by a metric."""
    few, many = (large_plan(owner.pk, projects=n, years=4, metric=metric) for n in (FEW, MANY))
    return few, many


def _asked(deed: Callable[[], object]) -> list[str]:
    """The statements of ``deed``, but for rows that are written: a table takes so many at a time."""
    with CaptureQueriesContext(connection) as caught:
        deed()
    told = [query["sql"] for query in caught]
    return [sql for sql in told if not sql.startswith("INSERT")]


def test_preparing_asks_as_often_for_many_figures_as_for_few(
    plans: tuple[Plan, Plan], owner: Institution
) -> None:
    who = officer(owner)

    few, many = (_asked(partial(prepared, plan, who, year=plan.as_of_year)) for plan in plans)

    assert len(many) == len(few)
    counted = [edition.figures.exclude(metric="").count() for edition in Edition.objects.all()]
    assert sorted(counted) == [FEW * 3 // 5 * 3, MANY * 3 // 5 * 3]


def test_publishing_asks_as_often_for_many_figures_as_for_few(
    plans: tuple[Plan, Plan], owner: Institution
) -> None:
    second = checker(owner)
    few, many = (prepared(plan, year=plan.as_of_year) for plan in plans)

    def publish(edition: Edition) -> None:
        publish_edition(edition.pk, actor=second, expected_version=edition.version)

    assert len(_asked(lambda: publish(many))) == len(_asked(lambda: publish(few)))


def test_every_counted_figure_has_its_sentence_in_both_languages(
    plans: tuple[Plan, Plan],
) -> None:
    edition = prepared(plans[0], year=plans[0].as_of_year)

    figures = list(edition.figures.exclude(metric=""))

    assert len(figures) == 18
    assert {row.sentence[:10] for row in figures} == {"試験市が令和3年度に", "試験市が令和4年度に", "試験市が令和5年度に"}  # fmt: skip
    assert all("試験市" in row.sentence_en for row in figures)


def _pages(plan: Plan) -> dict[str, str]:
    edition = published(plan, year=plan.as_of_year)
    whole = [plan.pk, edition.fiscal_year, edition.number]
    plans = ("detail", "report", "index", "sheets", "reference", "indicators", "workbook")
    return {
        **{name: reverse(f"plans:plan-{name}", args=[plan.pk]) for name in plans},
        "project": reverse("plans:project-detail", args=[plan.pk, "1-1-1"]),
        "prepare": reverse("plans:edition-prepare", args=[plan.pk, plan.first_year]),
        "edition": reverse("plans:edition-detail", args=whole),
        "edition's project": reverse("plans:edition-project", args=[*whole, "1-1-1"]),
        "edition's workbook": reverse("plans:edition-workbook", args=whole),
        "edition's figures": reverse("plans:edition-data", args=[*whole, "provenance", "csv"]),
    }


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200, address
    return len(caught)


def test_every_page_asks_as_often_for_many_projects_as_for_few(
    plans: tuple[Plan, Plan], owner: Institution
) -> None:
    client = a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)
    few, many = (
        {name: _count(client, address) for name, address in _pages(plan).items()} for plan in plans
    )

    assert many == few


def test_an_edition_of_many_sheets_says_that_it_takes_a_while(owner: Institution) -> None:
    few, many = (large_plan(owner.pk, projects=n, years=2).pk for n in (FEW, MANY_SHEETS))
    client = a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)

    said = {
        pk: "用意に1分ほど"
        in client.get(reverse("plans:edition-prepare", args=[pk, FIRST_YEAR])).content.decode()
        for pk in (few, many)
    }
    edition = published(Plan.objects.get(pk=many), year=FIRST_YEAR)

    assert said == {few: False, many: True}
    assert "これから作ります" in Client().get(edition.get_absolute_url()).content.decode()
