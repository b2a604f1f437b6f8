"""Makes ``src/yuinowa/directory/data/shapes.json.xz``: Japan by prefectures, and each prefecture by municipalities.

    python -m tests.directory.make_shapes ja_prefecture_area.json.xz ja_municipality_area.json.xz

Both are TopoJSON: neighbours share their border as one arc. Arcs are made simpler one by one and keep their
ends, so that no gap opens between neighbours.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
#: Outer ring first, holes after it.
Polygon = list[list[int]]
TARGET = Path(__file__).parents[2] / "src" / "yuinowa" / "directory" / "data" / "shapes.json.xz"

#: The longer side of a drawing; a bend nearer to its chord than this is left out, as is an island below that size.
LONG_SIDE = 600
BEND = 0.9
SMALLEST = 3.0
#: Okinawa and Amami are drawn in the empty upper left corner of Japan, farther islands not at all.
SOUTH, INSET = 29.5, (5.2, 15.4)
#: Of Tokyo only what lies north of this: its islands reach a thousand kilometres to the south.
TOKYO, TOKYO_SOUTH = "13", 35.4


class Topology:
    """The arcs of a file in degrees, and its areas by code."""

    def __init__(self, path: Path, code: str) -> None:
        raw = json.loads(lzma.decompress(path.read_bytes()))
        (across, up), (west, south) = raw["transform"]["scale"], raw["transform"]["translate"]
        self.arcs = [list(_unfolded(arc, across, up, west, south)) for arc in raw["arcs"]]
        (objects,) = raw["objects"].values()
        self.areas = {g["properties"][code]: _polygons(g) for g in objects["geometries"]}

    def mean(self, polygon: Polygon) -> Point:
        points = [point for n in polygon[0] for point in self.arcs[_index(n)]]
        return sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points)


def _unfolded(
    arc: list[list[int]], across: float, up: float, west: float, south: float
) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * across + west, y * up + south


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    arcs: Any = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else list(arcs)


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def frame(
    topology: Topology,
    areas: dict[str, list[Polygon]],
    moved: Callable[[Point], Point] = lambda _mean: (0, 0),
) -> dict[str, Any]:
    """One drawing: its size, and by code the path and where the number stands."""
    shifts: dict[int, Point] = {}
    for polygons in areas.values():
        for polygon in polygons:
            shift = moved(topology.mean(polygon))
            shifts |= {_index(n): shift for ring in polygon for n in ring}
    degrees = {n: [(x + dx, y + dy) for x, y in topology.arcs[n]] for n, (dx, dy) in shifts.items()}
    xs = [x for arc in degrees.values() for x, _y in arc]
    ys = [y for arc in degrees.values() for _x, y in arc]
    narrow = math.cos(math.radians((min(ys) + max(ys)) / 2))
    scale = (LONG_SIDE - 4) / max((max(xs) - min(xs)) * narrow, max(ys) - min(ys))
    arcs = {
        n: simpler(
            [((x - min(xs)) * narrow * scale + 2, (max(ys) - y) * scale + 2) for x, y in arc]
        )
        for n, arc in degrees.items()
    }
    box = [
        math.ceil((max(xs) - min(xs)) * narrow * scale) + 4,
        math.ceil((max(ys) - min(ys)) * scale) + 4,
    ]
    return {
        "box": box,
        "areas": {code: drawn for code, p in sorted(areas.items()) if (drawn := _area(p, arcs))},
    }


def simpler(arc: list[Point]) -> list[tuple[int, int]]:
    """Douglas and Peucker's way; a closed arc is cut at its far end first."""
    if arc[0] == arc[-1]:
        far = max(range(len(arc)), key=lambda n: math.dist(arc[0], arc[n]))
        kept = _bends(arc[: far + 1]) + _bends(arc[far:])[1:]
    else:
        kept = _bends(arc)
    return [(round(x), round(y)) for x, y in kept]


def _bends(arc: list[Point]) -> list[Point]:
    if len(arc) < 3:  # two ends and nothing between
        return arc
    (x1, y1), (x2, y2) = arc[0], arc[-1]
    length = math.dist(arc[0], arc[-1]) or 1.0
    gaps = [
        abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
        if arc[0] != arc[-1]
        else math.dist(arc[0], (x, y))
        for x, y in arc
    ]
    far = max(range(len(arc)), key=gaps.__getitem__)
    if gaps[far] < BEND:
        return [arc[0], arc[-1]]
    return _bends(arc[: far + 1]) + _bends(arc[far:])[1:]


