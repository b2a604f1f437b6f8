"""What accounts plugs into other wings' pages: a button on an institution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.claims import ClaimSide
from yuinowa.accounts.permissions import (
    WATCHERS,
    may_keep_people,
    may_read_disclosures,
    may_read_trail,
    may_see_holders,
)
from yuinowa.accounts.queries import claims, people
from yuinowa.accounts.queries.own_data import object_of
from yuinowa.core import waits
from yuinowa.core.rights import Actor, Role
from yuinowa.core.sockets import Deed, Panel
from yuinowa.directory.domain.institutions import Status
from yuinowa.kernel.workflow import Waits

if TYPE_CHECKING:
    from yuinowa.accounts.models import EntryClaim
    from yuinowa.directory.models import Institution


def waited_for(claim: EntryClaim, waited: Waits[Any]) -> tuple[int, str]:
    """The region office, or the institution itself, which has nobody here yet."""
    if waited.role is ClaimSide.OFFICE:
        return waits.REGION_OFFICE, ""
    return claim.institution_id, claim.institution.name


def home_card(actor: Actor) -> Panel | None:
    """What keeping people asks for: claims at the region office, a single administrator elsewhere."""
    if not actor.has(Role.ADMIN, Role.REGION_ADMIN) or actor.institution is None:
        return None
    office = actor.region and actor.has(Role.REGION_ADMIN)
    context = {
        "institution": actor.institution,
        "claims": claims.open_claims(actor).count() if office else None,
        "people": people.people_of(actor.institution, actor) if actor.has(Role.ADMIN) else None,
    }
    return Panel(10, "accounts/home_card.html", context)


def watching_card(actor: Actor) -> Panel | None:
    """The ways of those who watch: the trail, who read whose data, what was erased."""
    ways = [
        (may_read_trail(actor), _("The audit trail"), "accounts:trail"),
        (may_read_disclosures(actor), _("Who read whose data"), "accounts:disclosures"),
        (actor.has(*WATCHERS), _("What was erased"), "accounts:erasures"),
    ]
    links = [(label, reverse(name)) for shown, label, name in ways if shown]
    return Panel(12, "accounts/watching_card.html", {"links": links}) if links else None


def only_card(actor: Actor) -> Panel | None:
    """The one object an outside reviewer was invited for."""
    if actor.only is None:
        return None
    found = object_of(actor.only.model, actor.only.pk)
    url = getattr(found, "get_absolute_url", None)
    if found is None or url is None:
        return None
    return Panel(10, "accounts/only_card.html", {"label": str(found), "url": url()})


def claim_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button for whoever works at an institution that does not take part yet."""
    is_here = Status(institution.status) in {Status.ACTIVE, Status.DORMANT}
    if institution.member or not is_here or actor.region:
        return None
    url = reverse("accounts:claim-new", args=[institution.pk])
    return Deed(90, _("For those in charge of this institution"), url)


def people_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that opens the institution's people, for those who keep them."""
    if not institution.member or not may_keep_people(actor, institution.pk):
        return None
    return Deed(50, _("Keep the people"), reverse("accounts:people", args=[institution.pk]))


def posts_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that opens the posts and their holders, for the institution's own people and its keepers."""
    if not institution.member or not may_see_holders(actor, institution.pk):
        return None
    return Deed(55, _("Posts"), reverse("accounts:post-list", args=[institution.pk]))
