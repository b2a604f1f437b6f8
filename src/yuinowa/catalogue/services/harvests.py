"""A library's server is asked for its records (OAI-PMH): begun by a person or the clock, fetched by a job."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.harvests import asks_for_all, since_of
from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.sources import RunState, Way
from yuinowa.catalogue.exchange import harvest_file, harvesting
from yuinowa.catalogue.labels.harvests import words_of_end, words_of_fault
from yuinowa.catalogue.models import Harvest, Run, Source
from yuinowa.catalogue.queries.harvests import past_of
from yuinowa.catalogue.services.runs import steps
from yuinowa.catalogue.services.runs.storage import file_of
from yuinowa.core import clock, outbox
from yuinowa.core.fetching import Client, approved_client
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, Unavailable, WrongState
from yuinowa.standards import harvest as machine
from yuinowa.standards.harvest import End, Order, State
from yuinowa.standards.harvest_kept import plain, unplain
from yuinowa.standards.oaipmh_answers import Page

FETCH_JOB = "catalogue.fetch"
#: A job asks so long, then the next one goes on: another source's harvest is not held up (R18).
STRETCH = timedelta(minutes=1)
#: More is not kept on the disk, whatever a target sends.
MOST_BYTES = 8 << 30
#: Files in these states are before somebody, or a job is at them: a source is not asked twice at once.
UNDER_WAY = (RunState.FETCHING, RunState.READING, RunState.PREVIEW, RunState.TAKING, RunState.UNDOING)  # fmt: skip


@transaction.atomic
def start(source: Source, *, is_full: bool, actor: Actor, by_itself: bool = False) -> Run:
    """A new run that a job fills with what the library's server has: all of it, or what is new since the last.

    ``by_itself``: the clock began it.

    Raises:
        NotAllowed: ``actor`` does not keep the source.
        WrongState: the source is not harvested, or an earlier harvest is not finished.
    """
    require(actor, "source.send", source)
    locked = lock(Source, source.pk)
    if locked.way != Way.OAI:
        raise WrongState(_("The records of this source are sent as files."), next_step=_("Send a file."))  # fmt: skip
    if locked.runs.filter(state__in=UNDER_WAY).exists():
        raise WrongState(
            _("What was fetched before is not taken or dropped yet."),
            next_step=_("Open it, and take or drop it first."),
        )
    run = Run(
        source=locked,
        state=RunState.COLUMNS.value,
        file_name=" ".join(filter(None, (urlsplit(locked.address).hostname, locked.prefix, locked.selection)))[:200],
        is_full=is_full,
        person=actor.person,
        by_itself=by_itself,
        created_at=clock.now(),
    )  # fmt: skip
    run.full_clean()
    run.save()
    Harvest.objects.create(
        run=run, address=locked.address, prefix=locked.prefix, selection=locked.selection
    )
    return _have_fetched(run, version=run.version, actor=actor)


@transaction.atomic
def go_on(run: Run, *, version: int, actor: Actor) -> Run:
    """Ask again where a harvest ended early: for the same page where the server was away, else anew.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    harvest = lock(Harvest, run.pk)
    state = machine.resumed(unplain(harvest.kept)) if "order" in harvest.kept else None
    harvest.kept = plain(state) if state else {}
    harvest.size = harvest.size if state else 0
    harvest.answers += 1
    harvest.save(update_fields=["kept", "size", "answers"])
    return _have_fetched(run, version=version, actor=actor)


def _have_fetched(run: Run, *, version: int, actor: Actor) -> Run:
    moved: Run = move(
        run, RunAction.FETCH, actor=actor, expected_version=version, change=steps.forget
    )
    _enqueue(moved, 0)
    return moved


def is_fetched(run: Run) -> bool:
    """Whether all that was asked for is in the file: what then fails is its reading."""
    harvest = Harvest.objects.filter(pk=run.pk).first()
    return harvest is None or harvest.kept.get("end") == End.DONE


# ---------------------------------------------------------------- the job


def fetch(run_id: int) -> None:
    """Ask for page after page, as long as a job may work or until the target wants a pause; the next job goes on."""
    run = steps.waiting(run_id, RunState.FETCHING)
    if run is None:
        return
    harvest = Harvest.objects.get(pk=run.pk)
    client, until = approved_client(), clock.now() + STRETCH
    if "order" in harvest.kept:
        state = unplain(harvest.kept)
    elif (begun := _begun(run, harvest, client)) is not None:
        state = begun
    else:
        return
    ask = harvesting.asker(client, harvest.address)
    while state.end is None:
        after, page = machine.step(state, ask)
        if not _keep(run, harvest, state, after, page):
            return  # another process is at it, or somebody dropped it
        state = after
        if state.end is None and (state.pause_seconds or clock.now() > until):
            with transaction.atomic():
                _enqueue(run, harvest.answers, after=harvest.asks_again_at)
            return
    _end(run, harvest, state)


