"""Asking sides, and what a side answers: accepting, declining, leaving; how far it lets the partnership be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuinowa.core import audit, clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.parties import FEWEST, OPEN, Answer, PartyRole, PartyState
from yuinowa.partnerships.domain.phases import BEGUN, ENDING, Phase, Step
from yuinowa.partnerships.domain.policy import MAX_PARTIES
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.models.partnership import LEVELS
from yuinowa.partnerships.queries.accessions import accedes, newcomers
from yuinowa.partnerships.queries.parts import settle
from yuinowa.partnerships.services.coming_into_force import end_agreements
from yuinowa.partnerships.services.frame import audience, phase_begins, refuse_over
from yuinowa.partnerships.services.turns import set_turns


@transaction.atomic
def ask_sides(
    partnership_id: int,
    institutions: Sequence[int],
    *,
    actor: Actor,
    role: PartyRole = PartyRole.EQUAL,
    asked_by: int | None = None,
) -> Partnership:
    """The partnership, ``institutions`` asked to join it. Each answers for itself.

    Raises:
        NotAllowed: the actor leads no side that has joined.
        WrongState: the partnership is over.
        InputRefused: one of them is a side already, asked or no more, or there are too many sides.
    """
    partnership = lock(Partnership, partnership_id)
    require(actor, "partnership.lead", partnership)
    refuse_over(partnership)
    refuse_full(partnership, len(institutions))
    asker = actor.institution if asked_by is None else asked_by
    for institution in _living(institutions):
        _ask(partnership, institution, role, asker)
    told = ",".join(str(institution) for institution in sorted(institutions))
    if partnership.phase is Phase.IDEA:
        partnership = move(partnership, Step.ASK, actor=actor, note=told, change=phase_begins)
    else:
        audit.record(
            "partnership.ask",
            partnership,
            actor=actor,
            after={"note": told, "role": role.value},
            audience=audience(partnership),
        )
    in_line(partnership)
    return partnership


def _ask(partnership: Partnership, institution: int, role: PartyRole, asker: int | None) -> None:
    try:
        with transaction.atomic():
            Party.objects.create(
                partnership=partnership,
                institution_id=institution,
                role=role.value,
                asked_by_id=asker,
                asked_at=clock.now(),
            )
    except IntegrityError as taken:
        raise InputRefused(
            _("One of them is a side of this partnership already, or has been asked."),
            place="names",
            next_step=_("Look at the sides, and ask the others."),
        ) from taken


def _living(institutions: Sequence[int]) -> list[int]:
    """Those asked, each once, if all of them are there."""
    wanted = list(dict.fromkeys(institutions))
    found = institutions_visible_to(Actor.system()).filter(pk__in=wanted)
    over = [row.name for row in found if Status(row.status).is_over]
    if over or len(found) < len(wanted):
        raise InputRefused(
            _("%(names)s cannot be asked any more.") % {"names": "、".join(over) or "?"},
            place="names",
            next_step=_("Choose the institution that came after it."),
        )
    return wanted


def refuse_full(partnership: Partnership, more: int) -> None:
    now = Party.objects.filter(partnership=partnership, state__in=[s.value for s in OPEN]).count()
    if now + more > MAX_PARTIES:
        raise InputRefused(
            ngettext(
                "A partnership has at most %(most)s side.",
                "A partnership has at most %(most)s sides.",
                MAX_PARTIES,
            )
            % {"most": f"{MAX_PARTIES:,}"},
            place="names",
        )


@transaction.atomic
def accept(partnership_id: int, *, actor: Actor, side: int | None = None) -> Party:
    """The side of the actor's institution, which has joined now. ``side`` is told by the platform itself.

    Raises:
        NotAllowed: the actor does not lead for a side that was asked.
        TransitionRefused: the invitation was answered or taken back.
        WrongState: the work has begun, and one joins by acceding to its agreement.
    """
    party = _own(partnership_id, actor, side)
    if party.state == PartyState.INVITED and accedes(party):
        raise WrongState(
            _("The work has begun. One joins by acceding to its agreement."),
            next_step=_("Ask to accede. When the sides have consented, you sign the same text."),
        )
    now = clock.now()

    def join(row: Party) -> None:
        row.joined_at = now

    moved: Party = move(party, Answer.ACCEPT, actor=actor, change=join)
    in_line(moved.partnership)
    return moved


@transaction.atomic
def decline(partnership_id: int, *, reason: str, actor: Actor) -> Party:
    """The side, which does not join, and why. The partnership goes on with the others.

    Raises: as ``accept``.
    """
    party = _own(partnership_id, actor)
    moved: Party = move(party, Answer.DECLINE, actor=actor, change=_ends(reason))
    in_line(moved.partnership)
    return moved


@transaction.atomic
def take_back(partnership_id: int, party_id: int, *, actor: Actor) -> Party:
    """The side that was asked and is not any more; a side that has joined takes the invitation back.

    Raises: as ``accept``.
    """
    lock(Partnership, partnership_id)
    party = Party.objects.filter(partnership=partnership_id, pk=party_id).first()
    if party is None:
        raise NotAllowed("no such side")
    if party.pk in newcomers(party.partnership):
        raise WrongState(
            _("It has asked to accede itself. That is answered there."),
            next_step=_("Open its accession, and consent or say why not."),
        )
    moved: Party = move(party, Answer.TAKE_BACK, actor=actor, change=_ends(""))
    in_line(moved.partnership)
    return moved


@transaction.atomic
def leave(partnership_id: int, *, reason: str, actor: Actor) -> Party:
    """The side, which has left; what it wrote stays (I18). With fewer than two left the partnership is given up.

    Raises: as ``accept``.
    """
    party = _own(partnership_id, actor)
    partnership = party.partnership
    if partnership.phase in BEGUN:
        raise WrongState(
            _("From a partnership at work one leaves by notice, as its agreement says."),
            next_step=_("Give notice."),
        )
    staying = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    left = staying.exclude(pk=party.pk).exclude(role=PartyRole.OBSERVER.value).count()
    ends = ENDING.get(partnership.phase) if left < FEWEST else None
    if ends is not None:
        _give_up(partnership, ends, reason, actor)
    moved: Party = move(party, Answer.LEAVE, actor=actor, change=_ends(reason))
    in_line(moved.partnership)
    return moved


def _give_up(partnership: Partnership, ends: Step, reason: str, actor: Actor) -> None:
    """The partnership is over; whoever is still asked need not answer."""

    def over(row: Partnership) -> None:
        phase_begins(row)
        row.end_reason = reason

    move(partnership, ends, actor=actor, change=over)
    end_agreements(partnership)
    asked = Party.objects.filter(partnership=partnership, state=PartyState.INVITED.value)
    asked.update(state=PartyState.TAKEN_BACK.value, ended_at=clock.now())


@transaction.atomic
def show_to(partnership_id: int, level: Level, *, actor: Actor, side: int | None = None) -> Party:
    """The side, which lets the partnership be seen as far as ``level``; the narrowest side decides.

    Raises:
        NotAllowed: the actor does not lead for a side that has joined.
    """
    party = _own(partnership_id, actor, side)
    require(actor, "partnership.lead", party.partnership)
    before = party.level
    party.level = level.value
    party.version += 1
    party.save(update_fields=["level", "version"])
    in_line(party.partnership)
    audit.record(
        "party.show",
        party,
        actor=actor,
        before={"level": before},
        after={"level": level.value},
        audience=audience(party.partnership),
    )
    return party


def _own(partnership_id: int, actor: Actor, side: int | None = None) -> Party:
    """The actor's own side under the lock of its partnership: the open one, else the last that was."""
    partnership = lock(Partnership, partnership_id)
    mine = actor.institution if side is None else side
    found = Party.objects.filter(partnership=partnership, institution=mine or 0)
    party = found.filter(state__in=[s.value for s in OPEN]).first() or found.order_by("-pk").first()
    if party is None:
        raise NotAllowed("the actor's institution is no side of this partnership")
    return party


def _ends(reason: str) -> Callable[[Party], None]:
    def end(row: Party) -> None:
        row.ended_at, row.end_reason = clock.now(), reason

    return end


def in_line(partnership: Partnership) -> None:
    """Bring the partnership in line with its sides: how far it is seen, what the parts keep, whose turn it is."""
    joined = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    level = _narrowest(joined.values_list("level", flat=True))
    row = lock(Partnership, partnership.pk)
    if row.level != level:
        row.level = level
        row.save(update_fields=["level"])
    partnership.level = level
    settle(row)
    # What only waited for a side that has left may have moved it on.
    row.refresh_from_db()
    set_turns(row)


def _narrowest(levels: Iterable[str]) -> str:
    order = [level.value for level in LEVELS]
    return min(levels, key=order.index, default=order[0])
