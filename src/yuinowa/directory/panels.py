"""What the directory plugs into pages: cards of the first page, and an institution's desks."""

from __future__ import annotations

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Panel
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.labels.desks import TOPICS
from yuinowa.directory.models import Institution
from yuinowa.directory.permissions import may_keep_directory
from yuinowa.directory.permissions.desks import may_open_desks
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.directory.queries.confirmation import overdue
from yuinowa.directory.queries.desk_words import described
from yuinowa.directory.queries.desks import desks_visible_to, open_on

_SHOWN = 5


def ask_card(_actor: Actor) -> Panel | None:
    """The field on the first page."""
    return Panel(60, "directory/ask_card.html", {"topics": list(TOPICS.values())})


def entry_card(actor: Actor) -> Panel | None:
    """The entry of the institution acted for; its page has the buttons."""
    found = institutions_visible_to(actor).filter(pk=actor.institution or 0).first()
    if found is None:
        return None
    return Panel(30, "directory/entry_card.html", {"own": found})


def network_card(actor: Actor) -> Panel | None:
    """The ways of the region office: who has to confirm, the list of the network, the register."""
    if not may_keep_directory(actor):
        return None
    seen = institutions_visible_to(actor)
    context = {
        "late": overdue(seen, clock.today()).count(),
        "members": seen.filter(member=True, status=Status.ACTIVE.value).count(),
    }
    return Panel(30, "directory/network_card.html", context)


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
