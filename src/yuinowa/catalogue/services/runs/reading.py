"""What a file would do: counted and shown before anything is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import blake2b

from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.sources import Form, Outcome, RunState
from yuinowa.catalogue.models import Finding, Run, SourceRecord
from yuinowa.catalogue.queries.stored import stored_by_identity
from yuinowa.catalogue.services.runs.beside import parcels
from yuinowa.catalogue.services.runs.bulk import insert
from yuinowa.catalogue.services.runs.keeping import Parcel, kept_at
from yuinowa.catalogue.services.runs.steps import fail, finish, waiting
from yuinowa.catalogue.services.runs.storage import kept_file, mark_of, understood_of
from yuinowa.catalogue.services.runs.understanding import Understood
from yuinowa.kernel.errors import InputRefused, YuinowaError

#: More findings than this are counted and not kept one by one.
MOST_FINDINGS = 100_000
IDENTITY_TWICE = "identity-twice"


def read(run_id: int) -> None:
    """Read the file of a run that waits for it, and show what would become of its records."""
    run = waiting(run_id, RunState.READING)
    if run is None:
        return
    try:
        with kept_at(understood_of(run), mark_of(run)) as file:
            counts, findings, samples = _survey(run, lambda parcel: file.write(parcel.as_bytes()))
    except YuinowaError as fault:
        fail(run, fault)
        return

    def show(row: Run) -> None:
        row.findings.all().delete()
        insert(Finding, ("run_id", "number", "identity", "is_refused", "code", "value"), findings)
        row.counts = {**row.counts, **counts}
        row.samples = samples
        row.done = 0
        row.trouble = ""

    finish(run, RunAction.SHOW, show)


def _survey(
    run: Run, keep: Callable[[Parcel], object]
) -> tuple[dict[str, int], list[tuple[object, ...]], list[dict[str, str]]]:
    """The counts by outcome, the findings as rows, a few records as they were understood."""
    counts: Counter[str] = Counter({each.value: 0 for each in Outcome} | {"read": 0, "warned": 0})
    findings: list[tuple[object, ...]] = []
    samples: list[dict[str, str]] = []
    seen: set[bytes] = set()
    here = 0
    for parcel, batch in parcels(kept_file(run), Form(run.source.form), run.mapping):
        keep(parcel)
        stored = stored_by_identity(
            run.source_id, [one.identity for one in batch if not one.refused]
        )
        for one in batch:
            counts["read"] += 1
            digest = _digest(one.identity)
            if refused := one.refused or (IDENTITY_TWICE if digest in seen else ""):
                counts[Outcome.REFUSED.value] += 1
                findings.append(_finding(run, one, refused, is_refused=True))
                continue
            seen.add(digest)
            if one.sample is not None:
                samples.append(one.sample)
            before = stored.get(one.identity)
            here += before is not None and not before.is_deleted
            counts[
                outcome_of(one, before.digest if before and not before.is_deleted else None)
            ] += 1
            counts["warned"] += bool(one.warnings)
            findings += [_finding(run, one, code, is_refused=False) for code in one.warnings]
        Run.objects.filter(pk=run.pk, version=run.version).update(
            counts={**run.counts, "read": counts["read"]}
        )
    if not counts["read"]:
        raise InputRefused(_("There is no record in the file."), place=run.file_name)
    standing = SourceRecord.objects.filter(source=run.source_id, is_deleted=False).count()
    counts["gone"] = max(0, standing - here) if run.is_full else 0
    return dict(counts), findings[:MOST_FINDINGS], samples


def outcome_of(one: Understood, stands: bytes | None) -> str:
    """What becomes of a good record where a record with the digest ``stands`` is there, or none."""
    if one.is_deleted:
        return (Outcome.DELETED if stands is not None else Outcome.SAME).value
    if stands is None:
        return Outcome.NEW.value
    return (Outcome.SAME if stands == one.digest else Outcome.CHANGED).value


def _digest(identity: str) -> bytes:
    return blake2b(identity.encode(), digest_size=8).digest()


def _finding(run: Run, one: Understood, code: str, *, is_refused: bool) -> tuple[object, ...]:
    return (run.pk, one.number, one.identity[:200], is_refused, code[:40], one.value[:200])
