"""Records are written a batch at a time: each batch whole or not at all, and a stopped job goes on where it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.sources import Form, Outcome, RunState
from yuinowa.catalogue.models import (
    Branch,
    EarlierRecord,
    Item,
    Question,
    Run,
    Source,
    SourceRecord,
)
from yuinowa.catalogue.queries.stored import Stored, stored_by_identity
from yuinowa.catalogue.services import placing
from yuinowa.catalogue.services.asking import ask
from yuinowa.catalogue.services.contributed import tell_contributed
from yuinowa.catalogue.services.runs.bulk import batches, change, insert, moment
from yuinowa.catalogue.services.runs.keeping import kept_in, or_again
from yuinowa.catalogue.services.runs.reading import outcome_of
from yuinowa.catalogue.services.runs.steps import TAKE_JOB, enqueue, finish, waiting
from yuinowa.catalogue.services.runs.storage import kept_file, mark_of, remove, understood_of
from yuinowa.catalogue.services.runs.understanding import Shelved, Understood, all_of
from yuinowa.catalogue.services.works import works_changed
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock

BATCH = 1_000
#: A job works so long, then the next one goes on: well below what a job may take (core.handlers).
STRETCH = timedelta(minutes=4)

_RECORD = (
    "run_id", "form", "raw", "digest", "understood", "is_deleted", "description_id",
    "manifestation_id", "taken_at", "seen_in",
)  # fmt: skip
_ITEM = (
    "record_id", "institution_id", "branch", "call_number", "use", "number", "extent", "note", "url",
)  # fmt: skip
_EARLIER = ("record_id", "run_id", "before_run_id", "form", "raw", "was_deleted", "taken_at")


@dataclass(slots=True)
class Batch:
    """What a batch of records does: sorted by outcome, with what stood there before."""

    fresh: list[Understood] = field(default_factory=list)
    #: A record that is there, or was and is deleted, and what it becomes.
    altered: list[tuple[Stored, Understood]] = field(default_factory=list)
    gone: list[Stored] = field(default_factory=list)
    same: list[Stored] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def take(run_id: int) -> None:
    """Write the records of a run that waits for it, as long as a job may work; the next job goes on."""
    run = waiting(run_id, RunState.TAKING)
    if run is None:
        return
    until = clock.now() + STRETCH
    for records in batches(_left(run), BATCH):
        if not write_batch(run, records):
            return  # another process is at it
        if clock.now() > until:
            enqueue(TAKE_JOB, run, part=run.done)
            return
    while run.is_full and (lacking := _lacking(run)):
        _write_gone(run, lacking)

    def change_run(row: Run) -> None:
        row.applied_at = clock.now()
        row.samples = []
        Source.objects.filter(pk=row.source_id).update(taken_at=row.applied_at)
        tell_contributed(row)

    finish(run, RunAction.FINISH, change_run)
    if waiting(run_id, RunState.APPLIED) is not None:
        remove(run)


def _left(run: Run) -> Iterator[Understood]:
    """The records of the file that are not written yet: as they were shown, else read anew."""
    kept = kept_in(understood_of(run), mark_of(run), after=run.done)
    again = all_of(kept_file(run), Form(run.source.form), run.mapping)
    return or_again(kept, islice(again, run.done, None))


@transaction.atomic
def write_batch(run: Run, records: Sequence[Understood]) -> bool:
    """Write one batch and note how far the run has come; False where another process was quicker."""
    row = lock(Run, run.pk)
    if row.state != RunState.TAKING or row.done != run.done:
        return False
    batch = _sorted(run, records)
    works = write(run, batch)
    works_changed(works)
    run.done += len(records)
    taken = Counter(row.counts.get("taken", {}))
    taken.update(batch.counts)
    run.counts = {**row.counts, "taken": dict(taken)}
    Run.objects.filter(pk=run.pk).update(done=run.done, counts=run.counts)
    _tell(run, dict(batch.counts))
    return True


def _tell(run: Run, counts: dict[str, int]) -> None:
    """A batch is a deed of its own: what visitors read changes with it, not only when the run is done."""
    audit.record("run.write", run, actor=Actor.system(), after={"done": run.done, **counts})


def _sorted(run: Run, records: Sequence[Understood]) -> Batch:
    stored = stored_by_identity(run.source_id, [one.identity for one in records])
    batch, here = Batch(), set()
    for one in records:
        before = stored.get(one.identity)
        is_second = one.identity in here or (before is not None and before.seen_in == run.pk)
        if one.refused or is_second:
            batch.counts[Outcome.REFUSED.value] += 1
            continue
        here.add(one.identity)
        stands = before.digest if before is not None and not before.is_deleted else None
        outcome = Outcome(outcome_of(one, stands))
        batch.counts[outcome.value] += 1
        if outcome is Outcome.SAME:
            batch.same += [before] if before is not None else []
        elif outcome is Outcome.DELETED:
            assert before is not None  # noqa: S101  # only what stands can be deleted
            batch.gone.append(before)
        elif before is not None:
            batch.altered.append((before, one))
        else:
            batch.fresh.append(one)
    return batch


def write(run: Run, batch: Batch, *, is_undoing: bool = False) -> set[int]:
    """All of ``batch`` in the tables, with what stood there before unless it is put back; the works it touches."""
    moment_ = clock.now()
    now = moment(moment_)
    if not is_undoing:
        _keep_earlier(
            run, [before.pk for before, _one in batch.altered] + [b.pk for b in batch.gone]
        )
    leaving = [before for before, _one in batch.altered] + batch.gone
    arriving = batch.fresh + [one for _before, one in batch.altered]
    placed = placing.place(
        [(run.source_id, one.identity, one.traits) for one in arriving],
        [before.pk for before in leaving if not before.is_deleted],
    )
    rows = [
        _columns(run, one, description, manifestation, now)
        for one, description, manifestation in zip(
            arriving, placed.descriptions, placed.manifestations, strict=True
        )
    ]
    count = len(batch.fresh)
    fresh = [
        (run.source_id, one.identity, *row)
        for one, row in zip(batch.fresh, rows[:count], strict=True)
    ]
    made = insert(
        SourceRecord, ("source_id", "identity", *_RECORD), fresh, returning=("identity", "id")
    )
    ids = {str(identity): int(pk) for identity, pk in made}
    ids |= {before.identity: before.pk for before, _one in batch.altered}
    altered = zip(batch.altered, rows[count:], strict=True)
    change(SourceRecord, _RECORD, [(*row, before.pk) for (before, _one), row in altered])
    SourceRecord.objects.filter(pk__in=[before.pk for before in batch.gone]).update(
        run=run, understood="", taken_at=moment_, seen_in=run.pk
    )
    SourceRecord.objects.filter(pk__in=[before.pk for before in batch.same]).update(seen_in=run.pk)
    write_items(run.source, [(ids[one.identity], one.shelved) for one in arriving])
    Item.objects.filter(record__in=[before.pk for before in batch.gone]).delete()
    Question.objects.filter(record__in=[before.pk for before in leaving]).delete()
    Question.objects.filter(other__in=[before.pk for before in leaving]).delete()
    ask(placed.fresh)
    return placed.works


def _columns(
    run: Run, one: Understood, description: int, manifestation: int, now: Any
) -> tuple[Any, ...]:
    return (
        run.pk, run.source.form, one.raw, one.digest, one.text, False, description, manifestation, now, run.pk,
    )  # fmt: skip


def _keep_earlier(run: Run, ids: Sequence[int]) -> None:
    """How the records stand before the run changes them; once a run."""
    kept = EarlierRecord.objects.filter(run=run, record__in=ids).values_list("record_id", flat=True)
    left = set(ids) - set(kept)
    rows = SourceRecord.objects.filter(pk__in=left).values_list(
        "pk", "run_id", "form", "raw", "is_deleted", "taken_at"
    )
    insert(
        EarlierRecord,
        _EARLIER,
        [
            (pk, run.pk, before, form, bytes(raw), was_deleted, moment(taken_at))
            for pk, before, form, raw, was_deleted, taken_at in rows
        ],
    )


def write_items(source: Source, records: Sequence[tuple[int, tuple[Shelved, ...]]]) -> None:
    """What the records of ``source`` say stands on shelves, in place of what they said before."""
    Item.objects.filter(record__in=[pk for pk, _shelved in records]).delete()
    owner = source.owner_id
    places = dict(Branch.objects.filter(source=source).values_list("written", "institution_id"))
    rows, unknown = [], set()
    for pk, shelved in records:
        for holder, holder_name, branch, call_number, use, number, extent, note, url in shelved:
            written = (holder or branch)[:100]
            if written and written not in places:
                unknown.add(written)
            if holder and not places.get(written):
                continue  # another library's: nobody has said yet which one it is here
            rows.append(
                (
                    pk, places.get(written) or owner, (branch or holder_name)[:100], call_number[:100],
                    use, number[:60], extent[:200], note[:300], url[:500],
                )
            )  # fmt: skip
    Branch.objects.bulk_create(
        [Branch(source=source, written=written) for written in sorted(unknown)],
        ignore_conflicts=True,
    )
    insert(Item, _ITEM, rows)


# ---------------------------------------------------------------- what a full file lacks


def _lacking(run: Run) -> list[Stored]:
    rows = (
        SourceRecord.objects.filter(source=run.source_id, is_deleted=False)
        .exclude(seen_in=run.pk)
        .order_by("pk")
        .values_list("pk", "identity", "digest", "is_deleted", "manifestation_id", "seen_in")
    )
    return [
        Stored(pk, identity, bytes(digest), is_deleted, manifestation, seen_in)
        for pk, identity, digest, is_deleted, manifestation, seen_in in rows[:BATCH]
    ]


@transaction.atomic
def _write_gone(run: Run, lacking: list[Stored]) -> None:
    row = lock(Run, run.pk)
    if row.state != RunState.TAKING:
        return
    works_changed(write(run, Batch(gone=lacking)))
    counts = dict(row.counts.get("taken", {}))
    counts["gone"] = counts.get("gone", 0) + len(lacking)
    run.counts = {**row.counts, "taken": counts}
    Run.objects.filter(pk=run.pk).update(counts=run.counts)
    _tell(run, {"gone": len(lacking)})
