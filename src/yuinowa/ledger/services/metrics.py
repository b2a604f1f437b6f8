"""Save metrics: kinds frozen, what no roll-up answers refused, a version in use never changed (rule 11)."""

from __future__ import annotations

from importlib import resources
from typing import Any

from django.db import transaction

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.text import clean_text
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.definitions import LABEL_MAX, parse, read_json
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault, Finding
from yuinowa.ledger.domain.metrics import Metric, Vocabulary
from yuinowa.ledger.domain.planner import plan
from yuinowa.ledger.models import MetricVersion
from yuinowa.ledger.queries.saved import lookup, parts_of

CHANGE_NOTE_MAX = 300


def vocabulary() -> Vocabulary:
    """The words registered at this moment."""
    return Vocabulary(
        {kind.code: kind for kind in kinds.every_kind()},
        frozenset(kind.value for kind in InstitutionKind),
    )


@transaction.atomic
def save_metric(definition: Any, *, actor: Actor, change_note: str = "") -> MetricVersion:
    """The version ``definition`` names, saved; the same definition again changes nothing.

    A version nobody uses yet may be said differently. One in use is frozen: the next number is the change.

    Raises:
        DefinitionRefused: a word is unknown, no roll-up answers it, or the version is not the next.
        NotAllowed: ``actor`` may not save metrics.
        ValidationError: a label or the note holds what may not be stored.
    """
    require(actor, "metric.save", MetricVersion())
    metric = parse(definition, vocabulary(), lookup=lookup)
    plan(metric, parts_of(metric))
    note = clean_text(change_note, max_len=CHANGE_NOTE_MAX, blank_ok=True)
    newest = (
        MetricVersion.objects.select_for_update()
        .filter(code=metric.code)
        .order_by("-version")
        .first()
    )
    stands = MetricVersion.objects.filter(code=metric.code, version=metric.version).first()
    if stands is not None and stands.definition == metric.as_json():
        return stands
    _next_or_free(metric, newest)
    row = newest if newest is not None and newest.version == metric.version else MetricVersion()
    return _write(row, metric, note, actor)


def _next_or_free(metric: Metric, newest: MetricVersion | None) -> None:
    following = 1 if newest is None else newest.version + 1
    free = newest is not None and not newest.in_use and metric.version == newest.version
    if metric.version != following and not free:
        raise DefinitionRefused(
            [Finding(Fault.VERSION_NOT_NEXT, "version", str(metric.version), (str(following),))]
        )


def _write(row: MetricVersion, metric: Metric, note: str, actor: Actor) -> MetricVersion:
    row.code, row.version = metric.code, metric.version
    row.definition, row.kinds = metric.as_json(), list(metric.kinds)
    row.label_ja = clean_text(metric.label_ja, max_len=LABEL_MAX)
    row.label_en = clean_text(metric.label_en, max_len=LABEL_MAX)
    row.change_note = note
    row.saved_by = actor.person
    row.saved_at = clock.now()
    row.full_clean()
    row.save()
    if metric.ratio is not None:
        for ref in metric.ratio.parts:
            MetricVersion.objects.filter(code=ref.code, version=ref.version).update(in_use=True)
    audit.record("metric.save", row, actor=actor, after={"definition": row.definition})
    return row


def load_shipped_metrics() -> list[MetricVersion]:
    """The metrics that come with Yuinowa, saved where they are missing; loading twice changes nothing.

    Raises:
        DefinitionRefused: a shipped version says something else than the one in use.
    """
    text = (resources.files("yuinowa.ledger") / "data" / "metrics.json").read_bytes()
    actor = Actor.system()
    return [save_metric(definition, actor=actor) for definition in read_json(text)]
