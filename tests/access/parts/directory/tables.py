"""A table of institutions that the office has sent and looked at, not yet taken."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.directory.models import ImportLine, ImportRun, Institution


def fill(world: World) -> None:
    world.keep("table", partial(_table, world.institutions["office"]))


def _table(office: Institution, word: str) -> Model:
    run = ImportRun.objects.create(
        kind="institutions",
        state="preview",
        file_name=word,
        for_institution=office,
        created_at=clock.now(),
    )
    ImportLine.objects.create(
        run=run, number=2, label=word, outcome="new", after={"values": {"name": word}}
    )
    return run


SAMPLES = {
    # The lists and the new one have no object of their own, and the same people may use them.
    **{
        f"directory:{page}": Sample(("table",))
        for page in ("import-list", "import-new", "overdue-list", "overdue-export")
    },
    **{
        f"directory:import-{page}": Sample(("table",), pk)
        for page in (
            "detail",
            "columns",
            "back",
            "again",
            "take",
            "drop",
            "undo",
            "faults",
            "changes",
        )
    },
}
ROLES = {"table": ("any", "coordinator")}
