"""What the portal plugs into pages: the button to an institution's file, cards with the rounds of its plans and how the site runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core.backup import marker
from yuinowa.core.models import JobState
from yuinowa.core.rights import Actor, Role
from yuinowa.core.sockets import Deed, Panel
from yuinowa.portal.permissions import may_take_along
from yuinowa.portal.queries import operation
from yuinowa.portal.queries.rounds import rounds_at

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution
    from yuinowa.portal.models import Takeout


def round_card(actor: Actor) -> Panel | None:
    """Where the sheets of the institution's plans stand, in the newest year of each."""
    if actor.institution is None:
        return None
    return Panel(5, "portal/round_card.html", {"rounds": rounds_at(actor.institution, actor)})


def operation_card(actor: Actor) -> Panel | None:
    """Whether the installation runs as it should."""
    if not actor.has(Role.OPERATOR):
        return None
    made, jobs = marker.last(), operation.jobs()
    context = {
        "failed": jobs.of(JobState.FAILED),
        "is_ready": operation.is_ready(operation.readiness()),
        "backup": made,
        "backup_late": operation.backup_is_late(made),
    }
    return Panel(5, "portal/operation_card.html", context)


def takeout_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button for those who may take everything of this institution along."""
    if not may_take_along(actor, institution.pk):
        return None
    return Deed(95, _("Take all data along"), reverse("portal:takeout", args=[institution.pk]))


def label_of(takeout: Takeout) -> str:
    """What is waited for, on the day's list."""
    return _("The file with all data of %(name)s") % {"name": takeout.institution.name}
