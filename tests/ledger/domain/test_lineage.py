from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.institutions import SuccessionKind as Became
from yuinowa.ledger.domain.lineage import Line
from yuinowa.ledger.domain.metrics import Lineage

STEPS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from(Became)), max_size=10
)


def test_duplicates_always_resolve_the_others_only_as_now() -> None:
    steps = [
        (1, 2, Became.DUPLICATE),
        (3, 2, Became.RENAME),
        (4, 2, Became.MERGE),
        (2, 5, Became.SPLIT),
    ]
    then, now = Line.of(steps, Lineage.THEN), Line.of(steps, Lineage.NOW)

    assert [then.end(number) for number in range(1, 6)] == [2, 2, 3, 4, 5]
    assert [now.end(number) for number in range(1, 6)] == [2, 2, 2, 2, 5]
    assert now.before([2]) == {1, 2, 3, 4}


@given(STEPS, st.sampled_from(Lineage))
def test_following_steps_ends_even_in_a_circle(
    steps: list[tuple[int, int, Became]], lineage: Lineage
) -> None:
    line = Line.of(steps, lineage)

    for number in range(1, 7):
        assert number in line.before([line.end(number)]) | {number}
        assert number in line.before([number])
