"""Several people at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections
from django.utils import translation

from yuinowa.kernel.errors import YuinowaError

T = TypeVar("T")


def at_once(deeds: Sequence[Callable[[], T]]) -> list[T | YuinowaError]:
    """What came of each deed, all begun together: its result, or the refusal it met."""
    gate = Barrier(len(deeds))

    def do(deed: Callable[[], T]) -> T | YuinowaError:
        gate.wait()
        try:
            with translation.override("ja"):
                return deed()
        except YuinowaError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def refusals(outcomes: Sequence[object]) -> list[type[YuinowaError]]:
    """Of those who lost, how each was told."""
    return [type(outcome) for outcome in outcomes if isinstance(outcome, YuinowaError)]
