"""Two who take one file at once, and a file against somebody's own change: one wins, and the other hears of it."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from django.db import connections
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.directory import factories as make
from tests.directory.register_file import make as make_file
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.core.versions import save_at_version
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.models import ImportRun, Institution, RegisterEvent
from yuinowa.directory.services import tables
from yuinowa.directory.services.register import files
from yuinowa.directory.services.runs import steps
from yuinowa.kernel.errors import TransitionRefused, VersionMovedOn, YuinowaError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _office(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    make.institution("試験県事務局", member=True, region_office=True)
    with translation.override("ja"):
        yield


def _shown_table(text: str = "名称,住所\n港区立新館,東京都港区1-1\n") -> ImportRun:
    run = tables.receive_table([text.encode()], name="list.csv", actor=Actor.system())
    return tables.choose_columns(
        run, tables.columns_of(run), kind=None, version=run.version, actor=Actor.system()
    )


def _take_table(run: ImportRun) -> ImportRun:
    return tables.take_table(run, version=run.version, actor=Actor.system(), only_good=False, with_doubtful=False)  # fmt: skip


def _shown_file() -> ImportRun:
    sent = files.receive(
        [make_file(3).bytes()], name="isil.csv", section=None, actor=Actor.system()
    )
    return files.read_if_small(sent)


def _take_file(run: ImportRun) -> ImportRun:
    return files.take(run, version=run.version, actor=Actor.system(), only_good=False, with_institutions=False)  # fmt: skip


def _at_once(*deeds: Callable[[], object]) -> list[YuinowaError]:
    """Do all of them at the same moment, each in a thread; what was refused."""
    gate = threading.Barrier(len(deeds))
    refused: list[YuinowaError] = []

    def work(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            deed()
        except YuinowaError as fault:
            refused.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def _times_taken(run: ImportRun) -> int:
    return AuditRow.objects.filter(action="importrun.take", object_id=run.pk).count()


KINDS = [(_shown_table, _take_table), (_shown_file, _take_file)]
Shown: TypeAlias = Callable[[], ImportRun]
Take: TypeAlias = Callable[[ImportRun], ImportRun]


@pytest.mark.parametrize(("shown", "take"), KINDS)
def test_of_two_who_take_a_file_at_once_one_does(shown: Shown, take: Take) -> None:
    run = shown()

    refused = _at_once(lambda: take(run), lambda: take(run))

    run.refresh_from_db()
    assert [type(fault) in {VersionMovedOn, TransitionRefused} for fault in refused] == [True]
    assert (run.state, _times_taken(run)) == (RunState.APPLIED, 1)


@pytest.mark.parametrize(("shown", "take"), KINDS)
def test_the_twin_that_looks_at_no_version_takes_it_twice(
    shown: Shown, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = shown()
    monkeypatch.setattr(steps, "AT_ONCE_LINES", 0)
    monkeypatch.setattr("yuinowa.core.move.lock", lambda *_seen: copy.copy(run))

    take(run)
    take(run)

    assert _times_taken(run) == 2


@pytest.mark.parametrize(
    ("shown", "take", "write"), [(*KINDS[0], tables.write_table), (*KINDS[1], files.write)]
)
def test_a_job_that_two_processes_do_at_once_writes_once(
    shown: Shown, take: Take, write: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE_LINES", 0)
    run = take(shown())

    refused = _at_once(lambda: write(run.pk), lambda: write(run.pk))

    run.refresh_from_db()
    assert (refused, run.state, run.trouble) == ([], RunState.APPLIED, "")
    assert Institution.objects.filter(name="港区立新館").count() + RegisterEvent.objects.count() in {1, 3}  # fmt: skip


def test_against_somebodys_own_change_a_table_is_taken_first_or_says_whose_entry_moved() -> None:
    one = make.institution("試験館", isil="JP-1000001")
    run = _shown_table("名称,ISIL,住所\n試験館,JP-1000001,東京都港区1\n")

    def edit() -> None:
        seen: Any = Institution.objects.get(pk=one.pk)
        save_at_version(seen, 1, {"telephone": "000-0000-0000"})

    refused = _at_once(edit, lambda: _take_table(run))

    run.refresh_from_db()
    one.refresh_from_db()
    if run.state == RunState.APPLIED:
        assert [type(fault) for fault in refused] == [VersionMovedOn]
        assert (one.telephone, one.version) == ("", 2)
    else:
        assert (run.state, refused) == (RunState.FAILED, [])
        assert "試験館" in run.trouble
        assert "もう一度" in run.trouble
        assert (one.telephone, one.version) == ("000-0000-0000", 2)
