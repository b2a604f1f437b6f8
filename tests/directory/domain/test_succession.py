from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.domain.succession import Step, follow

MERGED = Step(1, 2, date(2015, 4, 1), SuccessionKind.MERGE)
RENAMED = Step(2, 3, date(2020, 4, 1), SuccessionKind.RENAME)
DUPLICATE = Step(4, 2, date(2021, 8, 1), SuccessionKind.DUPLICATE)
SPLIT = Step(5, 6, date(2018, 4, 1), SuccessionKind.SPLIT)


def test_a_duplicate_always_resolves() -> None:
    assert follow([DUPLICATE], [4, 9]) == {4: 2, 9: 9}


def test_a_merger_resolves_only_when_asked_as_of_a_day_on_which_it_held() -> None:
    assert follow([MERGED], [1]) == {1: 1}
    assert follow([MERGED], [1], as_of=date(2015, 3, 31)) == {1: 1}
    assert follow([MERGED], [1], as_of=date(2015, 4, 1)) == {1: 2}


def test_steps_are_followed_to_the_end() -> None:
    assert follow([MERGED, RENAMED, DUPLICATE], [1, 4], as_of=date(2026, 4, 1)) == {1: 3, 4: 3}


def test_after_a_split_the_past_stays_with_the_predecessor() -> None:
    assert follow([SPLIT], [5], as_of=date(2026, 4, 1)) == {5: 5}


steps = st.builds(
    Step,
    st.integers(1, 6),
    st.integers(1, 6),
    st.dates(date(2000, 1, 1), date(2026, 1, 1)),
    st.sampled_from(SuccessionKind),
)


@given(st.lists(steps), st.none() | st.dates(date(1999, 1, 1), date(2027, 1, 1)))
def test_even_steps_in_a_circle_come_to_an_end(found: list[Step], as_of: date | None) -> None:
    assert set(follow(found, range(1, 7), as_of=as_of)) == set(range(1, 7))
