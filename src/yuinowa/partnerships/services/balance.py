"""What a side says afterwards came of one thing it gains or puts in: it alone, and only where no record counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.balance import fault_of_day
from yuinowa.partnerships.domain.phases import BEGUN
from yuinowa.partnerships.labels.balance import DAY_FAULTS
from yuinowa.partnerships.models import Afterwards, Benefit, Contribution, Partnership
from yuinowa.partnerships.queries.balance import counts, versions_of
from yuinowa.partnerships.services.frame import readers, refuse_over


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """Words of the day ``as_of``; ``amount`` and ``unit`` together or not at all."""

    text: str
    as_of: date
    amount: int | None = None
    unit: str = ""


@transaction.atomic
def say_afterwards(
    model: type[Benefit | Contribution],
    row_id: int,
    words: CameOfIt,
    *,
    expected_number: int,
    actor: Actor,
) -> Afterwards:
    """What the actor's side says came of its own words said beforehand, from now on; earlier versions stay.

    ``expected_number`` is that of the last version, 0 where nothing was said.

    Raises:
        NotAllowed: the actor writes for another side (I13), or for one that has left.
        WrongState: the work has not begun or is over, or a record counts this.
        VersionMovedOn: a colleague said something since.
        InputRefused: the day is ahead, or before the work began.
    """
    row, number = _own(model, row_id, expected_number, actor)
    _refuse_counted(row, actor)
    begun_on = row.party.partnership.start_on
    fault = fault_of_day(words.as_of, begun_on=begun_on, today=clock.today())
    if fault is not None:
        raise InputRefused(str(DAY_FAULTS[fault]), place="as_of")
    return _keep(
        row,
        number + 1,
        actor,
        text=words.text,
        amount=words.amount,
        unit=words.unit,
        as_of=words.as_of,
    )


@transaction.atomic
def take_afterwards_back(
    model: type[Benefit | Contribution], row_id: int, *, expected_number: int, actor: Actor
) -> Afterwards:
    """The version that says nothing any more; what was said stays in the history. Raises: as ``say_afterwards``."""
    row, number = _own(model, row_id, expected_number, actor)
    last = versions_of(row, actor).first()
    if last is None or last.is_taken_back:
        raise WrongState(
            _("Nothing stands there that could be taken back."),
            next_step=_("Look at what was said and counted."),
        )
    return _keep(row, number + 1, actor)


def refuse_saying(row: Benefit | Contribution, actor: Actor) -> None:
    """Nothing, while something can be said of ``row``: the work has begun, is not over, and no record counts it.

    Raises:
        WrongState: it cannot.
    """
    _refuse_unless_begun(row.party.partnership)
    _refuse_counted(row, actor)


def _refuse_counted(row: Benefit | Contribution, actor: Actor) -> None:
    if counts(row, actor):
        raise WrongState(
            _("This is counted. What is counted is not said a second time."),
            next_step=_(
                "Put right what your side wrote after the activity if the figure is wrong."
            ),
        )


def _refuse_unless_begun(partnership: Partnership) -> None:
    refuse_over(partnership)
    if partnership.phase not in BEGUN:
        raise WrongState(
            _("The work has not begun: nothing can have come of it yet."),
            next_step=_("Say what came of it once the agreement is in force."),
        )


def _own(
    model: type[Benefit | Contribution], row_id: int, expected: int, actor: Actor
) -> tuple[Benefit | Contribution, int]:
    """The row of the actor's side under the lock of its partnership, and the number of what was said last."""
    seen = model._base_manager.select_related("party").filter(pk=row_id).first()
    if seen is None:
        raise NotAllowed("no such words")
    partnership = lock(Partnership, seen.party.partnership_id)
    seen.party.partnership = partnership
    require(actor, f"{model._meta.model_name}.edit", seen)
    _refuse_unless_begun(partnership)
    last = versions_of(seen, actor).first()
    number = last.number if last else 0
    if number != expected:
        raise VersionMovedOn(
            _("Somebody else changed this in the meantime."),
            next_step=_("Open it again, look at the change, then write yours."),
        )
    return seen, number


def _keep(row: Benefit | Contribution, number: int, actor: Actor, **words: object) -> Afterwards:
    kind = row._meta.model_name
    made = Afterwards(
        party=row.party, number=number, written_at=clock.now(), **{str(kind): row}, **words
    )
    made.full_clean()
    made.save()
    # The words themselves are people's own and stay out of the trail (R45).
    audit.record(
        "afterwards.say" if words else "afterwards.take-back",
        made,
        actor=actor,
        after={"number": number},
        audience=readers(row.party.partnership),
    )
    return made
