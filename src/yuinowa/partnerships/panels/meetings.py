"""The meetings of a partnership, as a part: its body is opened by whoever calls the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yuinowa.core import sockets
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel, WayStep
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.lists import bare
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.services.meetings import keep_sides
from yuinowa.ui.parts import Link

if TYPE_CHECKING:
    from yuinowa.governance.models import Body


def page(partnership: Partnership, actor: Actor) -> Link | None:
    """The page 「会合」, for the sides that have joined and for whoever follows how it goes."""
    if partnership.body_id is not None and can(actor, "partnership.follow", partnership):
        return Link(_("Meetings"), reverse("governance:body-detail", args=[partnership.body_id]))
    if not can(actor, "partnership.read", partnership):
        return None
    return Link(_("Meetings"), reverse("partnerships:body-open", args=[partnership.pk]))


def of_body(body: Body, actor: Actor) -> Panel | None:
    """On the page of a body: the partnership whose body it is."""
    partnership = partnerships_visible_to(actor).filter(body=body).first()
    if partnership is None:
        return None
    return Panel(10, "partnerships/body_panel.html", {"partnership": partnership})


def way_to_body(body: Body, actor: Actor) -> list[WayStep]:
    """Above the pages of a body: the partnerships, and the one whose body it is; nothing where that is not seen."""
    seen = bare(partnerships_visible_to(actor))
    partnership = seen.filter(body=body).first()
    if partnership is None:
        return []
    word = pgettext("menu", "Partnerships")
    return [
        WayStep(word, reverse("partnerships:partnership-list")),
        WayStep(partnership.title, partnership.get_absolute_url()),
    ]


plug(Part("meetings", 55, page=page, settle=keep_sides))
sockets.add_panel("governance.Body", of_body)
sockets.add_way("governance.Body", way_to_body)
