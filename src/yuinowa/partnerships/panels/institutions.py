"""What partnerships plug into the page of an institution: those it takes part in, the button that begins one with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core import sockets
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Deed, Panel
from yuinowa.partnerships.permissions import may_begin
from yuinowa.partnerships.queries.partnerships import narrowed
from yuinowa.partnerships.queries.public import list_of_institution, of_institution, shown_rows

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

#: So many partnerships are named on the page of an institution.
MOST_NAMED = 5


def begin_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that begins a partnership with this institution."""
    if not may_begin(actor) or actor.institution == institution.pk:
        return None
    url = f"{reverse('partnerships:partnership-begin')}?with={institution.pk}"
    return Deed(30, _("Begin a partnership"), url)


def partnerships_panel(institution: Institution, actor: Actor) -> Panel | None:
    """The partnerships it takes part in that go on, as far as the actor may see them; nothing where there is none."""
    going_on = narrowed(of_institution(actor, institution.pk), "", actor)
    rows = list(going_on[: MOST_NAMED + 1])
    if not rows:
        return None
    context = {
        "rows": shown_rows(rows[:MOST_NAMED]),
        "all_url": list_of_institution(institution.pk) if len(rows) > MOST_NAMED else "",
    }
    return Panel(15, "partnerships/institution_panel.html", context)


sockets.add_panel("directory.Institution", partnerships_panel)
sockets.add_deed("directory.Institution", begin_deed)
