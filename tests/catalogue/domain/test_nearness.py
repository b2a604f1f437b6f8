"""Who is near: by degrees where both are known, else by the names of places."""

from __future__ import annotations

import pytest

from yuinowa.catalogue.domain.nearness import Spot, kilometres, nearness

TOKYO = Spot("13", "131016", 35.6812, 139.7671)
YOKOHAMA = Spot("14", "141003", 35.4657, 139.6223)
HERE = Spot("13", "131016")


def test_tokyo_and_yokohama_are_27_kilometres_apart() -> None:
    assert kilometres(TOKYO, YOKOHAMA) == pytest.approx(27.3, abs=0.5)


def test_a_place_without_degrees_has_no_distance() -> None:
    assert kilometres(TOKYO, HERE) is None


def test_names_of_places_order_what_has_no_degrees() -> None:
    near = [HERE, Spot("13", "131032"), Spot("14", "141003"), Spot()]

    far_first = near[::-1]

    assert sorted(far_first, key=lambda spot: nearness(HERE, spot)) == near
