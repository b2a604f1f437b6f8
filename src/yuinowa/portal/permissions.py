"""What the operator may see and do: how the installation runs, never what is in it; and who takes data along.

These rows name the role alone: it is the region office's to give, whoever its holder acts for.
"""

from __future__ import annotations

from collections.abc import Iterable

from yuinowa.core.rights import Actor, Role, Row, Scope, Standing, can
from yuinowa.kernel.errors import NotAllowed
from yuinowa.portal.domain.takeouts import TakeoutRole
from yuinowa.portal.models import Takeout

PUBLIC, OWN = Standing.PUBLIC, Standing.OWN
OPERATORS, ADMINS = frozenset({Role.OPERATOR}), frozenset({Role.ADMIN})

# fmt: off
TABLES: Iterable[tuple[Scope, tuple[Row, ...]]] = (
    (Scope("core.Job"), (
        #   action         standing  roles
        Row("job.view",    PUBLIC,   OPERATORS),
        Row("job.again",   PUBLIC,   OPERATORS),
    )),
    (Scope("core.Schedule"), (
        Row("schedule.view", PUBLIC, OPERATORS),
    )),
    (Scope("core.Mail"), (
        Row("mail.view",   PUBLIC,   OPERATORS),
    )),
    # All that is an institution's goes out by the hand of its own administrators, and of nobody else's.
    (Scope("portal.Takeout", owner="institution"), (
        Row("takeout.view",  OWN,  ADMINS),
        Row("takeout.make",  OWN,  ADMINS),
        Row("takeout.fetch", OWN,  ADMINS),
        Row("takeout.drop",  OWN,  ADMINS),
    )),
)
# fmt: on


def require_operator(actor: Actor) -> None:
    """Nothing, for an operator.

    Raises:
        NotAllowed: ``actor`` is none.
    """
    if not (actor.is_system or actor.has(Role.OPERATOR)):
        raise NotAllowed("this is the operator's")


def may_take_along(actor: Actor, institution: int) -> bool:
    """Whether ``actor`` may have a file made with all that is the institution's."""
    return can(actor, "takeout.make", Takeout(institution_id=institution))


def roles_toward(actor: Actor, takeout: Takeout) -> frozenset[TakeoutRole]:
    """The words of the workflow for what ``actor`` is to ``takeout``."""
    if actor.is_system:
        return frozenset({TakeoutRole.JOB})
    return frozenset({TakeoutRole.ADMIN}) if can(actor, "takeout.fetch", takeout) else frozenset()
