"""Files of the ISIL register: read, shown, taken, taken back; nothing is lost and nothing is deleted."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.directory import factories as make
from tests.directory.register_file import Made
from tests.directory.register_file import make as make_file
from yuinowa.core import clock
from yuinowa.core.jobs import run_due
from yuinowa.core.models import AuditRow, Job
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.register import HEADS, NAMES, EntryStatus, Row, Section
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.exchange.register import open_register, written
from yuinowa.directory.models import (
    ImportLine,
    ImportRun,
    Institution,
    InstitutionIdentifier,
    RegisterEntry,
    RegisterEvent,
)
from yuinowa.directory.queries.register import cells_of, head_of, listed, successors_of
from yuinowa.directory.services.register import files as runs
from yuinowa.directory.services.register import reading
from yuinowa.directory.services.register.report import report_of
from yuinowa.directory.services.runs import UNDO_WITHIN, can_be_undone, file_of, rows, steps
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    NotFound,
    TransitionRefused,
    Unreadable,
    VersionMovedOn,
    WrongState,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(settings: Settings, tmp_path: Path) -> Institution:
    settings.MEDIA_ROOT = tmp_path
    return make.institution("試験県事務局", member=True, region_office=True)


def receive(content: bytes, *, section: Section | None = None, name: str = "isil.csv") -> ImportRun:
    office = Institution.objects.get(region_office=True)
    sent = runs.receive([content], name=name, section=section, actor=make.office_of(office))
    return runs.read_if_small(sent)


def take(run: ImportRun, *, only_good: bool = False, with_institutions: bool = False) -> ImportRun:
    taken = runs.take(
        run,
        version=run.version,
        actor=Actor.system(),
        only_good=only_good,
        with_institutions=with_institutions,
    )
    runs.write(taken.pk)
    taken.refresh_from_db()
    return taken


def taken(made: Made, **choices: bool) -> ImportRun:
    return take(receive(made.bytes()), **choices)


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def exported(section: Section) -> bytes:
    return written(section, map(cells_of, listed(section)), head=head_of(section))


def table() -> list[tuple[object, ...]]:
    return list(RegisterEntry.objects.order_by("isil").values_list(*NAMES, "section", "status"))


# ---------------------------------------------------------------- round trips


@pytest.mark.parametrize("section", [Section.PUBLIC, Section.OTHER])
def test_what_comes_in_goes_out_cell_for_cell(section: Section) -> None:
    made = make_file(200, section=section)

    taken(made)

    assert cells(exported(section)) == cells(made.bytes())


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_every_coding_of_the_same_file_says_the_same(coding: str) -> None:
    made = make_file(40)
    for row in made.rows:  # what CP932 and EUC-JP lack is not what this is about
        row[1:4] = ["試験図書館" + row[0][-5:], "", "シケントショカン"]
        row[4:8] = ["000-0000", "東京都", "港区", "1-1"]

    run = take(receive(made.bytes(coding)))

    assert (run.coding, run.state) == (coding, RunState.APPLIED)
    assert cells(exported(Section.PUBLIC)) == cells(made.bytes())


def test_our_own_export_brings_no_change() -> None:
    taken(make_file(120))

    again = receive(exported(Section.PUBLIC))

    assert {k: v for k, v in again.counts.items() if k in {"new", "changed", "gone", "refused"}} == {
        "new": 0, "changed": 0, "gone": 0, "refused": 0,
    }  # fmt: skip
    assert again.counts["same"] == 120
    with pytest.raises(InputRefused):
        take(again)


_cell = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffd\u2028\u2029\x85"), max_size=20
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.lists(_cell, min_size=14, max_size=14), max_size=5))
def test_any_cells_come_back_as_they_went_out(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:  # fmt: skip
    stood = [dict(zip(NAMES, row, strict=True)) for row in rows if any(row)]
    path = tmp_path_factory.mktemp("out") / "x.csv"
    path.write_bytes(written(Section.OTHER, stood))

    file = open_register(path, name="x.csv")

    assert [dict(row.cells) for row in file.rows(demo=True)] == stood


def test_a_cell_that_a_spreadsheet_would_run_is_marked_on_the_way_out_and_clean_inside() -> None:
    made = make_file(1)
    made.rows[0][2] = "=1+1"

    taken(made)

    assert RegisterEntry.objects.get().name_en == "=1+1"
    assert cells(exported(Section.PUBLIC))[1][2] == "'=1+1"
    assert receive(exported(Section.PUBLIC)).counts["same"] == 1


# ---------------------------------------------------------------- the preview


def test_the_preview_names_every_flaw_of_the_file_and_changes_nothing() -> None:
    made = make_file(300)

    run = receive(made.bytes())

    found = {
        line.label: [(w["field"], w["code"]) for w in line.warnings]
        for line in run.lines.exclude(warnings=[])
    }
    assert found == {
        isil: [(field, code) for field, code, _reading in warnings]
        for isil, warnings in made.warnings.items()
    }
    assert (run.state, run.counts["new"], run.counts["refused"]) == (RunState.PREVIEW, 300, 0)
    assert not RegisterEntry.objects.exists()


def test_wrong_rows_are_named_one_by_one_with_line_field_fault_and_next_step() -> None:
    made = make_file(6)
    made.rows[1][0] = "JP-990012"
    made.rows[2][0] = made.rows[0][0]
    made.rows[3][12] = "きのう"
    made.rows[4] = made.rows[4][:13]

    run = receive(made.bytes())

    notes = [note for note in report_of(run).notes if note.is_fault]
    assert [(note.number, note.column, note.value) for note in notes] == [
        (3, "ISIL", "JP-990012"), (4, "ISIL", "JP-9900001"), (5, "登録日", "きのう"), (6, "", "13"),
    ]  # fmt: skip
    assert all(note.what and note.next for note in notes)
    assert "3行目" in str(notes[0])
    with pytest.raises(InputRefused, match="4"):
        take(run)
    assert take(run, only_good=True).state == RunState.APPLIED
    assert RegisterEntry.objects.count() == 2


def test_a_second_file_shows_new_changed_and_gone_field_by_field() -> None:
    taken(make_file(10))
    later = make_file(11)
    gone = later.rows.pop(1)
    merged = later.rows.pop(1)
    later.rows[0][8] = "03-0000-1111"
    later.rows[1][11] = merged[0]

    run = receive(later.bytes())

    changed = run.lines.get(label=later.rows[0][0])
    assert changed.after == {"telephone": "03-0000-1111"}
    assert set(changed.before or {}) == {"telephone"}
    assert run.counts["new"] == 1
    assert run.counts["gone"] == 2
    after = {line.label: line.after or {} for line in run.lines.filter(sheet="gone")}
    assert {isil: what["status"] for isil, what in after.items()} == {
        gone[0]: "gone",
        merged[0]: "abolished",
    }
    assert after[merged[0]]["successor"] == later.rows[1][0]
    take(run)
    assert RegisterEntry.objects.get(isil=gone[0]).status == EntryStatus.GONE
    assert successors_of([merged[0]]) == {merged[0]: later.rows[1][0]}
    assert RegisterEntry.objects.count() == 11


def test_a_file_of_one_part_leaves_the_other_part_alone() -> None:
    taken(make_file(5))

    run = receive(make_file(5, section=Section.OTHER, first=100).bytes())

    assert run.counts["gone"] == 0


def test_the_part_may_be_chosen_where_the_header_leaves_it_open() -> None:
    made = make_file(3)
    content = made.bytes().replace("市区町村".encode(), "場所".encode(), 1)

    with pytest.raises(InputRefused, match="header|見出し"):
        receive(content)
    assert receive(content, section=Section.MUSEUM).mapping["section"] == "museum"


# ---------------------------------------------------------------- taking and taking back


def test_taking_back_restores_everything_and_keeps_the_history() -> None:
    taken(make_file(20))
    before = table()
    later = make_file(22)
    later.rows.pop(3)
    later.rows[0][1] = "名を改めた図書館"
    run = taken(later, with_institutions=True)

    undone = runs.undo(run, version=run.version, actor=Actor.system())

    assert table() == before
    assert undone.state == RunState.UNDONE
    assert Institution.objects.count() == 1
    kinds = set(RegisterEvent.objects.filter(isil="JP-9900022").values_list("kind", flat=True))
    assert kinds == {"registered", "undone"}
    trail = AuditRow.objects.filter(object_id=run.pk).order_by("pk")
    assert [row.action for row in trail] == [
        f"importrun.{step}" for step in ("read", "show", "take", "finish", "undo")
    ]
    assert (trail[2].after or {})["note"] == "isil.csv new=2 changed=1 gone=1 refused=0"


def test_what_was_changed_since_cannot_be_taken_back_and_nothing_is() -> None:
    run = taken(make_file(5))
    RegisterEntry.objects.filter(isil="JP-9900003").update(telephone="03-1111-1111")

    with pytest.raises(WrongState, match="JP-9900003"):
        runs.undo(run, version=run.version, actor=Actor.system())

    assert RegisterEntry.objects.count() == 5


def test_after_thirty_days_a_file_stays() -> None:
    run = taken(make_file(2))
    ImportRun.objects.update(applied_at=clock.now() - UNDO_WITHIN * 2)
    run.refresh_from_db()

    assert not can_be_undone(run)
    with pytest.raises(WrongState):
        runs.undo(run, version=run.version, actor=Actor.system())


def test_a_register_that_moved_on_since_the_preview_refuses_the_file_whole() -> None:
    made = make_file(5)
    first, second = receive(made.bytes()), receive(made.bytes())
    take(first)

    late = take(second)

    assert late.state == RunState.FAILED
    assert "JP-9900001" in late.trouble
    assert RegisterEntry.objects.count() == 5
    assert RegisterEvent.objects.count() == 5
    again = runs.read_again(late, version=late.version, actor=Actor.system())
    assert (again.state, again.trouble, again.counts["same"]) == (RunState.PREVIEW, "", 5)


def test_a_run_is_taken_once_and_at_the_version_that_was_seen() -> None:
    run = receive(make_file(2).bytes())
    with pytest.raises(VersionMovedOn):
        runs.take(run, version=99, actor=Actor.system(), only_good=False, with_institutions=False)
    done = take(run)

    runs.write(done.pk)
    with pytest.raises(TransitionRefused):
        runs.drop(done, version=done.version, actor=Actor.system())

    assert RegisterEvent.objects.count() == 2
    assert not file_of(done).exists()


def test_a_dropped_file_leaves_nothing() -> None:
    run = receive(make_file(2).bytes())

    runs.drop(run, version=run.version, actor=Actor.system())

    assert not ImportLine.objects.exists()
    assert not file_of(run).exists()


def test_entries_are_linked_by_number_and_institutions_entered_by_choice() -> None:
    library = make.institution("すでにある館", isil="JP-9900001", demo=True)
    run = taken(make_file(3), with_institutions=True)

    assert (run.counts["linked"], run.counts["institutions"]) == (1, 2)
    assert RegisterEntry.objects.get(isil="JP-9900001").institution == library
    made = RegisterEntry.objects.get(isil="JP-9900002").institution
    assert made is not None
    assert made.identifiers.get().value == "JP-9900002"
    assert made.demo
    runs.undo(run, version=run.version, actor=Actor.system())
    assert set(Institution.objects.values_list("name", flat=True)) == {
        "試験県事務局",
        "すでにある館",
    }
    assert InstitutionIdentifier.objects.count() == 1


# ---------------------------------------------------------------- bad files


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04zip",
        b"<html>",
        b"ISIL,x\r\n",
        b"\xff\xfe\xfd",
        make_file(1).bytes().split(b"\r\n", 1)[1],
        ",".join(HEADS[Section.PUBLIC]).encode() + b'\r\n"JP-9900001',
    ],
)
def test_a_file_of_another_kind_is_refused_or_says_what_is_wrong(content: bytes) -> None:
    try:
        run = receive(content)
    except (Unreadable, InputRefused):
        assert not ImportRun.objects.exists()
    else:
        assert run.state == RunState.FAILED
        assert run.trouble


def test_a_header_alone_brings_nothing() -> None:  # R9
    run = receive(make_file(0).bytes())

    assert run.state == RunState.FAILED


def test_a_file_over_the_bound_is_refused_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:  # R10
    content = make_file(40).bytes()
    office = Institution.objects.get(region_office=True)

    with pytest.raises(InputRefused):
        runs.receive(
            [content], name="x", section=None, actor=make.office_of(office), most_bytes=100
        )

    assert not ImportRun.objects.exists()
    assert list((Path(settings.MEDIA_ROOT) / "imports").iterdir()) == []


def test_only_those_who_keep_the_register_take_files() -> None:
    library = make.institution(member=True)

    with pytest.raises(NotAllowed):
        runs.receive([b""], name="x", section=None, actor=make.admin_of(library))


def test_without_a_region_office_nothing_is_taken() -> None:
    Institution.objects.update(region_office=False)

    with pytest.raises(NotFound):
        runs.receive([b""], name="x", section=None, actor=Actor.system())


# ---------------------------------------------------------------- large files


def test_a_large_file_is_read_and_taken_by_jobs_and_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # R10
    monkeypatch.setattr(steps, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(steps, "AT_ONCE_LINES", 0)
    monkeypatch.setattr(rows, "TOLD_EVERY", 10)
    run = receive(make_file(35).bytes())
    assert (run.state, "read" in run.counts) == (RunState.READING, False)
    told: list[int] = []

    def each_once(rows: list[Row]) -> list[Row]:
        told.append(ImportRun.objects.get().counts["read"])
        return rows

    monkeypatch.setattr(reading, "_each_once", each_once)

    run_due()

    run.refresh_from_db()
    assert told == [30]
    assert (run.state, run.counts["read"]) == (RunState.PREVIEW, 35)
    taking = runs.take(run, version=run.version, actor=Actor.system(), only_good=False, with_institutions=False)  # fmt: skip
    assert taking.state == RunState.TAKING
    run_due()
    run.refresh_from_db()
    assert run.state == RunState.APPLIED
    assert Job.objects.filter(state=2).count() == 0


def test_a_job_that_comes_twice_does_it_once(monkeypatch: pytest.MonkeyPatch) -> None:  # R33
    run = receive(make_file(5).bytes())
    lines = run.lines.count()

    runs.read(run.pk)
    runs.read(run.pk)

    assert run.lines.count() == lines
