"""Telling: a fact becomes one job per subscriber, in the transaction of the deed (R32, R33)."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import connection, transaction

from yuinowa.core import clock, wake
from yuinowa.core.handlers import get, subscribers_of
from yuinowa.core.logs import request_id
from yuinowa.core.models import Job

MAX_PAYLOAD_BYTES = 8 * 1024


class Fact(Protocol):
    """A frozen dataclass: what happened, in the past tense; ids and plain values, no personal data."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    fact: ClassVar[str]
    v: ClassVar[int]


def tell(fact: Fact, *, key: str, serial: str = "") -> None:
    """Write one job per subscriber of ``fact``; telling the same ``key`` twice is telling it once."""
    if not is_dataclass(fact):
        raise TypeError("a fact is a frozen dataclass")
    payload = {"fact": fact.fact, "v": fact.v, **asdict(fact)}
    for subscriber in subscribers_of(fact.fact):
        enqueue(subscriber.name, key=key, payload=payload, serial=serial)


def enqueue(
    handler: str,
    *,
    key: str,
    payload: dict[str, Any],
    serial: str = "",
    run_after: datetime | None = None,
) -> None:
    """Write one job for ``handler``; nothing, if a job with this key was written before."""
    if not connection.in_atomic_block:
        raise RuntimeError("a job belongs into the transaction of the deed")
    if len(json.dumps(payload, ensure_ascii=False).encode()) > MAX_PAYLOAD_BYTES:
        raise ValueError(
            f"payload of {handler} is over {MAX_PAYLOAD_BYTES} bytes; send ids, not content"
        )
    lane = get(handler).lane
    now = clock.now()
    Job.objects.bulk_create(
        [
            Job(
                handler=handler,
                key=key,
                payload=payload,
                lane=lane,
                serial=serial,
                run_after=run_after or now,
                request_id=request_id.get(),
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: wake.up(lane))
