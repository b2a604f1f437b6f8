"""Plans side by side: chosen in the address, each by its own scale and rule, what several of them measure."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plans.comparisons import CODE, ITEM, a_town, figures_of, indicator_of
from tests.plans.editions import an_edition, corrected
from tests.plans.factories import DEMO, an_owner, own_plan
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level
from yuinowa.plans.domain.courses import Course
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.models import Plan, RatingRule, ScaleStep, Sheet
from yuinowa.plans.queries.sides import PlanSides, plan_sides
from yuinowa.plans.services import import_plan_file, open_year

pytestmark = pytest.mark.django_db
ADDRESS = "/plans/compare/plans/"
NOBODY = Actor.nobody()


def _kitashiken() -> Plan:
    """A plan of another structure, which rates projects A to C by persons and indicators 5 to 1."""
    owner = an_owner("北試験市")
    return import_plan_file(
        DEMO / "kitashiken-plan.json", owner=owner.pk, actor=Actor.system(), editable=True
    )


def _query(*plans: Plan, year: int | None = 2025) -> str:
    named = "&".join(f"plan={plan.pk}" for plan in plans)
    return f"?{named}&year={year}" if year else f"?{named}"


def _page(query: str = "", client: Client | None = None) -> str:
    answer = (client or Client()).get(ADDRESS + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def _sides(*plans: Plan, year: int | None = 2025) -> PlanSides:
    return plan_sides(plans, year, NOBODY)


def _card(page: str, plan: Plan) -> str:
    cards = page.split('<li class="yw-card yw-flow">')[1:]
    return next(card for card in cards if f">{plan.name}</" in card.split("</h3>")[0])


# ---------------------------------------------------------------- choosing


def test_without_a_plan_the_page_says_how_to_choose_and_offers_them() -> None:
    plan = a_town("あ市")

    page = _page()

    assert "まだ計画を選んでいない" in page
    assert f'href="?plan={plan.pk}"' in page


def test_one_plan_asks_for_another_and_keeps_the_first() -> None:
    first, other = a_town("あ市"), _kitashiken()

    page = _page(_query(first, year=None))

    assert "計画をもう一つ選ぶ" in page
    assert f'href="?plan={first.pk}&plan={other.pk}"' in page
    assert f'href="?plan={first.pk}"' not in page


def test_a_plan_is_found_by_its_name_or_by_who_keeps_it() -> None:
    first, other = a_town("あ市"), _kitashiken()

    assert f'plan={other.pk}"' in _page("?q=北試験市")
    assert f'plan={first.pk}"' not in _page("?q=北試験市")
    assert "その名の計画は、ほかにありません" in _page("?q=どこにもない")


def test_five_plans_are_full_and_a_sixth_is_said_to_be_left_out() -> None:
    plans = [a_town(f"{name}市") for name in "あいうえおか"]

    page = _page(_query(*plans))

    assert "一つ外して" in page
    assert "アドレスにある1件の計画を出していません" in page
    assert page.count('<li class="yw-card yw-flow">') == 5


@pytest.mark.parametrize(
    "query", ["?plan=x", "?plan=", "?plan=-1", "?plan=９", "?plan=" + "9" * 40]
)
def test_an_address_of_nonsense_names_no_plan(query: str) -> None:
    a_town("あ市")

    assert "まだ計画を選んでいない" in _page(query)


def test_a_plan_named_twice_stands_once() -> None:
    plan, other = a_town("あ市"), a_town("い市")

    assert _page(_query(plan, plan, other)).count('<li class="yw-card yw-flow">') == 2


def test_a_private_plan_is_left_out_like_one_that_does_not_exist() -> None:
    hidden, plan, other = a_town("ひみつ市"), a_town("あ市"), a_town("い市")
    Plan.objects.filter(pk=hidden.pk).update(level=Level.PRIVATE.value)

    page = _page(_query(hidden, plan, other))
    missing = _page(f"?plan=999999&plan={plan.pk}&plan={other.pk}&year=2025")

    assert "ひみつ市" not in page
    assert page.replace(f"plan={hidden.pk}&", "") == missing.replace("plan=999999&", "")
    assert Client().get(f"/plans/compare/plans.csv{_query(hidden, plan)}").status_code == 404


# ---------------------------------------------------------------- what is said of each


def test_each_plan_counts_its_projects_in_its_own_words_and_nothing_is_added_up() -> None:
    ours, theirs = own_plan(an_owner("試験市")), _kitashiken()

    found = _sides(ours, theirs)
    page = _page(_query(ours, theirs))

    first, second = found.sides
    assert [step.code for step in first.steps] == ["a", "b", "c", "－"]
    assert [step.code for step in second.steps] == ["A", "B", "C"]
    assert [side.built.of(Part.PROJECT) for side in found.sides] == [
        plan.projects.count() for plan in (ours, theirs)
    ]
    assert all(step.text in _card(page, ours) for step in first.steps)
    assert all(step.text in _card(page, theirs) for step in second.steps)
    assert "柱" in page
    assert "<tfoot" not in page


def test_the_share_on_course_is_said_by_the_plans_own_rule_alone() -> None:
    ours, theirs = own_plan(an_owner("試験市")), _kitashiken()
    RatingRule.objects.filter(plan=ours).delete()

    found = _sides(ours, theirs)
    page = _page(_query(ours, theirs))

    assert found.sides[0].ruled is None
    ruled = found.sides[1].ruled
    assert ruled is not None
    assert isinstance(ruled.course, Course)
    assert ruled.course.rated > 0
    assert "計画に、評価の規則がありません" in _card(page, ours)
    assert f"{ruled.course.rated}のうち{ruled.course.on}" in _card(page, theirs)


def test_an_edition_and_the_sheets_it_froze_say_the_same() -> None:
    plan, other = _kitashiken(), a_town("あ市")
    before = _sides(plan, other).sides[0]

    an_edition(plan, 2025, "令和8年3月末時点")
    after = _sides(plan, other).sides[0]

    assert after.told is not None
    assert (after.steps, after.published, after.built) == (
        before.steps, before.published, before.built,
    )  # fmt: skip
    assert after.ruled is not None
    assert before.ruled is not None
    assert after.ruled.course == before.ruled.course


def test_what_the_edition_froze_stays_though_plan_and_sheets_moved_on() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    an_edition(plan, 2025, "令和8年3月末時点")
    before = _sides(plan, other).sides[0]
    Sheet.objects.filter(project__plan=plan).update(rating="c")
    plan.projects.filter(measure__number=1).update(name="別の名")
    corrected(plan, figures_of(plan, 2025)[0].sheet.project.key, "1")

    after = _sides(plan, other).sides[0]

    assert (after.steps, after.built) == (before.steps, before.built)
    assert after.ruled == before.ruled


def test_a_year_of_which_nothing_is_published_says_so_of_each() -> None:
    plan, other = a_town("あ市"), a_town("い市")

    page = _page(_query(plan, other, year=2030))

    assert page.count("この年度は、何も公表していません") == 2


def test_without_a_year_it_is_the_newest_that_most_of_them_published() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    open_year(plan.pk, 2026, actor=Actor.system())
    draft = Sheet.objects.filter(project__plan=plan, fiscal_year=2026).earliest("pk")
    Sheet.objects.filter(pk=draft.pk).update(state="published", published_at=clock.now())

    found = _sides(plan, other, year=None)

    assert found.year == 2025
    assert found.offered[0] == 2026


def test_a_plan_without_a_scale_says_so() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    ScaleStep.objects.filter(plan=plan).delete()

    assert "評価の区分がありません" in _card(_page(_query(plan, other)), plan)


# ---------------------------------------------------------------- what several of them measure


def test_what_both_say_they_measure_stands_side_by_side_per_head_with_day_and_source() -> None:
    plan = a_town("あ市", population=40_000)
    other = a_town("い市", actual="1,200", population=10_000)

    page = _page(_query(plan, other))

    assert ">318</a> 点" in page
    assert ">8.0<" in page
    assert "120.0" in page
    assert "令和7年10月1日" in page
    assert "住民基本台帳人口" in page


def test_what_one_alone_measures_is_not_compared() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    indicator_of(other).update(statistic="")

    assert _sides(plan, other).rows == ()
    assert "同じものを数えている、という指標がない" in _page(_query(plan, other))


def test_a_third_plan_without_the_item_is_named() -> None:
    plan, other, third = a_town("あ市"), a_town("い市"), own_plan(an_owner("う市"))

    (row,) = _sides(plan, other, third).rows

    assert [len(cells) for cells in row.cells] == [1, 1, 0]
    assert "この計画には、この項目だという指標がありません" in _page(_query(plan, other, third))


def test_other_units_are_said_not_to_be_comparable() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    indicator_of(other).update(unit="冊")

    (row,) = _sides(plan, other).rows

    assert [cell.is_comparable for cells in row.cells for cell in cells] == [False, False]
    assert "比べられない" in _page(_query(plan, other))


CANARY = "987,654,321"


def test_no_draft_and_no_private_indicator_is_seen_by_anybody_outside() -> None:
    plan, other = a_town("あ市"), a_town("い市")
    open_year(plan.pk, 2026, actor=Actor.system())
    figures_of(plan, 2026).update(actual_text=CANARY)
    hidden = a_town("う市", actual=CANARY)
    indicator_of(hidden).update(level=Level.PRIVATE.value)

    for year in (None, 2025, 2026):
        assert CANARY not in _page(_query(plan, other, hidden, year=year))


# ---------------------------------------------------------------- files, queries


def test_the_files_hold_the_facts_of_the_page_with_every_column_explained() -> None:
    plan, other = a_town("あ市", population=40_000), _kitashiken()
    indicator_of(other).update(statistic=ITEM)
    third = a_town("い市")
    address = "/plans/compare/plans.{}" + _query(plan, other, third)

    text = Client().get(address.format("csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    same = json.loads(Client().get(address.format("json")).content)
    book = openpyxl.load_workbook(io.BytesIO(Client().get(address.format("xlsx")).content))
    meant = list(
        csv.reader(
            io.StringIO(Client().get("/plans/compare/dictionary.csv").content.decode("utf-8-sig"))
        )
    )

    ours = [row for row in rows if row["plan"] == str(plan.pk)]
    (shared,) = (row for row in ours if row["fact"] == ITEM)
    assert (shared["code"], shared["value"], shared["unit"]) == (CODE, "318", "点")
    assert (shared["value_per_residents"], shared["population_as_of"]) == ("8.0", "2025-10-01")
    rated = {row["code"]: row["value"] for row in ours if row["fact"] == "projects_rated"}
    assert rated == {step.code: str(step.count) for step in _sides(plan, other).sides[0].steps}
    assert len(same) == len(rows) == book["plans"].max_row - 1
    assert {row[1] for row in meant if row[0] == "plans"} == set(rows[0])
    assert all(row[2] and row[3] for row in meant)


def test_a_file_needs_two_to_five_plans() -> None:
    plans = [a_town(f"{name}市") for name in "あいうえおか"]

    for some in ([], plans[:1], plans):
        answer = Client().get(f"/plans/compare/plans.csv{_query(*some)}")
        assert answer.status_code == 404


def _queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", [ADDRESS, "/plans/compare/plans.csv"])
def test_five_plans_ask_no_more_than_two_and_a_hundred_others_nothing(address: str) -> None:
    plans = [a_town(f"{name}市", population=10_000) for name in "あい"]
    an_edition(plans[0], 2025, "令和8年3月末時点")
    few = _queries(address + _query(*plans))
    for name in "うえお":
        plans.append(a_town(f"{name}市", population=10_000))
        an_edition(plans[-1], 2025, "令和8年3月末時点")

    assert _queries(address + _query(*plans)) <= few


def test_a_plans_own_pages_lead_here() -> None:
    plan = a_town("あ市")

    for page in ("", "years/"):
        body = Client().get(f"/plans/{plan.pk}/{page}").content.decode()
        assert re.search(rf'href="{ADDRESS}\?plan={plan.pk}"', body)
