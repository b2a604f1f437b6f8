"""What a file would do: counted and shown before anything is changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from hashlib import blake2b

from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.packing import texts_of
from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.samples import is_shown, sample_of
from yuinowa.catalogue.domain.sources import Form, Outcome, RunState
from yuinowa.catalogue.domain.taken import Taken
from yuinowa.catalogue.exchange.opening import records_of
from yuinowa.catalogue.models import Finding, Run, SourceRecord
from yuinowa.catalogue.queries.stored import stored_by_identity
from yuinowa.catalogue.services.runs.bulk import batches, insert
from yuinowa.catalogue.services.runs.steps import fail, finish, waiting
from yuinowa.catalogue.services.runs.storage import kept_file
from yuinowa.core.text import has_refused_character
from yuinowa.kernel.errors import InputRefused, YuinowaError

BATCH = 1_000
#: More findings than this are counted and not kept one by one.
MOST_FINDINGS = 100_000
IDENTITY_TWICE = "identity-twice"
NO_IDENTITY = "no-identity"
MOST_IDENTITY = 200
IDENTITY_TOO_LONG = "identity-too-long"
CONTROL = "control-character"


def read(run_id: int) -> None:
    """Read the file of a run that waits for it, and show what would become of its records."""
    run = waiting(run_id, RunState.READING)
    if run is None:
        return
    try:
        counts, findings, samples = _survey(run)
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
    run: Run,
) -> tuple[dict[str, int], list[tuple[object, ...]], list[dict[str, str]]]:
    """The counts by outcome, the findings as rows, a few records as they were understood."""
    counts: Counter[str] = Counter({each.value: 0 for each in Outcome} | {"read": 0, "warned": 0})
    findings: list[tuple[object, ...]] = []
    samples: list[dict[str, str]] = []
    seen: set[bytes] = set()
    here = 0
    records = records_of(kept_file(run), Form(run.source.form), run.mapping)
    for batch in batches(records, BATCH):
        stored = stored_by_identity(run.source_id, [one.identity for one in batch if one.record])
        for one in batch:
            refused = refusal(one) or (IDENTITY_TWICE if _digest(one.identity) in seen else "")
            counts["read"] += 1
            if refused:
                counts[Outcome.REFUSED.value] += 1
                findings.append(_finding(run, one, refused, is_refused=True))
                continue
            seen.add(_digest(one.identity))
            if one.record is not None and is_shown(one.number):
                samples.append(asdict(sample_of(one.record)))
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


def refusal(one: Taken) -> str:
    """Why ``one`` is not taken; empty where it is."""
    if one.refused or one.record is None:
        return one.refused or NO_IDENTITY
    if not one.identity:
        return NO_IDENTITY
    if len(one.identity) > MOST_IDENTITY:
        return IDENTITY_TOO_LONG
    # R1: whatever a codec lets through, no table and no page gets it.
    return CONTROL if has_refused_character("".join(texts_of(one.record))) else ""


def outcome_of(one: Taken, stands: bytes | None) -> str:
    """What becomes of a good record where a record with the digest ``stands`` is there, or none."""
    assert one.record is not None  # noqa: S101  # refusals were sorted out before
    if one.record.is_deleted:
        return (Outcome.DELETED if stands is not None else Outcome.SAME).value
    if stands is None:
        return Outcome.NEW.value
    return (Outcome.SAME if stands == raw_digest(one.raw) else Outcome.CHANGED).value


def raw_digest(raw: bytes) -> bytes:
    """What tells a changed record from the same one."""
    return blake2b(raw, digest_size=16).digest()


def _digest(identity: str) -> bytes:
    return blake2b(identity.encode(), digest_size=8).digest()


def _finding(run: Run, one: Taken, code: str, *, is_refused: bool) -> tuple[object, ...]:
    return (run.pk, one.number, one.identity[:200], is_refused, code[:40], one.value[:200])
