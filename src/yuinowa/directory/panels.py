"""What the directory plugs into pages: the question "who do I ask?" and an institution's desks."""

from __future__ import annotations

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Panel
from yuinowa.directory.labels.desks import TOPICS
from yuinowa.directory.models import Institution
from yuinowa.directory.permissions.desks import may_open_desks
from yuinowa.directory.queries.desk_words import described
from yuinowa.directory.queries.desks import desks_visible_to, open_on

_SHOWN = 5


def ask_card(_actor: Actor) -> Panel | None:
    """The field on the first page."""
    return Panel(60, "directory/ask_card.html", {"topics": list(TOPICS.values())})


def isil_card(actor: Actor) -> Panel | None:
    """The way to the register, for whoever is signed in: it has no word in the menu."""
    return Panel(70, "directory/isil_card.html") if actor.is_signed_in else None


def desks_panel(institution: Institution, actor: Actor) -> Panel | None:
    """Its desks; without any, only for those who can enter one."""
    found = open_on(desks_visible_to(actor).filter(institution=institution), clock.today())
    rows = [described(desk) for desk in found[: _SHOWN + 1]]
    may_open = may_open_desks(actor, institution.pk)
    if not rows and not may_open:
        return None
    context = {
        "institution": institution,
        "rows": rows[:_SHOWN],
        "more": len(rows) > _SHOWN,
        "may_open": may_open,
    }
    return Panel(30, "directory/desks_panel.html", context)
