"""What the operator may see and do: how the installation runs, never what is in it.

These rows name the role alone: it is the region office's to give, whoever its holder acts for.
"""

from __future__ import annotations

from collections.abc import Iterable

from yuinowa.core.rights import Actor, Role, Row, Scope, Standing
from yuinowa.kernel.errors import NotAllowed

PUBLIC = Standing.PUBLIC
OPERATORS = frozenset({Role.OPERATOR})

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
)
# fmt: on


def require_operator(actor: Actor) -> None:
    """Nothing, for an operator.

    Raises:
        NotAllowed: ``actor`` is none.
    """
    if not (actor.is_system or actor.has(Role.OPERATOR)):
        raise NotAllowed("this is the operator's")
