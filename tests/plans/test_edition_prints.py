"""The files of a large edition are printed by a job and kept: the page tells how far they are, and gives them as they were."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.editions import entry, prepared, published
from tests.plans.factories import an_owner, checker, own_plan
from yuinowa.core import clock, jobs
from yuinowa.core.handlers import Waited
from yuinowa.core.models import Job
from yuinowa.core.rights import Actor, Role
from yuinowa.documents import pdf
from yuinowa.kernel.errors import InputRefused, Unavailable
from yuinowa.plans.domain.run import FileForm, RunState
from yuinowa.plans.exchange import edition_files, kept_files, papers
from yuinowa.plans.exchange.papers import EditionPaper
from yuinowa.plans.models import Edition, EditionRun, FileRun, Plan
from yuinowa.plans.queries import edition_pages
from yuinowa.plans.queries.edition_pages import EditionView
from yuinowa.plans.services import edition_runs as runs
from yuinowa.plans.services import file_runs as prints
from yuinowa.plans.services.editions import publish_edition

pytestmark = pytest.mark.django_db
FILES = (FileForm.PDF, FileForm.WORKBOOK)
SYSTEM = Actor.system()


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.EDITION_FILES_DIR = tmp_path / "edition-files"
    settings.PRINTS_DIR = tmp_path / "prints"
    return tmp_path / "edition-files"


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Any plan is one of many sheets; the press prints a word."""
    monkeypatch.setattr(runs, "MANY_SHEETS", 1)
    monkeypatch.setattr(edition_pages, "MANY_SHEETS", 1)
    assert not folder.exists()
    _press_gives(monkeypatch, lambda _view: b"%PDF-as-it-was-printed")


def _press_gives(monkeypatch: pytest.MonkeyPatch, make: Callable[[EditionView], bytes]) -> None:
    monkeypatch.setattr(
        papers,
        "_OF_EDITION",
        {
            FileForm.PDF: lambda view, _with: make(view),
            FileForm.WORKBOOK: lambda view, _with: edition_files.edition_workbook(view),
        },
    )


def _address(edition: Edition, page: str = "pdf") -> str:
    place = [edition.plan_id, edition.fiscal_year, edition.number]
    return reverse(f"plans:edition-{page}", args=place)


def _again(edition: Edition, form: str = "pdf") -> str:
    place = [edition.plan_id, edition.fiscal_year, edition.number, form]
    return reverse("plans:edition-file-again", args=place)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*")}


def test_after_each_step_the_job_prints_the_files_of_what_the_edition_is_then(
    plan: Plan, folder: Path
) -> None:
    who = an_affiliation(None, plan.owner, Role.PLAN_OFFICER)
    officer = Actor(
        person=who.person_id, institution=plan.owner_id, roles=frozenset({Role.PLAN_OFFICER})
    )
    runs.prepare_or_begin(plan.pk, 2025, entry(), actor=officer)
    jobs.run_due()
    edition = Edition.objects.get()
    before = {kept_files.kept_path(EditionPaper(edition), form).name for form in FILES}
    assert _names(folder) == before

    second = an_affiliation(None, plan.owner, Role.PLAN_CHECKER)
    checked = Actor(
        person=second.person_id, institution=plan.owner_id, roles=frozenset({Role.PLAN_CHECKER})
    )
    runs.publish_or_begin(edition, actor=checked, expected_version=edition.version)
    jobs.run_due()

    edition.refresh_from_db()
    after = {kept_files.kept_path(EditionPaper(edition), form).name for form in FILES}
    assert edition.is_published
    assert not before & after
    assert _names(folder) == before | after
    done = FileRun.objects.filter(state=RunState.DONE)
    assert done.count() == 4
    assert all(run.started_at and run.finished_at for run in done)


