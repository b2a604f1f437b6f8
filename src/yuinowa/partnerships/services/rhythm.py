"""Proposing how often the sides are in touch, agreeing to it side by side, and asking one side when it is time."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.queries import roles_at
from yuinowa.core import audit, clock, idempotency, waits
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.rhythm import PULSE_MONTHS, Terms, is_agreed
from yuinowa.partnerships.labels import rhythm as words
from yuinowa.partnerships.models import Partnership, Party, Rhythm, RhythmConsent
from yuinowa.partnerships.queries.rhythm import agreed, asked, in_touch, newest_number
from yuinowa.partnerships.services.frame import joined_sides, readers
from yuinowa.partnerships.services.pulse import bringer_of
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import nearest_writer, set_turns

_STEP = "in-touch"


def propose(
    partnership_id: int,
    terms: Terms,
    *,
    expected_number: int,
    once: str,
    actor: Actor,
    side: int | None = None,
) -> tuple[Rhythm, bool]:
    """What the actor's side proposes and agrees to; every other side is asked. Whether it was done just now (R31).

    What holds today goes on until all have agreed. ``expected_number`` is that of the proposal the page showed.

    Raises:
        NotAllowed: the actor leads no side whose consent is wanted.
        WrongState: the partnership is over.
        VersionMovedOn: another side proposed something in the meantime.
        InputRefused: that is what holds already.
    """
    return idempotency.once(
        once, actor, lambda: _propose(partnership_id, terms, expected_number, actor, side)
    )


def _propose(
    partnership_id: int, terms: Terms, expected: int, actor: Actor, side: int | None
) -> Rhythm:
    if terms.pulse_months not in PULSE_MONTHS:
        raise ValueError(terms.pulse_months)
    party = _leading_side(partnership_id, actor, side)
    number = newest_number(party.partnership)
    if expected != number:
        raise VersionMovedOn(
            _("Another side proposed something in the meantime."),
            next_step=_("Read what was proposed, then propose yours if you still want to."),
        )
    now = agreed(party.partnership)
    if now.in_force is not None and now.in_force.terms == terms:
        raise InputRefused(_("This is what holds already."), place="frequency")
    _end(Rhythm.objects.filter(partnership=partnership_id, agreed_at=None))
    made = Rhythm.objects.create(
        partnership=party.partnership,
        number=number + 1,
        frequency=terms.frequency.value,
        pulse_months=terms.pulse_months,
        proposed_for=party,
        proposed_at=clock.now(),
    )
    _consent(made, party, actor)
    _told("rhythm.propose", made, party, actor)
    return made


@transaction.atomic
def agree(partnership_id: int, number: int, *, actor: Actor, side: int | None = None) -> Rhythm:
    """The proposal ``number``, to which the actor's side agrees for itself (I13); agreeing twice is agreeing once.

    Raises:
        NotAllowed: the actor leads no side whose consent is wanted.
        WrongState: the partnership is over, or nothing is proposed.
        VersionMovedOn: something else was proposed since.
    """
    party = _leading_side(partnership_id, actor, side)
    found = _proposed(party.partnership, number)
    if _consent(found, party, actor):
        _told("rhythm.agree", found, party, actor)
    return found


@transaction.atomic
def take_back(partnership_id: int, number: int, *, actor: Actor) -> Rhythm:
    """The proposal, taken back by the side that made it; what held before goes on. Raises: as ``agree``."""
    party = _leading_side(partnership_id, actor, None)
    found = _proposed(party.partnership, number)
    if found.proposed_for_id != party.pk:
        raise NotAllowed("another side proposed it")
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    _told("rhythm.take-back", found, party, actor)
    return found


def settle_rhythm(partnership: Partnership) -> None:
    """Let hold what every side has agreed to, and ask one side where contact is due. May run at any time, and twice."""
    sides = joined_sides(partnership)
    now = agreed(partnership)
    if now.proposed and not partnership.is_over and is_agreed(asked(sides), now.consents):
        _end(Rhythm.objects.filter(partnership=partnership, agreed_at__isnull=False))
        now.proposed.agreed_at = clock.now()
        now.proposed.save(update_fields=["agreed_at"])
        now = agreed(partnership)
    found = in_touch(partnership, now)
    due = found is not None and found.touch.is_overdue
    _set_turn(partnership, bringer_of(partnership, sides) if due else None)


def _set_turn(partnership: Partnership, party: Party | None) -> None:
    """Let ``party`` be asked to be in touch; nobody where it is None. Nothing hangs from this turn."""
    for wait in waits.open_waits(partnership).filter(step=_STEP):
        if party is not None and wait.institution == party.institution_id:
            return
        waits.close_wait(partnership, _STEP, institution=wait.institution)
    if party is None:
        return
    roles = roles_at({party.institution_id}).get(party.institution_id, set())
    waits.open_wait(
        subject=partnership,
        step=_STEP,
        label=partnership.title,
        institution=party.institution_id,
        institution_label=party.institution.name,
        role=nearest_writer(roles).value,
        verb=Verb.FILL_IN,
        then_what=words.THEN_IN_TOUCH,
        url=reverse("partnerships:rhythm-detail", args=[partnership.pk]),
    )


def _leading_side(partnership_id: int, actor: Actor, side: int | None) -> Party:
    party = own_side(partnership_id, actor, side)
    require(actor, "partnership.lead", party.partnership)
    if party.pk not in asked([party]):
        raise NotAllowed("a side that looks on is not asked")
    return party


def _proposed(partnership: Partnership, number: int) -> Rhythm:
    found = agreed(partnership).proposed
    if found is None:
        raise WrongState(
            _("Nothing is proposed any more."), next_step=_("Propose what you want to agree on.")
        )
    if found.number != number:
        raise VersionMovedOn(
            _("Another side proposed something in the meantime."),
            next_step=_("Read what is proposed now, then decide."),
        )
    return found


def _consent(rhythm: Rhythm, party: Party, actor: Actor) -> bool:
    _made, is_new = RhythmConsent.objects.get_or_create(
        rhythm=rhythm, party=party, defaults={"person": actor.person, "at": clock.now()}
    )
    return is_new


def _end(rows: QuerySet[Rhythm]) -> None:
    rows.filter(ended_at=None).update(ended_at=clock.now())


def _told(action: str, rhythm: Rhythm, party: Party, actor: Actor) -> None:
    after = {"frequency": rhythm.frequency, "pulse_months": rhythm.pulse_months}
    audit.record(action, rhythm, actor=actor, after=after, audience=readers(party.partnership))
    set_turns(party.partnership)
