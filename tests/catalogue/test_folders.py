"""Files that a library's system lays in its subfolder: received once, in order, and taken where that is safe (R9, R10)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.catalogue.factories import source as a_source
from tests.catalogue.test_taking_in import FOOT, HEAD, gone, keeper_of, oai, standing
from tests.directory.factories import institution
from yuinowa.catalogue.domain.reading.columns import Field
from yuinowa.catalogue.domain.sources import Form, Missing, RunState, Way
from yuinowa.catalogue.models import FolderLook, Run, Source
from yuinowa.catalogue.services import folders, harvests
from yuinowa.catalogue.services.runs import steps
from yuinowa.catalogue.services.runs.storage import KEEP_FILES
from yuinowa.core import waits
from yuinowa.core.jobs import run_due
from yuinowa.core.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def watched(settings: Any, tmp_path: Path) -> Path:
    settings.DROP_FOLDER = tmp_path / "watched"
    for name in ("machi", "kencho"):
        (settings.DROP_FOLDER / name).mkdir(parents=True)
    return tmp_path / "watched"


@pytest.fixture
def here(watched: Path) -> Path:
    return watched / "machi"


@pytest.fixture
def source() -> Source:
    owner = institution("試験市立図書館", member=True)
    return a_source(owner, form=Form.OAI_DC.value, folder="machi", takes_itself=True)


def file(*records: str) -> str:
    return HEAD + "".join(records) + FOOT


def looked(times: int = 2) -> None:
    """What so many looks leave, and the jobs after them."""
    for _look in range(times):
        for one in Source.objects.exclude(folder="").order_by("pk"):
            folders.look(one.pk)
        while run_due():
            pass


def confirmed(source: Source, here: Path, *records: str) -> None:
    """A first file is taken by a person, as everywhere."""
    (here / "0.xml").write_text(file(*records), encoding="utf-8")
    looked()
    run = Run.objects.latest("pk")
    steps.have_taken(run, version=run.version, actor=keeper_of(source))
    while run_due():
        pass
    run.refresh_from_db()
    assert run.state == RunState.APPLIED


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def test_a_whole_file_is_moved_aside_received_and_shown_to_its_keeper(source: Source, here: Path) -> None:  # fmt: skip
    (here / "図書.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")

    looked(1)
    assert Run.objects.count() == 0  # at the first look it is only noted
    looked(1)

    run = Run.objects.get()
    assert (run.file_name, run.state, run.by_itself, run.person) == ("図書.xml", RunState.PREVIEW, True, None)  # fmt: skip
    assert names(here) == ["refused", "taken"]
    assert [f"machi/{name}" for name in names(here / "taken")] == [run.laid_as]
    assert [wait.institution for wait in waits.open_waits(run)] == [source.owner_id]
    looked()
    assert Run.objects.count() == 1


def test_from_the_second_on_files_are_taken_without_asking(source: Source, here: Path) -> None:
    confirmed(source, here, oai("1", "石仏の京都"))
    (here / "1.xml").write_text(file(oai("2", "東京都の地図")), encoding="utf-8")

    looked()

    assert Run.objects.latest("pk").state == RunState.APPLIED
    assert "東京都の地図" in standing(source).values()


def test_a_library_that_wants_to_look_is_asked_each_time(source: Source, here: Path) -> None:
    confirmed(source, here, oai("1", "石仏の京都"))
    Source.objects.update(takes_itself=False)
    (here / "1.xml").write_text(file(oai("2", "東京都の地図")), encoding="utf-8")

    looked()

    run = Run.objects.latest("pk")
    assert (run.state, len(waits.open_waits(run))) == (RunState.PREVIEW, 1)


def test_where_too_much_vanishes_a_person_is_asked(source: Source, here: Path) -> None:
    """R9, also where a file says itself what is gone."""
    confirmed(source, here, *(oai(str(n), f"試験の本{n}") for n in range(30)))
    (here / "1.xml").write_text(file(*(gone(str(n)) for n in range(11))), encoding="utf-8")

    looked()

    run = Run.objects.latest("pk")
    assert (run.state, len(standing(source))) == (RunState.PREVIEW, 30)
    assert len(waits.open_waits(run)) == 1


def test_a_file_that_holds_everything_says_what_is_gone(source: Source, here: Path) -> None:
    Source.objects.update(missing=Missing.GONE.value)
    confirmed(source, here, *(oai(str(n), f"試験の本{n}") for n in range(3)))
    (here / "1.xml").write_text(
        file(oai("0", "試験の本0"), oai("1", "試験の本1")), encoding="utf-8"
    )

    looked()

    assert sorted(standing(source)) == ["0", "1"]


def test_a_growing_file_is_left_until_it_lies_still(source: Source, here: Path) -> None:
    text = file(oai("1", "石仏の京都"))
    path = here / "1.xml"
    for end in (50, 100, len(text)):
        path.write_text(text[:end], encoding="utf-8")
        looked(1)
        assert Run.objects.count() == 0
    looked(1)

    assert Run.objects.get().counts["read"] == 1


def test_a_file_whose_sender_sets_its_time_back_is_left_while_it_grows(source: Source, here: Path) -> None:  # fmt: skip
    path = here / "1.xml"
    for sign in "ab":
        path.write_text(sign, encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        looked(1)

    assert Run.objects.count() == 0
    assert path.exists()


@pytest.mark.parametrize("name", [".1.xml", "1.xml.part", "1.xml.filepart", "1.tmp"])
def test_what_is_still_being_written_is_not_touched(source: Source, here: Path, name: str) -> None:
    (here / name).write_text(file(oai("1", "石仏の京都")), encoding="utf-8")

    looked(3)

    assert (Run.objects.count(), (here / name).exists()) == (0, True)


def test_links_lead_nowhere(source: Source, here: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(file(oai("1", "よその本")), encoding="utf-8")
    (here / "1.xml").symlink_to(secret)
    (here / "inner").mkdir()
    os.mkfifo(here / "pipe")
    looked(1)
    (here / "taken" / "20261120-091500-2.xml").symlink_to(secret)

    looked(3)

    assert Run.objects.count() == 0
    assert secret.exists()


@pytest.mark.parametrize("which", ["taken", "refused", ""])
def test_a_folder_that_is_a_link_is_not_entered(source: Source, here: Path, tmp_path: Path, which: str) -> None:  # fmt: skip
    outside = tmp_path / "outside"
    outside.mkdir()
    if which:
        (here / which).symlink_to(outside)
        (here / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")
    else:
        here.rmdir()
        (outside / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")
        here.symlink_to(outside)

    looked(3)

    assert Run.objects.count() == 0
    assert names(outside) == ([] if which else ["1.xml"])


def test_what_cannot_be_received_is_laid_aside_with_the_reason(source: Source, here: Path, tmp_path: Path) -> None:  # fmt: skip
    (here / "1.xml").write_text("no records at all", encoding="utf-8")
    (here / "2.xml").write_bytes(b"")
    (here / "3.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")

    looked()

    assert Run.objects.get().file_name == "3.xml"  # the others cost it nothing
    lying = names(here / "refused")
    assert [name[16:] for name in lying] == ["1.xml", "1.xml.txt", "2.xml", "2.xml.txt"]
    words = (here / "refused" / lying[1]).read_text(encoding="utf-8")
    assert "machi/1.xml" in words
    assert len(words.splitlines()) == 3
    assert str(tmp_path) not in words
    looked()
    assert names(here / "refused") == lying  # once


def test_a_file_over_the_limit_is_refused(source: Source, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(harvests, "MOST_BYTES", 100)
    (here / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")

    looked()

    assert (Run.objects.count(), len(names(here / "refused"))) == (0, 2)
    assert names(here / "taken") == []


def test_a_file_that_breaks_off_in_the_middle_is_a_turn_of_its_keeper(source: Source, here: Path, tmp_path: Path) -> None:  # fmt: skip
    records = "".join(oai(str(n), f"試験の本{n}") for n in range(60))
    (here / "1.xml").write_text(HEAD + records + "<record>", encoding="utf-8")

    looked()

    run = Run.objects.get()
    assert (run.state, len(waits.open_waits(run))) == (RunState.FAILED, 1)
    assert str(tmp_path) not in run.trouble


def test_files_come_in_by_name_one_at_a_time(source: Source, here: Path) -> None:
    confirmed(source, here, oai("1", "石仏の京都"))
    for name in ("3.xml", "1.xml", "2.xml"):
        (here / name).write_text(file(oai(name, f"試験の本{name}")), encoding="utf-8")

    looked(1)
    folders.look(source.pk)
    folders.look(source.pk)  # the first is being read
    assert names(here) == ["2.xml", "3.xml", "refused", "taken"]
    assert list(Run.objects.order_by("pk").values_list("file_name", flat=True)) == ["0.xml", "1.xml"]  # fmt: skip
    looked(3)

    assert list(Run.objects.order_by("pk").values_list("file_name", flat=True)) == ["0.xml", "1.xml", "2.xml", "3.xml"]  # fmt: skip
    assert len(standing(source)) == 4


def test_the_next_file_waits_while_a_person_is_waited_for(source: Source, here: Path) -> None:
    for name in ("1.xml", "2.xml"):
        (here / name).write_text(file(oai(name, "石仏の京都")), encoding="utf-8")
    looked(4)
    run = Run.objects.get()

    steps.drop(run, version=run.version, actor=keeper_of(source))
    looked(1)

    assert list(Run.objects.order_by("pk").values_list("file_name", flat=True)) == ["1.xml", "2.xml"]  # fmt: skip


def test_each_source_has_its_own_files(source: Source, here: Path, watched: Path) -> None:
    other = a_source(institution("試験県立図書館"), form=Form.OAI_DC.value, folder="kencho")
    (here / "1.xml").write_text("broken", encoding="utf-8")
    (watched / "kencho" / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")

    looked()

    assert Run.objects.get().source_id == other.pk


def test_a_folder_that_is_not_there_costs_no_other_source(source: Source, watched: Path) -> None:
    a_source(institution("試験県立図書館"), form=Form.OAI_DC.value, folder="nowhere")
    (watched / "machi" / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")
    folders.have_looked()
    while run_due():
        pass

    assert list(FolderLook.objects.get(pk=source.pk).seen) == ["1.xml"]
    assert not (watched / "nowhere").exists()
    assert not Job.objects.exclude(error="").exists()


def test_a_table_waits_for_its_columns_once(source: Source, here: Path) -> None:
    Source.objects.update(form=Form.TABLE.value, takes_itself=True)
    head = "書誌番号,書名\r\n"
    (here / "1.csv").write_text(f"{head}1,石仏の京都\r\n", encoding="utf-8")
    looked()
    run = Run.objects.get()
    assert (run.state, len(waits.open_waits(run))) == (RunState.COLUMNS, 1)

    keeper = keeper_of(source)
    steps.choose_columns(
        run, {0: Field.IDENTITY, 1: Field.TITLE}, version=run.version, actor=keeper
    )
    looked(0)
    while run_due():
        pass
    run.refresh_from_db()
    assert (run.state, len(waits.open_waits(run))) == (RunState.PREVIEW, 1)
    steps.have_taken(run, version=run.version, actor=keeper)
    while run_due():
        pass
    (here / "2.csv").write_text(f"{head}2,東京都の地図\r\n", encoding="utf-8")
    looked()

    assert Run.objects.latest("pk").state == RunState.APPLIED
    assert len(standing(source)) == 2


def test_a_file_of_an_earlier_owner_of_the_folder_is_not_received_again(source: Source, here: Path) -> None:  # fmt: skip
    (here / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")
    looked()
    Source.objects.filter(pk=source.pk).update(folder="")
    a_source(institution("試験県立図書館"), form=Form.OAI_DC.value, folder="machi")

    looked(3)

    assert Run.objects.count() == 1


def test_what_was_received_is_kept_for_a_month(source: Source, here: Path) -> None:
    (here / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")
    looked()
    assert folders.sweep() == 0

    run = Run.objects.get()
    Run.objects.update(created_at=run.created_at - 2 * KEEP_FILES)

    assert folders.sweep() == 1
    assert names(here / "taken") == []
    looked()
    assert Run.objects.count() == 1


def test_names_that_no_page_can_hold_come_in(source: Source, here: Path) -> None:
    path = os.fsencode(here) + b"/\x83\x7d\n.xml"
    with open(path, "w", encoding="utf-8") as one:  # noqa: PTH123  # a path of bytes
        one.write(file(oai("1", "石仏の京都")))

    looked()

    assert Run.objects.get().file_name == "?}_.xml"


def test_without_a_watched_folder_nothing_is_looked_at(source: Source, here: Path, settings: Any) -> None:  # fmt: skip
    settings.DROP_FOLDER = None
    (here / "1.xml").write_text(file(oai("1", "石仏の京都")), encoding="utf-8")

    looked(3)

    assert (Run.objects.count(), folders.sweep()) == (0, 0)


def test_the_tables_hold_one_folder_for_one_source_and_one_run_for_one_file(source: Source) -> None:
    other = institution("試験県立図書館")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_source(other, folder="machi")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_source(other, folder="x", way=Way.OAI.value, address="https://a.example", prefix="oai_dc")
    values = {"source": source, "state": RunState.APPLIED.value, "created_at": source.created_at}
    Run.objects.create(laid_as="machi/1", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(laid_as="machi/1", **values)
