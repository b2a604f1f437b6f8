"""Goals and the table of roles, which all sides share; each side agrees to them as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.policy import MAX_ROWS
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.models import (
    Consent,
    Goal,
    Partnership,
    Party,
    Task,
    TaskContributor,
)
from yuinowa.partnerships.services.frame import audience, refuse_begun
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import set_turns


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A goal that can be measured; ``owner`` is the side that looks after it."""

    what: str
    measure: str
    amount: int
    unit: str
    by_when: date
    owner: int
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task with exactly one accountable side (I3) and those that help."""

    text: str
    accountable: int
    done_when: str
    due: date | None = None
    helpers: frozenset[int] = frozenset()


Words = GoalWords | TaskWords
Row = Goal | Task


def add_row(partnership_id: int, words: Words, *, once: str, actor: Actor) -> tuple[Row, bool]:
    """A goal or a task more, and whether it was written just now; all consents to what stood before end.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
        InputRefused: a side named has not joined, or there are as many rows as one reads.
    """
    return idempotency.once(once, actor, lambda: _add(partnership_id, words, actor))


def _add(partnership_id: int, words: Words, actor: Actor) -> Row:
    partnership = _open(partnership_id, actor)
    model = Goal if isinstance(words, GoalWords) else Task
    if model._base_manager.filter(partnership=partnership).count() >= MAX_ROWS:
        raise InputRefused(
            _("That is as many as one reads. Take one back before you write another.")
        )
    row = model(partnership=partnership)
    _write(row, words)
    _changed(f"{model._meta.model_name}.add", row, partnership, actor)
    return row


@transaction.atomic
def change_row(row: Row, words: Words, *, expected_version: int, actor: Actor) -> Row:
    """The goal or task with other words; all consents to what stood before end. Raises: as ``add_row``;

    VersionMovedOn: somebody of any side changed it since ``expected_version``.
    """
    partnership = _open(row.partnership_id, actor)
    locked: Row = lock(type(row), row.pk, expected_version)
    locked.version += 1
    _write(locked, words)
    _changed(f"{row._meta.model_name}.change", locked, partnership, actor)
    return locked


@transaction.atomic
def remove_row(row: Row, *, expected_version: int, actor: Actor) -> Partnership:
    """The partnership without the goal or task; all consents to what stood before end. Raises: as ``change_row``."""
    partnership = _open(row.partnership_id, actor)
    locked: Row = lock(type(row), row.pk, expected_version)
    if isinstance(locked, Task):
        locked.contributors.all().delete()
    _changed(f"{row._meta.model_name}.remove", locked, partnership, actor, removes=True)
    return partnership


@transaction.atomic
def agree(partnership_id: int, about: Shared, *, actor: Actor, side: int | None = None) -> Party:
    """The side, which agrees to the goals or the roles as they stand.

    Raises:
        NotAllowed: the actor does not lead for a side that has joined.
        WrongState: the partnership is over, or there is nothing to agree to yet.
    """
    party = own_side(partnership_id, actor, side)
    require(actor, "partnership.lead", party.partnership)
    rows = Goal.objects if about is Shared.GOALS else Task.objects
    if not rows.filter(partnership=partnership_id).exists():
        raise WrongState(
            _("There is nothing to agree to yet."),
            next_step=_("Write it first; any side may."),
        )
    _made, fresh = Consent.objects.get_or_create(
        party=party, about=about.value, defaults={"at": clock.now()}
    )
    if fresh:
        set_turns(party.partnership)
        audit.record(
            "party.agree",
            party,
            actor=actor,
            after={"about": about.value},
            audience=audience(party.partnership),
        )
    return party


def _open(partnership_id: int, actor: Actor) -> Partnership:
    partnership = lock(Partnership, partnership_id)
    require(actor, "partnership.write", partnership)
    refuse_begun(partnership)
    return partnership


def _write(row: Row, words: Words) -> None:
    joined = set(
        Party.objects.filter(
            partnership=row.partnership_id, state=PartyState.JOINED.value
        ).values_list("pk", flat=True)
    )
    if isinstance(row, Goal) and isinstance(words, GoalWords):
        _refuse_unknown({words.owner}, joined, "owner")
        row.what, row.measure, row.amount = words.what, words.measure, words.amount
        row.unit, row.by_when, row.owner_id = words.unit, words.by_when, words.owner
        row.indicator_id = words.indicator
        row.save()
    elif isinstance(row, Task) and isinstance(words, TaskWords):
        _refuse_unknown({words.accountable}, joined, "accountable")
        _refuse_unknown(words.helpers, joined, "helpers")
        row.text, row.done_when, row.due = words.text, words.done_when, words.due
        row.accountable_id = words.accountable
        row.save()
        row.contributors.all().delete()
        TaskContributor.objects.bulk_create(
            TaskContributor(task=row, party_id=party)
            for party in sorted(words.helpers - {words.accountable})
        )
    else:
        raise NotAllowed("these words belong to another kind of row")


def _refuse_unknown(named: set[int] | frozenset[int], joined: set[int], place: str) -> None:
    if not named <= joined:
        raise InputRefused(_("This side is not there any more."), place=place)


def _changed(
    action: str, row: Row, partnership: Partnership, actor: Actor, *, removes: bool = False
) -> None:
    about = Shared.GOALS if isinstance(row, Goal) else Shared.ROLES
    audit.record(action, row, actor=actor, audience=audience(partnership))
    if removes:
        row.delete()
    Consent.objects.filter(party__partnership=partnership, about=about.value).delete()
    set_turns(partnership)
