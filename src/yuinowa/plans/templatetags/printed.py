"""The rows of a printed table. In Python and not in a template: an annex has 600 cells, and a page 150 ms."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from yuinowa.plans.queries import Grid, GridCell
from yuinowa.plans.queries.grids import NOTHING, TO_COME, UNSET
from yuinowa.ui.templatetags.yw import blank

register = template.Library()

#: From these lengths on a cell is given the width of running text, or of a name.
_WIDE, _MID = 20, 6


@register.simple_tag
def printed_rows(grid: Grid) -> SafeString:
    """The body of ``grid``: heads, spans, links; what is blank is said in words for those who hear it."""
    spoken = {
        TO_COME: _hidden(pgettext("blank", "To come")),
        UNSET: _hidden(pgettext("blank", "Not marked")),
        NOTHING: _hidden(pgettext("blank", "None")),
        "": SafeString(""),
    }
    rows = ("".join(_cell(cell, spoken) for cell in row) for row in grid.rows)
    return format_html_join("\n", "<tr>{}</tr>", ((mark_safe(row),) for row in rows))


def _cell(cell: GridCell, spoken: dict[str, SafeString]) -> str:
    """One cell; every text in it is escaped here."""
    if cell.is_head:
        opening, closing = '<th scope="row"', "</th>"
    else:
        css = "yw-n" if cell.is_figure else _width(cell.text)
        opening, closing = f'<td class="{css}"' if css else "<td", "</td>"
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"{opening}{span}>{_content(cell, spoken)}{closing}"


def _width(text: str) -> str:
    return "yw-wide" if len(text) > _WIDE else "yw-mid" if len(text) > _MID else ""


def _content(cell: GridCell, spoken: dict[str, SafeString]) -> str:
    if not cell.text:
        return spoken[cell.blank_means]
    shown = blank(cell.text)
    words = (shown if isinstance(shown, SafeString) else escape(cell.text)).replace("\n", "<br>")
    return format_html('<a href="{}">{}</a>', cell.url, mark_safe(words)) if cell.url else words


def _hidden(words: str) -> SafeString:
    return format_html('<span class="yw-hidden">{}</span>', words)
