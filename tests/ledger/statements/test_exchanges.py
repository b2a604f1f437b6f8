"""A file of what institutions gave one another: read, shown, taken as a statement, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.ledger.factories import admin_of, editor_of, institution, loan, region_office
from tests.ledger.statements.factories import (
    BORROWED,
    LENT,
    SYSTEM,
    codes,
    ends,
    library,
    mapping,
    sent,
    shown,
    taken,
)
from yuinowa.core.models import AuditRow
from yuinowa.core.waits import open_waits
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
    NotAllowed,
    TransitionRefused,
    Unreadable,
    VersionMovedOn,
)
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Deed, Grain, Voice
from yuinowa.ledger.domain.figure_runs import Outcome, RunState
from yuinowa.ledger.models import Choice, Entry, FigureForm, FigureRun, GivenMonth, Statement
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.services.figure_runs.storage import drop_forgotten

pytestmark = pytest.mark.django_db
YEARLY = '年度,貸出,借受\n令和6年度,120,80\n令和7年度,"1,300",90\n'
COLUMNS = ("period", f"counted:{LENT.code}", f"counted:{BORROWED.code}")


def test_a_yearly_table_is_taken_as_the_librarys_own_word() -> None:
    own = institution()

    run = taken(own, YEARLY, mapping(*COLUMNS, about=own))

    assert run.state == RunState.TAKEN
    assert run.counts == {"new": 4, "same": 0, "contested": 0, "left": 0, "refused": 0, "warned": 0}
    entries = Entry.objects.order_by("pk")
    assert [(e.giver_id, e.receiver_id, e.quantity, e.fiscal_year, e.voice) for e in entries] == [
        (own, None, 120, 2024, Voice.GIVER),
        (None, own, 80, 2024, Voice.RECEIVER),
        (own, None, 1300, 2025, Voice.GIVER),
        (None, own, 90, 2025, Voice.RECEIVER),
    ]
    assert {e.grain for e in entries} == {Grain.FISCAL_YEAR}
    statement = Statement.objects.get()
    assert (statement.title, statement.digest) == (run.title, run.digest)
    assert (Path(settings.MEDIA_ROOT) / statement.attachment).read_text() == YEARLY


def test_a_table_of_pairs_names_both_sides() -> None:
    office, north, south = institution(), library("試験北図書館"), library("試験南図書館")
    text = "貸した館,借りた館,年月,冊数\n試験北図書館,試験南図書館,2025-04,7\n試験南図書館,試験北図書館,2025-04,3\n"

    taken(office, text, mapping("institution", "partner", "period", "figure", counted=LENT))

    entries = Entry.objects.order_by("pk")
    assert [(e.giver_id, e.receiver_id, e.month, e.quantity) for e in entries] == [
        (north, south, 202504, 7),
        (south, north, 202504, 3),
    ]
    assert {e.voice for e in entries} == {Voice.OTHER}


def test_words_for_what_is_counted_are_ours_or_are_said_by_hand() -> None:
    own = institution()
    text = "種別,件数\n相互貸借（貸出）,5\nLoan,2\n借受,9\n合計,14\n"
    how = mapping("kind", "figure", about=own, fiscal_year=2025)
    run = shown(own, text, how)
    assert codes(run) == {n: ["unknown-kind"] for n in (2, 3, 4, 5)}

    run = figure_runs.say_words(
        run,
        kinds={"相互貸借（貸出）": LENT.code, "Loan": "", "借受": BORROWED.code, "合計": ""},
        institutions={},
        indicators={},
        version=run.version,
        actor=SYSTEM,
    )

    assert ends(run) == {2: "new", 3: "left", 4: "new", 5: "left"}


def test_an_institution_nobody_knows_is_said_by_hand_and_remembered_for_the_sender() -> None:
    office, north = institution(), library("試験北図書館")
    text = "館名,冊数\n北館,5\n計,5\n"
    how = mapping("institution", "figure", counted=LENT, fiscal_year=2025)
    run = shown(office, text, how)
    assert codes(run) == {2: ["unknown-institution"], 3: ["unknown-institution"]}

    run = figure_runs.say_words(
        run, institutions={"北館": north, "計": 0}, indicators={}, kinds={}, version=run.version, actor=SYSTEM
    )  # fmt: skip
    assert ends(run) == {2: "new", 3: "left"}

    again = sent(office, text.replace("5", "6"))
    assert again.read_by.institutions == {"北館": north, "計": 0}
    assert again.read_by.columns == how.columns
    assert again.read_by.fiscal_year is None


def test_a_name_that_several_have_is_asked_and_an_isil_is_not() -> None:
    office = institution()
    first, second = library("試験中央図書館"), library("試験中央図書館")
    del first
    text = "館名,冊数\n試験中央図書館,5\n"

    run = shown(office, text, mapping("institution", "figure", counted=LENT, fiscal_year=2025))
    assert codes(run) == {2: ["several-institutions"]}

    by_number = text.replace("試験中央図書館", f"ID {second}")
    run = shown(office, by_number, mapping("institution", "figure", counted=LENT, fiscal_year=2025))
    assert run.lines.get().figure["giver"] == second


def test_a_name_of_an_institution_that_the_sender_may_not_see_names_nobody() -> None:
    office = institution()
    hidden = library("試験かくれた館")
    Institution.objects.filter(pk=hidden).update(level="private")
    text = "館名,冊数\n試験かくれた館,5\n"
    how = mapping("institution", "figure", counted=LENT, fiscal_year=2025)

    assert codes(shown(office, text, how, actor=editor_of(office))) == {2: ["unknown-institution"]}
    assert ends(shown(office, text, how)) == {2: "new"}


def test_every_fault_is_named_at_its_cell_and_nothing_is_taken() -> None:
    own = institution()
    text = (
        "年度,貸出,借受\n令和6年度,百二十,80\n平成32年度,1,-3\n,5,…\n令和30年度,2,1.5\n"
        "令和5年度,\x07,9999999999999999999\n"
    )
    run = shown(own, text, mapping(*COLUMNS, about=own))

    faults = [
        (line.number, line.column, [f["code"] for f in line.faults]) for line in run.lines.all()
    ]
    assert faults == [
        (2, "貸出", ["not-a-number"]),
        (2, "借受", []),
        (3, "貸出", ["era-contradicts"]),
        (3, "借受", ["era-contradicts", "negative"]),
        (4, "貸出", ["no-period"]),
        (4, "借受", ["no-period"]),
        (5, "貸出", ["not-begun"]),
        (5, "借受", ["not-begun", "not-whole"]),
        (6, "貸出", ["not-a-number", "bad-character"]),
        (6, "借受", ["bad-character", "too-large"]),
    ]
    with pytest.raises(InputRefused):
        figure_runs.take(run, version=run.version, actor=SYSTEM)
    assert not Entry.objects.exists()
    assert not Statement.objects.exists()

    run.refresh_from_db()
    run = figure_runs.take(run, version=run.version, actor=SYSTEM, only_good=True)
    assert Entry.objects.get().quantity == 80


def test_what_passes_within_one_institution_and_what_is_hidden_is_left_out() -> None:
    office = institution()
    library("試験北図書館")
    text = "貸,借,冊\n試験北図書館,試験北図書館,4\n試験北図書館,,***\n試験北図書館,,-\n"

    run = shown(
        office, text, mapping("institution", "partner", "figure", counted=LENT, fiscal_year=2025)
    )

    assert ends(run) == {2: "left", 3: "left"}
    assert codes(run) == {2: ["to-itself"], 3: ["not-known"]}


def test_the_same_figures_in_another_document_are_not_counted_twice() -> None:
    own = institution()
    taken(own, YEARLY, mapping(*COLUMNS, about=own))

    again = shown(own, YEARLY + "令和5年度,9,\n", mapping(*COLUMNS, about=own))
    other = shown(own, YEARLY.replace("120", "125"), mapping(*COLUMNS, about=own))
    month = shown(own, "年度,貸出,借受\n2025-04,3,\n", mapping(*COLUMNS, about=own))

    assert again.counts["same"] == 4
    assert again.counts["new"] == 1
    assert codes(other) == {2: ["stated-before"]}
    assert codes(month) == {2: ["stated-before"]}


def test_the_same_document_is_taken_once() -> None:
    own = institution()
    taken(own, YEARLY, mapping(*COLUMNS, about=own), title="年報")

    second = shown(own, YEARLY, mapping("period", f"counted:{LENT.code.replace('loan', 'copy')}", about=own))  # fmt: skip

    with pytest.raises(AlreadyDone) as refusal:
        figure_runs.take(second, version=second.version, actor=SYSTEM)
    assert refusal.value.place == "年報"
    assert Entry.objects.count() == 4


def test_against_what_is_recorded_here_it_is_contested_and_an_administrator_waited_for() -> None:
    own, other = institution(), institution()
    ledger.post(Deed("test.deed/1", (loan(own, other, 7, day=date(2025, 5, 1)),)), SYSTEM)

    run = taken(own, "年度,貸出,借受\n令和7年度,12,\n", mapping(*COLUMNS, about=own))

    assert codes(run) == {2: ["another-stands"]}
    assert run.lines.get().outcome == Outcome.CONTESTED
    choice = Choice.objects.get()
    assert (choice.voice, choice.contested) == (Voice.RECORDED, True)
    assert [wait.role for wait in open_waits(choice)] == ["admin"]

    ledger.decide(choice.pk, Voice.GIVER, reason="年報が正しい", actor=admin_of(own))
    run.refresh_from_db()
    figure_runs.undo(run, version=run.version, reason="ほかの年の数でした", actor=SYSTEM)
    assert not Choice.objects.exists()


def test_taken_back_everything_is_reversed_and_the_document_may_come_again() -> None:
    own = institution()
    run = taken(own, YEARLY, mapping(*COLUMNS, about=own))

    run = figure_runs.undo(run, version=run.version, reason="列を取り違えました", actor=SYSTEM)

    assert run.state == RunState.UNDONE
    assert sum(GivenMonth.objects.values_list("entries", flat=True)) == 0
    assert Entry.objects.filter(reversal=True).count() == 4
    assert ledger.verify().is_clean
    taken(
        own,
        YEARLY,
        mapping("period", f"counted:{BORROWED.code}", f"counted:{LENT.code}", about=own),
    )
    assert ledger.verify().is_clean
    assert GivenMonth.objects.get(fiscal_year=2024, giver=own).quantity == 80


def test_a_closed_year_asks_for_a_reason_and_marks_the_figures() -> None:
    own = institution()
    ledger.close_year(own, 2024, actor=admin_of(own))
    run = shown(own, YEARLY, mapping(*COLUMNS, about=own))
    assert codes(run) == {2: ["late", "late"]} or codes(run) == {2: ["late"]}
    assert figure_runs.comes_late(run)

    with pytest.raises(InputRefused):
        figure_runs.take(run, version=run.version, actor=SYSTEM)
    run.refresh_from_db()
    figure_runs.take(run, version=run.version, actor=SYSTEM, reason="年報が遅れました")

    assert list(Entry.objects.filter(late=True).values_list("fiscal_year", flat=True)) == [
        2024,
        2024,
    ]


def test_a_step_is_taken_once_and_only_from_its_state() -> None:
    own = institution()
    run = shown(own, YEARLY, mapping(*COLUMNS, about=own))
    seen = run.version
    figure_runs.take(run, version=seen, actor=SYSTEM)

    with pytest.raises(VersionMovedOn):
        figure_runs.take(run, version=seen, actor=SYSTEM)
    run.refresh_from_db()
    with pytest.raises(TransitionRefused):
        figure_runs.take(run, version=run.version, actor=SYSTEM)
    with pytest.raises(TransitionRefused):
        figure_runs.drop(run, version=run.version, actor=SYSTEM)
    assert Entry.objects.count() == 4


def test_who_speaks_for_another_institution_sends_nothing_in_its_name() -> None:
    own, other = institution(), institution()

    with pytest.raises(NotAllowed):
        sent(other, YEARLY, actor=editor_of(own))
    assert sent(other, YEARLY, actor=region_office(own)).institution_id == other


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 not a table", b"PK\x03\x04 no workbook", b'a,b\n"open,1\n', b"\xff\xfe\x00", "だけ".encode()],
)  # fmt: skip
def test_what_is_no_table_is_refused_and_leaves_nothing(content: bytes) -> None:
    own = institution()

    with pytest.raises((Unreadable, InputRefused)):
        sent(own, content)
    assert not FigureRun.objects.exists()
    assert not list((Path(settings.MEDIA_ROOT) / "statements").glob("*"))


@pytest.mark.parametrize("coding", ["utf-8-sig", "cp932", "euc_jp", "utf-16", "iso-2022-jp"])
def test_a_table_is_read_in_the_coding_it_is_in(coding: str) -> None:
    own = institution()

    run = shown(own, YEARLY.encode(coding), mapping(*COLUMNS, about=own))

    assert run.counts["new"] == 4


def test_too_many_figures_are_refused() -> None:
    own = institution()
    rows = "".join(f"令和7年度,{n},\n" for n in range(5_001))
    run = sent(own, "年度,貸出,借受\n" + rows)

    with pytest.raises(InputRefused):
        figure_runs.choose_columns(
            run, mapping(*COLUMNS, about=own), version=run.version, actor=SYSTEM
        )
    run.refresh_from_db()
    assert run.state == RunState.COLUMNS


def test_a_dropped_file_is_gone_and_a_forgotten_one_is_dropped_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = institution()
    dropped, forgotten = sent(own, YEARLY), sent(own, YEARLY)
    kept = taken(own, YEARLY, mapping(*COLUMNS, about=own))
    figure_runs.drop(dropped, version=dropped.version, actor=SYSTEM)
    assert drop_forgotten() == 0
    FigureRun.objects.update(created_at=date(2020, 1, 1).isoformat() + "T00:00:00Z")

    assert drop_forgotten() == 2

    assert list(FigureRun.objects.values_list("pk", flat=True)) == [kept.pk]
    files = {path.name for path in (Path(settings.MEDIA_ROOT) / "statements").iterdir()}
    assert str(forgotten.pk) not in files
    assert str(kept.pk) in files


def test_the_senders_form_is_one_row_however_often_it_is_used() -> None:
    own = institution()
    for _ in range(2):
        shown(own, YEARLY, mapping(*COLUMNS, about=own))
    shown(own, YEARLY, mapping(*COLUMNS, about=own), sender="別の課")

    assert FigureForm.objects.count() == 2


def test_each_step_leaves_a_row_in_the_trail() -> None:
    own = institution()
    run = taken(own, YEARLY, mapping(*COLUMNS, about=own))
    figure_runs.undo(run, version=run.version, reason="やりなおし", actor=SYSTEM)

    said = set(AuditRow.objects.values_list("action", flat=True))
    assert said >= {"figurerun.send", "figurerun.show", "figurerun.take", "statement.give", "figurerun.undo", "statement.withdraw"}  # fmt: skip
