"""A file with a row for each indicator: figures recorded, contested ones decided by a second person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.ledger.factories import editor_of, institution
from tests.ledger.statements.factories import (
    SYSTEM,
    checker_of,
    codes,
    ends,
    indicator,
    mapping,
    officer_of,
    shown,
    taken,
)
from yuinowa.core.waits import open_waits
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.ledger.domain.figure_runs import Aim, Decision
from yuinowa.ledger.domain.indicators import Figure, Nature, Source
from yuinowa.ledger.models import FigureLine, FigureRun, Indicator, IndicatorValue
from yuinowa.ledger.queries.saved import newest_metrics
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.services.indicators import (
    confirm_actual,
    feed_from_metric,
    record_actual,
    standing,
)
from yuinowa.ledger.services.metrics import load_shipped_metrics

pytestmark = pytest.mark.django_db
HEAD = "指標,R6,R7,備考\n"
COLUMNS = mapping("indicator", "year:2024", "year:2025", "remark")


def read(own: int, text: str, *, sender: str = "電子図書館の業者") -> FigureRun:
    return shown(
        own, HEAD + text, COLUMNS, aim=Aim.INDICATORS, actor=officer_of(own), sender=sender
    )


def take(own: int, text: str, **more: str) -> FigureRun:
    run = read(own, text, **more)
    return figure_runs.take(run, version=run.version, actor=officer_of(own))


def number(made: Indicator, year: int) -> Decimal | None:
    value = standing(made, year)
    return None if value is None else value.number


def test_a_row_for_each_indicator_becomes_figures_with_document_and_row() -> None:
    own = institution()
    loans, share = indicator(own, "eloans", "電子書籍の貸出数"), indicator(own, "share", decimals=1, unit="%", nature=Nature.SURVEY)  # fmt: skip

    run = take(own, '電子書籍の貸出数,24190,"45,267",会員のみ\nshare,,85.5%,\n')

    assert (number(loans, 2024), number(loans, 2025), number(share, 2025)) == (24190, 45267, Decimal("85.5"))  # fmt: skip
    value = standing(loans, 2025)
    assert value is not None
    assert (value.provenance, value.source_note) == (Source.IMPORT, f"{run.title}、2行目 会員のみ")
    assert run.statement is not None
    assert FigureLine.objects.get(value=value).number == 2


def test_an_indicator_that_nobody_knows_is_said_by_hand() -> None:
    own = institution()
    loans = indicator(own, "eloans", "電子書籍の貸出数")
    run = read(own, "電子書籍貸出,1,2,\n合計,3,4,\n")
    assert codes(run) == {2: ["unknown-indicator"], 3: ["unknown-indicator"]}

    run = figure_runs.say_words(
        run, indicators={"電子書籍貸出": loans.pk, "合計": 0}, institutions={}, kinds={}, version=run.version, actor=officer_of(own)
    )  # fmt: skip

    assert run.counts["new"] == 2
    assert run.counts["left"] == 2


def test_an_indicator_of_another_institution_is_none_of_ours() -> None:
    own = institution()
    other = indicator(institution(), "eloans")
    run = read(own, "eloans,1,2,\n")

    run = figure_runs.say_words(
        run, indicators={"eloans": other.pk}, institutions={}, kinds={}, version=run.version, actor=officer_of(own)
    )  # fmt: skip

    assert run.counts["new"] == 0


@pytest.mark.parametrize(
    ("row", "fault", "more"),
    [
        ("x,1,101%,", "over-hundred", {"unit": "%", "nature": Nature.SURVEY}),
        ("x,1,-3%,", "over-hundred", {"unit": "%", "nature": Nature.RATE}),
        ("x,1,1000000000000000000,", "too-large", {}),
        ("x,1,1.1234567,", "too-fine", {}),
        ("x,1,-3,", "negative", {}),
        ("x,1,多い,", "not-a-number", {}),
        (",1,2,", "no-indicator", {}),
    ],
)
def test_impossible_figures_are_told(row: str, fault: str, more: dict[str, Any]) -> None:
    own = institution()
    indicator(own, "x", **more)

    assert fault in codes(read(own, row + "\n"))[2]


def test_a_figure_said_twice_is_refused_both_times() -> None:
    own = institution()
    indicator(own, "x")

    assert codes(read(own, "x,1,,\nx,2,,\n")) == {2: ["said-twice"], 3: ["said-twice"]}


def test_what_is_counted_from_the_ledger_is_not_read_from_a_file() -> None:
    load_shipped_metrics()
    own = institution()
    made = indicator(own, "x")
    feed_from_metric(made.pk, newest_metrics()[0], actor=SYSTEM)

    assert codes(read(own, "x,1,,\n")) == {2: ["fed-by-metric"]}


def test_another_figure_is_contested_until_a_second_person_decides() -> None:
    own = institution()
    made = indicator(own, "x")
    stands = record_actual(made.pk, 2025, Figure(number=Decimal(10)), actor=editor_of(own))

    run = take(own, "x,,12,\n")

    line = run.lines.get()
    assert (line.outcome, line.stood_id, line.value_id) == ("contested", stands.pk, None)
    assert number(made, 2025) == 10
    stands.refresh_from_db()
    assert stands.contested
    wait = open_waits(line).get()
    assert (wait.role, wait.verb, wait.institution) == ("plan_checker", "decide", own)
    with pytest.raises(WrongState):
        confirm_actual(stands.pk, actor=checker_of(own))

    figure_runs.decide(line.pk, Decision.FILE, reason="業者の確定値", actor=checker_of(own))

    value = standing(made, 2025)
    assert value is not None
    assert (value.number, value.revision, value.reason) == (12, 2, "業者の確定値")
    assert not open_waits(line).exists()
    confirm_actual(value.pk, actor=checker_of(own))


def test_the_figure_that_stands_may_go_on_standing() -> None:
    own = institution()
    made = indicator(own, "x")
    stands = record_actual(made.pk, 2025, Figure(number=Decimal(10)), actor=editor_of(own))
    line = take(own, "x,,12,\n").lines.get()

    figure_runs.decide(
        line.pk, Decision.STANDS, reason="業者は会員外を数える", actor=checker_of(own)
    )

    assert number(made, 2025) == 10
    stands.refresh_from_db()
    assert not stands.contested
    with pytest.raises(AlreadyDone):
        figure_runs.decide(line.pk, Decision.FILE, reason="やはり", actor=checker_of(own))


def test_who_took_the_file_in_does_not_decide_and_an_officer_neither() -> None:
    own = institution()
    made = indicator(own, "x")
    record_actual(made.pk, 2025, Figure(number=Decimal(10)), actor=editor_of(own))
    line = take(own, "x,,12,\n").lines.get()

    with pytest.raises(WrongState):
        figure_runs.decide(line.pk, Decision.FILE, reason="x", actor=checker_of(own, person=31))
    with pytest.raises(NotAllowed):
        figure_runs.decide(line.pk, Decision.FILE, reason="x", actor=officer_of(own, person=33))
    with pytest.raises(InputRefused):
        figure_runs.decide(line.pk, Decision.FILE, reason=" ", actor=checker_of(own))


def test_the_same_sender_says_it_anew_until_it_is_final() -> None:
    own = institution()
    made = indicator(own, "x")
    take(own, "x,,12,\n")

    assert codes(read(own, "x,,13,\n")) == {2: ["changes"]}
    assert codes(read(own, "x,,13,\n", sender="別の業者")) == {2: ["another-stands"]}
    assert ends(read(own, "x,,12.0,\n", sender="別の業者")) == {2: "same"}
    take(own, "x,,13,\n")
    value = standing(made, 2025)
    assert value is not None
    assert (value.number, value.revision) == (13, 2)
    confirm_actual(value.pk, actor=checker_of(own))
    assert ends(read(own, "x,,14,\n")) == {2: "contested"}


def test_a_figure_recorded_after_the_preview_stops_the_taking() -> None:
    own = institution()
    made = indicator(own, "x")
    indicator(own, "y")
    run = read(own, "y,,1,\nx,,12,\n")
    record_actual(made.pk, 2025, Figure(number=Decimal(10)), actor=editor_of(own))

    with pytest.raises(VersionMovedOn):
        figure_runs.take(run, version=run.version, actor=officer_of(own))

    assert IndicatorValue.objects.count() == 1


def test_taken_back_what_stood_before_stands_again() -> None:
    own = institution()
    made = indicator(own, "x")
    take(own, "x,,12,\n")
    run = take(own, "x,5,13,\n")

    figure_runs.undo(run, version=run.version, reason="ちがう年の表でした", actor=officer_of(own))

    assert number(made, 2025) == 12
    value = standing(made, 2024)
    assert value is not None
    assert (value.number, value.blank, value.reason) == (None, "pending", "ちがう年の表でした")


def test_taken_back_a_contested_figure_waits_for_nobody() -> None:
    own = institution()
    made = indicator(own, "x")
    stands = record_actual(made.pk, 2025, Figure(number=Decimal(10)), actor=editor_of(own))
    run = take(own, "x,,12,\n")
    line = run.lines.get()

    figure_runs.undo(run, version=run.version, reason="ちがう表でした", actor=officer_of(own))

    assert not open_waits(line).exists()
    stands.refresh_from_db()
    assert not stands.contested
    with pytest.raises(WrongState):
        figure_runs.decide(line.pk, Decision.FILE, reason="x", actor=checker_of(own))


def test_what_was_made_final_is_not_taken_back() -> None:
    own = institution()
    made = indicator(own, "x")
    run = take(own, "x,5,13,\n")
    value = standing(made, 2025)
    assert value is not None
    confirm_actual(value.pk, actor=checker_of(own))

    with pytest.raises(WrongState):
        figure_runs.undo(run, version=run.version, reason="ちがう表でした", actor=officer_of(own))

    assert (number(made, 2024), number(made, 2025)) == (5, 13)


def test_figures_of_indicators_are_sent_by_the_institution_itself() -> None:
    own, other = institution(), institution()

    with pytest.raises(NotAllowed):
        taken(other, HEAD, COLUMNS, aim=Aim.INDICATORS, actor=officer_of(own))
