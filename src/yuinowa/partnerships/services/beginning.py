"""Beginning a partnership, and what all sides say of it together: title, purpose, form, zone, time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.partnerships.domain.forms_and_zones import Axis, Form, Zone, fits
from yuinowa.partnerships.domain.parties import OPEN, PartyState
from yuinowa.partnerships.domain.phases import BEGUN
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.permissions import may_begin
from yuinowa.partnerships.queries.zones import axis_between, axis_of_sides
from yuinowa.partnerships.services.frame import audience, refuse_over
from yuinowa.partnerships.services.sides import ask_sides
from yuinowa.partnerships.services.turns import set_turns


@dataclass(frozen=True, slots=True)
class Outline:
    """What a partnership is, in the words of all: ``zone_reason`` where form and zone do not belong together."""

    title: str
    purpose: str
    form: Form
    zone: Zone
    zone_reason: str = ""
    start_on: date | None = None
    end_on: date | None = None
    public_summary: str = ""


def begin(
    outline: Outline,
    *,
    once: str,
    actor: Actor,
    asked: Sequence[int] = (),
    begun_by: int | None = None,
) -> tuple[Partnership, bool]:
    """The partnership of the actor's institution, those ``asked`` invited; and whether it was begun just now (R31).

    Without anybody asked it is an idea that its own institution alone sees.

    Raises:
        NotAllowed: the actor leads nothing for an institution.
        InputRefused: the outline cannot be, or an institution cannot be asked.
    """
    mine = actor.institution if begun_by is None else begun_by
    if not may_begin(actor) or mine is None:
        raise NotAllowed("beginning a partnership is for those who lead for an institution")
    axis = axis_between([mine, *asked])
    refuse_impossible(outline, axis)
    return idempotency.once(once, actor, lambda: _begin(mine, outline, axis, asked, actor))


def _begin(
    mine: int, outline: Outline, axis: Axis | None, asked: Sequence[int], actor: Actor
) -> Partnership:
    now = clock.now()
    partnership = Partnership(initiator_id=mine, state_since=now, begun_at=now)
    _write(partnership, outline, axis)
    partnership.save()
    Party.objects.create(
        partnership=partnership,
        institution_id=mine,
        state=PartyState.JOINED.value,
        asked_at=now,
        joined_at=now,
    )
    audit.record("partnership.begin", partnership, actor=actor, after=_plain(partnership))
    if asked:
        return ask_sides(partnership.pk, asked, actor=actor, asked_by=mine)
    set_turns(partnership)
    return partnership


@transaction.atomic
def describe(
    partnership_id: int, outline: Outline, *, expected_version: int, actor: Actor
) -> Partnership:
    """The partnership with another outline: what all sides share, any of them may correct.

    Raises:
        VersionMovedOn: another side, or a colleague, changed it since ``expected_version``.
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
        InputRefused: the outline cannot be.
    """
    partnership = lock(Partnership, partnership_id, expected_version)
    require(actor, "partnership.write", partnership)
    refuse_over(partnership)
    axis = axis_of_sides(partnership)
    refuse_impossible(outline, axis)
    _refuse_other_term(partnership, outline)
    before = _plain(partnership)
    _write(partnership, outline, axis)
    partnership.version += 1
    partnership.save()
    set_turns(partnership)
    audit.record(
        "partnership.describe",
        partnership,
        actor=actor,
        before=before,
        after=_plain(partnership),
        audience=audience(partnership),
    )
    return partnership


def _refuse_other_term(partnership: Partnership, outline: Outline) -> None:
    """Nothing, unless ``outline`` gives a partnership at work other days than its agreement."""
    days = (partnership.start_on, partnership.end_on)
    if partnership.phase in BEGUN and (outline.start_on, outline.end_on) != days:
        raise InputRefused(
            _("The days are those of the agreement in force. A new version changes them."),
            place="end_on",
        )


def refuse_impossible(outline: Outline, axis: Axis | None) -> None:
    """Nothing, if ``outline`` can be among sides between whom the zones lie as ``axis`` says.

    Raises:
        InputRefused: its days are in the wrong order, or form and zone differ without a reason.
    """
    if outline.start_on and outline.end_on and outline.end_on < outline.start_on:
        raise InputRefused(_("The last day is before the first."), place="end_on")
    if not _fits(outline, axis) and not outline.zone_reason:
        raise InputRefused(
            _("This form is not usual in this zone. Say why you choose it all the same."),
            place="zone_reason",
        )


def _fits(outline: Outline, axis: Axis | None) -> bool:
    return fits(outline.form, outline.zone, axis or Axis.SECTORS)


def _write(partnership: Partnership, outline: Outline, axis: Axis | None) -> None:
    partnership.title, partnership.purpose = outline.title, outline.purpose
    partnership.form, partnership.zone = outline.form.value, outline.zone.value
    partnership.zone_reason = "" if _fits(outline, axis) else outline.zone_reason
    partnership.start_on, partnership.end_on = outline.start_on, outline.end_on
    partnership.public_summary = outline.public_summary


def _plain(partnership: Partnership) -> dict[str, object]:
    # Title, purpose and reasons are people's own words, so the trail keeps the other fields only (R45).
    return {
        "form": partnership.form,
        "zone": partnership.zone,
        "start_on": partnership.start_on,
        "end_on": partnership.end_on,
        "open_sides": Party.objects.filter(
            partnership=partnership, state__in=[state.value for state in OPEN]
        ).count(),
        "version": partnership.version,
    }
