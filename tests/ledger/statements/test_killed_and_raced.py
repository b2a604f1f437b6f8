"""kill -9 in the middle of taking a file, and two people who take the same figures at once (R31, R33)."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.ledger.factories import institution
from tests.ledger.statements.factories import BORROWED, LENT, SYSTEM, mapping, shown
from tests.processes import environment, rows_in
from tests.races import at_once, refusals
from yuinowa.kernel.errors import AlreadyDone, VersionMovedOn
from yuinowa.ledger.models import Entry, FigureRun, GivenMonth
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.services.figure_runs import exchanges
from yuinowa.ledger.services.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 3
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
TEXT = "年度,貸出,借受\n令和6年度,120,80\n令和7年度,130,90\n"
COLUMNS = ("period", f"counted:{LENT.code}", f"counted:{BORROWED.code}")


class Taker:
    """Takes the same file in processes of their own, all of them on one database."""

    def __init__(self, forks: Forks, run: FigureRun, database: str) -> None:
        self.forks, self.run, self.database = forks, run, database

    def lives(self) -> None:
        self.forks.lives(self.run.pk, "never")

    def dies(self, moment: int | str, *apart: str) -> str:
        """Killed before a statement or the commit; what the process had printed by then."""
        return self.forks.dies(self.run.pk, moment, *apart)

    def rows(self) -> dict[str, int]:
        """How many rows each table has that has any."""
        return {table: rows for table, rows in rows_in(self.database).items() if rows}


@pytest.fixture
def taker(tmp_path: Path) -> Iterator[Taker]:
    library = institution()
    run = shown(library, TEXT, mapping(*COLUMNS, about=library))
    own = environment(tmp_path)
    with Forks("tests.ledger.statements.take_process", own) as forks:
        yield Taker(forks, run, own["YUINOWA_DATABASE_URL"])


def test_a_file_is_taken_whole_or_not_at_all(taker: Taker) -> None:
    before = taker.rows()
    statements = int(taker.dies("commit"))
    assert taker.rows() == before

    for moment in CHANCE.sample(range(1, statements + 1), KILLS):
        taker.dies(moment)
        assert taker.rows() == before, moment
    taker.lives()

    whole = taker.rows()
    assert (whole["ledger_entry"], whole["ledger_statement"]) == (4, 1)


def test_the_twin_that_counts_apart_from_the_step_is_found_out(taker: Taker) -> None:
    before = taker.rows()
    statements = int(taker.dies("commit"))

    taker.dies(statements, "--apart")

    assert taker.rows() != before


# ---------------------------------------------------------------- two at once


def take(run: FigureRun) -> FigureRun:
    return figure_runs.take(run, version=run.version, actor=SYSTEM)


def test_of_two_who_take_one_file_at_once_one_does() -> None:
    own = institution()
    run = shown(own, TEXT, mapping(*COLUMNS, about=own))

    outcomes = at_once([partial(take, run)] * 2)

    assert refusals(outcomes) == [VersionMovedOn]
    assert Entry.objects.count() == 4


def test_of_two_who_send_the_same_document_at_once_one_is_counted() -> None:
    own = institution()
    runs = [shown(own, TEXT, mapping(*COLUMNS, about=own)) for _ in range(2)]

    outcomes = at_once([partial(take, run) for run in runs])

    assert refusals(outcomes) == [AlreadyDone]
    assert Entry.objects.count() == 4
    assert verify().is_clean


def same_figures_in_two_documents() -> list[FigureRun]:
    own = institution()
    return [shown(own, text, mapping(*COLUMNS, about=own)) for text in (TEXT, TEXT + "\n")]


def test_of_two_documents_with_the_same_figures_one_is_counted() -> None:
    outcomes = at_once([partial(take, run) for run in same_figures_in_two_documents()])

    assert refusals(outcomes) == [VersionMovedOn]
    assert GivenMonth.objects.get(fiscal_year=2024, giver__gt=0).quantity == 120


def test_the_twin_that_does_not_look_again_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanges, "meets_what_stands", lambda _run, _legs: False)

    outcomes = at_once([partial(take, run) for run in same_figures_in_two_documents()])

    assert refusals(outcomes) == []
    assert GivenMonth.objects.get(fiscal_year=2024, giver__gt=0).quantity == 240
