"""The page on which a side says which of the six matters a relation of support covers, and since when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.relations.forms.support import TopicsForm
from yuinowa.relations.queries.sides import kind_seen_from
from yuinowa.relations.queries.support import topics_of
from yuinowa.relations.services.topics import cover_topics
from yuinowa.relations.views.changing import done
from yuinowa.relations.views.frame import relation_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relation_topics(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the matters; both sides may, and whoever may see the relation reads them."""
    actor, relation = actor_of(request), relation_of(request, pk)
    require(actor, "relation.cover", relation)
    form = TopicsForm(
        request.POST if request.method == "POST" else None,
        initial={row.topic: row.since for row in topics_of(relation)}
        | {"version": relation.version},
    )
    context = {
        "relation": relation,
        "kind": kind_seen_from(relation, actor.institution),
        "title": _("Matters of this support"),
        "about": _(
            "Write since when each matter is covered; leave blank what is not. Whoever may see the relation reads it."
        ),
        "button": _("Keep these matters"),
        "is_grave": False,
    }
    return done(
        request,
        relation,
        form,
        lambda: cover_topics(
            relation.pk, form.topics(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("The matters of this support are kept."),
        lambda: relation_of(request, pk).version,
        template="relations/relation_change.html",
        context=context,
    )
