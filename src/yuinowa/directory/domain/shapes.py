"""Outlines of prefectures and municipalities, as drawn. Source: 国土数値情報（行政区域データ）, made simpler."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Outlines:
    """One drawing: width and height, and by code the path with the point for the number.

    Hokkaido holds the six villages of the Northern Territories, which no table of municipalities lists.
    """

    box: tuple[int, int]
    areas: dict[str, tuple[str, int, int]]


def outlines_of(prefecture: str = "") -> Outlines:
    """The municipalities of a prefecture, or all prefectures. Far islands may have no outline."""
    return _outlines()[prefecture]


@lru_cache(maxsize=1)
def _outlines() -> dict[str, Outlines]:
    packed = (files("yuinowa.directory") / "data" / "shapes.json.xz").read_bytes()
    return {
        prefecture: Outlines(
            (drawing["box"][0], drawing["box"][1]),
            {code: (path, x, y) for code, (path, x, y) in drawing["areas"].items()},
        )
        for prefecture, drawing in json.loads(lzma.decompress(packed)).items()
    }
