"""Who wants to be told what: the registry of subscribers, filled in ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from yuinowa.core.models import Lane

Payload = dict[str, Any]


class Waited(Enum):
    """Whether anybody looks at a page until what the job makes is there: it decides how long it is tried."""

    BY_NOBODY = auto()
    BY_SOMEBODY = auto()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A named handler of jobs. It may come late or twice, and must not mind."""

    name: str
    run: Callable[[Payload], None]
    lane: Lane
    #: For work longer than the lease; the loop renews it while the handler runs.
    time_limit: timedelta = timedelta(minutes=10)
    #: Called with the payload when the last try has failed, in the transaction in which the job fails.
    given_up: Callable[[Payload], None] | None = None

    @property
    def waited(self) -> Waited:
        """Whoever is told that nothing comes waits for it."""
        return Waited.BY_NOBODY if self.given_up is None else Waited.BY_SOMEBODY


_SUBSCRIBERS: dict[str, Subscriber] = {}
_BY_FACT: dict[str, list[str]] = {}


def handler(
    name: str,
    run: Callable[[Payload], None],
    *,
    lane: Lane,
    given_up: Callable[[Payload], None] | None = None,
) -> None:
    """Make a handler known under ``name`` (``search.index``), which is what the job row stores.

    ``given_up`` is called where somebody waits for what comes of it: it says that nothing comes any more. Such work
    is tried for a quarter of an hour, other work for most of a day (``jobs.DELAYS``).
    """
    if name in _SUBSCRIBERS:
        raise RuntimeError(f"job handler {name} is registered twice")
    _SUBSCRIBERS[name] = Subscriber(name, run, lane, given_up=given_up)


def subscribe(fact: str, name: str, run: Callable[[Payload], None], *, lane: Lane) -> None:
    """Let ``run`` be called with each fact of this name (``relations.ContactRecorded``)."""
    handler(name, run, lane=lane)
    _BY_FACT.setdefault(fact, []).append(name)


def subscribers_of(fact: str) -> list[Subscriber]:
    return [_SUBSCRIBERS[name] for name in _BY_FACT.get(fact, ())]


def get(name: str) -> Subscriber:
    """The handler called ``name``.

    Raises:
        KeyError: nobody registered it in this release.
    """
    return _SUBSCRIBERS[name]
