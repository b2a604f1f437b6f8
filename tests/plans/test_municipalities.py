"""Municipalities side by side: published figures of one item, per head, with what keeps them apart."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.plans.comparisons import ITEM, a_town, figures_of, indicator_of, with_population
from tests.plans.editions import an_edition, corrected
from tests.plans.factories import an_owner, own_plan
from yuinowa.core.rights import Actor, Level
from yuinowa.ledger.domain.indicators import Source
from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.ledger.models import MetricVersion
from yuinowa.ledger.services import load_shipped_metrics
from yuinowa.plans.domain.comparison import Differs, Item
from yuinowa.plans.models import Plan
from yuinowa.plans.queries.municipalities import items_offered, municipalities
from yuinowa.plans.services import open_year

pytestmark = pytest.mark.django_db
ADDRESS = "/plans/compare/municipalities/"
ADDED = Item(Statistic(ITEM))
NOBODY = Actor.nobody()


def _page(query: str = "", client: Client | None = None) -> str:
    answer = (client or Client()).get(ADDRESS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _names(page: str) -> list[str]:
    """The municipalities of the first table, in its order."""
    table = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return re.findall(r"<th scope=\"row\"><a [^>]*><bdi>([^<]+)</bdi>", table)


def test_without_an_item_named_the_page_says_what_is_lacking() -> None:
    own_plan(an_owner("みほん市"))

    assert "まだ比べられるものがない" in _page()


def test_two_towns_stand_side_by_side_per_head_with_the_population_and_its_source() -> None:
    a_town("あ市", population=40_000)
    a_town("い市", actual="1,200", population=10_000)

    page = _page(f"?of={ITEM}&year=2025")

    assert _names(page) == ["あ市", "い市"]
    assert ">318</a> 点" in page
    assert ">8.0<" in page  # 318 of 40,000, by 1,000
    assert "120.0" in page
    assert "40,000" in page
    assert "令和7年10月1日" in page
    assert "住民基本台帳人口" in page
    assert 'role="img"' in page


def test_without_a_population_there_is_no_figure_per_head() -> None:
    a_town("あ市")

    (row,) = municipalities(ADDED, 2025, NOBODY).rows

    assert row.years[2025].number == 318
    assert row.years[2025].per is None
    assert "出どころのある人口がなければ" in _page(f"?of={ITEM}&year=2025")


def test_a_population_of_a_later_day_counts_for_no_earlier_year() -> None:
    plan = a_town("あ市")
    with_population(plan.owner, 40_000, date(2026, 4, 1))

    (row,) = municipalities(ADDED, 2025, NOBODY).rows

    assert row.years[2025].per is None


def test_nothing_is_compared_because_its_name_is_the_same() -> None:
    a_town("あ市")
    other = a_town("い市")
    indicator_of(other).update(statistic="")

    found = municipalities(ADDED, 2025, NOBODY)

    assert [row.owner.name for row in found.rows] == ["あ市"]
    assert [owner.name for owner in found.without] == ["い市"]


def test_missing_is_said_and_is_no_zero() -> None:
    a_town("あ市")
    gone = a_town("い市")
    figures_of(gone, 2025).update(actual_text="")
    a_town("う市", actual="0")
    own_plan(an_owner("え市"))

    page = _page(f"?of={ITEM}&year=2025&sort=-count")

    assert _names(page) == ["あ市", "う市", "い市"]
    assert page.count("公表されていない") >= 1
    assert "え市" in page


def test_other_units_are_not_comparable_and_stand_after_the_others() -> None:
    a_town("あ市")
    odd = a_town("い市", actual="9,999")
    indicator_of(odd).update(unit="冊")
    a_town("う市", actual="400")

    page = _page(f"?of={ITEM}&year=2025&sort=-count")

    assert _names(page) == ["う市", "あ市", "い市"]
    assert "比べられない" in page
    table = municipalities(ADDED, 2025, NOBODY)
    assert [row.is_comparable for row in table.rows] == [True, False, True]
    assert "9,999" not in page.split('role="img" aria-label="')[1].split('"')[0]


def test_one_metric_in_two_versions_is_told_apart() -> None:
    load_shipped_metrics()
    first = MetricVersion.objects.get(code="contacts", version=1)
    second = MetricVersion.objects.get(pk=first.pk)
    second.pk, second.version = None, 2
    second.save()
    for name, metric in (("あ市", first), ("い市", first), ("う市", second)):
        plan = a_town(name)
        figures_of(plan, 2025).update(actual_text="")
        indicator_of(plan).update(statistic="", source=Source.METRIC.value, metric=metric)
    (item,) = items_offered(NOBODY)

    found = municipalities(item, 2025, NOBODY)

    assert item.code == "metric-contacts"
    assert [[one.what for one in row.differs if one.forbids] for row in found.rows] == [
        [], [], [Differs.VERSION],
    ]  # fmt: skip


def test_a_typed_figure_is_none_of_the_metric_that_counts_now() -> None:
    load_shipped_metrics()
    metric = MetricVersion.objects.get(code="contacts", version=1)
    indicator_of(a_town("あ市")).update(statistic="", source=Source.METRIC.value, metric=metric)

    page = _page("?of=metric-contacts&year=2025")

    assert "集計式で数えたものではない" in page


def test_the_edition_of_the_year_is_read_and_named_though_its_sheet_was_corrected_since() -> None:
    plan = a_town("あ市")
    an_edition(plan, 2025, "令和8年3月末時点")
    key = figures_of(plan, 2025)[0].sheet.project.key
    corrected(plan, key, "777")

    page = _page(f"?of={ITEM}&year=2025")

    assert ">318</a>" in page
    assert "777" not in page
    assert reverse("plans:edition-detail", args=[plan.pk, 2025, 1]) in page


def test_what_the_edition_does_not_print_is_not_taken_from_elsewhere() -> None:
    plan = a_town("あ市")
    figures_of(plan, 2025).update(actual_text="")
    an_edition(plan, 2025, "令和8年3月末時点")
    figures_of(plan, 2025).update(actual_text="318")

    (row,) = municipalities(ADDED, 2025, NOBODY).rows

    assert row.years[2025].number is None
    assert row.years[2025].told is not None


CANARY = "987,654,321"


def test_no_draft_is_seen_by_anybody_outside() -> None:
    plan = a_town("あ市")
    open_year(plan.pk, 2026, actor=Actor.system())
    figures_of(plan, 2026).update(actual_text=CANARY)

    for query in ("", "&year=2026", "&year=2025"):
        assert CANARY not in _page(f"?of={ITEM}{query}")
    data = Client().get(f"/plans/compare/municipalities.csv?of={ITEM}&year=2026").content.decode()
    assert "987654321" not in data


def test_a_private_plan_and_a_prepared_edition_stay_unseen() -> None:
    hidden = a_town("ひみつ市", actual=CANARY)
    Plan.objects.filter(pk=hidden.pk).update(level=Level.PRIVATE.value)
    shown = a_town("あ市")
    figures_of(shown, 2025).update(actual_text=CANARY)
    an_edition(shown, 2025, "令和8年3月末時点", state="prepared")
    figures_of(shown, 2025).update(actual_text="318")

    page = _page(f"?of={ITEM}&year=2025")

    assert CANARY not in page
    assert "ひみつ市" not in page


def test_a_private_indicator_of_a_public_plan_stays_unseen() -> None:
    indicator_of(a_town("ひみつ市", actual=CANARY)).update(level=Level.PRIVATE.value)
    a_town("あ市")

    assert CANARY not in _page(f"?of={ITEM}&year=2025")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["あ市", "い市", "う市"]),
        ("-name", ["う市", "い市", "あ市"]),
        ("count", ["い市", "あ市", "う市"]),
        ("-count", ["う市", "あ市", "い市"]),
        ("per", ["あ市", "う市", "い市"]),
        ("nonsense", ["あ市", "い市", "う市"]),
    ],
)
def test_the_column_of_the_address_sorts(sort: str, expected: list[str]) -> None:
    a_town("あ市", actual="200", population=100_000)
    a_town("い市", actual="100", population=10_000)
    a_town("う市", actual="300", population=100_000)

    page = _page(f"?of={ITEM}&year=2025&sort={sort}")

    assert _names(page) == expected
    assert page.count("aria-sort") == 1


@pytest.mark.parametrize(
    "query", ["?of=nonsense", "?year=0", "?year=99999", "?year=あ", "?sort=", "?of=metric-"]
)
def test_an_address_of_nonsense_shows_the_usual(query: str) -> None:
    a_town("あ市")

    assert _names(_page(query)) == ["あ市"]


def _queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    "address", [f"{ADDRESS}?of={ITEM}", f"/plans/compare/municipalities.csv?of={ITEM}"]
)
def test_ten_towns_ask_no_more_than_two(address: str) -> None:
    for n in range(2):
        an_edition(a_town(f"あ市{n}", population=10_000), 2025, "令和8年3月末時点")
    few = _queries(address)
    for n in range(2, 10):
        an_edition(a_town(f"あ市{n}", population=10_000), 2025, "令和8年3月末時点")
        own_plan(an_owner(f"い市{n}"))

    assert _queries(address) == few


def test_the_files_hold_the_same_rows_with_every_column_explained() -> None:
    a_town("あ市", population=40_000)
    own_plan(an_owner("い市"))
    address = "/plans/compare/municipalities.{}?of=" + ITEM + "&year=2025"

    text = Client().get(address.format("csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    same = json.loads(Client().get(address.format("json")).content)
    book = openpyxl.load_workbook(io.BytesIO(Client().get(address.format("xlsx")).content))
    meant = list(
        csv.reader(
            io.StringIO(Client().get("/plans/compare/dictionary.csv").content.decode("utf-8-sig"))
        )
    )

    now = next(
        row for row in rows if row["fiscal_year"] == "2025" and row["institution_name"] == "あ市"
    )
    assert (now["value"], now["status"], now["unit"]) == ("318", "known", "点")
    assert (now["per_residents"], now["value_per_residents"]) == ("1000", "8.0")
    assert (now["population"], now["population_as_of"]) == ("40000", "2025-10-01")
    assert (now["report"], now["report_year"], now["comparable"]) == ("sheet", "2025", "true")
    assert rows[-1]["status"] == "no_indicator"
    assert len(same) == len(rows) == book["municipalities"].max_row - 1
    explained = {row[1] for row in meant if row[0] == "municipalities"}
    assert explained == set(rows[0])
    assert all(row[2] and row[3] for row in meant)


@pytest.mark.parametrize("query", ["", "?of=nonsense", "?of=loans"])
def test_a_file_of_an_unknown_item_is_not_there(query: str) -> None:
    a_town("あ市")

    assert Client().get(f"/plans/compare/municipalities.csv{query}").status_code == 404
