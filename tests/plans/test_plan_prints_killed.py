"""kill -9 while a plan's file is printed: it is whole or absent, and its job makes it when it runs again (R33)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks import Forks
from tests.plans.factories import an_owner, own_plan
from tests.processes import environment, rows_in
from yuinowa.core.rights import Actor
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange.papers import PlanPaper
from yuinowa.plans.models import FileRun
from yuinowa.plans.queries import printed_plan
from yuinowa.plans.services.file_runs import begin_file

pytestmark = pytest.mark.django_db(transaction=True)
#: Connecting to a database sends a few statements; after so many the deed has begun.
BEGUN = 5
WHOLE = [b"%PDF"]


@pytest.fixture
def run() -> FileRun:
    plan = own_plan(an_owner("試験市"))
    begin_file(PlanPaper(printed_plan(plan, Actor.nobody())), FileForm.PDF, actor=Actor.nobody())
    return FileRun.objects.get()


@pytest.mark.parametrize("moment", [BEGUN, BEGUN + 8, "written", "kept"])
def test_a_file_is_whole_or_absent_and_made_when_its_job_runs_again(
    run: FileRun, tmp_path: Path, moment: int | str
) -> None:
    own, folder = environment(tmp_path), tmp_path / "plan-files"
    before = rows_in(own["YUINOWA_DATABASE_URL"])
    with Forks("tests.plans.file_process", own) as forks:
        forks.dies(run.pk, folder, moment)

        assert rows_in(own["YUINOWA_DATABASE_URL"]) == before
        may_be: dict[int | str, list[list[bytes]]] = {"kept": [WHOLE], "written": [[]]}
        assert _kept(folder) in may_be.get(moment, [[], WHOLE])

        forks.lives(run.pk, folder, "never")
        forks.lives(run.pk, folder, "never")

    assert _kept(folder) == WHOLE
    # The end of the work, once.
    after = rows_in(own["YUINOWA_DATABASE_URL"])
    assert after == before | {"core_audit": before["core_audit"] + 1}


def _kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob("*.pdf")]
