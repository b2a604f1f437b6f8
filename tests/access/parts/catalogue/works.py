"""A work that everybody finds, one that nobody finds, and one that was joined to the first."""

from __future__ import annotations

from functools import partial

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from tests.catalogue import factories as make
from yuinowa.catalogue.domain.records import Holding
from yuinowa.core.rights import Level
from yuinowa.directory.models import Institution

WORKS = ("work_shown", "work_hidden", "work_joined")


def fill(world: World) -> None:
    owner = world.institutions["own"]
    world.keep("work_shown", partial(_work, owner, Level.PUBLIC))
    world.keep("work_hidden", partial(_work, owner, Level.PRIVATE))
    world.keep("work_joined", partial(_joined, world))


def _work(owner: Institution, level: Level, word: str) -> Model:
    work = make.work(is_shown=level is Level.PUBLIC)
    make.record(
        word,
        of=make.source(owner, level=level),
        edition_=make.edition(work),
        responsibility=word,
        # A place: who reads the page reads how it is called.
        holdings=(Holding(branch="01", call_number="718"),),
    )
    return work


def _joined(world: World, _word: str) -> Model:
    return make.work(is_shown=False, moved_to=world.objects["work_shown"])


SAMPLES = {
    "catalogue:work-detail": Sample(WORKS, pk),
    "catalogue:work-linked": Sample(WORKS, pk),
    "catalogue:work-ris": Sample(WORKS, pk),
    "catalogue:work-bibtex": Sample(WORKS, pk),
    "catalogue:work-marc": Sample(WORKS, pk),
    "api:work-detail": Sample(WORKS, lambda world, kind: {"work_id": world.pk(kind)}),
}
ROLES = dict.fromkeys(WORKS, ("any",))
