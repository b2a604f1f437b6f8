"""REST of comparisons: what the pages say, readable without sign-in, refused as everything else is."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.plans.comparisons import CODE, ITEM, a_town, indicator_of
from tests.plans.editions import an_edition
from yuinowa.core.rights import Level
from yuinowa.plans.models import Plan

pytestmark = pytest.mark.django_db
API = "/api/v1/plans"


def _read(address: str) -> Any:
    answer = Client().get(f"{API}{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def _rows(file: str) -> list[dict[str, str]]:
    text = Client().get(f"/plans/{file}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_years_of_a_plan_are_those_of_its_file() -> None:
    plan = a_town("あ市", population=40_000)
    an_edition(plan, 2025, "令和8年3月末時点")

    found = _read(f"/{plan.pk}/years?from=2024&to=2025")

    assert found["years"] == [2024, 2025]
    assert len(found["rows"]) == len(_rows(f"{plan.pk}/years.csv?from=2024&to=2025"))
    (row,) = (
        row for row in found["rows"] if (row["indicator"], row["fiscal_year"]) == (CODE, 2025)
    )
    assert (Decimal(row["value"]), row["status"], row["report"]) == (318, "known", "edition")
    assert Decimal(row["value_per_residents"]) == 8


def test_figures_of_a_reference_plan_name_the_report_they_were_read_from() -> None:
    plan = a_town("あ市", population=40_000)
    own = {row["source"] for row in _rows(f"{plan.pk}/years.csv?from=2025&to=2025")}
    Plan.objects.filter(pk=plan.pk).update(is_editable=False)
    source = Plan.objects.get(pk=plan.pk).source

    files = (f"{plan.pk}/years.csv?from=2025", f"compare/municipalities.csv?of={ITEM}&year=2025")
    answers = (f"/{plan.pk}/years?from=2025", f"/compare/municipalities?of={ITEM}&year=2025")

    assert own == {""}
    assert {row["source"] for file in files for row in _rows(file)} == {source}
    assert {row["source"] for answer in answers for row in _read(answer)["rows"]} == {source}


def test_an_item_over_municipalities_is_that_of_the_file() -> None:
    a_town("あ市", population=40_000)
    a_town("い市")

    assert [item["code"] for item in _read("/compare/items")] == [ITEM]
    found = _read(f"/compare/municipalities?of={ITEM}&year=2025")

    assert (found["item"], found["fiscal_year"]) == (ITEM, 2025)
    file = _rows(f"compare/municipalities.csv?of={ITEM}&year=2025")
    assert [(row["institution_name"], row["fiscal_year"]) for row in found["rows"]] == [
        (row["institution_name"], int(row["fiscal_year"])) for row in file
    ]


def test_plans_stand_side_by_side_in_the_order_they_are_asked_for() -> None:
    plan, other = a_town("あ市", population=40_000), a_town("い市", actual="1,200")

    found = _read(f"/compare/plans?plan={other.pk}&plan={plan.pk}&year=2025")

    assert [side["plan"] for side in found["plans"]] == [other.pk, plan.pk]
    side = found["plans"][1]
    assert (side["owner_name"], side["published_sheets"], side["report"]) == (
        "あ市", plan.projects.count(), "sheet",
    )  # fmt: skip
    assert [step["code"] for step in side["ratings"]] == ["a", "b", "c", "－"]
    assert [Decimal(row["value"]) for row in found["items"]] == [1200, 318]
    assert found["items"][1]["indicator"] == CODE


def test_what_a_rule_does_not_say_is_null() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    plan.rules.all().delete()

    found = _read(f"/compare/plans?plan={plan.pk}&plan={other.pk}&year=2025")

    assert found["plans"][0]["on_course"] is None


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/{plan}/years?from=x", 400),
        ("/{plan}/years?from=1800", 400),
        ("/999999/years", 404),
        ("/compare/municipalities", 400),
        ("/compare/municipalities?of=nothing", 404),
        ("/compare/municipalities?of=" + "x" * 101, 400),
        ("/compare/municipalities?of=added&year=99999", 400),
        ("/compare/plans", 400),
        ("/compare/plans?plan={plan}", 400),
        ("/compare/plans?plan={plan}&plan={plan}", 400),
        ("/compare/plans?plan={plan}&plan=x", 400),
        ("/compare/plans?plan={plan}&plan=0", 400),
        ("/compare/plans?plan={plan}&plan=2&plan=3&plan=4&plan=5&plan=6", 400),
        ("/compare/plans?plan={plan}&plan=999999", 404),
        ("/compare/plans?plan={plan}&plan=" + "9" * 30, 400),
    ],
)
def test_what_cannot_be_read_or_is_not_there_is_told_as_a_problem(
    address: str, status: int
) -> None:
    plan = a_town("あ市")

    answer = Client().get(API + address.format(plan=plan.pk))

    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_private_plan_and_a_private_indicator_stay_unseen() -> None:
    hidden, plan, other = a_town("ひみつ市"), a_town("あ市"), a_town("い市")
    Plan.objects.filter(pk=hidden.pk).update(level=Level.PRIVATE.value)
    indicator_of(other).update(level=Level.PRIVATE.value)

    asked = Client().get(f"{API}/compare/plans?plan={hidden.pk}&plan={plan.pk}")
    missing = Client().get(f"{API}/compare/plans?plan=999999&plan={plan.pk}")
    shared = _read(f"/compare/plans?plan={plan.pk}&plan={other.pk}&year=2025")

    assert asked.status_code == missing.status_code == 404
    assert asked.json() == missing.json()
    assert Client().get(f"{API}/{hidden.pk}/years").status_code == 404
    assert shared["items"] == []


def test_the_description_names_the_comparisons() -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]

    assert {
        f"{API}/compare/items",
        f"{API}/compare/municipalities",
        f"{API}/compare/plans",
        f"{API}/{{plan_id}}/years",
    } <= set(paths)
