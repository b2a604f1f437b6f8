"""What a process of its own does to a ledger: post until it is killed, or race with itself.

Prints one line for each thing acknowledged, or one answer as JSON.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

from django.db import connection, transaction
from django.db.models import Sum

from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import AlreadyDone, InputRefused
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Deed, Leg
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.lines import Line
from yuinowa.ledger.models import Choice, Closing, Entry, PairYear
from yuinowa.ledger.queries.entries import in_force
from yuinowa.ledger.services import Figure, rows

THREADS = 64
SYSTEM = Actor.system()


def _loan(source: str, institutions: Sequence[int], rng: random.Random) -> Deed:

    giver, receiver = rng.sample(institutions, 2)
    day = date(2025, 4, 1) + timedelta(days=rng.randrange(365))
    return Deed(source, (Leg("ill.loan", Unit.ITEM, rng.randint(1, 9), giver, receiver, day),))


def post_until_killed(institutions: Sequence[int]) -> None:
    """Post, correct and reverse without end; a line after each commit."""
    rng = random.Random()
    while True:
        source = f"kill/{rng.getrandbits(60)}"
        with transaction.atomic():
            ledger.post_batch(
                [_loan(f"{source}/{n}", institutions, rng) for n in range(20)],
                SYSTEM,
            )
            ledger.correct(_loan(f"{source}/0", institutions, rng), reason="x", actor=SYSTEM)
            ledger.reverse(f"{source}/1", reason="x", actor=SYSTEM)
        print(source, flush=True)  # noqa: T201


def post_cells_apart(institutions: Sequence[int]) -> None:
    """The guard taken off: cells are written after the entries are committed."""
    add_to_cells = rows.add_to_cells

    def afterwards(lines: Sequence[Line]) -> None:
        def write() -> None:
            time.sleep(0.02)
            with transaction.atomic():
                add_to_cells(lines)

        transaction.on_commit(write)

    rows.add_to_cells = afterwards
    post_until_killed(institutions)


def _at_once(work: Callable[[int], str]) -> Counter[str]:

    start = Barrier(THREADS)

    def run(number: int) -> str:
        try:
            start.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, range(THREADS)))


def race_same(institutions: Sequence[int]) -> None:
    """64 threads post the same deed."""
    deed = _loan("race/1", institutions, random.Random(1))

    def work(_number: int) -> str:
        with transaction.atomic():
            return "fresh" if ledger.post(deed, SYSTEM).fresh else "known"

    print(json.dumps(_at_once(work)))  # noqa: T201


def race_other(institutions: Sequence[int]) -> None:
    """64 threads post other content under the same source."""

    def work(number: int) -> str:
        deed = _loan("race/1", institutions, random.Random(number))
        try:
            with transaction.atomic():
                return "fresh" if ledger.post(deed, SYSTEM).fresh else "known"
        except AlreadyDone:
            return "refused"

    print(json.dumps(_at_once(work)))  # noqa: T201


def race_cells(institutions: Sequence[int]) -> None:
    """64 threads post batches into the same few cells, each in its own order, and take some back."""

    def work(number: int) -> str:
        rng = random.Random(number)
        deeds = [_loan(f"race/{number}/{n}", institutions[:3], rng) for n in range(30)]
        rng.shuffle(deeds)
        with transaction.atomic():
            ledger.post_batch(deeds, SYSTEM)
        with transaction.atomic():
            ledger.reverse(f"race/{number}/7", reason="x", actor=SYSTEM)
        with transaction.atomic():
            ledger.correct(
                _loan(f"race/{number}/8", institutions[:3], rng), reason="x", actor=SYSTEM
            )
        return "done"

    print(json.dumps(_at_once(work)))  # noqa: T201


def race_correct(institutions: Sequence[int]) -> None:
    """64 threads correct one deed, each to something else."""
    with transaction.atomic():
        ledger.post(_loan("race/1", institutions, random.Random(1000)), SYSTEM)

    def work(number: int) -> str:
        deed = _loan("race/1", institutions, random.Random(number))
        try:
            with transaction.atomic():
                ledger.correct(deed, reason="x", actor=SYSTEM)
        except AlreadyDone:
            return "refused"
        return "done"

    print(json.dumps(_at_once(work)))  # noqa: T201


def race_close(institutions: Sequence[int]) -> None:
    """32 threads post without a reason while the year is being closed; what is committed after is marked."""

    def work(number: int) -> str:
        if number == 0:
            time.sleep(0.1)
            ledger.close_year(institutions[0], 2025, actor=SYSTEM)
            return "closed"
        posted = "none"
        for n in range(20):
            rng = random.Random(number * 100 + n)
            try:
                with transaction.atomic():
                    ledger.post(_loan(f"race/{number}/{n}", institutions[:2], rng), SYSTEM)
            except InputRefused:
                return f"refused after {posted}"
            posted = "some"
        return "all"

    print(json.dumps(_at_once(work)))  # noqa: T201


def race_state(institutions: Sequence[int]) -> None:
    """63 threads record what two institutions gave while one of the two states it."""

    def work(number: int) -> str:
        with transaction.atomic():
            if number == 40:
                said = Figure("ill.loan", Unit.ITEM, 99, institutions[0], None, date(2025, 4, 1))
                ledger.state(
                    [said],
                    stated_by=institutions[0],
                    title="年報",
                    received_on=date(2026, 5, 1),
                    digest="d" * 64,
                    actor=SYSTEM,
                )
            else:
                ledger.post(
                    _loan(f"race/{number}", institutions[:2], random.Random(number)), SYSTEM
                )
        return "done"

    print(json.dumps(_at_once(work)))  # noqa: T201


def verify(_institutions: Sequence[int]) -> None:
    """What verifying finds, and the sums a test wants to know."""
    report = ledger.verify()
    sources = Entry.objects.values_list("source", flat=True)
    closing = Closing.objects.order_by("pk").first()
    after = (
        Entry.objects.filter(posted_at__gt=closing.closed_at) if closing else Entry.objects.none()
    )
    print(  # noqa: T201
        json.dumps(
            {
                "faults": [str(fault) for fault in report.faults[:3]],
                "entries": report.entries,
                "in_force": in_force(Entry.objects.all()).count(),
                "quantity": PairYear.objects.aggregate(all=Sum("quantity"))["all"],
                "sources": sorted({source.rpartition("/")[0] for source in sources}),
                "late": Entry.objects.filter(late=True).count(),
                "after_closing": after.count(),
                "choices": list(Choice.objects.values_list("institution_id", "voice", "contested")),
            }
        )
    )


WORK: dict[str, Callable[[Sequence[int]], None]] = {
    "post": post_until_killed,
    "post-cells-apart": post_cells_apart,
    "race-same": race_same,
    "race-other": race_other,
    "race-cells": race_cells,
    "race-correct": race_correct,
    "race-close": race_close,
    "race-state": race_state,
    "verify": verify,
}


def main(words: list[str]) -> None:
    """``<what> <institutions…>`` in a process of its own (tests/forks.py)."""
    what, *institutions = words
    WORK[what]([int(word) for word in institutions])
