"""Who may see and change people and affiliations: oneself, and the administrators of the institution."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from yuinowa.accounts.domain.claims import ClaimSide
from yuinowa.accounts.domain.invitations import InvitationSide
from yuinowa.core.rights import ANYONE, Actor, Condition, Role, Row, Scope, Standing, can

if TYPE_CHECKING:
    from yuinowa.accounts.models import EntryClaim, Invitation

PUBLIC, OWN, REGION = Standing.PUBLIC, Standing.OWN, Standing.REGION
PARTY = Standing.PARTY

PERSON = Scope("accounts.Person")
AFFILIATION = Scope("accounts.Affiliation", owner="institution")
HOLDING = Scope("accounts.PostHolding", owner="post__institution")
INVITATION = Scope("accounts.Invitation", owner="institution")
CLAIM = Scope("accounts.EntryClaim")
#: Who may read a row beside the chain's own institution is said by its audience.
TRAIL = Scope("core.AuditRow", owner="chain", parties=("audience__institution",))
SESSION = Scope("accounts.SignedInSession")
PASSKEY = Scope("accounts.Passkey")
CODE_APP = Scope("accounts.CodeApp")
SERVICE_ACCOUNT = Scope("accounts.ServiceAccount", owner="institution")
API_TOKEN = Scope("accounts.ApiToken", owner="account__institution")

#: Roles that reach beyond one institution; given by the region office alone.
REGION_ROLES = frozenset({Role.REGION_ADMIN, Role.AUDITOR, Role.OPERATOR, Role.COORDINATOR})
ADMIN, OFFICE = frozenset({Role.ADMIN}), frozenset({Role.REGION_ADMIN})

AUDITOR = frozenset({Role.AUDITOR})
#: Who sees what the nightly job erased.
WATCHERS = (Role.OPERATOR, Role.AUDITOR)


def _is(field: str) -> Condition:
    """``field`` of the object is the person who acts; a visitor is nobody's self."""
    return Condition(
        lambda actor: Q(pk__in=()) if actor.person is None else Q(**{field: actor.person}),
        lambda actor, obj: actor.person is not None and getattr(obj, field) == actor.person,
    )


is_self = _is("pk")
of_self = _is("person_id")

# fmt: off
TABLES: Iterable[tuple[Scope, tuple[Row, ...]]] = (
    (PERSON, (
        #   action                  standing  roles                              when
        Row("person.view",          PUBLIC,   ANYONE,                            is_self),
        Row("person.edit",          PUBLIC,   ANYONE,                            is_self),
        Row("person.create",        PUBLIC,   frozenset({Role.ADMIN, Role.REGION_ADMIN})),
        Row("person.clear-factors", REGION,   OFFICE),
    )),
    (AFFILIATION, (
        Row("affiliation.view",     PUBLIC,   ANYONE,                            of_self),
        Row("affiliation.view",     OWN,      ADMIN),
        Row("affiliation.view",     REGION,   OFFICE),
        Row("affiliation.act-for",  PUBLIC,   ANYONE,                            of_self),
        Row("affiliation.grant",    OWN,      ADMIN),
        Row("affiliation.grant",    REGION,   OFFICE),
        Row("affiliation.end",      OWN,      ADMIN),
        Row("affiliation.end",      REGION,   OFFICE),
        Row("affiliation.change",   OWN,      ADMIN),
        Row("affiliation.change",   REGION,   OFFICE),
    )),
    (HOLDING, (
        # Names of staff beyond the own people are a part of the entry, shown as far as it says.
        Row("postholding.view",     PUBLIC,   ANYONE,                            of_self),
        Row("postholding.view",     OWN,      ANYONE),
        Row("postholding.view",     REGION,   OFFICE),
        Row("postholding.give",     OWN,      ADMIN),
        Row("postholding.give",     REGION,   OFFICE),
        Row("postholding.end",      OWN,      ADMIN),
        Row("postholding.end",      REGION,   OFFICE),
        Row("postholding.withdraw", OWN,      ADMIN),
        Row("postholding.withdraw", REGION,   OFFICE),
    )),
    (INVITATION, (
        Row("invitation.view",      OWN,      ADMIN),
        Row("invitation.view",      REGION,   OFFICE),
        Row("invitation.make",      OWN,      ADMIN),
        Row("invitation.make",      REGION,   OFFICE),
        Row("invitation.withdraw",  OWN,      ADMIN),
        Row("invitation.withdraw",  REGION,   OFFICE),
    )),
    (CLAIM, (
        Row("entryclaim.view",      REGION,   OFFICE),
        Row("entryclaim.check",     REGION,   OFFICE),
    )),
    (TRAIL, (
        Row("auditrow.view",        PARTY,    AUDITOR),
        Row("auditrow.view",        REGION,   AUDITOR),
        Row("auditrow.view-disclosures", REGION, OFFICE | AUDITOR),
    )),
    (SESSION, (
        Row("signedinsession.view", PUBLIC,   ANYONE,                            of_self),
        Row("signedinsession.end",  PUBLIC,   ANYONE,                            of_self),
    )),
    (PASSKEY, (
        Row("passkey.view",         PUBLIC,   ANYONE,                            of_self),
        Row("passkey.change",       PUBLIC,   ANYONE,                            of_self),
    )),
    (CODE_APP, (
        Row("codeapp.view",         PUBLIC,   ANYONE,                            of_self),
        Row("codeapp.change",       PUBLIC,   ANYONE,                            of_self),
    )),
    (SERVICE_ACCOUNT, (
        Row("serviceaccount.view",  OWN,      ADMIN),
        Row("serviceaccount.make",  OWN,      ADMIN),
    )),
    (API_TOKEN, (
        Row("apitoken.view",        OWN,      ADMIN),
        Row("apitoken.revoke",      OWN,      ADMIN),
    )),
)
# fmt: on


