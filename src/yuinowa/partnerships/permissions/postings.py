"""Who reads and writes what institutions offer and seek: everybody reads what is open, each writes its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Level,
    Row,
    Scope,
    Standing,
    can,
    field_is,
    level_members,
    level_public,
)
from yuinowa.directory.domain.institutions import LET_IN
from yuinowa.partnerships.domain.postings import PostingRole, PostingState
from yuinowa.partnerships.models import Posting
from yuinowa.partnerships.permissions.partnerships import WRITERS

POSTING = Scope("partnerships.Posting", owner="institution")


def _institution_seen(*levels: Level) -> Condition:
    """Whoever posts it can itself be seen so far."""
    codes = [level.value for level in levels]
    let_in = [status.value for status in LET_IN]

    def holds(_actor: Actor, obj: Any) -> bool:
        return obj.institution.level in codes and obj.institution.status in let_in

    return Condition(
        lambda _actor: Q(institution__level__in=codes, institution__status__in=let_in), holds
    )


_is_open = field_is("state", PostingState.OPEN)
_for_all = level_public & _is_open & _institution_seen(Level.PUBLIC)
_for_members = level_members & _is_open & _institution_seen(Level.PUBLIC, Level.MEMBERS)

# fmt: off
POSTING_ALLOW = (
    #    action          standing         roles    when
    Row("posting.view", Standing.PUBLIC, ANYONE,  _for_all),
    Row("posting.view", Standing.MEMBER, ANYONE,  _for_members),
    Row("posting.view", Standing.OWN,    ANYONE),
    Row("posting.edit", Standing.OWN,    WRITERS),
)
# fmt: on


def may_post(actor: Actor) -> bool:
    """Whether ``actor`` may post for the institution acted for."""
    return actor.is_system or (actor.institution is not None and actor.has(*WRITERS))


def roles_toward_posting(actor: Actor, posting: Posting) -> frozenset[PostingRole]:
    if actor.is_system:
        return frozenset(PostingRole)
    writes = can(actor, "posting.edit", posting)
    return frozenset({PostingRole.POSTER}) if writes else frozenset()
