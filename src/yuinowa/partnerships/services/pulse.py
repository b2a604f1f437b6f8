"""Answering the pulse, closing it, and what is to be talked about until a side writes what was agreed on."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.queries import roles_at
from yuinowa.core import audit, clock, waits
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, WrongState
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.pulse import Scores, brings_up, gaps_of, is_closed, to_talk
from yuinowa.partnerships.labels import pulse as words
from yuinowa.partnerships.models import Partnership, Party, Pulse, PulseAnswer, PulsePoint
from yuinowa.partnerships.queries.pulse import asked, asking
from yuinowa.partnerships.services.frame import joined_sides, readers
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import nearest_writer, set_turns

_TALK = "talk"


@transaction.atomic
def answer(
    partnership_id: int,
    scores: Scores,
    word: str = "",
    *,
    actor: Actor,
    side: int | None = None,
) -> PulseAnswer:
    """What the actor's side answers to the pulse that is open today: by item 1 to 5, or None where it cannot say.

    When all have answered the pulse is closed, and what is hard for some is to be talked about.

    Raises:
        NotAllowed: the actor writes for no side that is asked.
        WrongState: no pulse is open, or the partnership is over.
        AlreadyDone: the side has answered.
        InputRefused: an item is not answered; ``place`` is its code.
    """
    party = own_side(partnership_id, actor, side)
    if party.pk not in asked([party]):
        raise NotAllowed("a side that looks on is not asked")
    now = asking(party.partnership)
    if now.window is None:
        raise WrongState(
            _("No pulse is open today."), next_step=_("You are told when the next one opens.")
        )
    if party.pk in now.answered:
        raise AlreadyDone(_("Your side has answered already. It stays as it was said."))
    for item, gap in gaps_of(scores):
        raise InputRefused(str(words.GAPS[gap]), place=item)
    pulse, _made = Pulse.objects.get_or_create(
        partnership=party.partnership,
        opened_on=now.window.opened_on,
        defaults={"until": now.window.until},
    )
    given = PulseAnswer.objects.create(
        pulse=pulse, party=party, scores=dict(scores), word=word, given_at=clock.now()
    )
    # That it answered is for all sides; what it said is not in the trail that they read (R45).
    audit.record("pulseanswer.give", given, actor=actor, audience=readers(party.partnership))
    set_turns(party.partnership)
    return given


@transaction.atomic
def write_agreed(
    point_id: int, agreed: str, *, actor: Actor, side: int | None = None
) -> PulsePoint:
    """The point, which was talked about, with what was agreed on; it is to be talked about no more.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
        AlreadyDone: another side wrote it in the meantime.
        InputRefused: nothing says what was agreed.
    """
    found = PulsePoint.objects.select_related("pulse").get(pk=point_id)
    party = own_side(found.pulse.partnership_id, actor, side)
    point = lock(PulsePoint, point_id)
    require(actor, "pulsepoint.talk", point)
    if not point.is_open:
        raise AlreadyDone(_("A side has written what was agreed on. It stays as it was written."))
    if not agreed:
        raise InputRefused(
            _("Write what you agreed on, also if it is to leave it."), place="agreed"
        )
    point.agreed, point.written_for, point.talked_at = agreed, party, clock.now()
    point.save(update_fields=["agreed", "written_for", "talked_at"])
    audit.record(
        "pulsepoint.talk",
        point,
        actor=actor,
        after={"item": point.item, "side": party.institution_id},
        audience=readers(party.partnership),
    )
    set_point_turns(party.partnership)
    return point


def settle_pulse(partnership: Partnership) -> None:
    """Close what nobody can answer any more, and set the turns to talk. May run at any time, and twice."""
    open_ones = partnership.pulses.filter(closed_at=None)
    for pulse in open_ones:
        answered = set(pulse.answers.values_list("party", flat=True))
        everybody = set(asked(joined_sides(partnership))) <= answered
        if partnership.is_over or is_closed(everybody, pulse.until, clock.today()):
            _close(pulse, raises=not partnership.is_over)
    set_point_turns(partnership)


def _close(pulse: Pulse, *, raises: bool) -> None:
    pulse.closed_at = clock.now()
    pulse.save(update_fields=["closed_at"])
    if not raises:
        return
    said = list(pulse.answers.values_list("scores", flat=True))
    earlier = PulsePoint.objects.filter(pulse__partnership=pulse.partnership_id, talked_at=None)
    waiting = set(earlier.values_list("item", flat=True))
    PulsePoint.objects.bulk_create(
        PulsePoint(pulse=pulse, item=item) for item in to_talk(said) if item not in waiting
    )


def set_point_turns(partnership: Partnership) -> None:
    """Let one side be waited for to bring up what is open, and nobody where nothing is.

    Anybody may talk, and write what was agreed; the one that is waited for is named without looking at the answers.
    """
    points = list(PulsePoint.objects.filter(pulse__partnership=partnership).select_related("pulse"))
    if not points:
        return
    there = {} if partnership.is_over else {p.pk: p for p in joined_sides(partnership)}
    bringer = bringer_of(partnership, there.values())
    wanted = {point.pk for point in points if point.is_open and bringer is not None}
    by_id = {point.pk: point for point in points}
    for wait in waits.open_waits_of(points):
        if wait.subject_id in wanted and bringer and wait.institution == bringer.institution_id:
            wanted.discard(wait.subject_id)
        else:
            waits.close_wait(by_id[wait.subject_id], wait.step)
    if bringer is not None and wanted:
        role = nearest_writer(roles_at({bringer.institution_id}).get(bringer.institution_id, set()))
        for pk in sorted(wanted):
            _wait_for(bringer, by_id[pk], role.value)


def bringer_of(partnership: Partnership, there: Collection[Party]) -> Party | None:
    """The side that brings up what concerns all, of those that are ``there``; None where nobody is."""
    by_id = {party.pk: party for party in there}
    leading = (p.pk for p in there if p.role == PartyRole.LEAD)
    began = (p.pk for p in there if p.institution_id == partnership.initiator_id)
    return by_id.get(brings_up(next(leading, None), next(began, None), by_id) or 0)


def _wait_for(party: Party, point: PulsePoint, role: str) -> None:
    waits.open_wait(
        subject=point,
        step=_TALK,
        label=f"{point.item} {party.partnership.title}",
        institution=party.institution_id,
        institution_label=party.institution.name,
        role=role,
        verb=Verb.FILL_IN,
        then_what=words.THEN_TALKED,
        url=point.get_absolute_url(),
    )
