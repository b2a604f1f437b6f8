"""Maps of areas, as inline SVG with classes and links only (look §10).

A map never stands alone: a table beside it says the same. The number stands in each area, so that nobody
has to tell the colors apart. Every word that comes from outside is escaped here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

#: The least count of each step of color; the last one is open above.
STEPS = (0, 1, 5, 20, 100)


@dataclass(frozen=True, slots=True)
class Shape:
    """A path of whole numbers, and the point at which the number of the area stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a map; without ``url`` there is nothing to open."""

    shape: Shape
    count: int
    #: What is written at the area.
    number: str
    #: Area and count in words, for those who do not see the drawing.
    label: str
    url: str = ""


def step_of(count: int) -> int:
    """The step of color for ``count``, 0 for nothing."""
    return bisect_right(STEPS, count) - 1


def area_map(
    areas: Iterable[Area], box: tuple[int, int], *, title: str, description: str
) -> SafeString:
    """The drawing. Numbers come after all shapes, so that no neighbor covers one."""
    drawn = list(areas)
    return format_html(
        '<svg class="yw-draw yw-map" viewBox="0 0 {} {}" role="group" aria-labelledby="map-title map-about">'
        '<title id="map-title">{}</title><desc id="map-about">{}</desc>{}<g aria-hidden="true">{}</g></svg>',
        *box,
        title,
        description,
        format_html_join("", "{}", ((_area(area),) for area in drawn)),
        format_html_join(
            "",
            '<text class="yw-map__number yw-draw__halo" x="{}" y="{}">{}</text>',
            ((a.shape.x, a.shape.y + 4, a.number) for a in drawn if a.number),
        ),
    )


def swatch(step: int) -> SafeString:
    """The color of a step, for the legend; its words stand beside it."""
    return format_html(
        '<svg viewBox="0 0 52 16" aria-hidden="true">'
        '<path class="yw-map__area yw-map__area--{}" d="M1 1h50v14h-50z"/></svg>',
        step,
    )


def _area(area: Area) -> SafeString:
    path = format_html(
        '<path class="yw-map__area yw-map__area--{}" d="{}"><title>{}</title></path>',
        step_of(area.count),
        mark_safe(area.shape.path),  # digits and path letters of a shipped file
        area.label,
    )
    if not area.url:
        return path
    return format_html('<a href="{}" aria-label="{}">{}</a>', area.url, area.label, path)
