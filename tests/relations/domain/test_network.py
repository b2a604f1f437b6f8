"""Figures of networks: the fixture of collaboration model §18.3, and what must hold for any network."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.relations.domain.network import Pair, figures_of, parts_without

A, B, C, D, E = range(5)
FIXTURE = [(A, B), (A, C), (A, D), (D, E)]
STAR = [(0, n) for n in range(1, 6)]
RING = [(n, (n + 1) % 5) for n in range(5)]
BODIES = range(7)
networks = st.sets(st.sampled_from(list(combinations(BODIES, 2))))


def test_the_fixture_of_the_model() -> None:
    figures = figures_of(range(5), FIXTURE)

    assert figures.density == Fraction(2, 5)
    assert (figures.between[A], figures.between[D], figures.between[B]) == (5, 3, 0)
    assert len(figures.parts) == 1
    assert parts_without(range(5), FIXTURE, [(D, E)]) == 2
    without_d = figures_of([A, B, C, E], [tie for tie in FIXTURE if D not in tie])
    assert frozenset({E}) in without_d.parts


def test_a_star_is_all_center_and_a_ring_has_none() -> None:
    star, ring = figures_of(range(6), STAR), figures_of(range(5), RING)

    assert (star.centralization, ring.centralization) == (1, 0)
    assert (len(star.bridges), len(ring.bridges)) == (5, 0)


@pytest.mark.parametrize("bodies", [[], [1]])
def test_of_too_few_bodies_there_is_no_figure(bodies: list[int]) -> None:
    figures = figures_of(bodies, [])

    assert (figures.density, figures.centralization) == (None, None)
    assert len(figures.parts) == len(bodies)
    assert figures.bridges == ()


@given(networks)
def test_a_bridge_is_a_tie_whose_loss_makes_one_part_more(ties: set[Pair]) -> None:
    figures = figures_of(BODIES, ties)

    by_trial = {tie for tie in ties if parts_without(BODIES, ties, [tie]) == len(figures.parts) + 1}

    assert set(figures.bridges) == by_trial


@given(networks)
def test_shares_lie_between_nothing_and_everything(ties: set[Pair]) -> None:
    figures = figures_of(BODIES, ties)

    assert figures.density is not None
    assert figures.centralization is not None
    assert 0 <= figures.density <= 1
    assert 0 <= figures.centralization <= 1
    assert sum(map(len, figures.parts)) == len(BODIES)
    assert all(0 <= value <= 15 for value in figures.between.values())
