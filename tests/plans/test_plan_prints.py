"""The files of a plan of many sheets are printed by a job: as its reader sees it, kept while it stays as it is."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from bench.large_plan import large_plan
from tests.accounts.factories import a_client, an_affiliation
from tests.plans.editions import corrected
from tests.plans.factories import an_owner, own_plan
from yuinowa.core import clock, jobs
from yuinowa.core.models import Job
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.documents.pdf import Json
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange import kept_files, papers
from yuinowa.plans.exchange.papers import PlanPaper
from yuinowa.plans.models import FileRun, Goal, LineResult, Plan, Project, Sheet, SheetCell
from yuinowa.plans.queries import PrintedPlan, printed_plan
from yuinowa.plans.queries.printed import printed_again
from yuinowa.plans.services import file_runs

pytestmark = pytest.mark.django_db
VISITOR = Actor.nobody()


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.PLAN_FILES_DIR = tmp_path / "plan-files"
    settings.PRINTS_DIR = tmp_path / "prints"
    return tmp_path / "plan-files"


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Any plan is one of many sheets; the press prints a word."""
    monkeypatch.setattr(papers, "MANY_SHEETS", 1)
    assert not folder.exists()
    _press_gives(monkeypatch, lambda _printed: b"%PDF-as-it-was-printed")


def _press_gives(monkeypatch: pytest.MonkeyPatch, make: Callable[[PrintedPlan], bytes]) -> None:
    def printed(given: PrintedPlan, _with: Callable[[str, Json], bytes]) -> bytes:
        return make(given)

    workbook = papers._OF_PLAN[FileForm.WORKBOOK]
    monkeypatch.setattr(papers, "_OF_PLAN", {FileForm.PDF: printed, FileForm.WORKBOOK: workbook})


def _fails(_printed: PrintedPlan) -> bytes:
    raise ZeroDivisionError


def _address(plan: Plan, page: str = "report-pdf") -> str:
    return reverse(f"plans:plan-{page}", args=[plan.pk])


def _again(plan: Plan, form: str = "pdf") -> str:
    return reverse("plans:plan-file-again", args=[plan.pk, form])


def _paper(plan: Plan, actor: Actor = VISITOR) -> PlanPaper:
    return PlanPaper(printed_plan(Plan.objects.select_related("owner").get(pk=plan.pk), actor))


