"""Comparisons: one item over municipalities, with what keeps figures apart said beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.documents import xlsx
from yuinowa.documents.bars import Bar, bars
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.population import months_old, places_of
from yuinowa.ledger.labels.comparing import PER_RESIDENTS_WORDS, age_words
from yuinowa.plans.domain.comparison import Item
from yuinowa.plans.exchange import comparison_tables, open_data
from yuinowa.plans.exchange.open_data import OpenTable
from yuinowa.plans.labels.comparison import difference_words, item_word, report_words
from yuinowa.plans.models import Plan
from yuinowa.plans.queries import municipalities as reading
from yuinowa.plans.queries.municipalities import Municipalities, MunicipalRow, Shown
from yuinowa.plans.views.frame import file_response
from yuinowa.ui import words
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Link

#: Rows on one page, and bars in one drawing.
_ROWS = 30
_EARLIEST, _LATEST = 1950, 2100
SORTS = ("name", "count", "per")


@require_safe
def comparison_municipalities(request: HttpRequest) -> HttpResponse:
    """One item over all municipalities: of one year, and over the years before it."""
    actor = actor_of(request)
    offered = reading.items_offered(actor)
    item = _item_asked(request.GET, offered)
    context: dict[str, object] = {
        "items": [(one.code, item_word(one), one == item) for one in offered],
        "item": item,
    }
    if item is not None:
        found = reading.municipalities(item, year_asked(request.GET), actor)
        context |= _of_item(request, found)
    return render(request, "plans/comparison_municipalities.html", context)


def _of_item(request: HttpRequest, found: Municipalities) -> dict[str, object]:
    sort, falls = _order_asked(request.GET)
    page = page_of(request, _sorted(found.rows, found.year, sort, falls=falls), size=_ROWS)
    rows = [_shown_row(row, found) for row in page.object_list]
    return {
        "found": found,
        "name": item_word(found.item),
        "per_words": PER_RESIDENTS_WORDS[found.base] if found.base else "",
        "places": places_of(found.base or 1),
        "page_of_rows": page,
        "rows": rows,
        "heads": _heads(request.GET, sort, falls=falls, per=bool(found.base)),
        "years": found.published_years,
        "chart": _chart(rows, found),
        "sources": sources_of(row.row.plan for row in rows),
        "files": files_of(
            "plans:comparison-municipalities-data",
            {"of": found.item.code, "year": str(found.year)},
        ),
    }


# ---------------------------------------------------------------- what an address asks


def _item_asked(asked: QueryDict, offered: Sequence[Item]) -> Item | None:
    """The item of the address; the first one offered where it names none that is known."""
    named = reading.item_of(asked.get("of", ""), offered)
    return named or (offered[0] if offered else None)


def year_asked(asked: QueryDict, name: str = "year") -> int | None:
    """The fiscal year of the address, by the year it starts in; None where it names none."""
    word = asked.get(name, "")
    if (
        word.isascii() and word.isdigit() and len(word) <= 4 and _EARLIEST <= int(word) <= _LATEST
    ):  # digits of a year
        return int(word)
    return None


def _order_asked(asked: QueryDict) -> tuple[str, bool]:
    """The column to sort by, and whether from the greatest down."""
    word = asked.get("sort", "")
    name = word.removeprefix("-")
    return (name, word.startswith("-")) if name in SORTS else ("name", False)


def _sorted(
    rows: Sequence[MunicipalRow], year: int, sort: str, *, falls: bool
) -> list[MunicipalRow]:
    """``rows`` by a column; those without a number, and those not comparable, stand after the others."""
    if sort == "name":
        return list(reversed(rows)) if falls else list(rows)

    def number(row: MunicipalRow) -> Decimal | None:
        shown = row.years[year]
        found = shown.per if sort == "per" else shown.number
        return found if row.is_comparable else None

    known = [(found, row) for row in rows if (found := number(row)) is not None]
    known.sort(key=lambda one: one[0], reverse=falls)
    return [*(row for _number, row in known), *(row for row in rows if number(row) is None)]


# ---------------------------------------------------------------- what the page shows


@dataclass(frozen=True)
class ShownRow:
    """A municipality as the tables print it."""

    row: MunicipalRow
    now: Shown
    #: Oldest year first.
    years: tuple[Shown, ...]
    report: str
    notes: tuple[str, ...]
    age: str
    per_text: str


def _shown_row(row: MunicipalRow, found: Municipalities) -> ShownRow:
    now = row.years[found.year]
    known = now.population
    return ShownRow(
        row=row,
        now=now,
        years=tuple(row.years[year] for year in found.published_years),
        report=report_words(now.told) if now.told else "",
        notes=tuple(difference_words(one) for one in row.differs),
        age=age_words(months_old(known.as_of, FiscalYear(found.year))) if known else "",
        per_text="" if now.per is None else words.number(now.per),
    )


@dataclass(frozen=True)
class Head:
    """A column that can be sorted by."""

    label: str
    url: str
    #: ``ascending``, ``descending``, or empty.
    sorted: str
    is_figure: bool = True


def _heads(asked: QueryDict, sort: str, *, falls: bool, per: bool) -> list[Head]:
    labels = {
        "name": _("Municipality"),
        "count": _("Figure of the year"),
        "per": _("Per head"),
    }
    heads = []
    for name, label in labels.items():
        if name == "per" and not per:
            continue
        turned = asked.copy()
        turned.pop("page", None)
        # Names begin with the first, numbers with the greatest; the second press turns them.
        falls_next = not falls if name == sort else name != "name"
        turned["sort"] = f"-{name}" if falls_next else name
        state = ("descending" if falls else "ascending") if name == sort else ""
        heads.append(Head(label, f"?{turned.urlencode()}", state, name != "name"))
    return heads


def _chart(rows: Sequence[ShownRow], found: Municipalities) -> SafeString:
    """Bars per head where the item is a count and populations are known, else of the figures themselves."""
    drawn = [row for row in rows if row.row.is_comparable]
    by_head = any(row.now.per is not None for row in drawn)
    shown = [
        Bar(row.row.owner.name, number, words.number(number))
        for row in drawn
        if (number := row.now.per if by_head else row.now.number) is not None
    ]
    if len(shown) < 2:  # one bar compares nothing
        return SafeString("")
    said = _(", ").join(f"{bar.name} {bar.text}" for bar in shown)
    label = _("Bars of %(item)s, %(year)s: %(bars)s.") % {
        "item": item_word(found.item),
        "year": words.fiscal_year(found.year),
        "bars": said,
    }
    return bars(shown, label=label)


def sources_of(plans: Iterable[Plan]) -> list[str]:
    """What a page made from reference plans names, each once."""
    return list(dict.fromkeys(plan.source for plan in plans if plan.source))


# ---------------------------------------------------------------- files


def files_of(name: str, asked: Mapping[str, str | list[str]], **kwargs: object) -> list[Link]:
    """The comparison that ``asked`` names as files, and what their columns mean."""
    query = urlencode(asked, doseq=True)
    return [
        *(
            Link(word, f"{reverse(name, kwargs=kwargs | {'form': form})}?{query}")
            for form, word in (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
        ),
        Link(
            _("What the columns mean"),
            reverse("plans:comparison-dictionary", kwargs={"form": "csv"}),
        ),
    ]


@require_safe
def comparison_municipalities_data(request: HttpRequest, form: str) -> HttpResponse:
    """The comparison of an item as open data."""
    actor = actor_of(request)
    item = reading.item_of(request.GET.get("of", ""), reading.items_offered(actor))
    if item is None:
        raise Http404
    found = reading.municipalities(item, year_asked(request.GET), actor)
    table = comparison_tables.municipalities_table(found)
    return data_response(request, table, form, f"{item.code}-{found.year}")


@require_safe
def comparison_dictionary(request: HttpRequest, form: str) -> HttpResponse:
    """What the columns of all comparisons mean."""
    return data_response(request, comparison_tables.dictionary(), form, "columns")


def data_response(request: HttpRequest, table: OpenTable, form: str, name: str) -> HttpResponse:
    """``table`` in the form asked for."""
    name = f"comparison-{name}"
    if form == "json":
        return file_response(open_data.as_json(table), "application/json", f"{name}.json")
    if form == "xlsx":
        data = comparison_tables.as_workbook(table, title=name)
        return file_response(data, xlsx.MEDIA_TYPE, f"{name}.xlsx")
    return csv_response(request, f"{name}.csv", table.columns, table.rows)
