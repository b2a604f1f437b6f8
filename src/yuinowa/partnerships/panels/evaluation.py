"""How a partnership is evaluated, as a part: agreed by all sides before it is put in writing (I9)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor, can
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries import evaluation
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.ui.parts import Link


def page(partnership: Partnership, actor: Actor) -> Link | None:
    """The page 「評価」, for the sides that have joined."""
    if not can(actor, "partnership.read", partnership):
        return None
    url = reverse("partnerships:evaluation-detail", args=[partnership.pk])
    return Link(_("Evaluation"), url)


plug(
    Part(
        "evaluation",
        35,
        gates={Phase.EVALUATION_DESIGN: evaluation.of_terms},
        page=page,
    )
)