def _area(polygons: list[Polygon], arcs: dict[int, list[tuple[int, int]]]) -> list[Any] | None:
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    largest = max(rings, key=lambda polygon: _size(polygon[0]))
    if _size(largest[0]) == 0:
        return None
    shown = [p for p in rings if p is largest or _size(p[0]) >= SMALLEST]
    path = "".join(_path(ring) for polygon in shown for ring in polygon if _size(ring))
    return [path, *_mark(largest)]


def _ring(ring: list[int], arcs: dict[int, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for n in ring:
        for point in arcs[_index(n)] if n >= 0 else arcs[_index(n)][::-1]:
            if not points or points[-1] != point:
                points.append(point)
    return points


def _size(ring: list[tuple[int, int]]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def _path(ring: list[tuple[int, int]]) -> str:
    steps = " ".join(f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring[:-1])).replace(
        " -", "-"
    )
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z"


def _mark(polygon: list[list[tuple[int, int]]]) -> tuple[int, int]:
    """The point of a grid that lies farthest from the borders, sideways counted half: numbers are wide."""
    borders = [side for ring in polygon for side in pairwise(ring)]
    xs, ys = [x for x, _y in polygon[0]], [y for _x, y in polygon[0]]
    step = max(1, (max(xs) - min(xs)) // 24, (max(ys) - min(ys)) // 24)
    inside = [
        (x, y)
        for x in range(min(xs), max(xs) + 1, step)
        for y in range(min(ys), max(ys) + 1, step)
        if _holds(borders, x, y)
    ]
    if not inside:
        return round(sum(xs) / len(xs)), round(sum(ys) / len(ys))
    return max(inside, key=lambda point: min(_gap(point, side) for side in borders))


def _holds(borders: list[tuple[tuple[int, int], tuple[int, int]]], x: int, y: int) -> bool:
    crossed = 0
    for (x1, y1), (x2, y2) in borders:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed += 1
    return crossed % 2 == 1


def _gap(point: tuple[int, int], side: tuple[tuple[int, int], tuple[int, int]]) -> float:
    (x, y), (x1, y1), (x2, y2) = ((across / 2, down) for across, down in (point, *side))
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0
    along = max(0, min(1, along))
    return math.dist((x, y), (x1 + along * (x2 - x1), y1 + along * (y2 - y1)))


def _of_japan(mean: Point) -> Point:
    return INSET if mean[1] < SOUTH else (0, 0)


def _of_japans_frame(topology: Topology, polygon: Polygon) -> bool:
    x, y = topology.mean(polygon)
    return y >= SOUTH + 3 or (x < 137 and (y >= SOUTH or x >= 126.5))  # degrees


def main() -> None:
    japan, local = (
        Topology(Path(sys.argv[1]), "prefecture_code"),
        Topology(Path(sys.argv[2]), "lg_code"),
    )
    prefectures = {
        code: [p for p in polygons if _of_japans_frame(japan, p)]
        for code, polygons in japan.areas.items()
    }
    frames = {"": frame(japan, prefectures, _of_japan)}
    for prefecture in sorted(prefectures):
        frames[prefecture] = frame(
            local,
            {
                code: kept
                for code, polygons in local.areas.items()
                if code.startswith(prefecture)
                if (kept := [p for p in polygons if prefecture != TOKYO or local.mean(p)[1] > TOKYO_SOUTH])
            },
        )  # fmt: skip
    raw = json.dumps(frames, separators=(",", ":")).encode()
    TARGET.write_bytes(lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME))
    whole = len(json.dumps(frames[""]))
    most = max((len(json.dumps(f)), code) for code, f in frames.items())
    drawn = sum(len(f["areas"]) for code, f in frames.items() if code)
    sys.stdout.write(
        f"Japan {whole}, largest {most}, {drawn} municipalities, {len(raw)} -> {TARGET.stat().st_size} bytes\n"
    )


if __name__ == "__main__":
    main()
