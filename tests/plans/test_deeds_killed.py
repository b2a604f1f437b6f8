"""kill -9 while a year is opened, a rule is adopted, a filled form is taken: all of it or nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.plans.factories import an_owner, own_plan
from tests.plans.returned.books import an_open_plan, fill, form_of, send, tab_of
from tests.processes import environment, rows_in
from yuinowa.plans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
deeds = pytest.mark.parametrize("doer", ["open", "adopt", "take"], indirect=True)


class Doer:
    """Does one deed in processes of their own, all of them on one plan."""

    def __init__(self, forks: Forks, deed: str, plan: int, database: str) -> None:
        self.forks, self.deed, self.plan, self.database = forks, deed, plan, database

    def lives(self) -> None:
        self.forks.lives(self.deed, self.plan, "never")

    def dies(self, moment: int | str, *apart: str) -> str:
        """Killed before a statement or the commit; what the process had printed by then."""
        return self.forks.dies(self.deed, self.plan, moment, *apart)

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return rows_in(self.database)


@pytest.fixture
def doer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Doer]:
    deed: str = request.param
    plan = with_a_form() if deed == "take" else own_plan(an_owner("試験市", region_office=True))
    own = environment(tmp_path)
    with Forks("tests.plans.deed_process", own) as forks:
        yield Doer(forks, deed, plan.pk, own["YUINOWA_DATABASE_URL"])


def with_a_form() -> Plan:
    """A plan with a filled form that changes two sheets, one of them with figures for the ledger."""
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    fill(tab_of(book, "1-2-1"), "figure-1", "1,200")
    fill(tab_of(book, "1-2-1"), "text-issues-1", "人が足りない。")
    send(plan, who, book)
    return plan


@deeds
def test_a_deed_is_done_whole_or_not_at_all(doer: Doer) -> None:
    before = doer.rows()
    statements = int(doer.dies("commit"))
    assert doer.rows() == before

    for moment in CHANCE.sample(range(1, statements + 1), KILLS):
        doer.dies(moment)
        assert doer.rows() == before, moment
    doer.lives()

    whole = doer.rows()
    assert whole != before
    doer.lives()
    assert doer.rows() == whole


@deeds
def test_the_twin_without_the_one_transaction_is_found_out(doer: Doer) -> None:
    before = doer.rows()
    statements = int(doer.dies("commit"))

    doer.dies(statements * 2 // 3, "--apart")

    assert doer.rows() != before
