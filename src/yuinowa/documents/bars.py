"""Bars that lie beside one another, as inline SVG with classes only (look §10): one amount of many.

Like the line charts they never stand alone: the table beside them has the same numbers. One colour for all: a
bar says how much, not how good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Bar:
    """One amount with its name; ``text`` is the number as it is written in the table."""

    name: str
    number: Decimal
    text: str


@dataclass(frozen=True)
class _Size:
    css: str
    width: int
    #: So many wide characters of a name fit on one line.
    signs: int


_WIDE = _Size("yw-at-wide", 420, 22)
_NARROW = _Size("yw-at-narrow", 280, 12)
_ROW, _TEXT, _BAR_TOP, _BAR_HEIGHT = 46, 16, 23, 12
_CUT = "…"


def bars(rows: Sequence[Bar], *, label: str) -> SafeString:
    """Both sizes of one drawing; empty where there is nothing to draw or an amount is below zero.

    ``label`` is the whole drawing in one sentence, for those who do not see it.
    """
    if not rows or min(row.number for row in rows) < 0:
        return mark_safe("")
    return format_html("{}{}", _drawing(rows, _WIDE, label), _drawing(rows, _NARROW, label))


def _drawing(rows: Sequence[Bar], size: _Size, label: str) -> SafeString:
    most = max(row.number for row in rows)
    return format_html(
        '<svg class="yw-draw yw-chart {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        size.css,
        size.width,
        _ROW * len(rows),
        label,
        format_html_join("", "{}", ((_bar(row, n, most, size),) for n, row in enumerate(rows))),
    )


def _bar(row: Bar, n: int, most: Decimal, size: _Size) -> SafeString:
    top = n * _ROW
    length = size.width * row.number / most if most else Decimal(0)
    return format_html(
        '<text x="0" y="{}">{}</text><text class="yw-draw__bold yw-draw__end" x="{}" y="{}">{}</text>'
        '<path class="yw-bars__back" d="M0 {}H{}v{}H0Z"/><path class="yw-bars__bar" d="M0 {}H{}v{}H0Z"/>',
        top + _TEXT,
        _short(row.name, size.signs),
        size.width,
        top + _TEXT,
        row.text,
        top + _BAR_TOP,
        size.width,
        _BAR_HEIGHT,
        top + _BAR_TOP,
        f"{length:.1f}",
        _BAR_HEIGHT,
    )


def _short(name: str, signs: int) -> str:
    """A name as far as it fits; the table has it whole."""
    return name if len(name) <= signs else name[: signs - 1] + _CUT