def test_whoever_asks_first_has_it_made_and_others_get_the_same_bytes(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Client().get(_address(plan)), Client().get(_address(plan))

    assert (first.status_code, second.status_code) == (202, 202)
    assert "作っています" in second.content.decode()
    assert plan.get_absolute_url() in second.content.decode()
    assert "no-store" in second["Cache-Control"]
    assert FileRun.objects.count() == 1
    jobs.run_due()
    _press_gives(monkeypatch, _fails)
    given = Client().get(_address(plan))
    assert (given.status_code, given.content) == (200, b"%PDF-as-it-was-printed")
    assert f'filename="plan-{plan.pk}.pdf"' in given["Content-Disposition"]
    keeper = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    assert keeper.get(_address(plan)).content == given.content


def test_a_small_one_is_made_when_it_is_asked_for(
    plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "MANY_SHEETS", 150)

    assert Client().get(_address(plan, "workbook")).status_code == 200

    assert not FileRun.objects.exists()
    assert not folder.exists()


def test_once_the_plan_has_changed_its_file_is_made_anew(plan: Plan) -> None:
    Client().get(_address(plan))
    jobs.run_due()
    assert Client().get(_address(plan)).status_code == 200

    corrected(plan, "1-2-1", "7,777")

    assert Client().get(_address(plan)).status_code == 202
    jobs.run_due()
    assert Client().get(_address(plan)).status_code == 200


@pytest.mark.parametrize("model", [Plan, Goal, Project, Sheet, SheetCell, LineResult])
def test_what_changes_in_any_row_makes_it_another_file(plan: Plan, model: Any) -> None:
    before = _paper(plan)
    assert _paper(plan).stamp == before.stamp
    [column] = {"name", "text"} & {field.name for field in model._meta.fields}
    rows: Any = {
        "Goal": {"plan": plan}, "Project": {"plan": plan}, "Plan": {"pk": plan.pk},
        "Sheet": {"pk__in": before.sheets}, "SheetCell": {"sheet__in": before.sheets},
        "LineResult": {"line__sheet__in": before.sheets},
    }[model.__name__]  # fmt: skip
    row = model.objects.filter(**rows).first()

    model.objects.filter(pk=row.pk).update(**{column: "改めた"})

    assert _paper(plan).stamp != before.stamp


def test_readers_of_another_language_have_a_file_of_their_own(plan: Plan) -> None:
    before = _paper(plan).stamp

    with translation.override("en"):
        assert _paper(plan).stamp != before


def test_the_file_has_the_sheets_its_reader_is_shown_and_no_others(plan: Plan) -> None:
    plan = Plan.objects.select_related("owner").get(pk=plan.pk)
    whole = _paper(plan)
    hidden = SheetCell.objects.filter(sheet__in=whole.sheets).exclude(text="").earliest("pk").sheet
    shown = [sheet for sheet in whole.sheets if sheet != hidden.pk]
    fewer = PlanPaper(printed_again(plan, shown))

    file_runs.begin_file(fewer, FileForm.WORKBOOK, actor=VISITOR)
    jobs.run_due()

    assert fewer.stamp != whole.stamp
    assert kept_files.read_kept(whole, FileForm.WORKBOOK) is None
    made = kept_files.read_kept(fewer, FileForm.WORKBOOK)
    assert made is not None
    book = openpyxl.load_workbook(io.BytesIO(made))
    told = {str(cell) for tab in book for row in tab.iter_rows(values_only=True) for cell in row}
    others = SheetCell.objects.filter(sheet__in=shown).values_list("text", flat=True)
    cells = set(hidden.cells.values_list("text", flat=True)) - set(others)
    assert cells
    assert not cells & told
    assert Client().get(_address(plan, "workbook")).status_code == 202


@pytest.mark.parametrize("level", [Level.MEMBERS, Level.PRIVATE])
def test_a_plan_that_is_not_for_all_gives_its_file_to_its_readers(plan: Plan, level: Level) -> None:
    keeper = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    keeper.get(_address(plan))
    jobs.run_due()
    assert Client().get(_address(plan)).status_code == 200

    Plan.objects.filter(pk=plan.pk).update(level=level.value)

    assert Client().get(_address(plan)).status_code == 404
    assert keeper.get(_address(plan)).status_code == 202
    jobs.run_due()
    assert keeper.get(_address(plan)).status_code == 200


def test_why_it_could_not_be_made_those_who_keep_the_plan_read_and_have_it_made_again(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_printed: PrintedPlan) -> bytes:
        raise InputRefused("字がない：", place="1-1 の名前", next_step="書き直す。")

    keeper = a_client(an_affiliation(None, plan.owner, Role.PLAN_CHECKER).person)
    _press_gives(monkeypatch, refused)
    keeper.get(_address(plan))
    jobs.run_due()

    ours, theirs = keeper.get(_address(plan)), Client().get(_address(plan))

    assert (ours.status_code, theirs.status_code) == (409, 409)
    assert "字がない： 1-1 の名前" in ours.content.decode()
    assert "字がない" not in theirs.content.decode()
    assert _again(plan) not in theirs.content.decode()
    _press_gives(monkeypatch, lambda _printed: b"%PDF")
    assert keeper.post(_again(plan))["Location"] == _address(plan)
    assert keeper.get(_address(plan)).status_code == 202
    assert keeper.post(_again(plan)).status_code == 409  # it did not fail any more
    jobs.run_due()
    assert keeper.get(_address(plan)).content == b"%PDF"


def test_an_unknown_fault_is_tried_three_times_and_ends_with_once_more(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    _press_gives(monkeypatch, _fails)
    keeper.get(_address(plan))
    for n in (1, 2):
        assert jobs.run_due() == 1
        assert f"これまでに{n}回" in Client().get(_address(plan)).content.decode()
        assert Job.objects.get().run_after - clock.now() < timedelta(minutes=15)
        Job.objects.update(run_after=clock.now())
    assert jobs.run_due() == 1

    ours = keeper.get(_address(plan))
    assert ours.status_code == 409
    assert "何度か試しましたが" in ours.content.decode()
    assert _again(plan) in ours.content.decode()


def test_only_those_who_keep_the_plan_have_it_made_again(plan: Plan) -> None:
    other = a_client(an_affiliation(None, an_owner("よその市"), Role.PLAN_OFFICER).person)
    own = a_client(an_affiliation(None, plan.owner, Role.PLAN_CHECKER).person)

    assert other.post(_again(plan)).status_code == 403
    assert Client().post(_again(plan)).status_code == 302
    assert own.post(_again(plan, "docx")).status_code == 404
    assert not FileRun.objects.exists()


def test_a_kept_file_is_erased_after_a_week(plan: Plan, folder: Path) -> None:
    kept_files.print_and_keep(_paper(plan), FileForm.PDF)
    [kept] = folder.glob("*")
    file_runs.erase_old_files()
    assert kept.exists()
    long_ago = (clock.now() - timedelta(days=8)).timestamp()
    os.utime(kept, (long_ago, long_ago))

    file_runs.erase_old_files()

    assert not kept.exists()
    assert Client().get(_address(plan)).status_code == 202


def test_asking_for_the_file_takes_as_many_questions_for_many_sheets_as_for_few() -> None:
    owner = an_owner("みほん町")
    asked = []
    for projects in (5, 40):
        plan = large_plan(owner.pk, projects=projects, years=2)
        with CaptureQueriesContext(
            connection,
        ) as questions:
            assert Client().get(_address(plan)).status_code == 202
        asked.append(len(questions))

    assert asked[0] == asked[1]
