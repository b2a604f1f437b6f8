"""Rights toward one object: what somebody is to it, and may do with it, read from the same rows as the lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.rights.actors import Actor, Standing, Via
from yuinowa.core.rights.tables import role_fits, rows_of, scope_of
from yuinowa.kernel.errors import NotAllowed, SignInAgain

#: R27: so long after proving who one is may one do what hurts.
FRESH_FOR = timedelta(minutes=10)


def _leads_to(obj: Any, path: str, institution: int) -> bool:
    if path == "pk":
        return bool(obj.pk == institution)
    head, _, rest = path.partition("__")
    value = getattr(obj, f"{head}_id", None) if not rest else None
    if value is not None:
        return bool(value == institution)
    target = getattr(obj, head, None)
    if target is None:
        return False
    if isinstance(target, int):  # tables without foreign keys hold the id itself
        return target == institution
    members = target.all() if hasattr(target, "all") else (target,)
    if not rest:
        return any(member.pk == institution for member in members)
    return any(_leads_to(member, rest, institution) for member in members)


def standings(actor: Actor, obj: Model) -> frozenset[Standing]:
    """The actor's standings toward ``obj``, with all that each brings."""
    scope = scope_of(type(obj))
    actor = actor.toward(type(obj), obj.pk)
    found = {Standing.PUBLIC}
    if actor.institution is not None:
        if scope.owner and _leads_to(obj, scope.owner, actor.institution):
            found |= {Standing.OWN, Standing.PARTY, Standing.MEMBER}
        elif any(_leads_to(obj, path, actor.institution) for path in scope.parties):
            found |= {Standing.PARTY, Standing.MEMBER}
    if actor.region:
        found |= {Standing.REGION, Standing.MEMBER}
    if actor.member:
        found.add(Standing.MEMBER)
    return frozenset(found)


def can(actor: Actor, action: str, obj: Model) -> bool:
    """Whether ``actor`` may do ``action`` (``contact.view``) to ``obj``."""
    if actor.is_system:
        return True
    actor = actor.toward(type(obj), obj.pk)
    held = standings(actor, obj)
    return any(
        row.action == action
        and row.standing in held
        and role_fits(row, actor)
        and (row.when is None or row.when.holds(actor, obj))
        for row in rows_of(type(obj))
    )


def offers(actor: Actor, action: str, model: type[Model]) -> bool:
    """Whether some row gives ``action`` to a role that ``actor`` acts in: whether there is a list, be it empty."""
    if actor.is_system:
        return True
    rows = rows_of(model) if actor.institution is not None else ()
    return any(row.action == action and role_fits(row, actor) for row in rows)


def require(actor: Actor, action: str, obj: Model) -> None:
    """Nothing, if ``can``.

    Raises:
        NotAllowed: no row lets ``actor`` do ``action``.
    """
    if not can(actor, action, obj):
        raise NotAllowed(f"{action} is not allowed here")


def is_fresh(actor: Actor) -> bool:
    """Whether who acts was proven a moment ago; a program cannot be asked, the platform itself need not be."""
    if actor.is_system:
        return True
    proven = actor.fresh_at if actor.via is Via.SESSION else None
    return proven is not None and clock.now() - proven <= FRESH_FOR


def require_fresh(actor: Actor) -> None:
    """Nothing, if the actor proved a moment ago who it is: before what cannot be made good again (R27).

    A deed calls it after ``require``. A page that begins such a deed calls it too, so that nobody fills in
    a form first: on the page it becomes a way to sign in again and back.

    Raises:
        SignInAgain: it was longer ago than ``FRESH_FOR``.
    """
    if not is_fresh(actor):
        raise SignInAgain(
            _("You signed in a while ago."), next_step=_("Sign in once more, then send it again.")
        )