def test_whoever_asks_first_has_it_made_and_gets_the_same_bytes_ever_after(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = published(plan)
    address = _address(edition)

    first, second = Client().get(address), Client().get(address)

    assert (first.status_code, second.status_code) == (202, 202)
    assert "作っています" in second.content.decode()
    assert "順番を待つ" in second.content.decode()
    assert "no-store" in second["Cache-Control"]
    assert FileRun.objects.filter(form="pdf").count() == 1
    assert "作っています" in Client().get(edition.get_absolute_url()).content.decode()
    jobs.run_due()
    _press_gives(monkeypatch, lambda _view: b"printed another way")
    given = Client().get(address)
    assert (given.status_code, given.content) == (200, b"%PDF-as-it-was-printed")
    assert given["Content-Type"] == pdf.MEDIA_TYPE
    assert 'filename="plan-' in given["Content-Disposition"]
    page = Client().get(edition.get_absolute_url()).content.decode()
    assert "22\xa0バイト" in page
    assert "これから作ります" in page  # the workbook, which nobody asked for
    book = _address(edition, "workbook")
    assert Client().get(book).status_code == 202
    jobs.run_due()
    assert Client().get(book).content[:2] == b"PK"


def test_a_small_one_is_made_when_it_is_asked_for(
    plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_pages, "MANY_SHEETS", 150)
    edition = published(plan)

    assert Client().get(_address(edition, "workbook")).status_code == 200

    assert not FileRun.objects.exists()
    assert not folder.exists()


def test_a_file_that_was_lost_is_made_again(plan: Plan, folder: Path) -> None:
    edition = published(plan)
    prints.begin_files(EditionPaper(edition), actor=SYSTEM)
    jobs.run_due()
    assert len(_names(folder)) == 2
    for path in folder.glob("*"):
        path.unlink()

    assert Client().get(_address(edition)).status_code == 202
    jobs.run_due()

    assert Client().get(_address(edition)).status_code == 200


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (InputRefused("字がない：", place="1-1 の名前", next_step="書き直す。"), "字がない： 1-1 の名前"),
        (Unavailable("時間が足りない。", next_step="もう一度。"), "時間が足りない。"),
        (OSError(28, "No space left on device"), "保存できませんでした"),
    ],
)  # fmt: skip
def test_what_could_not_be_made_says_why_to_those_who_keep_the_plan_and_is_made_again(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    def fails(_view: EditionView) -> bytes:
        raise fault

    edition = published(plan)
    keeper = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    _press_gives(monkeypatch, fails)
    keeper.get(_address(edition))
    jobs.run_due()

    ours, theirs = keeper.get(_address(edition)), Client().get(_address(edition))

    assert (ours.status_code, theirs.status_code) == (409, 409)
    assert told in ours.content.decode()
    assert _again(edition) in ours.content.decode()
    assert told not in theirs.content.decode()
    assert _again(edition) not in theirs.content.decode()
    assert "作れませんでした" in Client().get(edition.get_absolute_url()).content.decode()
    assert not Job.objects.exclude(state=1).exists()
    _press_gives(monkeypatch, lambda _view: b"%PDF")
    assert keeper.post(_again(edition))["Location"] == _address(edition)
    assert keeper.get(_address(edition)).status_code == 202
    assert keeper.post(_again(edition)).status_code == 409  # it did not fail any more
    jobs.run_due()
    assert keeper.get(_address(edition)).content == b"%PDF"


def test_an_unknown_fault_is_told_while_it_is_tried_again_and_ends_with_once_more(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_view: EditionView) -> bytes:
        raise ZeroDivisionError

    edition = published(plan)
    keeper = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    _press_gives(monkeypatch, fails)
    keeper.get(_address(edition))
    for n in range(len(jobs.DELAYS[Waited.BY_SOMEBODY])):
        assert jobs.run_due() == 1
        told = Client().get(_address(edition))
        assert told.status_code == 202
        assert "もう一度試します" in told.content.decode()
        assert f"これまでに{n + 1}回" in told.content.decode()
        Job.objects.filter(state=0).update(run_after=clock.now())
    assert jobs.run_due() == 1

    ours = keeper.get(_address(edition))
    assert ours.status_code == 409
    assert "何度か試しましたが" in ours.content.decode()
    assert "ZeroDivisionError" not in ours.content.decode()
    assert _again(edition) in ours.content.decode()
    _press_gives(monkeypatch, lambda _view: b"%PDF")
    keeper.post(_again(edition))
    jobs.run_due()
    assert keeper.get(_address(edition)).content == b"%PDF"


def test_only_those_who_keep_the_plan_have_it_made_again(plan: Plan) -> None:
    edition = published(plan)
    other = a_client(an_affiliation(None, an_owner("よその市"), Role.PLAN_OFFICER).person)

    assert other.post(_again(edition)).status_code == 403
    assert Client().post(_again(edition)).status_code == 302
    own = a_client(an_affiliation(None, plan.owner, Role.PLAN_CHECKER).person)
    assert own.post(_again(edition, "docx")).status_code == 404
    assert not FileRun.objects.exists()


def test_what_is_published_while_its_file_is_printed_is_printed_as_published(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = prepared(plan)
    printed: list[bool] = []

    def publishes(view: EditionView) -> bytes:
        printed.append(view.edition.is_published)
        if len(printed) == 1:
            publish_edition(
                view.edition.pk, actor=checker(plan.owner), expected_version=view.edition.version
            )
        return b"%PDF"

    _press_gives(monkeypatch, publishes)
    prints.begin_file(EditionPaper(edition), FileForm.PDF, actor=SYSTEM)
    jobs.run_due()

    edition.refresh_from_db()
    assert printed == [False, True]
    assert kept_files.read_kept(EditionPaper(edition), FileForm.PDF) == b"%PDF"


def test_a_job_that_was_killed_runs_again_and_prints_nothing_twice(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = published(plan)
    prints.begin_file(EditionPaper(edition), FileForm.PDF, actor=SYSTEM)
    run = FileRun.objects.get()
    kept_files.print_and_keep(EditionPaper(edition), FileForm.PDF)  # then it was killed

    def never(_view: EditionView) -> bytes:
        raise AssertionError

    _press_gives(monkeypatch, never)
    prints.carry_out(run.pk)
    prints.carry_out(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.DONE


def test_a_step_and_the_files_do_not_wait_for_each_other(plan: Plan) -> None:
    edition = prepared(plan)
    prints.begin_files(EditionPaper(edition), actor=SYSTEM)
    second = an_affiliation(None, plan.owner, Role.PLAN_CHECKER)
    who = Actor(
        person=second.person_id, institution=plan.owner_id, roles=frozenset({Role.PLAN_CHECKER})
    )

    made = runs.publish_or_begin(edition, actor=who, expected_version=edition.version)

    assert isinstance(made, EditionRun)
    page = a_client(second.person).get(edition.get_absolute_url()).content.decode()
    assert f'href="{made.get_absolute_url()}"' in page


def test_files_that_nobody_can_ask_for_are_erased_after_a_day(plan: Plan, folder: Path) -> None:
    edition = published(plan)
    kept_files.print_and_keep(EditionPaper(edition), FileForm.PDF)
    [kept] = folder.glob("*")
    stray, part, young = (folder / name for name in ("0-old.pdf", "tmp1.part", "0-now.pdf"))
    long_ago = (clock.now() - timedelta(days=2)).timestamp()
    for path in (kept, stray, part, young):
        path.touch()
    for path in (kept, stray, part):
        os.utime(path, (long_ago, long_ago))

    prints.erase_old_files()

    assert set(folder.glob("*")) == {kept, young}
