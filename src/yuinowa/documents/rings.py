"""The ring of an institution as inline SVG with classes only (look §10): who is around it, by which lines.

A drawing never stands alone: its table stands beside it with the same numbers. Every word that comes from
outside is escaped here, so that a template may print the result as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import ceil, cos, hypot, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class Line(StrEnum):
    """How a tie is drawn; the classes are the stylesheet's."""

    DOTS = "contact"
    DASHES = "cooperate"
    DOUBLE = "double"
    DASH_DOT = "reciprocal"
    SOLID = "partner"
    #: From the middle outwards, and the other way.
    ARROW_OUT = "arrow-out"
    ARROW_IN = "arrow-in"
    THICK = "collaborate"


@dataclass(frozen=True, slots=True)
class Spoke:
    """One node around the middle: its name, what its second line says, the ties, and the row of the table it means."""

    name: str
    second: str
    lines: tuple[Line, ...]
    #: ``#r1``
    href: str


@dataclass(frozen=True, slots=True)
class _Size:
    css: str
    width: int
    height: int
    across: int
    down: int
    core: int
    labels: bool


_WIDE = _Size("yw-at-wide", 798, 582, 215, 248, 58, labels=True)
#: Two lines of a label need so much height.
_LABEL = 34
_NARROW = _Size("yw-at-narrow", 320, 320, 134, 134, 44, labels=False)
_DOT = 15
#: More nodes than these are drawn by groups.
MOST_NODES = 20
#: Of more ties than these the closest are drawn; the table has all.
_MOST_LINES = 3
#: Between two lines to one node, and between the two strokes of a double line.
_BESIDE, _DOUBLE = 7.0, 2.2
_LETTER, _HEAD = 14, 11
#: Letters of the name in the middle: in a line, and lines.
_CORE_LETTERS, _CORE_LINES = 6, 3


def ring(name: str, spokes: Sequence[Spoke], *, label: str) -> SafeString:
    """Both sizes of one drawing, the page shows one of them; ``label`` says it to those who do not see it."""
    wide = _high_enough(_WIDE, len(spokes))
    return format_html(
        "{}{}", _drawing(name, spokes, wide, label), _drawing(name, spokes, _NARROW, label)
    )


def sample(line: Line) -> SafeString:
    """A piece of ``line`` for the legend."""
    return format_html(
        '<svg viewBox="0 0 52 16" aria-hidden="true" focusable="false">{}</svg>',
        _line(line, (2.0, 8.0), (50.0, 8.0)),
    )


def _high_enough(size: _Size, nodes: int) -> _Size:
    """The drawing, stretched until no label touches the next one on its side."""
    sides: dict[bool, list[float]] = {True: [], False: []}
    for angle in _angles(nodes):
        sides[sin(angle) < 0].append(cos(angle))
    steps = [above - below for side in sides.values() for below, above in pairwise(sorted(side))]
    down = max(size.down, ceil(_LABEL / min(steps, default=1)))
    return replace(size, down=down, height=size.height + 2 * (down - size.down))


def _angles(nodes: int) -> list[float]:
    """Clockwise from the top, off the vertical at both ends, so that every label has its side."""
    first = 0.5 if nodes % 2 == 0 else 0.25
    return [2 * pi * (number + first) / nodes for number in range(nodes)]


def _drawing(name: str, spokes: Sequence[Spoke], size: _Size, label: str) -> SafeString:
    middle = size.width / 2, size.height / 2
    places = list(_places(len(spokes), size))
    edges = [
        edge
        for spoke, place in zip(spokes, places, strict=True)
        for edge in _edges(spoke, middle, place, size)
    ]
    nodes = [
        _node(number, spoke, place, size)
        for number, (spoke, place) in enumerate(zip(spokes, places, strict=True), start=1)
    ]
    return format_html(
        '<svg class="yw-draw yw-ring {}" viewBox="0 0 {} {}" role="{}" aria-label="{}">'
        '<ellipse class="yw-ring__orbit" cx="{}" cy="{}" rx="{}" ry="{}"/>{}{}{}</svg>',
        size.css,
        size.width,
        size.height,
        "group" if size.labels else "img",
        label,
        *map(_n, middle),
        size.across,
        size.down,
        _joined(edges),
        _core(name, middle, size),
        _joined(nodes),
    )


def _places(count: int, size: _Size) -> Iterator[tuple[float, float]]:
    for angle in _angles(count):
        yield (
            size.width / 2 + size.across * sin(angle),
            size.height / 2 - size.down * cos(angle),
        )


