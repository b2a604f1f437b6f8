"""Learn the points of reasons from generated truth, held to what people set by hand.

A logistic regression over the codes of ``scoring.levels``, drawn towards the points in force: what the
generated records say little about (old books, readings, readings of names) stays as it was set, and no
reason may change its sign. One point is a tenth of a natural logarithm of the odds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from random import Random

from yuinowa.catalogue.domain.generating.catalogues import Truth
from yuinowa.catalogue.domain.matching.edges import Field
from yuinowa.catalogue.domain.matching.guards import apart
from yuinowa.catalogue.domain.matching.levels import levels
from yuinowa.catalogue.domain.matching.traits import Traits, traits_of
from yuinowa.catalogue.domain.matching.weights import Weights

#: How strongly a point is held to what was set: as if so many pairs spoke for it.
HELD = 400.0
ROUNDS = 60
#: One point in logarithms of the odds.
POINT = 0.1
Pattern = tuple[tuple[str, ...], bool]


def learn(rows: Iterable[Truth], weights: Weights) -> dict[str, int]:
    """Points for every code, whole numbers."""
    patterns = _patterns(rows)
    points = {code: float(value) for code, value in weights.points.items()}
    middle = (weights.join + weights.ask) / 2
    curvature = {
        code: HELD + sum(count for (codes, _), count in patterns.items() if code in codes) / 4
        for code in points
    }
    for _round in range(ROUNDS):
        slope = {code: (weights.points[code] - points[code]) * HELD * POINT for code in points}
        for (codes, is_one), count in patterns.items():
            odds = POINT * (sum(points[code] for code in codes) - middle)
            chance = 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))
            for code in codes:
                slope[code] += count * (is_one - chance)
        points = {
            code: _same_sign(
                weights.points[code], value + slope[code] / curvature[code] / POINT * 0.5
            )
            for code, value in points.items()
        }
    return {code: round(value) for code, value in points.items()}


def _same_sign(set_by_hand: float, value: float) -> float:
    return max(0.0, value) if set_by_hand >= 0 else min(0.0, value)


def _patterns(rows: Iterable[Truth]) -> Counter[Pattern]:
    """How often each set of codes stood between one and the same, and between two."""
    truth: dict[Traits, set[str]] = {}
    for row in rows:
        truth.setdefault(traits_of(row.record), set()).add(row.manifestation)
    field = Field.of((traits, "") for traits in truth)
    random = Random(5)
    found: Counter[Pattern] = Counter()
    for members in field.blocks.values():
        pairs = list(combinations(members, 2))
        for one, other in random.sample(pairs, min(len(pairs), 12)):
            if apart(field.sides[one], field.sides[other]) is not None:
                continue
            mine, theirs = field.traits[one], field.traits[other]
            is_one = not truth[field.nodes[one][0]].isdisjoint(truth[field.nodes[other][0]])
            found[tuple(levels(mine, theirs)), is_one] += 1
    return found
