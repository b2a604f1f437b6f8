"""Line charts of plan against actual, as inline SVG with classes only (look §10).

A chart never stands alone: its table stands beside it with the same numbers. Plan is a dashed line
with hollow diamonds, actual a solid line with filled dots; values are written at the points. Every
word that comes from outside is escaped here, so that a template may print the result as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import gt, lt

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Point:
    """One year: the numbers that are drawn and the texts that are written; None where there is none."""

    tick: str
    tick_short: str
    plan: Decimal | None
    plan_text: str
    actual: Decimal | None
    actual_text: str


@dataclass(frozen=True)
class Axis:
    """The vertical scale; ``is_cut`` says that it does not begin at zero and the wave sign is drawn."""

    low: Decimal
    high: Decimal
    lines: tuple[Decimal, ...]

    @property
    def is_cut(self) -> bool:
        return self.low != 0


class Series(StrEnum):
    PLAN = "plan"
    ACTUAL = "actual"


@dataclass(frozen=True)
class _Size:
    css: str
    width: int
    left: int
    right: int
    tick_short: bool
    label_every_plan: bool


_HEIGHT, _TOP, _BASE = 236, 25, 202
_WIDE = _Size("yw-at-wide", 340, 53, 287, tick_short=False, label_every_plan=True)
#: On a phone the actual values and the last target are written; the rest stands in the table below.
_NARROW = _Size("yw-at-narrow", 280, 40, 240, tick_short=True, label_every_plan=False)
#: Under this share of the greatest value the axis starts at zero, above it the lower part is cut.
_CUT_SHARE = Decimal("0.5")
#: Width of a digit of the two labels, a little generous, in the units of the drawing.
_PLAN_DIGIT, _ACTUAL_DIGIT = Decimal(9), Decimal(10)
#: How far the signs of a label reach above and below the line they stand on, a point about its middle, a label
#: that stands a line further off; and where the years below the drawing begin.
_ASCENT, _DESCENT, _POINT, _FURTHER, _TICKS = 13, 2, 6, 16, 211
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def axis_for(values: Sequence[Decimal]) -> Axis:
    """A scale on round numbers that holds ``values`` with a little room above and below.

    Raises:
        ValueError: there is no value to draw.
    """
    least, greatest = min(values), max(values)
    low_is_zero = least <= 0 or least < greatest * _CUT_SHARE
    span = greatest - (min(least, Decimal(0)) if low_is_zero else least)
    step = _round_step((span or abs(greatest) or Decimal(1)) / 2)
    low = (
        Decimal(0)
        if low_is_zero and least >= 0
        else (least / step).to_integral_value("ROUND_FLOOR") * step
    )
    if low == least and low != 0:
        low -= step
    high = ((greatest / step).to_integral_value("ROUND_FLOOR") + 1) * step
    count = int((high - low) / step)
    return Axis(low, high, tuple(low + step * n for n in range(1, count)))


def axis_of(points: Sequence[Point]) -> Axis | None:
    """The scale for ``points``, None if there is nothing to draw."""
    values = [v for p in points for v in (p.plan, p.actual) if v is not None]
    return axis_for(values) if values else None


def _round_step(rough: Decimal) -> Decimal:
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in _STEPS if step * power >= rough)


def plan_chart(points: Sequence[Point], *, label: str) -> SafeString:
    """Both sizes of one drawing, the page shows one of them; empty text if there is nothing to draw.

    ``label`` is the whole drawing in one sentence, for those who do not see it.
    """
    axis = axis_of(points)
    if axis is None:
        return mark_safe("")
    return format_html(
        "{}{}", _drawing(points, axis, _WIDE, label), _drawing(points, axis, _NARROW, label)
    )


def _drawing(points: Sequence[Point], axis: Axis, size: _Size, label: str) -> SafeString:
    across = _across(len(points), size)
    plan = [
        (x, _down(p.plan, axis)) for x, p in zip(across, points, strict=True) if p.plan is not None
    ]
    actual = [
        (x, _down(p.actual, axis))
        for x, p in zip(across, points, strict=True)
        if p.actual is not None
    ]
    parts = [
        _rule("base", _BASE, size.width),
        *(_rule("grid", _down(line, axis), size.width) for line in axis.lines),
        mark_safe(
            '<path class="yw-chart__break" d="M8 193l6 -4 6 4 6 -4"/>' if axis.is_cut else ""
        ),
        _line(Series.PLAN, plan),
        _line(Series.ACTUAL, actual),
        *(
            format_html('<path class="yw-chart__plandot" d="M{} {}l6 6-6 6-6-6Z"/>', x, _n(y - 6))
            for x, y in plan
        ),
        *(
            format_html('<circle class="yw-chart__actualdot" cx="{}" cy="{}" r="6"/>', x, _n(y))
            for x, y in actual
        ),
        *_labels(points, across, axis, size),
        *(
            _text("tick", x, _HEIGHT - 12, p.tick_short if size.tick_short else p.tick)
            for x, p in zip(across, points, strict=True)
        ),
    ]
    return format_html(
        '<svg class="yw-draw yw-chart {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        size.css,
        size.width,
        _HEIGHT,
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


@dataclass(frozen=True)
class _Box:
    """What a label or a point covers."""

    left: Decimal
    top: Decimal
    right: Decimal
    bottom: Decimal

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _labels(
    points: Sequence[Point], across: Sequence[str], axis: Axis, size: _Size
) -> list[SafeString]:
    """Values at the points: the greater series above its points, the lesser below, clear of lines, points and each other.

    Where one has no room on its side it stands on the other, or a line further off; a plan's value that finds no
    room at all is left to the table. Actual values are placed first.
    """
    plan_above = _lies_above(points)
    plans, actuals = [p.plan for p in points], [p.actual for p in points]
    taken = [
        _around(Decimal(x), _down(value, axis))
        for values in (plans, actuals)
        for x, value in zip(across, values, strict=True)
        if value is not None
    ]
    texts = []
    for n, point in enumerate(points):
        if point.actual is not None:
            tries = _tries(actuals, n, across, axis, above=not plan_above)
            placed = _placed(point.actual_text, _ACTUAL_DIGIT, tries, taken, size)
            texts += (
                [_text("actuallabel yw-draw__halo", *placed, point.actual_text)] if placed else []
            )
    last_plan = max((n for n, p in enumerate(points) if p.plan is not None), default=-1)
    # The last target first: it is what the plan is about.
    for n in reversed(range(len(points))):
        point = points[n]
        if point.plan is not None and (size.label_every_plan or n == last_plan):
            tries = _tries(plans, n, across, axis, above=plan_above)
            placed = _placed(point.plan_text, _PLAN_DIGIT, tries, taken, size)
            texts += [_text("planlabel yw-draw__halo", *placed, point.plan_text)] if placed else []
    return texts


def _around(x: Decimal, y: Decimal) -> _Box:
    """What a point covers."""
    return _Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT)


def _tries(
    values: Sequence[Decimal | None], n: int, across: Sequence[str], axis: Axis, *, above: bool
) -> list[tuple[Decimal, Decimal]]:
    """Where the value of year ``n`` may be written, the best place first."""
    near = {side: _label_place(values, n, across, axis, above=side) for side in (True, False)}
    far = {side: (x, y - _FURTHER if side else y + _FURTHER) for side, (x, y) in near.items()}
    return [near[above], near[not above], far[above], far[not above]]


def _placed(
    text: str,
    digit: Decimal,
    tries: Sequence[tuple[Decimal, Decimal]],
    taken: list[_Box],
    size: _Size,
) -> tuple[str, Decimal] | None:
    """The first of ``tries`` where nothing stands and the drawing does not end; what it covers is then taken."""
    half = _half(text, digit)
    for x, y in tries:
        within = max(half, min(size.width - half, x))
        box = _Box(within - half, y - _ASCENT, within + half, y + _DESCENT)
        if box.top >= 0 and box.bottom <= _TICKS and not any(box.meets(other) for other in taken):
            taken.append(box)
            return _n(within), y
    return None


def _lies_above(points: Sequence[Point]) -> bool:
    """Whether the plan lies above the actual in most of the years that have both."""
    both = [(p.plan, p.actual) for p in points if p.plan is not None and p.actual is not None]
    return sum(plan > actual for plan, actual in both) * 2 > len(both)


def _label_place(
    values: Sequence[Decimal | None], n: int, across: Sequence[str], axis: Axis, *, above: bool
) -> tuple[Decimal, Decimal]:
    """Where the value of year ``n`` is written: beside the side on which its own line leaves."""
    here = values[n]
    if here is None:
        raise ValueError("a year without a value has no label")
    before = values[n - 1] if n else None
    after = values[n + 1] if n + 1 < len(values) else None
    beyond = gt if above else lt
    shift = 15 * sum(
        sign
        for sign, other in ((1, before), (-1, after))
        if other is not None and beyond(other, here)
    )
    down = _down(here, axis)
    return Decimal(across[n]) + shift, down - 12 if above else down + 23


def _half(text: str, digit: Decimal) -> Decimal:
    """Half of the width of ``text``."""
    return sum((digit if sign.isalnum() else digit / 2 for sign in text), Decimal(0)) / 2


def _across(count: int, size: _Size) -> list[str]:
    if count == 1:
        return [_n(Decimal(size.left + size.right) / 2)]
    step = Decimal(size.right - size.left) / (count - 1)
    return [_n(size.left + step * n) for n in range(count)]


def _down(value: Decimal, axis: Axis) -> Decimal:
    return _BASE - (value - axis.low) / (axis.high - axis.low) * (_BASE - _TOP)


def _n(number: Decimal) -> str:
    return f"{number:.1f}"


def _rule(name: str, y: Decimal | int, width: int) -> SafeString:
    return format_html(
        '<path class="yw-chart__{}" d="M14 {}H{}"/>', name, _n(Decimal(y)), width - 14
    )


def _line(series: Series, places: Sequence[tuple[str, Decimal]]) -> SafeString:
    if len(places) < 2:
        return mark_safe("")
    return format_html(
        '<path class="yw-chart__{}" d="M{}"/>', series, "L".join(f"{x} {_n(y)}" for x, y in places)
    )


def _text(name: str, x: str, y: Decimal | int, text: str) -> SafeString:
    return format_html(
        '<text class="yw-chart__{}" x="{}" y="{}">{}</text>',
        name,
        x,
        _n(Decimal(y)),
        conditional_escape(text),
    )
