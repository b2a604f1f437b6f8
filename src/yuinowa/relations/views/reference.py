"""Rings drawn from the texts, and which of the kinds they name an institution is related to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.labels import KINDS as INSTITUTION_KINDS
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.rings import Line, Spoke, ring
from yuinowa.relations.domain.bases import BY_CODE
from yuinowa.relations.domain.reference import AS_OF, NAMED, Middle, Named, coverage, middle_of
from yuinowa.relations.labels import relations as labels
from yuinowa.relations.queries.relations import partners_of
from yuinowa.relations.views.ring import LINES
from yuinowa.ui.templatetags.yw import listed


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a reference ring's table."""

    number: int
    anchor: str
    name: str
    relations: str
    basis: str


@dataclass(frozen=True, slots=True)
class _Ring:
    anchor: str
    title: str
    drawing: SafeString
    rows: tuple[_Row, ...]


@require_safe
def reference_rings(request: HttpRequest) -> HttpResponse:
    """Four rings: the public and the school library, by law and with the case books."""
    rings = [
        _ring(middle, with_cases=with_cases) for middle in Middle for with_cases in (False, True)
    ]
    return render(request, "relations/reference_rings.html", {"rings": rings, "as_of": AS_OF})


def _ring(middle: Middle, *, with_cases: bool) -> _Ring:
    anchor = f"{middle.value.replace('_', '-')}{'-cases' if with_cases else ''}"
    rows = [named for named in NAMED[middle] if with_cases or named.by_law]
    name = str(INSTITUTION_KINDS[InstitutionKind(middle.value)])
    title = _("%(kind)s, with the case books") if with_cases else _("%(kind)s, by law and standard")
    title %= {"kind": name}
    spokes = [_spoke(named, f"#{anchor}-{n}") for n, named in enumerate(rows, 1)]
    return _Ring(
        anchor,
        title,
        ring(
            name, spokes, label=_("%(title)s. The same is in the table below.") % {"title": title}
        ),
        tuple(
            _Row(n, f"{anchor}-{n}", _name(named), _relations(named), BY_CODE[named.basis].title)
            for n, named in enumerate(rows, 1)
        ),
    )


def _name(named: Named) -> str:
    return listed(INSTITUTION_KINDS[kind] for kind in named.kinds)


def _relations(named: Named) -> str:
    if named.gives is not None:
        return str(labels.SUPPORT_GIVEN if named.gives else labels.SUPPORT_RECEIVED)
    return listed(labels.KINDS[kind] for kind in named.relations)


def _spoke(named: Named, href: str) -> Spoke:
    if named.gives is not None:
        lines: tuple[Line, ...] = (Line.ARROW_OUT if named.gives else Line.ARROW_IN,)
    else:
        lines = tuple(LINES[kind] for kind in named.relations)
    return Spoke(_name(named), _relations(named), lines, href)


@require_safe
def institution_coverage(request: HttpRequest, institution: int) -> HttpResponse:
    """Which of the kinds that laws and standards name it is related to, and which not yet."""
    actor = actor_of(request)
    middle = get_object_or_404(
        institutions_visible_to(actor).prefetch_related("kinds"), pk=institution
    )
    table = middle_of({row.kind for row in middle.kinds.all()})
    partners = partners_of(middle.pk, actor, today=clock.today())
    names = {partner.institution.pk: partner.institution for partner in partners}
    held = [(pk, frozenset(row.kind for row in other.kinds.all())) for pk, other in names.items()]
    reached = coverage(table, held) if table else []
    context = {
        "institution": middle,
        "is_named": table is not None,
        "as_of": AS_OF,
        "rows": [
            (_name(row.named), BY_CODE[row.named.basis].title, _of(row.found, names))
            for row in reached
        ],
        "reached": sum(bool(row.found) for row in reached),
    }
    return render(request, "relations/institution_coverage.html", context)


def _of(found: Sequence[int], names: Mapping[int, object]) -> list[object]:
    return [names[pk] for pk in found]
