"""After how many days without an activity a partnership is shown as dormant, and who is asked whether it still lives."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from yuinowa.accounts.queries import roles_at
from yuinowa.core import audit, waits
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.dormancy import AFTER_DAYS
from yuinowa.partnerships.labels import dormancy as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.dormancy import quiet_of
from yuinowa.partnerships.services.frame import joined_sides, readers, refuse_over
from yuinowa.partnerships.services.pulse import bringer_of
from yuinowa.partnerships.services.turns import nearest_writer

_STEP = "dormant"


@transaction.atomic
def set_dormant_after(partnership_id: int, days: int, *, actor: Actor) -> Partnership:
    """The partnership, which is dormant after ``days`` (one of ``AFTER_DAYS``) without an activity.

    Raises:
        NotAllowed: the actor leads no side that has joined.
        WrongState: the partnership is over.
        ValueError: no such number of days is offered.
    """
    if days not in AFTER_DAYS:
        raise ValueError(days)
    partnership = lock(Partnership, partnership_id)
    require(actor, "partnership.lead", partnership)
    refuse_over(partnership)
    before = partnership.dormant_after_days
    partnership.dormant_after_days = days
    partnership.save(update_fields=["dormant_after_days"])
    set_dormant_turn(partnership)
    audit.record(
        "partnership.dormant-after",
        partnership,
        actor=actor,
        before={"days": before},
        after={"days": days},
        audience=readers(partnership),
    )
    return partnership


def set_dormant_turn(partnership: Partnership) -> None:
    """Let one side be asked whether a dormant partnership still lives. May run at any time, and twice.

    Nothing hangs from this turn: the flag is computed whenever somebody looks.
    """
    quiet = quiet_of(partnership)
    asked = None
    if quiet is not None and quiet.is_dormant:
        asked = bringer_of(partnership, joined_sides(partnership))
    for wait in waits.open_waits(partnership).filter(step=_STEP):
        if asked is not None and wait.institution == asked.institution_id:
            return
        waits.close_wait(partnership, _STEP, institution=wait.institution)
    if asked is None:
        return
    roles = roles_at({asked.institution_id}).get(asked.institution_id, set())
    waits.open_wait(
        subject=partnership,
        step=_STEP,
        label=partnership.title,
        institution=asked.institution_id,
        institution_label=asked.institution.name,
        role=nearest_writer(roles).value,
        verb=Verb.DECIDE,
        then_what=words.THEN_DORMANT,
        url=reverse("partnerships:course-detail", args=[partnership.pk]),
    )
