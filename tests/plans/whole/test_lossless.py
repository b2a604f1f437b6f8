"""What goes out comes back: a plan taken along and taken in elsewhere is the same plan."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.apps import apps
from jsonschema import Draft202012Validator

from tests.plans.factories import FILES, a_plan, an_owner, officer, own_plan
from tests.plans.whole.worked import a_worked_plan, said
from yuinowa.core import waits
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.ledger.models import Indicator
from yuinowa.plans import queries
from yuinowa.plans.domain.sheet import SheetAction, SheetState
from yuinowa.plans.exchange import open_data, whole
from yuinowa.plans.models import Plan, PlanYear, Project, Sheet
from yuinowa.plans.permissions import roles_toward
from yuinowa.plans.services import import_plan

pytestmark = pytest.mark.django_db

Container = Callable[[whole.Rows], bytes]
CONTAINERS: dict[str, Container] = {
    "json": whole.as_json,
    "xlsx": lambda rows: whole.as_workbook(rows, title="計画"),
}


def _take_in(data: bytes, owner: Institution, actor: Actor | None = None) -> Plan:
    who = actor or officer(owner)
    return import_plan(data, owner_institution=owner.pk, actor=who, editable=True).plan


def _there_and_back(plan: Plan, container: Container) -> Plan:
    """``plan`` at an owner who has nothing; what it is the same as comes along first."""
    owner = an_owner("丙市")
    for other in Plan.objects.filter(projects__elsewhere__plan=plan).distinct():
        _take_in(container(whole.rows_of(other)), owner)
    return _take_in(container(whole.rows_of(plan)), owner)


@pytest.mark.parametrize("form", CONTAINERS)
def test_a_plan_worked_on_here_comes_back_whole(form: str) -> None:
    plan = a_worked_plan(an_owner("試験市"))

    again = _there_and_back(plan, CONTAINERS[form])

    assert said(whole.rows_of(again)) == said(whole.rows_of(plan))
    assert all(
        whole.rows_of(plan)[table.name] for table in whole.TABLES if table.name not in _EMPTY
    )


#: What a plan begun here has none of: its sheets merge nothing, its report has no columns of its own.
_EMPTY = {"merged", "block_columns", "block_values", "indicator_institutions"}


@pytest.mark.parametrize("form", CONTAINERS)
@pytest.mark.parametrize("name", [*FILES, "own"])
def test_a_plan_read_from_a_report_comes_back_with_its_every_word(name: str, form: str) -> None:
    plan = own_plan(an_owner("乙市")) if name == "own" else a_plan(name)

    again = _there_and_back(plan, CONTAINERS[form])

    assert said(whole.rows_of(again)) == said(whole.rows_of(plan))
    assert _pages(again) == _pages(plan)


def _pages(plan: Plan) -> list[object]:
    """What its report and open data say, without the ids of the place."""
    printed = queries.printed_plan(Plan.objects.get(pk=plan.pk), Actor.system())
    tables = [table.rows for table in open_data.tables_of(printed)[1:]]
    grids = [*queries.index_grids(printed), *queries.narrative_grids(printed)]
    return [
        *[[row[1:] for row in rows] for rows in tables],
        [[cell.text for row in grid.rows for cell in row] for grid in grids],
        [(block.kind, block.text, block.legend) for block in queries.report_blocks(printed)],
    ]


#: Tables of plans that are in the file, under whatever name.
CARRIED = {
    "Goal", "IndicatorSlot", "LineResult", "Measure", "OutsideReview", "Plan", "PlanYear", "PlannedAction", "Project",
    "ProjectPartnership", "RatingRecord", "RatingRule", "ScaleStep", "Sheet", "SheetCell", "SheetFigure", "SheetLine",
}  # fmt: skip
#: What belongs to this place and stays: files that came here, publications, links to the place's own work and people.
STAYS = {
    "ClaimCheck", "CommentText", "Edition", "EditionChange", "EditionFigure", "EditionRun", "FileRun", "FilledForm", "FilledSheet", "OwnForm",
    "PartnerMention", "ProjectEvidence", "SheetComment",
}  # fmt: skip


def test_no_table_of_plans_is_forgotten() -> None:
    names = {model.__name__ for model in apps.get_app_config("plans").get_models()}

    assert names - CARRIED - STAYS == set()


def test_the_file_has_the_published_shape() -> None:
    plan = a_worked_plan(an_owner("試験市"))

    shape = Draft202012Validator(whole.schema())

    Draft202012Validator.check_schema(whole.schema())
    assert list(shape.iter_errors(json.loads(whole.as_json(whole.rows_of(plan))))) == []


def test_work_goes_on_where_it_stopped_and_nobody_checks_what_he_brought() -> None:
    plan = a_worked_plan(an_owner("試験市"))
    draft = Sheet.objects.get(project__plan=plan, project__key="1-1-1", fiscal_year=2027)
    Sheet.objects.filter(pk=draft.pk).update(state=SheetState.SUBMITTED)
    owner = an_owner("丙市")
    who = officer(owner)

    again = _take_in(whole.as_json(whole.rows_of(plan)), owner, who)

    sheet = Sheet.objects.get(project__plan=again, project__key="1-1-1", fiscal_year=2027)
    assert waits.open_waits(sheet).get().step == SheetState.SUBMITTED
    assert waits.open_waits(PlanYear.objects.get(plan=again, fiscal_year=2027)).exists()
    assert sheet.entered_by == [who.person]
    assert SheetAction.CHECK not in roles_toward(who, sheet)


def test_the_same_file_again_is_the_same_plan_and_one_deed() -> None:
    plan = a_worked_plan(an_owner("試験市"))
    data, owner = whole.as_json(whole.rows_of(plan)), an_owner("丙市")

    first, second = _take_in(data, owner), _take_in(data, owner)

    assert first == second
    imported = AuditRow.objects.filter(action="plan.import", object_id=str(first.pk))
    assert imported.count() == 1


def test_a_link_to_a_plan_that_is_not_here_is_left_out_and_told() -> None:
    plan = a_worked_plan(an_owner("試験市"))
    owner = an_owner("丙市")

    taken = import_plan(
        whole.as_json(whole.rows_of(plan)),
        owner_institution=owner.pk,
        actor=officer(owner),
        editable=True,
    )

    assert len(taken.notes) == 1
    assert "1-(1)-①" not in str(taken.notes[0])
    assert not Project.objects.filter(plan=taken.plan).exclude(same_as=None).exists()


def test_an_indicator_shared_by_two_plans_is_one_indicator_elsewhere_too() -> None:
    plan = a_worked_plan(an_owner("試験市"))
    other = Plan.objects.get(projects__elsewhere__plan=plan)
    owner = an_owner("丙市")

    taken = [_take_in(whole.as_json(whole.rows_of(row)), owner) for row in (other, plan)]

    here = [
        {slot.indicator_id for project in row.projects.all() for slot in project.slots.all()}
        for row in taken
    ]
    assert len((here[0] & here[1]) - {None}) == 1


def test_a_file_of_before_statistics_were_named_is_taken_in_all_the_same() -> None:
    data = json.loads(whole.as_json(whole.rows_of(own_plan(an_owner("甲市")))))
    for row in data["indicators"]:
        del row["statistic"], row["per_residents"]

    plan = _take_in(json.dumps(data).encode(), an_owner("乙市"))

    indicators = whole.rows_of(plan)["indicators"]
    assert indicators
    assert {(row["statistic"], row["per_residents"]) for row in indicators} == {("", 1000)}


def test_what_an_indicator_says_it_is_comes_along() -> None:
    plan = own_plan(an_owner("甲市"))
    Indicator.objects.filter(institution=plan.owner).update(
        statistic="reference", per_residents=1, over_hundred=True
    )

    again = _take_in(whole.as_json(whole.rows_of(plan)), an_owner("乙市"))

    assert whole.rows_of(again)["indicators"] == whole.rows_of(plan)["indicators"]
