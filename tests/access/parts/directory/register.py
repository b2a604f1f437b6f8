"""A number of ``own`` with an application for its change, and a file that the office is looking at."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.directory.models import ImportRun, RegisterApplication, RegisterEntry

_ISIL = "JP-9900001"


def fill(world: World) -> None:
    own, office = world.institutions["own"], world.institutions["office"]
    entry = RegisterEntry.objects.create(
        isil=_ISIL,
        name="試験図書館",
        section="public",
        registered="2011/10/1 0:00:00",
        registered_on=date(2011, 10, 1),
        search="jp9900001",
        institution=own,
    )
    world.keep("isil_application", partial(_application, entry))
    world.objects["isil_run"] = ImportRun.objects.create(
        kind="isil",
        file_name="isil.csv",
        digest="0" * 64,
        mapping={"head": [], "section": "public"},
        counts={"read": 0},
        for_institution=office,
        created_at=clock.now(),
    )


def _application(entry: RegisterEntry, word: str) -> Model:
    return RegisterApplication.objects.create(
        kind="change",
        section="public",
        applicant_id=entry.institution_id or 0,
        entry=entry,
        name=word,
        reason=word,
        created_at=clock.now(),
    )


_RUN = Sample(("isil_run",), pk)
_ENTRY = Sample(("isil_application",), lambda _world, _kind: {"isil": _ISIL})
SAMPLES = {
    **{f"isil:run-{page}": _RUN for page in ("detail", "notes", "take", "again", "drop", "undo")},
    "isil:register-export": Sample(fill=lambda _world, _kind: {"section": "public"}),
    "isil:entry-detail": Sample(fill=lambda _world, _kind: {"isil": _ISIL}),
    "isil:entry-change": _ENTRY,
    "isil:entry-abolish": _ENTRY,
    "isil:application-detail": Sample(("isil_application",), pk),
    "isil:application-act": Sample(
        ("isil_application",), lambda world, kind: pk(world, kind) | {"action": "check"}
    ),
}
ROLES = dict.fromkeys(("isil_application", "isil_run"), ("any", "admin", "region_admin"))
