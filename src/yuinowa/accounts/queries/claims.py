"""Claims, for the region office."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.accounts.domain.claims import OPEN_STATES, ClaimState
from yuinowa.accounts.models import EntryClaim, Person
from yuinowa.core import rights
from yuinowa.core.rights import Actor

#: Nobody has anything to do with them before the address is confirmed.
SHOWN = [state for state in ClaimState if state is not ClaimState.SENT]


def claims_visible_to(actor: Actor) -> QuerySet[EntryClaim]:
    """Claims with a confirmed address, with their institution."""
    found = EntryClaim.objects.filter(state__in=SHOWN).select_related("institution")
    return rights.visible_to(actor, found)


def open_claims(actor: Actor) -> QuerySet[EntryClaim]:
    """Those that are not decided, the longest waiting first."""
    return claims_visible_to(actor).filter(state__in=OPEN_STATES).order_by("since", "pk")


def decided_claims(actor: Actor) -> QuerySet[EntryClaim]:
    """Those that came to an end, the latest first."""
    return claims_visible_to(actor).exclude(state__in=OPEN_STATES).order_by("-ended_at", "-pk")


def rivals_of(claim: EntryClaim, actor: Actor) -> QuerySet[EntryClaim]:
    """Other open claims for the same institution."""
    return open_claims(actor).filter(institution=claim.institution_id).exclude(pk=claim.pk)


def checker_of(claim: EntryClaim) -> str:
    """The name of who checked, as long as there is one."""
    found = Person.objects.filter(pk=claim.checked_by or 0).first()
    return found.display_name if found is not None else ""
