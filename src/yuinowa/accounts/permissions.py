"""Who may see and change people and affiliations: oneself, and the administrators of the institution."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from yuinowa.core.rights import ANYONE, Condition, Role, Row, Scope, Standing

PUBLIC, OWN, REGION = Standing.PUBLIC, Standing.OWN, Standing.REGION

PERSON = Scope("accounts.Person")
AFFILIATION = Scope("accounts.Affiliation", owner="institution")
SESSION = Scope("accounts.SignedInSession")

#: Roles that reach beyond one institution; given by the region office alone.
REGION_ROLES = frozenset({Role.REGION_ADMIN, Role.AUDITOR, Role.OPERATOR})


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
    )),
    (AFFILIATION, (
        Row("affiliation.view",     PUBLIC,   ANYONE,                            of_self),
        Row("affiliation.view",     OWN,      frozenset({Role.ADMIN})),
        Row("affiliation.view",     REGION,   frozenset({Role.REGION_ADMIN})),
        Row("affiliation.act-for",  PUBLIC,   ANYONE,                            of_self),
        Row("affiliation.grant",    OWN,      frozenset({Role.ADMIN})),
        Row("affiliation.grant",    REGION,   frozenset({Role.REGION_ADMIN})),
        Row("affiliation.end",      OWN,      frozenset({Role.ADMIN})),
        Row("affiliation.end",      REGION,   frozenset({Role.REGION_ADMIN})),
    )),
    (SESSION, (
        Row("signedinsession.view", PUBLIC,   ANYONE,                            of_self),
        Row("signedinsession.end",  PUBLIC,   ANYONE,                            of_self),
    )),
)
# fmt: on
