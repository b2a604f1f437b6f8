"""A search result as a file."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.rights import Actor
from yuinowa.directory import labels, queries
from yuinowa.directory.domain.criteria import TakesPart
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.forms import SearchForm
from yuinowa.directory.models import Institution
from yuinowa.directory.views.words import kinds_of, names_of
from yuinowa.documents import csv
from yuinowa.kernel.errors import Unreadable


@require_safe
def institution_export(request: HttpRequest) -> HttpResponse:
    """What the search of the same address finds, one row an institution (R16).

    Raises:
        Unreadable: the words cannot be searched for.
    """
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise Unreadable(" ".join(map(str, form.errors["q"])), place="q")
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    found = queries.institutions_to_export(form.criteria(), actor)
    rows = (_row(institution) for institution in found)
    response = HttpResponse(csv.csv_bytes(_columns(), rows), content_type=csv.MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="institutions.csv"'
    return response


def _columns() -> list[str]:
    return [
        _("Name"),
        _("Reading"),
        _("English name"),
        _("Other names"),
        _("Kind"),
        str(labels.SCHEMES[IdentifierScheme.ISIL]),
        str(labels.SCHEMES[IdentifierScheme.FA]),
        _("Prefecture"),
        _("Local government code"),
        _("Municipality"),
        _("Postal code"),
        _("Address"),
        _("Telephone"),
        _("Fax"),
        _("Address on the web"),
        _("Taking part"),
        _("Made up (demonstration)"),
        _("Last confirmed on"),
        _("Page"),
        _("Sources"),
    ]


def _row(institution: Institution) -> list[csv.Value]:
    day = institution.last_confirmed
    return [
        institution.name,
        institution.name_kana,
        institution.name_en,
        "、".join(name.name for name in names_of(institution)),
        "、".join(kinds_of(institution)),
        _identifiers(institution, IdentifierScheme.ISIL),
        _identifiers(institution, IdentifierScheme.FA),
        prefecture_name(institution.prefecture),
        institution.municipality,
        institution.municipality_name,
        institution.postal_code,
        institution.address,
        institution.telephone,
        institution.fax,
        institution.url,
        str(labels.TAKES_PART[TakesPart.of(institution.member)]),
        institution.demo,
        day.isoformat() if day else None,
        f"{settings.BASE_URL}{institution.get_absolute_url()}",
        "、".join(labels.source_title(row.source) for row in institution.sources.all()),
    ]


def _identifiers(institution: Institution, scheme: IdentifierScheme) -> str:
    return " ".join(
        row.value
        for row in institution.identifiers.all()
        if row.scheme == scheme and row.valid and not row.former
    )
