"""What a harvest keeps is what it was: through JSON and back, whatever came (R18)."""

from __future__ import annotations

import json
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.standards.harvest import End, Order, State, resumed
from yuinowa.standards.harvest_kept import plain, unplain
from yuinowa.standards.oaipmh import Granularity

_moments = st.none() | st.datetimes(timezones=st.just(UTC))
_texts = st.text(max_size=30)
_numbers = st.integers(min_value=0, max_value=10**9)
_orders = st.builds(
    Order,
    prefix=_texts,
    granularity=st.sampled_from(Granularity),
    set_spec=_texts,
    since=_moments,
    until=_moments,
    window_days=_numbers,
    headers_only=st.booleans(),
)
_states = st.builds(
    State,
    order=_orders,
    since=_moments,
    until=_moments,
    token=_texts,
    seen=st.frozensets(_texts),
    pages=_numbers,
    records=_numbers,
    answered_at=_moments,
    tries=_numbers,
    pause_seconds=_numbers,
    restarts=_numbers,
    end=st.none() | st.sampled_from(End),
    said=_texts,
)


@given(_states)
def test_a_state_goes_through_json_and_back(state: State) -> None:
    assert unplain(json.loads(json.dumps(plain(state)))) == state


@given(_states)
def test_only_a_target_that_was_away_is_asked_on(state: State) -> None:
    again = resumed(state)

    assert (again is not None) == (state.end is End.AWAY)
    if again is not None:
        assert (again.end, again.tries, again.token, again.seen) == (None, 0, state.token, state.seen)  # fmt: skip
