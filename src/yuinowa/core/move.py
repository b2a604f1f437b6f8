"""One way to change a state: lock, ask the table, save, audit, open and close waits, tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, outbox, waits
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import NotAllowed, TransitionRefused
from yuinowa.kernel.workflow import Waits, Workflow


@dataclass(frozen=True, slots=True)
class Movable:
    """How ``move`` handles one model: its table, who may be waited for, and what is told."""

    model: type[Model]
    workflow: Workflow[Any, Any, Any]
    #: The roles, in the workflow's own words, that an actor has toward an object.
    roles: Callable[[Actor, Any], frozenset[Any]]
    #: Institution id and label that a state's role stands for; 0 is the region office.
    waited: Callable[[Any, Waits[Any]], tuple[int, str]]
    #: The object's state as a member of the workflow's enum.
    state: Callable[[Any], Any]
    label: Callable[[Any], str]
    url: Callable[[Any], str]
    #: The fact told after a change, or None when nobody needs to hear of it.
    fact: Callable[[Any, str, str], outbox.Fact | None] | None = None
    #: The day the object itself names for its state; without one, the table's days count.
    due: Callable[[Any], date | None] | None = None
    #: Institutions beside the actor's that may read what was done.
    audience: Callable[[Any], Iterable[int]] = lambda _obj: ()


_MOVABLE: dict[type[Model], Movable] = {}


def register(movable: Movable) -> None:
    """Make a model movable; called from ``AppConfig.ready``."""
    _MOVABLE[movable.model] = movable


def movables() -> tuple[Movable, ...]:
    return tuple(_MOVABLE.values())


@transaction.atomic
def begin(obj: Any, *, asked_by: int | None = None) -> None:
    """Open the waits of the state a new object is in."""
    _open_waits(_MOVABLE[type(obj)], obj, asked_by)


@transaction.atomic
def move(
    obj: Any,
    action: Any,
    *,
    actor: Actor,
    expected_version: int | None = None,
    note: str = "",
    change: Callable[[Any], None] | None = None,
) -> Any:
    """``obj`` after ``action`` by ``actor``, taken anew under lock, saved, audited, its waits set.

    ``change`` may set further fields on the locked row before it is saved. Tells the model's fact.

    Raises:
        NotAllowed: the actor has no role toward the object that the table gives this action to.
        TransitionRefused: the table has no such row for the state the object is in now.
        VersionMovedOn: somebody changed the object since ``expected_version``.
    """
    movable = _MOVABLE[type(obj)]
    row: Any = lock(movable.model, obj.pk, expected_version)
    before = movable.state(row)
    after = _target(movable.workflow, before, action, movable.roles(actor, row))
    row.state = str(after)
    row.version += 1
    if change is not None:
        change(row)
    row.full_clean()
    row.save()
    waits.close_wait(row)
    _open_waits(movable, row, actor.institution)
    movable_fact = movable.fact(row, str(before), str(after)) if movable.fact else None
    if movable_fact is not None:
        outbox.tell(movable_fact, key=f"{movable_fact.fact}/{row.pk}/{row.version}")
    audit.record(
        f"{row._meta.model_name}.{action}",
        row,
        actor=actor,
        before={"state": str(before)},
        after={"state": str(after), **({"note": note} if note else {})},
        audience=movable.audience(row),
    )
    return row


def _target(
    workflow: Workflow[Any, Any, Any], state: Any, action: Any, roles: frozenset[Any]
) -> Any:
    able = workflow.roles_for(state, action)
    if not able:
        raise TransitionRefused(
            _("This has moved on to another state."), next_step=_("Open it again and look at it.")
        )
    held = able & roles
    if not held:
        raise NotAllowed(f"{action} is for {', '.join(sorted(able))}")
    return workflow.target(state, action, next(iter(held)))


def _open_waits(movable: Movable, obj: Any, asked_by: int | None) -> None:
    wanted = movable.workflow.wait_of(movable.state(obj))
    if wanted is None:
        return
    institution, name = movable.waited(obj, wanted)
    days = wanted.days
    named = movable.due(obj) if movable.due else None
    waits.open_wait(
        subject=obj,
        step=str(obj.state),
        label=movable.label(obj),
        institution=institution,
        institution_label=name,
        role=str(wanted.role),
        asked_by=asked_by,
        due=named or (clock.today() + timedelta(days=days) if days is not None else None),
        verb=wanted.verb,
        then_what=wanted.then_what,
        url=movable.url(obj),
    )


def ask(obj: Any, action: Any, *, actor: Actor) -> None:
    """Nothing, if ``actor`` could take ``action`` on ``obj`` as it is now; asked before a form for it is shown.

    Raises:
        NotAllowed, TransitionRefused: as ``move``.
    """
    movable = _MOVABLE[type(obj)]
    _target(movable.workflow, movable.state(obj), action, movable.roles(actor, obj))


def buttons(obj: Any, actor: Actor) -> tuple[Any, ...]:
    """The actions ``actor`` can take on ``obj`` now, in the table's order."""
    movable = _MOVABLE[type(obj)]
    return tuple(movable.workflow.actions(movable.state(obj), movable.roles(actor, obj)))
