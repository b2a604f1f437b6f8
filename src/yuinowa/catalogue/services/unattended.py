"""Sources that the clock asks: harvests that begin by themselves, and what becomes of them, and of files out of the
watched folder (``folders``), while nobody looks.
"""

from __future__ import annotations

import logging

from django.db.models import Max

from yuinowa.accounts.queries import roles_at
from yuinowa.catalogue.domain.harvests import is_due, may_be_taken_unasked
from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.sources import Rhythm, RunState, Way
from yuinowa.catalogue.labels.taking_in import THEN_FETCHED, THEN_LAID, THEN_TAKEN
from yuinowa.catalogue.models import Harvest, Run, Source
from yuinowa.catalogue.services import harvests
from yuinowa.catalogue.services.runs import steps, storage
from yuinowa.core import clock, waits
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, YuinowaError
from yuinowa.kernel.workflow import Verb

logger = logging.getLogger(__name__)


def start_due() -> int:
    """Ask the servers of all sources whose night it is; how many. One that cannot be begun delays no other (R18)."""
    sources = Source.objects.filter(way=Way.OAI.value, is_active=True).exclude(rhythm="")
    begun = 0
    for source in sources.annotate(last=Max("runs__created_at")).order_by("pk"):
        if not is_due(Rhythm(source.rhythm), source.last, now=clock.now()):
            continue
        try:
            begun += _begin(source)
        except YuinowaError as fault:
            logger.warning("source %s was not asked: %s", source.pk, fault.code)
    return begun


def _begin(source: Source) -> bool:
    """What failed in an earlier night goes on; where something is under way or waits for a person, nothing begins."""
    last = source.runs.order_by("-created_at", "-pk").first()
    system = Actor.system()
    if last is not None and last.state in harvests.UNDER_WAY:
        return False
    if last is not None and last.state == RunState.FAILED and last.by_itself:
        if _asks_the_same(last, source) and not harvests.is_fetched(last):
            harvests.go_on(last, version=last.version, actor=system)
            return True
        steps.drop(last, version=last.version, actor=system)
    harvests.start(source, is_full=False, actor=system, by_itself=True)
    return True


def _asks_the_same(run: Run, source: Source) -> bool:
    return Harvest.objects.filter(
        pk=run.pk, address=source.address, prefix=source.prefix, selection=source.selection
    ).exists()


def settle(run_id: int) -> None:
    """After a job: a run of the clock's is taken if that is safe, else whoever keeps the source is waited for."""
    run = Run.objects.select_related("source__owner").filter(pk=run_id, by_itself=True).first()
    if run is None:
        return
    if run.state == RunState.FAILED:
        _wait_for_keeper(run, THEN_LAID if run.laid_as else THEN_FETCHED)
    elif run.state == RunState.COLUMNS:
        _wait_for_keeper(run, THEN_TAKEN)
    elif run.state == RunState.PREVIEW:
        _take_or_wait(run)


def _take_or_wait(run: Run) -> None:
    counts = run.counts
    if not any(counts.get(name) for name in ("new", "changed", "deleted", "gone")):
        steps.finish(run, RunAction.FIND_NOTHING, lambda _row: None)
        storage.remove(run)
        return
    standing = run.source.records.filter(is_deleted=False).count()
    is_confirmed = run.source.runs.filter(state=RunState.APPLIED.value).exists()
    if run.source.takes_itself and may_be_taken_unasked(
        counts, standing=standing, is_confirmed=is_confirmed
    ):
        try:
            steps.have_taken(run, version=run.version, actor=Actor.system(), gone_too=True)
        except InputRefused:
            _wait_for_keeper(run, THEN_TAKEN)
        return
    _wait_for_keeper(run, THEN_TAKEN)


def _wait_for_keeper(run: Run, then_what: str) -> None:
    """The next step of the run, whoever takes it, ends the wait (``core.move``)."""
    owner = run.source.owner
    roles = roles_at({owner.pk}).get(owner.pk, set())
    waits.open_wait(
        subject=run,
        step=run.state,
        label=f"{run.source.name} {run.file_name}",
        institution=owner.pk,
        institution_label=owner.name,
        role=(Role.EDITOR if Role.EDITOR in roles else Role.ADMIN).value,
        verb=Verb.CHECK,
        then_what=then_what,
        url=run.get_absolute_url(),
    )
