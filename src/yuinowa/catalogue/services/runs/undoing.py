"""A run is taken back: each record stands again as it did before, a batch at a time."""

from __future__ import annotations

import zlib

from django.db import transaction

from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.sources import Form, RunState
from yuinowa.catalogue.domain.taken import Taken
from yuinowa.catalogue.exchange.opening import read_again
from yuinowa.catalogue.models import EarlierRecord, Run, Source, SourceRecord
from yuinowa.catalogue.queries.sources import last_taken
from yuinowa.catalogue.queries.stored import stored_by_identity
from yuinowa.catalogue.services import placing
from yuinowa.catalogue.services.contributed import take_back_contributed
from yuinowa.catalogue.services.runs.steps import UNDO_JOB, enqueue, finish, waiting
from yuinowa.catalogue.services.runs.taking import BATCH, STRETCH, Batch, write
from yuinowa.catalogue.services.runs.understanding import understood
from yuinowa.catalogue.services.works import works_changed
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock


def undo(run_id: int) -> None:
    """Put back what a run changed that waits for it, as long as a job may work; the next job goes on."""
    run = waiting(run_id, RunState.UNDOING)
    if run is None:
        return
    until = clock.now() + STRETCH
    while put_back_batch(run):
        if clock.now() > until:
            enqueue(UNDO_JOB, run, part=_left(run))
            return

    def change_run(row: Run) -> None:
        row.undone_at = clock.now()
        last = last_taken(row.source)
        before = last.applied_at if last is not None else None
        Source.objects.filter(pk=row.source_id).update(taken_at=before)
        take_back_contributed(row)

    finish(run, RunAction.PUT_BACK, change_run)


def _left(run: Run) -> int:
    changed = EarlierRecord.objects.filter(run=run).count()
    return changed + SourceRecord.objects.filter(run=run).count()


@transaction.atomic
def put_back_batch(run: Run) -> bool:
    """Put back some records; False when none is left, or another process did."""
    if lock(Run, run.pk).state != RunState.UNDOING:
        return False
    rows = list(
        EarlierRecord.objects.filter(run=run)
        .order_by("pk")
        .values_list("pk", "record_id", "record__identity", "before_run_id", "form", "raw", "was_deleted")[:BATCH]
    )  # fmt: skip
    if not rows:
        return _take_out_new(run)
    works: set[int] = set()
    stored = stored_by_identity(run.source_id, [row[2] for row in rows])
    earlier = Run.objects.select_related("source").in_bulk({row[3] for row in rows if row[3]})
    by_run = {pk: Batch() for pk in earlier}
    new: list[int] = []
    for _pk, held, identity, before, form, raw, was_deleted in rows:
        if not before:  # there was no record
            new.append(held)
            continue
        batch = by_run[before]
        if was_deleted:
            if not stored[identity].is_deleted:
                batch.gone.append(stored[identity])
            continue
        again = zlib.decompress(bytes(raw))
        record = read_again(again, Form(form), earlier[before].mapping)
        batch.altered.append((stored[identity], understood(Taken(0, again, identity, record))))
    for pk, batch in by_run.items():
        works |= write(earlier[pk], batch, is_undoing=True)
    works |= placing.place((), new).works
    SourceRecord.objects.filter(pk__in=new).delete()
    EarlierRecord.objects.filter(pk__in=[row[0] for row in rows]).delete()
    works_changed(works)
    audit.record("run.put-back", run, actor=Actor.system(), after={"records": len(rows)})
    return True


def _take_out_new(run: Run) -> bool:
    """Take out records that were not there before the run; False when none is left.

    What stood there before has been put back, so that whatever the run still is the last to have changed is new.
    """
    new = list(SourceRecord.objects.filter(run=run).order_by("pk").values_list("pk", flat=True)[:BATCH])  # fmt: skip
    works_changed(placing.place((), new).works)
    SourceRecord.objects.filter(pk__in=new).delete()
    if new:
        audit.record("run.put-back", run, actor=Actor.system(), after={"records": len(new)})
    return bool(new)
