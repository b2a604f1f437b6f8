"""Record populations with their day and source; a change is a new revision with its reason (R31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, InputRefused, VersionMovedOn
from yuinowa.ledger.models import Population


@dataclass(frozen=True, slots=True)
class PopulationEntry:
    """What is entered. ``number`` is None where a figure is taken back."""

    number: int | None
    source: str
    source_url: str = ""


@transaction.atomic
def record_population(
    institution_id: int, as_of: date, entry: PopulationEntry, *, actor: Actor
) -> Population:
    """The population as of a day that had none.

    Raises:
        NotAllowed: ``actor`` enters no populations there.
        InputRefused: the day is still to come.
        AlreadyDone: that day has a figure; it is corrected, not entered twice.
    """
    row = _new(institution_id, as_of, entry, actor)
    require(actor, "population.enter", row)
    if as_of > clock.today():
        raise InputRefused(
            _("That day is still to come."),
            place="as_of",
            next_step=_("Write the day as of which the source counts."),
        )
    row.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AlreadyDone(
            _("A population as of this day stands already."),
            next_step=_("Correct that one; its history is kept."),
        ) from None
    _record("population.record", row, actor)
    return row


@transaction.atomic
def correct_population(
    population_id: int, entry: PopulationEntry, *, reason: str, actor: Actor
) -> Population:
    """The next revision of the figure of that day; the one before stays readable.

    Raises:
        NotAllowed: ``actor`` enters no populations there.
        InputRefused: no reason is given.
        VersionMovedOn: somebody corrected it since.
    """
    before = lock(Population, population_id)
    require(actor, "population.enter", before)
    if not reason.strip():
        raise InputRefused(_("Write why it changes."), place="reason")
    if before.superseded_at is not None:
        raise VersionMovedOn(
            _("Somebody else corrected this population in the meantime."),
            next_step=_("Look at what stands now, then send yours again."),
        )
    row = _new(before.institution_id, before.as_of, entry, actor)
    row.revision, row.reason = before.revision + 1, reason
    before.superseded_at = row.recorded_at
    before.save(update_fields=["superseded_at"])
    row.full_clean()
    row.save()
    _record("population.correct", row, actor, before=before)
    return row


def _new(institution_id: int, as_of: date, entry: PopulationEntry, actor: Actor) -> Population:
    return Population(
        institution_id=institution_id,
        as_of=as_of,
        number=entry.number,
        source=entry.source,
        source_url=entry.source_url,
        entered_by=actor.person,
        recorded_at=clock.now(),
    )


def _record(deed: str, row: Population, actor: Actor, *, before: Population | None = None) -> None:
    audit.record(
        deed,
        row,
        actor=actor,
        before=None if before is None else _said(before),
        after=_said(row) | {"reason": row.reason},
    )


def _said(row: Population) -> dict[str, object]:
    return {"as_of": row.as_of.isoformat(), "number": row.number, "source": row.source}