def _begun(run: Run, harvest: Harvest, client: Client) -> State | None:
    """The state before the first page, from what the target says of itself now: granularity and whether it tells
    what is gone may be others than last time. None where it does not answer, and is asked again or left.
    """
    try:
        identity = harvesting.identify(client, harvest.address)
    except machine.Busy as busy:
        tries = int(harvest.kept.get("tries", 0)) + 1
        if tries > machine.MOST_TRIES or not busy.may_pass:
            steps.fail(run, _away(harvest, busy.said, 0))
            return None
        pause = busy.retry_after or machine.FIRST_PAUSE << (tries - 1)
        harvest.kept = {"tries": tries}
        harvest.asks_again_at = clock.now() + timedelta(seconds=min(pause, machine.LONGEST_PAUSE))
        with transaction.atomic():
            if _is_ours(run, harvest):
                _write(harvest)
                _enqueue(run, harvest.answers, after=harvest.asks_again_at)
        return None
    past = past_of(run)
    since = None if run.is_full else since_of(past)
    if since is not None and asks_for_all(identity.deleted, past, now=clock.now()):
        since = None
    order = Order(harvest.prefix, identity.granularity, harvest.selection, since=since)
    state = machine.begin(order, now=clock.now())
    harvest.kept, harvest.since, harvest.size = plain(state), since, 0
    harvest.asks_again_at = None
    with transaction.atomic():
        if not _is_ours(run, harvest):
            return None
        _write(harvest)
    return state


@transaction.atomic
def _keep(run: Run, harvest: Harvest, before: State, after: State, page: Page | None) -> bool:
    """Store the page and the state it gives, in one transaction; False where another process was quicker."""
    if not _is_ours(run, harvest):
        return False
    # The list is asked for from its beginning where its token was lost: what came of it comes again.
    size = 0 if after.restarts > before.restarts else harvest.size
    if page is not None and not page.is_failure:
        size = harvest_file.append(file_of(run), size, page.records)
        if page.token and page.token.complete_size is not None:
            harvest.announced = page.token.complete_size
    if size > MOST_BYTES:
        after = replace(after, end=End.TOO_MANY_PAGES)
    harvest.kept, harvest.size = plain(after), size
    pause = after.pause_seconds if after.end is None else 0
    harvest.asks_again_at = clock.now() + timedelta(seconds=pause) if pause else None
    _write(harvest)
    return True


def _is_ours(run: Run, harvest: Harvest) -> bool:
    """Whether the run is still being fetched, and nobody wrote the row since it was read; locks both."""
    row, stored = lock(Run, run.pk), lock(Harvest, run.pk)
    return row.state == RunState.FETCHING and row.version == run.version and stored.answers == harvest.answers  # fmt: skip


def _write(harvest: Harvest) -> None:
    harvest.answers += 1
    harvest.save()


def _end(run: Run, harvest: Harvest, state: State) -> None:
    """The run goes on to be read, or says why not."""
    if state.end is not End.DONE:
        steps.fail(run, _why(harvest, state))
        return
    if not state.records:
        _without_records(run, harvest, state)
        return
    path = file_of(run)
    size = harvest_file.close(path, harvest.size)
    digest = _digest(path)

    def keep(row: Run) -> None:
        row.digest, row.counts = digest, {**row.counts, "bytes": size}
        row.is_full = harvest.since is None
        Harvest.objects.filter(pk=row.pk).update(next_since=machine.since_of_next_run(state))

    with transaction.atomic():
        steps.finish(run, RunAction.FINISH_FETCHING, keep)
        moved = steps.waiting(run.pk, RunState.READING)
        if moved is not None:
            steps.enqueue(steps.READ_JOB, moved)


def _without_records(run: Run, harvest: Harvest, state: State) -> None:
    """Nothing changed since the last harvest; that there is nothing at all is never taken for an answer (R9)."""
    if harvest.since is None:
        steps.fail(
            run,
            InputRefused(
                _("The server has no record in this form and set."),
                place=harvest.address,
                next_step=_("See on your system whether records are given out, or choose another set."),
            ),
        )  # fmt: skip
        return

    def keep(row: Run) -> None:
        Harvest.objects.filter(pk=row.pk).update(next_since=machine.since_of_next_run(state))

    steps.finish(run, RunAction.FIND_NOTHING, keep)


def _why(harvest: Harvest, state: State) -> InputRefused:
    if state.end is End.AWAY:
        return _away(harvest, state.said, state.pages + 1)
    assert state.end is not None  # noqa: S101  # asked for only at the end
    words, next_step = words_of_end(state.end, state.said)
    return InputRefused(words, place=_place(harvest, state.pages), next_step=next_step)


def _away(harvest: Harvest, said: str, page: int) -> InputRefused:
    words, next_step = words_of_fault(said, harvest.address)
    return InputRefused(words, place=_place(harvest, page), next_step=next_step)


def _place(harvest: Harvest, page: int) -> str:
    if not page:
        return harvest.address
    return _("%(address)s, page %(page)s") % {"address": harvest.address, "page": page}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _enqueue(run: Run, part: int, *, after: datetime | None = None) -> None:
    payload: dict[str, Any] = {"run": run.pk, "language": translation.get_language() or "ja"}
    outbox.enqueue(
        FETCH_JOB,
        key=f"{run.pk}/{run.version}/{part}",
        payload=payload,
        serial=f"catalogue-fetch/{run.source_id}",
        run_after=after,
    )


def given_up(run_id: int) -> None:
    """The job failed in a way nobody foresaw: the run says so."""
    run = steps.waiting(run_id, RunState.FETCHING)
    if run is not None:
        steps.fail(
            run,
            Unavailable(
                _("Fetching did not come to an end."),
                next_step=_("Try it again; if it stays so, tell the operator."),
            ),
        )
