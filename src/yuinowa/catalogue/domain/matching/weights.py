"""The points of every reason and the borders of the zones: data with a version, made by ``bench matching``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

CURRENT = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """``join`` and ``ask``: the least score of the zone. ``points``: by code of ``levels.CODES``."""

    version: int
    join: int
    ask: int
    points: Mapping[str, int]


def weights_from(stored: Mapping[str, Any]) -> Weights:
    """Raises KeyError, ValueError: something is missing, or the borders are out of order."""
    points = MappingProxyType({str(code): int(value) for code, value in stored["points"].items()})
    found = Weights(int(stored["version"]), int(stored["join"]), int(stored["ask"]), points)
    if not 0 < found.ask < found.join:
        raise ValueError("the border of asking must lie between 0 and that of joining")
    return found


@lru_cache(maxsize=4)
def load(version: int = CURRENT) -> Weights:
    """Raises FileNotFoundError: there are no weights of that version."""
    path = files("yuinowa.catalogue") / "data" / f"weights-{version}.json"
    return weights_from(json.loads(path.read_text("utf-8")))
