"""A plan over the years, as each year was published."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.plans.comparisons import CODE, a_town, figures_of, with_population
from tests.plans.editions import corrected, published, year_begun
from tests.plans.factories import a_plan
from yuinowa.core.rights import Actor, Level
from yuinowa.ledger.models import Indicator
from yuinowa.plans.models import IndicatorSlot, Plan, ScaleStep
from yuinowa.plans.queries.over_years import OverYears, YearRow, by_scale, over_years
from yuinowa.plans.services import open_year

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
CANARY = "987,654,321"


@pytest.fixture
def plan() -> Plan:
    return a_town("試験市")


def _rows(found: OverYears) -> dict[int, YearRow]:
    block = next(
        block
        for block in found.blocks
        if block.slot.indicator and block.slot.indicator.code == CODE
    )
    return {row.figure.year: row for row in block.rows}


def _page(plan: Plan, query: str = "") -> str:
    answer = Client().get(reverse("plans:plan-years", args=[plan.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_year_has_its_target_actual_change_and_rating(plan: Plan) -> None:
    rows = _rows(over_years(plan, NOBODY))

    assert (rows[2025].figure.target_text, rows[2025].figure.actual_text) == ("320", "318")
    assert rows[2025].change == "+6 (+1.9%)"
    assert rows[2024].change == ""
    assert (rows[2028].figure.target_text, rows[2028].figure.actual_text) == ("380", "")
    assert rows[2025].rating in set(ScaleStep.objects.values_list("code", flat=True))
    assert "前年度から" in _page(plan)


def test_the_years_of_the_address_are_shown_and_the_change_still_looks_back(plan: Plan) -> None:
    found = over_years(plan, NOBODY, 2025, 2025)

    assert found.years == (2025,)
    assert _rows(found)[2025].change == "+6 (+1.9%)"


@pytest.mark.parametrize("query", ["?from=2027&to=2024", "?from=2050"])
def test_years_the_wrong_way_round_show_nothing_and_say_so(plan: Plan, query: str) -> None:
    assert "この条件に合う" in _page(plan, query)


@pytest.mark.parametrize("query", ["?from=あ", "?from=-1&to=99999", "?from=&to="])
def test_years_of_nonsense_are_all_years(plan: Plan, query: str) -> None:
    assert "令和7年度" in _page(plan, query)


def test_per_head_stands_beside_with_the_population_under_the_tables(plan: Plan) -> None:
    with_population(plan.owner, 40_000)

    page = _page(plan)

    assert ">8.0<" in page
    assert "40,000" in page
    assert "住民基本台帳人口" in page


def test_without_population_the_page_says_so(plan: Plan) -> None:
    assert "出どころのある人口が登録されていない" in _page(plan)


def test_an_indicator_that_is_not_shown_per_head_is_not(plan: Plan) -> None:
    with_population(plan.owner, 40_000)
    Indicator.objects.filter(institution=plan.owner).update(per_residents=0)

    assert all(row.shown.per is None for row in _rows(over_years(plan, NOBODY)).values())


def test_a_year_with_an_edition_is_read_from_it_ratings_too(plan: Plan) -> None:
    edition = published(plan)
    key = figures_of(plan, 2025)[0].sheet.project.key
    before = _rows(over_years(plan, NOBODY))[2025]
    corrected(plan, key, "777")

    now = _rows(over_years(plan, NOBODY))[2025]

    assert now.figure.actual_text == before.figure.actual_text == "318"
    assert now.rating == before.rating
    assert edition.get_absolute_url() in _page(plan)


def test_years_of_two_scales_are_never_put_into_one_table() -> None:
    old, new = (("a", "よい"), ("b", "ふつう")), (("a", "たいへんよい"), ("b", "ふつう"))
    ratings = {2023: {"1-1-1": "a"}, 2024: {"1-1-1": "b", "1-1-2": "a"}, 2025: {"1-1-1": "a"}}

    tables = by_scale(ratings, {2023: old, 2024: old, 2025: new}, [2023, 2024, 2025])

    assert [(table.years, table.rows()) for table in tables] == [
        ((2023, 2024), [("a", "よい", [1, 1]), ("b", "ふつう", [0, 1])]),
        ((2025,), [("a", "たいへんよい", [1]), ("b", "ふつう", [0])]),
    ]


def test_no_draft_is_seen(plan: Plan) -> None:
    open_year(plan.pk, 2026, actor=Actor.system())
    figures_of(plan, 2026).update(actual_text=CANARY)

    assert CANARY not in _page(plan)
    data = Client().get(reverse("plans:plan-years-data", args=[plan.pk, "csv"])).content.decode()
    assert "987654321" not in data


def test_a_hidden_plan_is_not_there(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(level=Level.PRIVATE.value)

    assert Client().get(reverse("plans:plan-years", args=[plan.pk])).status_code == 404
    assert Client().get(reverse("plans:plan-years-data", args=[plan.pk, "csv"])).status_code == 404


def test_a_reference_plan_has_its_years_too() -> None:
    reference = a_plan("twin")

    found = over_years(reference, NOBODY)

    assert found.blocks
    assert found.rated


def test_the_page_asks_as_often_for_many_as_for_few(plan: Plan) -> None:
    def queries() -> int:
        client = Client()
        _page(plan)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("plans:plan-years", args=[plan.pk]))
        return len(caught)

    few = queries()
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__code=CODE).get()
    for n in range(12):
        indicator = Indicator.objects.get(plan_slots=slot)
        indicator.pk, indicator.code = None, f"more-{n}"
        indicator.save()
        IndicatorSlot.objects.create(
            project=slot.project, position=10 + n, title="指標", label=f"指標{n}",
            plan_row_label="計画", indicator=indicator,
        )  # fmt: skip
    year_begun(plan)

    assert queries() == few


def test_the_file_has_a_row_for_each_indicator_and_year(plan: Plan) -> None:
    answer = Client().get(
        reverse("plans:plan-years-data", args=[plan.pk, "csv"]) + "?from=2025&to=2025"
    )

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    row = next(row for row in rows if row["indicator"] == CODE)
    assert (row["target"], row["value"], row["unit"]) == ("320", "318", "点")
    assert row["rating"]
    assert row["rating_meaning"]
