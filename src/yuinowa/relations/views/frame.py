"""What the pages of relations have in common."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from yuinowa.core.acting import actor_of
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.relations import queries
from yuinowa.relations.models import Relation
from yuinowa.relations.queries.relations import relations_visible_to


def relation_of(request: HttpRequest, pk: int) -> Relation:
    """The relation, if its page may be seen; else 404."""
    return get_object_or_404(relations_visible_to(actor_of(request)), pk=pk)


def initial_partner(request: HttpRequest) -> dict[str, object]:
    """The other side that the address names with ``?with=``, for a form."""
    given = request.GET.get("with", "")
    if given.isascii() and given.isdigit() and len(given) < 19:
        partner = institutions_visible_to(actor_of(request)).filter(pk=int(given)).first()
        if partner is not None:
            return {"partner": partner.pk, "partner_name": partner.name}
    return {}


def partner_context(request: HttpRequest, form: object) -> dict[str, object]:
    """What the field "with whom" reads: who was chosen, and whom one met last."""
    actor = actor_of(request)
    partner = getattr(form, "chosen", None)
    given = getattr(form, "initial", {}).get("partner")
    if partner is None and given:
        partner = institutions_visible_to(actor).filter(pk=given).first()
    return {"partner": partner, "recent": queries.recent_partners(actor)}