def _edges(
    spoke: Spoke, middle: tuple[float, float], place: tuple[float, float], size: _Size
) -> Iterator[SafeString]:
    dx, dy = place[0] - middle[0], place[1] - middle[1]
    length = hypot(dx, dy)
    ux, uy = dx / length, dy / length
    lines = spoke.lines[:_MOST_LINES]
    for number, line in enumerate(lines):
        off = (number - (len(lines) - 1) / 2) * _BESIDE
        start, end = size.core + 4, length - _DOT - 3
        yield _line(
            line,
            (middle[0] + ux * start - uy * off, middle[1] + uy * start + ux * off),
            (middle[0] + ux * end - uy * off, middle[1] + uy * end + ux * off),
        )


def _line(line: Line, start: tuple[float, float], end: tuple[float, float]) -> SafeString:
    if line is Line.DOUBLE:
        return _joined(
            [_stroke("partner", *_beside(start, end, off)) for off in (-_DOUBLE, _DOUBLE)]
        )
    if line is Line.ARROW_IN:
        start, end = end, start
    if line in {Line.ARROW_IN, Line.ARROW_OUT}:
        neck = _toward(end, start, _HEAD)
        return format_html("{}{}", _stroke("support", start, neck), _head(neck, end))
    return _stroke(line.value, start, end)


def _stroke(css: str, start: tuple[float, float], end: tuple[float, float]) -> SafeString:
    return format_html(
        '<path class="yw-edge yw-edge--{}" d="M{} {}L{} {}"/>', css, *map(_n, (*start, *end))
    )


def _head(neck: tuple[float, float], tip: tuple[float, float]) -> SafeString:
    left, _tip = _beside(neck, tip, 6)
    right, _tip = _beside(neck, tip, -6)
    return format_html(
        '<path class="yw-edge__head" d="M{} {}L{} {}L{} {}Z"/>', *map(_n, (*tip, *left, *right))
    )


def _beside(
    start: tuple[float, float], end: tuple[float, float], off: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    x, y = -(end[1] - start[1]) / length * off, (end[0] - start[0]) / length * off
    return (start[0] + x, start[1] + y), (end[0] + x, end[1] + y)


def _toward(
    place: tuple[float, float], aim: tuple[float, float], step: float
) -> tuple[float, float]:
    length = hypot(aim[0] - place[0], aim[1] - place[1]) or 1.0
    return (
        place[0] + (aim[0] - place[0]) / length * step,
        place[1] + (aim[1] - place[1]) / length * step,
    )


def _core(name: str, middle: tuple[float, float], size: _Size) -> SafeString:
    most = _CORE_LETTERS * _CORE_LINES
    shown = name if len(name) <= most else f"{name[: most - 1]}…"
    count = -(-len(shown) // _CORE_LETTERS)
    # Lines of nearly the same length look better than a full one and a rest.
    letters = -(-len(shown) // count)
    lines = [shown[at : at + letters] for at in range(0, len(shown), letters)]
    if not size.labels and len(lines) == _CORE_LINES:
        lines = [lines[0], f"{lines[1][:-1]}…"]
    top = middle[1] + 5 - 10 * (len(lines) - 1)
    return format_html(
        '<circle class="yw-ring__core" cx="{}" cy="{}" r="{}"/>{}',
        _n(middle[0]),
        _n(middle[1]),
        size.core,
        format_html_join(
            "",
            '<text class="yw-ring__coretext" x="{}" y="{}">{}</text>',
            ((_n(middle[0]), _n(top + 20 * row), text) for row, text in enumerate(lines)),
        ),
    )


def _node(number: int, spoke: Spoke, place: tuple[float, float], size: _Size) -> SafeString:
    x, y = place
    dot = format_html(
        '<circle class="yw-ring__dot" cx="{}" cy="{}" r="{}"/>'
        '<text class="yw-ring__no" x="{}" y="{}">{}</text>',
        *(_n(x), _n(y), _DOT, _n(x), _n(y + 4.5), number),
    )
    if not size.labels:
        return dot
    is_left = x < size.width / 2
    at = x - _DOT - 8 if is_left else x + _DOT + 8
    end = mark_safe(" yw-draw__end") if is_left else ""
    room = int((at if is_left else size.width - at) // _LETTER)
    return format_html(
        '<a href="{}">{}<text class="yw-draw__bold yw-draw__halo{}" x="{}" y="{}">{}</text>'
        '<text class="yw-draw__soft yw-draw__halo{}" x="{}" y="{}">{}</text></a>',
        *(spoke.href, dot),
        *(end, _n(at), _n(y - 1), _cut(spoke.name, room)),
        *(end, _n(at), _n(y + 15), _cut(spoke.second, room + 2)),
    )


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(room - 1, 1)]}…"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # each part was escaped when it was made
