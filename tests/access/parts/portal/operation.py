"""A job that used up its tries; what it is about is nobody's to read."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.models import Job, JobState, Lane


def fill(world: World) -> None:
    world.keep("job", _failed_job)


def _failed_job(word: str) -> Model:
    now = clock.now()
    return Job.objects.create(
        handler="search.index",
        key=word,
        payload={"word": word},
        lane=Lane.INDEX,
        run_after=now,
        created_at=now,
        finished_at=now,
        state=JobState.FAILED,
        error=f"ValueError: '{word}'",
    )


SAMPLES = {
    **{
        f"portal:operate{page}": Sample(("job",))
        for page in ("", "-jobs", "-mail", "-schedule", "-settings", "-hosts")
    },
    "portal:operate-job-again": Sample(("job",), pk),
    "portal:operate-letter": Sample(
        ("job",), lambda _world, _kind: {"name": "20261121-101010-7-1"}
    ),
    "ui:error": Sample(fill=lambda _world, _kind: {"code": "not-found"}),
}
ROLES = {"job": ("any", "operator")}