def may_keep_people(actor: Actor, institution: int) -> bool:
    """Whether ``actor`` invites, changes and ends the people of ``institution``."""
    office = actor.region and actor.has(*OFFICE)
    own = actor.institution == institution and actor.has(*ADMIN)
    return actor.is_system or office or own


def may_see_holders(actor: Actor, institution: int) -> bool:
    """Whether ``actor`` may read who holds the posts of ``institution``, now and then: its own people, its keepers."""
    own = actor.institution == institution
    return own or may_keep_people(actor, institution)


def may_read_trail(actor: Actor) -> bool:
    """Whether there is any chain ``actor`` may read."""
    return actor.institution is not None and actor.has(*AUDITOR)


def may_read_disclosures(actor: Actor) -> bool:
    """Whether ``actor`` may know who read whose data."""
    return actor.region and actor.has(*OFFICE, *AUDITOR)


def may_clear_factors(actor: Actor) -> bool:
    """Whether ``actor`` may clear the second factor of others."""
    return actor.is_system or (actor.region and actor.has(*OFFICE))


def may_keep_programs(actor: Actor) -> bool:
    """Whether ``actor`` makes and revokes keys for programs of the institution acted for."""
    return actor.institution is not None and actor.has(*ADMIN)


def may_give(actor: Actor, roles: Iterable[Role]) -> bool:
    """Whether all of ``roles`` are ``actor``'s to give: those of the region are the region office's alone."""
    return actor.is_system or actor.region or REGION_ROLES.isdisjoint(roles)


def sides_of(actor: Actor, invitation: Invitation) -> frozenset[InvitationSide]:
    """As what ``actor`` stands toward an invitation; who holds its link is let in by the platform itself."""
    if actor.is_system:
        return frozenset(InvitationSide)
    mine = can(actor, "invitation.withdraw", invitation)
    return frozenset({InvitationSide.INVITER}) if mine else frozenset()


def sides_of_claim(actor: Actor, claim: EntryClaim) -> frozenset[ClaimSide]:
    """As what ``actor`` stands toward a claim; who holds its link is let in by the platform itself."""
    if actor.is_system:
        return frozenset(ClaimSide)
    office = can(actor, "entryclaim.check", claim)
    return frozenset({ClaimSide.OFFICE}) if office else frozenset()
