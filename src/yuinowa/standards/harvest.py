"""A harvest as a state machine: what to ask next, and what an answer changes. It asks nobody itself.

A state is stored with the page it came with, in one transaction; so a run goes on where it was killed, and asks
for a page again rather than losing one. Whatever a target sends, a run ends: a token seen before, too many pages,
a page without records that gives a token all the same, or a target that stays away stop it (R18). A run that
stops so never means that a record is gone.

Source: OAI-PMH 2.0, §2.7 and §3.5; Implementation Guidelines for Harvester Implementers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from yuinowa.standards import oaipmh
from yuinowa.standards.oaipmh import Code, Granularity, Request, Verb
from yuinowa.standards.oaipmh_answers import Page

MOST_PAGES: Final = 10_000
#: How often a page is asked for again when the target is busy or away.
MOST_TRIES: Final = 5
#: Seconds: the first pause where the target names none, and the longest we keep to.
FIRST_PAUSE: Final = 30
LONGEST_PAUSE: Final = 3600


class End(StrEnum):
    """Why a run is over. Only ``DONE`` means that all was seen."""

    DONE = "done"
    TOKEN_REPEATED = "token-repeated"  # noqa: S105  no secret
    TOO_MANY_PAGES = "too-many-pages"
    EMPTY_PAGE = "empty-page"
    TOKEN_LOST = "token-lost"  # noqa: S105  no secret
    REFUSED = "refused"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. ``since`` and ``until`` are inclusive; None: from the beginning, to the end.

    ``window_days``: the longest span the target answers in one list (NDL: a year); 0: it has no such bound.
    """

    prefix: str
    granularity: Granularity = Granularity.SECOND
    set_spec: str = ""
    since: datetime | None = None
    until: datetime | None = None
    window_days: int = 0
    headers_only: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is. ``since``/``until``: the window in work; ``seen``: digests of its tokens."""

    order: Order
    since: datetime | None
    until: datetime | None
    token: str = ""
    seen: frozenset[str] = frozenset()
    pages: int = 0
    records: int = 0
    #: The first answer's own clock: the next run begins there.
    answered_at: datetime | None = None
    tries: int = 0
    pause_seconds: int = 0
    restarts: int = 0
    end: End | None = None
    #: What the target said, where it refused.
    said: str = ""


def begin(order: Order, *, now: datetime) -> State:
    """The state before the first question. ``now`` bounds the last window.

    Raises:
        ValueError: windows without a beginning, or an end before it.
    """
    if order.window_days and order.since is None:
        raise ValueError("windows need a beginning: the repository's earliest datestamp")
    if order.since and order.until and order.until < order.since:
        raise ValueError("the end is before the beginning")
    last = order.until or (max(now, order.since) if order.window_days and order.since else None)
    return State(replace(order, until=last), order.since, _window_end(order, order.since, last))


def _window_end(order: Order, since: datetime | None, last: datetime | None) -> datetime | None:
    """Both ends of a window are asked for, so it ends a granule before the next begins."""
    if not order.window_days or since is None or last is None:
        return last
    return min(last, since + timedelta(days=order.window_days) - order.granularity.granule)


def request(state: State) -> Request | None:
    """What to ask now; None where the run is over."""
    if state.end is not None:
        return None
    order = state.order
    if state.token:
        verb = Verb.LIST_IDENTIFIERS if order.headers_only else Verb.LIST_RECORDS
        return oaipmh.resume(verb, state.token)
    return oaipmh.list_records(
        order.prefix,
        since=oaipmh.stamp(state.since, order.granularity) if state.since else "",
        until=oaipmh.stamp(state.until, order.granularity) if state.until else "",
        set_spec=order.set_spec,
        headers_only=order.headers_only,
    )


def answered(state: State, page: Page) -> State:
    """The state after ``page``, whose records the caller keeps with it."""
    state = replace(
        state,
        tries=0,
        pause_seconds=0,
        answered_at=state.answered_at or page.answered_at,
    )
    if page.is_failure:
        return _refused(state, page)
    state = replace(state, pages=state.pages + 1, records=state.records + len(page.records))
    if page.token is None:
        return _next_window(state)
    if not page.records and not page.without_identifier:
        return replace(state, end=End.EMPTY_PAGE)
    digest = blake2b(page.token.value.encode("utf-8", "replace"), digest_size=8).hexdigest()
    if digest in state.seen:
        return replace(state, end=End.TOKEN_REPEATED)
    if state.pages >= MOST_PAGES:
        return replace(state, end=End.TOO_MANY_PAGES)
    return replace(state, token=page.token.value, seen=state.seen | {digest})


def _refused(state: State, page: Page) -> State:
    """A token that is no longer known costs a window once; any other refusal ends the run."""
    said = "; ".join(fault.said for fault in page.faults)
    is_token = any(fault.code is Code.BAD_RESUMPTION_TOKEN for fault in page.faults)
    if is_token and state.token:
        if state.restarts:
            return replace(state, end=End.TOKEN_LOST, said=said)
        return replace(state, token="", seen=frozenset(), restarts=1, said=said)
    return replace(state, end=End.REFUSED, said=said)


def _next_window(state: State) -> State:
    order = state.order
    if state.until is None or order.until is None or state.until >= order.until:
        return replace(state, token="", end=End.DONE)
    if state.pages >= MOST_PAGES:
        return replace(state, end=End.TOO_MANY_PAGES)
    since = state.until + order.granularity.granule
    until = _window_end(order, since, order.until)
    return replace(state, since=since, until=until, token="", seen=frozenset(), restarts=0)


def unanswered(state: State, *, retry_after: int | None = None, said: str = "") -> State:
    """The state after a page that did not come (503, a broken line, no XML): wait, then ask for it again.

    ``retry_after``: the seconds the target asked for; kept to within our own bounds.
    """
    tries = state.tries + 1
    if tries > MOST_TRIES:
        return replace(state, tries=tries, end=End.AWAY, said=said)
    pause = FIRST_PAUSE << (tries - 1) if retry_after is None else retry_after
    return replace(state, tries=tries, pause_seconds=min(max(pause, 1), LONGEST_PAUSE), said=said)


def resumed(state: State) -> State | None:
    """The state in which a run that ended is tried again; None where it has to begin anew.

    A target that was away is asked for the same page. Behind a token that loops there is nothing to go on with.
    """
    if state.end is not End.AWAY:
        return None
    return replace(state, end=None, tries=0, pause_seconds=0, said="")


def since_of_next_run(state: State) -> datetime | None:
    """From when the next run asks: what changed while this one ran is seen again, nothing is missed.

    After a full run a granule before the target's own clock at the first answer; else the window in work.
    """
    if state.end is not End.DONE:
        return state.since
    granule = state.order.granularity.granule
    if state.answered_at is None:
        return state.since
    begun = state.answered_at - granule
    # An order that ended earlier has not seen what came since.
    return begun if state.order.until is None else min(begun, state.order.until)


#: Gives the page that answers a request.
Ask = Callable[[Request], Page]


class Busy(Exception):
    """The page did not come now. ``retry_after``: seconds, None where the target names none.

    ``may_pass``: whether asking again later makes sense; an address that is not approved stays so.
    """

    def __init__(
        self, said: str = "", retry_after: int | None = None, *, may_pass: bool = True
    ) -> None:
        super().__init__(said)
        self.said = said
        self.retry_after = retry_after
        self.may_pass = may_pass


def step(state: State, ask: Ask) -> tuple[State, Page | None]:
    """One question and its answer: the new state, and the page whose records belong to it.

    ``ask`` raises ``Busy`` where the page did not come; then the state says how long to wait.
    """
    wanted = request(state)
    if wanted is None:
        return state, None
    try:
        page = ask(wanted)
    except Busy as busy:
        if not busy.may_pass:
            return replace(state, end=End.AWAY, said=busy.said), None
        return unanswered(state, retry_after=busy.retry_after, said=busy.said), None
    return answered(state, page), page
