"""The ring of an institution: drawn, as a table with the same content, as a file; and who lies beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.labels import KINDS as INSTITUTION_KINDS
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import csv_response
from yuinowa.documents.rings import MOST_NODES, Line, Spoke, ring, sample
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations import services
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.layers import Layer
from yuinowa.relations.labels import relations as labels
from yuinowa.relations.permissions.relations import may_count
from yuinowa.relations.queries.relations import (
    Partner,
    Tie,
    beyond,
    ended_with,
    first_day_of,
    partners_of,
)
from yuinowa.relations.queries.sides import bases_of, kind_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Link
from yuinowa.ui.templatetags.yw import listed

#: So many of those two steps away are listed; the rest is on the rings of the partners.
MOST_BEYOND = 50
LINES = {
    RelationKind.CONTACT: Line.DOTS,
    RelationKind.COOPERATE: Line.DASHES,
    RelationKind.ILL: Line.DOUBLE,
    RelationKind.RECIPROCAL_USE: Line.DASH_DOT,
    RelationKind.PARTNER: Line.SOLID,
    RelationKind.COLLABORATE: Line.THICK,
}


def line_of(tie: Tie) -> Line:
    if tie.gives is None:
        return LINES[tie.kind]
    return Line.ARROW_OUT if tie.gives else Line.ARROW_IN


@dataclass(frozen=True, slots=True)
class Row:
    """One tie in the table; the number is that of the node in the drawing."""

    number: int
    anchor: str
    partner: Partner
    kinds: str
    tie: Tie
    kind: str
    bases: tuple[str, ...]


@require_safe
def institution_ring(request: HttpRequest, institution: int) -> HttpResponse:
    """The ring as of now or of the end of a fiscal year; as CSV with ``?format=csv``."""
    actor = actor_of(request)
    middle = get_object_or_404(institutions_visible_to(actor), pk=institution)
    layer, year, today = _layer(request), _year(request), clock.today()
    day = min(year.end, today) if year else None
    partners = partners_of(middle.pk, actor, layer=layer, day=day, today=today)
    nodes = _nodes(partners)
    rows = [row for number, group in enumerate(nodes, 1) for row in _rows(number, group)]
    if request.GET.get("format") == "csv":
        return _csv(request, rows)
    far = beyond(middle.pk, partners, actor, day=day)
    context = {
        "institution": middle,
        "layers": [
            Link(str(label), _address(code, year), current=code is layer)
            for code, label in labels.LAYERS.items()
        ],
        "years": _years(first_day_of(middle.pk, actor), year, layer, today),
        "year": year,
        "partners": len(partners),
        "is_grouped": len(nodes) < len(partners),
        "drawing": ring(
            middle.name,
            [_spoke(n, group) for n, group in enumerate(nodes, 1)],
            label=_label(middle.name, len(partners)),
        )
        if nodes
        else "",
        "legend": _legend(rows),
        "rows": rows,
        "beyond": far[:MOST_BEYOND],
        "more_beyond": max(len(far) - MOST_BEYOND, 0),
        "ended": ended_with(middle.pk, actor) if year is None else [],
        "may_record": services.may_record(actor),
        "may_count": may_count(actor),
        "is_own": actor.institution == middle.pk,
        "files": csv_links(_("This table as a file"), f"?{_as_csv(request)}"),
    }
    return render(request, "relations/institution_ring.html", context)


def _label(name: str, partners: int) -> str:
    return ngettext(
        "The ring of %(name)s: %(n)s other institution, the kind of relation by the kind of line. The same is in the table below.",
        "The ring of %(name)s: %(n)s other institutions, the kind of relation by the kind of line. The same is in the table below.",
        partners,
    ) % {"name": name, "n": partners}


def _layer(request: HttpRequest) -> Layer:
    given = request.GET.get("layer", "")
    return Layer(given) if given in list(Layer) else Layer.ALL


def _year(request: HttpRequest) -> FiscalYear | None:
    """The fiscal year at whose end the ring is drawn; None is now (R4)."""
    given = request.GET.get("year", "")
    if given.isascii() and given.isdigit() and len(given) == 4 and 1950 <= int(given) <= 2100:
        return FiscalYear(int(given))
    return None


def _address(layer: Layer, year: FiscalYear | None) -> str:
    query = {"layer": layer.value} if layer is not Layer.ALL else {}
    if year is not None:
        query["year"] = str(year.start_year)
    return f"?{urlencode(query)}" if query else "?"


def _years(
    first: date | None, chosen: FiscalYear | None, layer: Layer, today: date
) -> list[tuple[FiscalYear | None, str, bool]]:
    """Now, and every earlier year that had relations, the newest first."""
    if first is None:
        return []
    this, start = FiscalYear.of(today).start_year, FiscalYear.of(first).start_year
    years = [FiscalYear(number) for number in range(this - 1, max(start, this - 10) - 1, -1)]
    return [(year, _address(layer, year), year == chosen) for year in (None, *years)]


def _nodes(partners: Sequence[Partner]) -> list[list[Partner]]:
    """One node each, as long as they fit; else one for each kind of institution."""
    if len(partners) <= MOST_NODES:
        return [[partner] for partner in partners]
    return [list(group) for _kind, group in groupby(partners, key=lambda partner: partner.kind)]


def _kind_of_institution(kind: str) -> str:
    return str(INSTITUTION_KINDS[InstitutionKind(kind)]) if kind else _("Kind not known")


def _spoke(number: int, group: list[Partner]) -> Spoke:
    ties = [tie for partner in group for tie in partner.ties]
    kinds = dict.fromkeys(str(kind_of(tie)) for tie in ties)
    name = group[0].institution.name
    if len(group) > 1:
        name = _("%(kind)s (%(n)s)") % {
            "kind": _kind_of_institution(group[0].kind),
            "n": len(group),
        }
    return Spoke(
        name=name,
        second=listed(kinds),
        lines=tuple(dict.fromkeys(line_of(tie) for tie in ties)),
        href=f"#r{number}",
    )


def _rows(number: int, group: list[Partner]) -> list[Row]:
    rows = [
        Row(
            number=number,
            anchor="",
            partner=partner,
            kinds=listed(_kind_of_institution(row.kind) for row in partner.institution.kinds.all()),
            tie=tie,
            kind=str(kind_of(tie)),
            bases=tuple(basis.title for basis in bases_of(tie.relation)) if tie.relation else (),
        )
        for partner in group
        for tie in partner.ties
    ]
    first = rows[0]
    return [
        Row(
            first.number,
            f"r{number}",
            first.partner,
            first.kinds,
            first.tie,
            first.kind,
            first.bases,
        ),
        *rows[1:],
    ]


def _legend(rows: Sequence[Row]) -> list[tuple[str, str, str, int]]:
    """Each kind that is drawn: a piece of its line, its word, how the line looks, how many ties."""
    counts = {kind: sum(row.tie.kind is kind for row in rows) for kind in RelationKind}
    return [
        (
            sample(LINES.get(kind, Line.ARROW_OUT)),
            str(labels.KINDS[kind]),
            str(labels.LINES[kind]),
            count,
        )
        for kind, count in counts.items()
        if count
    ]


def _as_csv(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["format"] = "csv"
    return query.urlencode()


def _csv(request: HttpRequest, rows: Sequence[Row]) -> HttpResponse:
    head = [
        _("Other side"), _("Kind of institution"), _("Relation"), _("Since"), _("Agreed until"), _("What it answers"), _("What shows it"),
    ]  # fmt: skip
    lines: list[list[str | int | None]] = [
        [
            row.partner.institution.name,
            row.kinds,
            row.kind,
            row.tie.since.isoformat(),
            row.tie.until.isoformat() if row.tie.until else None,
            listed(row.bases),
            row.tie.relation.evidence
            if row.tie.relation
            else row.tie.edge.label
            if row.tie.edge
            else "",
        ]
        for row in rows
    ]
    return csv_response(request, "ring.csv", head, lines)
