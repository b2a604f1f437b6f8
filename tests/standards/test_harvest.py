"""R18: whatever a target does, a harvest ends, and what it has seen is never lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.standards import harvest, oaipmh
from yuinowa.standards.harvest import Busy, End, Order, State
from yuinowa.standards.oaipmh import Code, Granularity, Request
from yuinowa.standards.oaipmh_answers import Fault, Header, Page, Received, Token

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def records(*names: str) -> tuple[Received, ...]:
    return tuple(Received(Header(name, "2026-01-01")) for name in names)


def page(*names: str, token: str = "") -> Page:
    return Page(NOW, records(*names), Token(token) if token else None)


def failure(code: Code) -> Page:
    return Page(NOW, faults=(Fault(code, code.value),))


def run(
    order: Order, ask: Callable[[Request], Page], steps: int = 100_000
) -> tuple[State, list[str], list[Request]]:
    """The last state, the identifiers seen and the questions asked."""
    state, seen, asked = harvest.begin(order, now=NOW), [], []
    for _step in range(steps):
        wanted = harvest.request(state)
        if wanted is None:
            break
        asked.append(wanted)
        state, found = harvest.step(state, ask)
        seen += [r.header.identifier for r in found.records] if found else []
    return state, seen, asked


def paged(names: list[str], size: int) -> Callable[[Request], Page]:
    """A target that behaves."""

    def ask(wanted: Request) -> Page:
        begin = int(dict(wanted.arguments).get("resumptionToken", 0))
        end = begin + size
        return page(*names[begin:end], token=str(end) if end < len(names) else "")

    return ask


@given(st.integers(1, 60), st.integers(1, 20))
def test_every_record_is_seen_once_from_a_target_that_behaves(count: int, size: int) -> None:
    names = [str(number) for number in range(count)]

    state, seen, asked = run(Order("oai_dc"), paged(names, size))

    assert (state.end, seen) == (End.DONE, names)
    assert (state.records, state.pages) == (count, len(asked))
    assert asked[0] == oaipmh.list_records("oai_dc")


def test_a_token_that_comes_back_ends_the_run() -> None:
    tokens = {"": "a", "a": "b", "b": "a"}

    state, seen, _asked = run(
        Order("x"), lambda r: page("1", token=tokens[dict(r.arguments).get("resumptionToken", "")])
    )

    assert (state.end, len(seen)) == (End.TOKEN_REPEATED, 3)


def test_an_endless_list_of_new_tokens_ends_after_ten_thousand_pages() -> None:
    count = iter(range(20_000))

    state, seen, _asked = run(Order("x"), lambda _r: page("1", token=f"t{next(count)}"))

    assert (state.end, len(seen)) == (End.TOO_MANY_PAGES, harvest.MOST_PAGES)


def test_an_empty_page_with_a_token_ends_the_run() -> None:
    assert run(Order("x"), lambda _r: page(token="a"))[0].end is End.EMPTY_PAGE


def test_nothing_new_is_a_full_run() -> None:
    state, seen, asked = run(Order("x"), lambda _r: failure(Code.NO_RECORDS_MATCH))

    assert (state.end, seen, len(asked)) == (End.DONE, [], 1)
    assert harvest.since_of_next_run(state) == NOW - SECOND


def test_a_refusal_ends_the_run_and_says_why() -> None:
    state = run(Order("x"), lambda _r: failure(Code.CANNOT_DISSEMINATE_FORMAT))[0]

    assert (state.end, state.said) == (End.REFUSED, "cannotDisseminateFormat")
    assert harvest.since_of_next_run(state) is None


def test_a_lost_token_costs_the_window_once() -> None:
    asked_first = []

    def ask(wanted: Request) -> Page:
        if dict(wanted.arguments).get("resumptionToken"):
            return failure(Code.BAD_RESUMPTION_TOKEN)
        asked_first.append(wanted)
        return page("1", token="t")

    state, seen, _asked = run(Order("x", since=NOW), ask)

    assert (state.end, seen, len(asked_first)) == (End.TOKEN_LOST, ["1", "1"], 2)
    assert harvest.since_of_next_run(state) == NOW


def test_windows_of_a_year_meet_without_gap_or_overlap() -> None:
    since, until = datetime(2023, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
    order = Order("x", since=since, until=until, window_days=365)

    state, _seen, asked = run(order, lambda _r: page("1"))

    spans = [(dict(r.arguments)["from"], dict(r.arguments)["until"]) for r in asked]
    assert spans == [
        ("2023-01-01T00:00:00Z", "2023-12-31T23:59:59Z"),
        ("2024-01-01T00:00:00Z", "2024-12-30T23:59:59Z"),
        ("2024-12-31T00:00:00Z", "2025-06-01T00:00:00Z"),
    ]
    assert state.end is End.DONE


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  given UTC beside
    st.integers(1, 3000),
    st.integers(1, 400),
    st.sampled_from(Granularity),
)
def test_windows_cover_every_granule_once(
    since: datetime, days: int, window: int, granularity: Granularity
) -> None:
    since = since.replace(microsecond=0)
    if granularity is Granularity.DAY:
        since = since.replace(hour=0, minute=0, second=0)
    order = Order(
        "x", granularity, since=since, until=since + timedelta(days=days), window_days=window
    )

    _state, _seen, asked = run(order, lambda _r: page("1"))

    spans = [
        (
            oaipmh.read_stamp(dict(r.arguments)["from"]),
            oaipmh.read_stamp(dict(r.arguments)["until"]),
        )
        for r in asked
    ]
    assert spans[0][0] == since
    assert spans[-1][1] == order.until
    for (begin, end), (following, _end) in zip(spans, [*spans[1:], (None, None)], strict=True):
        assert begin is not None
        assert end is not None
        assert begin <= end < begin + timedelta(days=window)
        assert following is None or following - end == granularity.granule


def test_a_busy_target_is_waited_for_and_asked_the_same_again() -> None:
    waits = iter([Busy("503", 120), Busy("503", 10**9), Busy(), None])

    def ask(_wanted: Request) -> Page:
        if busy := next(waits):
            raise busy
        return page("1")

    state, pauses = harvest.begin(Order("x"), now=NOW), []
    first = harvest.request(state)
    for _number in range(3):
        state, found = harvest.step(state, ask)
        assert found is None
        assert harvest.request(state) == first
        pauses.append(state.pause_seconds)
    state, found = harvest.step(state, ask)

    assert pauses == [120, harvest.LONGEST_PAUSE, 120]
    assert (state.end, state.pause_seconds, found) == (End.DONE, 0, page("1"))


def test_a_target_that_stays_away_is_left_and_nothing_is_lost() -> None:
    def ask(wanted: Request) -> Page:
        if dict(wanted.arguments).get("resumptionToken"):
            raise Busy("no connection")
        return page("1", token="t")

    state, seen, asked = run(Order("x", since=NOW), ask)

    assert (state.end, seen, state.said) == (End.AWAY, ["1"], "no connection")
    assert len(asked) == 2 + harvest.MOST_TRIES
    assert harvest.since_of_next_run(state) == NOW


def test_the_next_run_begins_a_granule_before_the_first_answer() -> None:
    state = run(Order("x", Granularity.DAY), lambda _r: page("1"))[0]
    earlier = run(Order("x", until=NOW - timedelta(days=9)), lambda _r: page("1"))[0]

    assert harvest.since_of_next_run(state) == NOW - timedelta(days=1)
    assert harvest.since_of_next_run(earlier) == NOW - timedelta(days=9)


def test_an_order_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="beginning"):
        harvest.begin(Order("x", window_days=365), now=NOW)
    with pytest.raises(ValueError, match="before"):
        harvest.begin(Order("x", since=NOW, until=NOW - SECOND), now=NOW)


PAGES = st.one_of(
    st.builds(lambda n, t: page(*n, token=t), st.lists(st.sampled_from("abc"), max_size=3), st.sampled_from(["", "t", "u", "v"])),
    st.builds(failure, st.sampled_from(Code)),
    st.none(),
)  # fmt: skip


@given(st.lists(PAGES, min_size=1, max_size=8), st.sampled_from([0, 365]))
def test_any_target_comes_to_an_end(turns: list[Page | None], window: int) -> None:
    count = 0

    def ask(_wanted: Request) -> Page:
        nonlocal count
        count += 1
        found = turns[count % len(turns)]
        if found is None:
            raise Busy
        return found

    state, _seen, _asked = run(
        Order("x", since=NOW - timedelta(days=1000), window_days=window), ask, steps=500
    )

    assert state.end is not None
