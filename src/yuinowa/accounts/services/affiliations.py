"""Affiliations: given and ended by an institution's administrator or the region office."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from yuinowa.accounts.models import Affiliation, AffiliationRole
from yuinowa.accounts.permissions import REGION_ROLES
from yuinowa.core import audit, clock, rights
from yuinowa.core.rights import Actor, Role
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import NotAllowed


@transaction.atomic
def grant_affiliation(
    person_id: int,
    institution_id: int,
    roles: Collection[Role],
    *,
    actor: Actor,
    unit: str = "",
    from_day: date | None = None,
    to_day: date | None = None,
) -> Affiliation:
    """Let ``person_id`` act for ``institution_id`` with ``roles``, from today unless told otherwise.

    Raises:
        NotAllowed: ``actor`` does not administer the institution, or a role is the region office's to give.
        SignInAgain: ``actor`` signed in too long ago (R27).
        ValidationError: the days are out of order, or the person already acts there for this unit.
    """
    affiliation = Affiliation(
        person_id=person_id,
        institution_id=institution_id,
        unit=clean_text(unit, max_len=80, blank_ok=True),
        from_day=from_day or clock.today(),
        to_day=to_day,
    )
    rights.require(actor, "affiliation.grant", affiliation)
    if not (actor.region or actor.is_system) and not REGION_ROLES.isdisjoint(roles):
        raise NotAllowed("this role is given by the region office")
    rights.require_fresh(actor)
    affiliation.full_clean()
    affiliation.save()
    AffiliationRole.objects.bulk_create(
        [AffiliationRole(affiliation=affiliation, role=role.value) for role in sorted(set(roles))]
    )
    audit.record(
        "accounts.grant-affiliation",
        affiliation,
        actor=actor,
        after={"institution": institution_id, "roles": sorted(role.value for role in roles)},
        audience=[institution_id],
    )
    return affiliation


@transaction.atomic
def end_affiliation(affiliation_id: int, *, actor: Actor) -> Affiliation:
    """The affiliation, ended: from the next request on it gives no right.

    Raises:
        NotAllowed: ``actor`` does not administer the institution.
        SignInAgain: it is somebody else's, and ``actor`` signed in too long ago (R27).
    """
    affiliation = lock(Affiliation, affiliation_id)
    rights.require(actor, "affiliation.end", affiliation)
    if affiliation.person_id != actor.person:
        rights.require_fresh(actor)
    today = clock.today()
    if affiliation.to_day is None or affiliation.to_day > today:
        # One that has not begun yet ends before it begins.
        affiliation.to_day = max(today, affiliation.from_day)
        affiliation.version += 1
        affiliation.save(update_fields=["to_day", "version"])
        audit.record(
            "accounts.end-affiliation",
            affiliation,
            actor=actor,
            after={"to_day": affiliation.to_day},
            audience=[affiliation.institution_id],
        )
    return affiliation
