"""The explorer: an institution's table of the year, and the region's sums for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.cells import UNNAMED
from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.labels import KINDS, SIDES, kind_word, unit_word
from yuinowa.ledger.queries import exploring
from yuinowa.ledger.queries.exploring import Amount, Exchange
from yuinowa.ledger.queries.shown import partner_word, shown
from yuinowa.ledger.views import asking
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Link
from yuinowa.ui.words import fiscal_year as year_word


@require_safe
def explorer(request: HttpRequest) -> HttpResponse:
    """The table of the institution acted for; the region's with ``?whole=1`` and for visitors."""
    actor = actor_of(request)
    subject = _subject(request, actor)
    if subject is None:
        return _region(request, actor)
    return _institution(request, actor, subject)


def _subject(request: HttpRequest, actor: Actor) -> int | None:
    """Whose table is asked for; None for the region's.

    Raises:
        Http404: an institution whose table the actor does not read.
    """
    if request.GET.get("whole") == "1":
        return None
    asked = asking.number(request, "institution")
    if asked is None:
        return None if actor.region else actor.institution
    if not exploring.may_explore(actor, asked):
        raise Http404
    return asked


def _institution(request: HttpRequest, actor: Actor, institution: int) -> HttpResponse:
    subject = institutions_visible_to(actor).filter(pk=institution).first()
    if subject is None:
        raise Http404
    year, kind = asking.year(request), asking.kind(request)
    partner = asking.number(request, "partner")
    direction = _direction(request)
    rows = exploring.exchanges(institution, year, kind=kind, direction=direction)
    # The partners to choose from are those of the year, whichever is chosen.
    partners = {row.partner: partner_word(row, institution) for row in rows}
    if partner is not None:
        rows = [row for row in rows if row.partner == partner]
        partners.setdefault(partner, _name_of(partner, actor))
    if request.GET.get("format") == "csv":
        return _institution_csv(request, rows, year, institution)
    context = {
        **_filters(request, actor, year, kind),
        "subject": subject,
        "is_own": institution == actor.institution,
        "partners": sorted(partners.items(), key=lambda found: (found[0] == UNNAMED, found[1])),
        "partner": partner,
        "sides": [(side.value, word) for side, word in SIDES.items()],
        "direction": "" if direction is None else direction.value,
        "rows": [shown(row, institution, year) for row in rows],
        "sums": [shown(row, institution, year) for row in exploring.sums(rows)],
        "files": _csv_links(request),
        "is_narrowed": bool(kind or direction or partner is not None),
    }
    return render(request, "ledger/explorer.html", context)


def _direction(request: HttpRequest) -> Side | None:
    try:
        return Side(request.GET.get("direction", ""))
    except ValueError:
        return None


def _name_of(partner: int, actor: Actor) -> str:
    """The chosen partner with whom nothing passed; the empty word for one the actor does not see."""
    found = institutions_visible_to(actor).filter(pk=partner).first()
    return "" if found is None else found.name


def _filters(request: HttpRequest, actor: Actor, year: FiscalYear, kind: str) -> dict[str, Any]:
    """What both tables can be narrowed by, and the way from one table to the other."""
    offered = asking.years_offered()
    if year not in offered:
        offered = sorted([*offered, year], reverse=True)
    return {
        "year": year,
        "years": offered,
        "kind": kind,
        "kinds": list(KINDS.items()),
        "tables": _tables(request, actor, year),
        "institutions": exploring.institutions_with_exchanges(year) if actor.region else [],
    }


def _tables(request: HttpRequest, actor: Actor, year: FiscalYear) -> list[Link]:
    """Our own table and the region's; nothing to choose for a visitor."""
    if actor.institution is None:
        return []
    here = _subject(request, actor)
    own = urlencode({"year": year.start_year, "institution": actor.institution})
    whole = urlencode({"year": year.start_year, "whole": 1})
    return [
        Link(_("Our institution"), f"?{own}", current=here == actor.institution),
        Link(_("The whole region"), f"?{whole}", current=here is None),
    ]


def _csv_links(request: HttpRequest) -> list[Link]:
    query = request.GET.copy()
    query["format"] = "csv"
    return csv_links(_("This table as a file"), f"?{query.urlencode()}")


def _region(request: HttpRequest, actor: Actor) -> HttpResponse:
    year, kind = asking.year(request), asking.kind(request)
    rows = [
        (kind_word(row.kind), unit_word(row.kind, row.unit), row.quantity)
        for row in exploring.region_sums(year, kind=kind, hide_persons=not actor.region)
    ]
    if request.GET.get("format") == "csv":
        head = [_("Fiscal year"), _("Kind"), _("Sum of the year"), _("Unit")]
        hidden = _("not shown")
        lines = [
            [year_word(year), word, hidden if quantity is None else quantity, unit]
            for word, unit, quantity in rows
        ]
        return csv_response(request, f"ledger-{year.start_year}.csv", head, lines)
    context = {
        **_filters(request, actor, year, kind),
        "rows": rows,
        "is_any_hidden": any(quantity is None for _word, _unit, quantity in rows),
        "files": _csv_links(request),
    }
    return render(request, "ledger/explorer_region.html", context)


def _institution_csv(
    request: HttpRequest, rows: Sequence[Exchange], year: FiscalYear, institution: int
) -> HttpResponse:
    head = [
        _("Fiscal year"), _("Partner"), _("Kind"), _("Unit"),
        SIDES[Side.GIVEN], _("Entries (given)"), SIDES[Side.RECEIVED], _("Entries (received)"),
        _("Between the two"), _("Entries (between the two)"), _("Two figures"),
    ]  # fmt: skip
    lines = [
        [
            year_word(year),
            partner_word(row, institution),
            kind_word(row.kind),
            unit_word(row.kind, row.unit),
            *_columns(row),
            _("yes") if row.between.choice else "",
        ]
        for row in rows
    ]
    return csv_response(
        request, f"ledger-{year.start_year}.csv", [str(word) for word in head], lines
    )


def _columns(row: Exchange) -> list[int | None]:
    """Given and received where the kind has sides, both together where it has none."""
    ways: tuple[Amount | None, ...] = (
        (row.given, row.received, None) if row.is_directed else (None, None, row.between)
    )
    return [
        value
        for amount in ways
        for value in ((None, None) if amount is None else (amount.quantity, amount.entries))
    ]
