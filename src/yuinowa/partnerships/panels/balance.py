"""What was said and what was counted, as a part: a page for the sides once the work has begun."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import pgettext

from yuinowa.core.rights import Actor, can
from yuinowa.partnerships.domain.phases import BEGUN, SUCCEEDED
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.ui.parts import Link


def _page(partnership: Partnership, actor: Actor) -> Link | None:
    if partnership.phase not in (*BEGUN, *SUCCEEDED):
        return None
    if not can(actor, "partnership.read", partnership):
        return None
    label = pgettext("of a partnership", "Said and counted")
    return Link(label, reverse("partnerships:balance-detail", args=[partnership.pk]))


plug(Part("balance", 66, page=_page))
