"""A whole plan to take along, and a year's forms: large ones are made by a job, for those who may have them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.large_plan import large_plan
from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner
from tests.plans.returned.books import YEAR, an_open_plan
from yuinowa.core import jobs
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange import carried, whole
from yuinowa.plans.exchange.carried import FormsPaper, WholePaper
from yuinowa.plans.models import FileRun, Plan, Sheet, SheetCell, SheetLine
from yuinowa.plans.queries.returned import departments_among, drafts_of, drafts_to_fill, filled_rows
from yuinowa.plans.services import enter_sheet, import_plan, open_year
from yuinowa.plans.services.returned import receive_form
from yuinowa.plans.services.sheets import SheetEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    found, _who = an_open_plan()
    return found


@pytest.fixture
def keeper(plan: Plan) -> Client:
    return a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    """Any plan is one of many sheets."""
    settings.PLAN_FILES_DIR = tmp_path / "plan-files"
    monkeypatch.setattr(carried, "MANY_SHEETS", 1)
    monkeypatch.setattr(carried, "MANY_TO_TAKE", 1)


def _whole(plan: Plan, form: str = "json") -> str:
    return f"/plans/{plan.pk}/whole.{form}"


def _forms(plan: Plan, form: str = "xlsx") -> str:
    return f"/plans/{plan.pk}/years/{YEAR}/forms.{form}"


def _fetched(client: Client, address: str) -> bytes:
    assert client.get(address).status_code == 202
    jobs.run_due()
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def test_a_whole_plan_is_made_by_a_job_and_comes_in_again(plan: Plan, keeper: Client) -> None:
    waiting = keeper.get(_whole(plan))
    assert "作っています" in waiting.content.decode()
    assert f'href="{_whole(plan)}"' in waiting.content.decode()
    jobs.run_due()

    given = keeper.get(_whole(plan))

    assert f'filename="plan-{plan.pk}-whole.json"' in given["Content-Disposition"]
    assert json.loads(given.content)["format"] == whole.FORMAT
    other = an_owner("となり市")
    taken = import_plan(
        given.content, owner_institution=other.pk, actor=Actor.system(), editable=True
    )
    again = whole.rows_of(taken.plan).tables["sheets"]
    assert again == whole.rows_of(plan).tables["sheets"]
    workbook = _fetched(keeper, _whole(plan, "xlsx"))
    assert openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames[0] == "about"


def test_once_the_plan_has_changed_it_is_made_anew(plan: Plan, keeper: Client) -> None:
    _fetched(keeper, _whole(plan))
    _fetched(keeper, _forms(plan))

    cell = SheetCell.objects.filter(sheet__project__plan=plan, sheet__fiscal_year=YEAR).first()
    assert cell is not None
    SheetCell.objects.filter(pk=cell.pk).update(text="書き足した。")

    assert "書き足した。" in _fetched(keeper, _whole(plan)).decode()
    book = openpyxl.load_workbook(io.BytesIO(_fetched(keeper, _forms(plan))))
    told = {str(text) for tab in book for row in tab.iter_rows(values_only=True) for text in row}
    assert "書き足した。" in told


@pytest.mark.parametrize("role", [Role.PLAN_CHECKER, Role.EDITOR, None])
def test_who_does_not_keep_the_plan_has_neither(
    plan: Plan, keeper: Client, role: Role | None
) -> None:
    addresses = [_whole(plan), _whole(plan, "xlsx"), _forms(plan), _forms(plan, "zip")]
    for address in addresses:
        _fetched(keeper, address)
    other = a_client(an_affiliation(None, plan.owner, role).person) if role else Client()

    for address in addresses:
        assert other.get(address).status_code in {302, 403, 404}
        assert other.post(address).status_code in {302, 403, 404}


def test_every_department_has_a_workbook_of_its_own(plan: Plan, keeper: Client) -> None:
    line = SheetLine.objects.filter(sheet__project__plan=plan, sheet__fiscal_year=YEAR).first()
    assert line is not None
    SheetLine.objects.filter(pk=line.pk).update(department="指導室*分室")
    departments = departments_among(drafts_of(plan, YEAR))
    assert len(departments) > 1

    packed = zipfile.ZipFile(io.BytesIO(_fetched(keeper, _forms(plan, "zip"))))

    assert len(packed.namelist()) == len(departments)
    assert f"plan-{plan.pk}-{YEAR}-forms-指導室・分室.xlsx" in packed.namelist()
    for name, count in zip(packed.namelist(), departments.values(), strict=True):
        data = packed.read(name)
        assert len(openpyxl.load_workbook(io.BytesIO(data)).sheetnames) == count
        form = receive_form(plan, YEAR, data, name=name, actor=Actor.system())
        assert not any(row.faults for row in form.sheets.all())


def test_the_file_has_the_drafts_that_were_asked_for_and_are_drafts_still(
    plan: Plan, keeper: Client
) -> None:
    department = next(iter(departments_among(drafts_of(plan, YEAR))))
    theirs = drafts_to_fill(plan, YEAR, department)
    address = f"{_forms(plan)}?department={department}"
    assert keeper.get(address).status_code == 202
    run = FileRun.objects.get()
    assert (run.sheets, run.department) == ([sheet.pk for sheet in theirs], department)
    Sheet.objects.filter(pk=theirs[0].pk).update(state="submitted")
    jobs.run_due()

    book = openpyxl.load_workbook(io.BytesIO(keeper.get(address).content))

    assert len(book.sheetnames) == len(theirs) - 1


def test_what_could_not_be_made_is_made_once_more(
    plan: Plan, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_anything: Any) -> bytes:
        raise InputRefused("作れない。", next_step="待つ。")

    with monkeypatch.context() as broken:
        broken.setattr(carried, "forms_workbook", refused)
        keeper.get(_forms(plan))
        jobs.run_due()
    told = keeper.get(_forms(plan))
    assert told.status_code == 409
    assert "作れない。" in told.content.decode()
    assert f'action="{_forms(plan)}"' in told.content.decode()

    assert keeper.post(_forms(plan))["Location"] == _forms(plan)
    jobs.run_due()

    assert keeper.get(_forms(plan)).status_code == 200
    assert keeper.post(_forms(plan)).status_code == 409


def test_a_small_one_is_made_when_it_is_asked_for(
    plan: Plan, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "MANY_SHEETS", 150)
    monkeypatch.setattr(carried, "MANY_TO_TAKE", 400)

    for address in (_whole(plan), _whole(plan, "xlsx"), _forms(plan), _forms(plan, "zip")):
        assert keeper.get(address).status_code == 200

    assert not FileRun.objects.exists()


def test_making_files_and_reading_them_asks_as_often_for_many_sheets_as_for_few() -> None:
    owner = an_owner("みほん町")
    asked = []
    for projects in (5, 40):
        plan = large_plan(owner.pk, projects=projects, years=2)
        year = plan.as_of_year + 1
        open_year(plan.pk, year, actor=Actor.system())
        plan = Plan.objects.select_related("owner").get(pk=plan.pk)
        with CaptureQueriesContext(connection) as making:
            forms = FormsPaper(plan, year, drafts_to_fill(plan, year))
            data = forms.printed_as(FileForm.FORMS)
            WholePaper(plan).printed_as(FileForm.WHOLE_JSON)
        form = receive_form(plan, year, data, name="a.xlsx", actor=Actor.system())
        with CaptureQueriesContext(connection) as reading:
            assert len(list(filled_rows(form))) == projects
        asked.append((len(making), len(reading)))

    assert asked[0] == asked[1]


def test_drafts_written_on_since_are_told_in_as_many_questions_for_many_as_for_few() -> None:
    owner = an_owner("みほん町")
    asked = []
    for projects in (5, 40):
        plan = large_plan(owner.pk, projects=projects, years=2)
        year = plan.as_of_year + 1
        drafts = open_year(plan.pk, year, actor=Actor.system())
        found = drafts_to_fill(plan, year)
        book = openpyxl.load_workbook(
            io.BytesIO(FormsPaper(plan, year, found).printed_as(FileForm.FORMS))
        )
        for tab in book:
            tab["D7"] = "書いて返した。"
        out = io.BytesIO()
        book.save(out)
        form = receive_form(plan, year, out.getvalue(), name="a.xlsx", actor=Actor.system())
        for draft in drafts:
            enter_sheet(draft.pk, SheetEntry(), actor=Actor.system(), expected_version=1)
        with CaptureQueriesContext(connection) as reading:
            rows = list(filled_rows(form))
        assert all(row.first is not None for row in rows)
        asked.append(len(reading))

    assert asked[0] == asked[1]
