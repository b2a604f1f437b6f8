"""The exchange format of plans and their progress reports: read, checked, refused by place.

The shape is the JSON Schema shipped beside this package (``data/plan-progress.schema.json``); what a
schema cannot say stands in ``crosscheck``.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from yuinowa.plans.exchange.crosscheck import content_faults
from yuinowa.plans.exchange.faults import Fault, PlanFileRefused
from yuinowa.plans.exchange.oddities import notes_on
from yuinowa.plans.exchange.reading import MAX_BYTES, read_json
from yuinowa.plans.exchange.references import reference_faults
from yuinowa.plans.exchange.shape import schema_text, shape_faults
from yuinowa.plans.exchange.transcribing import build
from yuinowa.plans.exchange.transcript import PlanFile

__all__ = ["MAX_BYTES", "Fault", "PlanFile", "PlanFileRefused", "read_plan_file", "schema_text"]


def read_plan_file(data: bytes) -> PlanFile:
    """The plan in ``data``, whole and agreeing with itself.

    Raises:
        Unreadable: it is no JSON as we take it.
        PlanFileRefused: it departs from the schema or contradicts itself; all faults of the first
            stage that finds any are named, each with its place.
    """
    raw = read_json(data)
    _refuse_if_any(shape_faults(raw))
    _refuse_if_any(reference_faults(raw))
    plan = build(raw, digest=hashlib.sha256(data).hexdigest())
    _refuse_if_any(content_faults(raw, plan))
    return replace(plan, notes=notes_on(raw, plan))


def _refuse_if_any(faults: list[Fault]) -> None:
    if faults:
        raise PlanFileRefused(faults)
