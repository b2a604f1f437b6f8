"""The five zones of who leads, as inline SVG with classes only (look §10): where something stands among them.

A drawing never stands alone: its words and its table stand beside it. Every word that comes from outside is escaped
here, so that a template may print the result as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

#: So many zones there are; those between the outer two are the ones where both take part.
ZONES = 5


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """What stands in the drawing: two lines over each zone, what each of the two fields says, what the bracket says."""

    heads: Sequence[tuple[str, str]]
    first: str
    second: str
    together: str


@dataclass(frozen=True, slots=True)
class _Size:
    css: str
    width: int
    height: int
    top: int
    bottom: int
    #: Lines over a zone, from the edge of the field upwards.
    words: bool


_WIDE = _Size("yw-at-wide", 720, 214, 62, 168, words=True)
_NARROW = _Size("yw-at-narrow", 320, 190, 52, 140, words=False)
_DOT, _LINE, _BRACKET, _INSET = 14, 18, 8, 6


def zones(marks: Sequence[int], words: ZoneWords, *, label: str) -> SafeString:
    """Both sizes of one drawing, the page shows one of them. ``marks`` are zones from 0 to 4; each gets its number.

    ``label`` is the whole drawing in one sentence, for those who do not see it.
    """
    return format_html(
        "{}{}", _drawing(marks, words, _WIDE, label), _drawing(marks, words, _NARROW, label)
    )


def _drawing(marks: Sequence[int], words: ZoneWords, size: _Size, label: str) -> SafeString:
    step = size.width // ZONES
    top, bottom, right = size.top, size.bottom, size.width - 1
    cuts = [step * number for number in range(1, ZONES)]
    return format_html(
        '<svg class="yw-draw {}" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path class="yw-zone__a" d="M1 {}H{}L{} {}H1Z"/><path class="yw-zone__b" d="M{} {}H{}V{}H{}Z"/>'
        "{}{}{}{}{}</svg>",
        *(size.css, size.width, size.height, label),
        *(top, cuts[0], cuts[-1], bottom, cuts[0], top, right, bottom, cuts[-1]),
        format_html_join(
            "",
            '<path class="yw-zone__cut" d="M{} {}V{}"/>',
            ((cut, top - _INSET, bottom + _INSET) for cut in cuts),
        ),
        _heads(words.heads, step, size),
        format_html(
            '<text class="yw-draw__soft" x="12" y="{}">{}</text>'
            '<text class="yw-draw__soft yw-draw__end" x="{}" y="{}">{}</text>',
            *(bottom - 12, words.first, size.width - 12, top + 22, words.second),
        ),
        _bracket(words.together, cuts, size),
        _dots(marks, step, size),
    )


def _heads(heads: Sequence[tuple[str, str]], step: int, size: _Size) -> SafeString:
    """The names of the zones, or their numbers where names do not fit."""
    rows: list[tuple[int, int, str]] = []
    for number, (first, second) in enumerate(heads):
        middle = step * number + step // 2
        if not size.words:
            rows.append((middle, size.top - 12, str(number + 1)))
            continue
        lines = [line for line in (first, second) if line]
        rows += [
            (middle, size.top - 12 - _LINE * (len(lines) - 1 - at), line)
            for at, line in enumerate(lines)
        ]
    return format_html_join("", '<text class="yw-draw__mid" x="{}" y="{}">{}</text>', rows)


def _bracket(text: str, cuts: Sequence[int], size: _Size) -> SafeString:
    return format_html(
        '<path class="yw-zone__span" d="M{} {}v{}H{}v-{}"/>'
        '<text class="yw-draw__mid yw-draw__bold" x="{}" y="{}">{}</text>',
        *(cuts[0] + _INSET, size.bottom + 12, _BRACKET, cuts[-1] - _INSET, _BRACKET),
        *(size.width // 2, size.bottom + 40, text),
    )


def _dots(marks: Sequence[int], step: int, size: _Size) -> SafeString:
    """A numbered dot for each mark; those of one zone side by side, then below."""
    middle = (size.top + size.bottom) // 2
    a_row = max(step // (2 * _DOT + 4), 1)
    placed: dict[int, int] = {}
    rows = []
    for number, zone in enumerate(marks, start=1):
        at = placed.get(zone, 0)
        placed[zone] = at + 1
        x = step * zone + step // 2 + (2 * _DOT + 6) * (at % a_row)
        y = middle + (2 * _DOT + 6) * (at // a_row)
        rows.append((x, y, _DOT, x, f"{y + 4.5:.1f}", number))
    return format_html_join(
        "",
        '<circle class="yw-ring__dot" cx="{}" cy="{}" r="{}"/><text class="yw-ring__no" x="{}" y="{}">{}</text>',
        rows,
    )
