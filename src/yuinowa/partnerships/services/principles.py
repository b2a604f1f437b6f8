"""Proposing principles, agreeing to them side by side, and each side's checks. What was proposed is never changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.principles import (
    Answer,
    Moment,
    PrincipleSet,
    answers_as_values,
    digest_of,
    document_of,
    gaps_of,
)
from yuinowa.partnerships.labels.principles import GAPS
from yuinowa.partnerships.models import (
    Adoption,
    AdoptionConsent,
    Partnership,
    Party,
    PrincipleCheck,
)
from yuinowa.partnerships.queries.principles import Adopted, asked, current, due_now
from yuinowa.partnerships.services.frame import audience
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import set_turns


def propose(
    partnership_id: int,
    chosen: PrincipleSet,
    *,
    expected_number: int,
    once: str,
    actor: Actor,
    side: int | None = None,
) -> tuple[Adoption, bool]:
    """The principles as they are proposed to all sides, frozen; and whether it was done just now (R31).

    Every side is asked anew, the one that proposes too. ``expected_number`` is that of the proposal the page showed.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
        VersionMovedOn: another side proposed something in the meantime.
    """
    return idempotency.once(
        once, actor, lambda: _propose(partnership_id, chosen, expected_number, actor, side)
    )


def _propose(
    partnership_id: int, chosen: PrincipleSet, expected: int, actor: Actor, side: int | None
) -> Adoption:
    party = own_side(partnership_id, actor, side)
    newest = Adoption.objects.filter(partnership=partnership_id).order_by("-number").first()
    number = newest.number if newest else 0
    if expected != number:
        raise VersionMovedOn(
            _("Another side proposed principles in the meantime."),
            next_step=_("Read what was proposed, then propose yours if you still want to."),
        )
    document = document_of(chosen)
    made = Adoption.objects.create(
        partnership=party.partnership,
        number=number + 1,
        document=document,
        digest=digest_of(document),
        proposed_for=party,
        proposed_at=clock.now(),
    )
    _told("adoption.propose", made, party, actor)
    return made


@transaction.atomic
def consent(partnership_id: int, number: int, *, actor: Actor, side: int | None = None) -> Adoption:
    """The proposal ``number``, to which the actor's side agrees for itself; agreeing twice is agreeing once.

    Raises:
        NotAllowed: the actor leads no side whose consent is wanted.
        WrongState: the partnership is over, or nothing is proposed.
        VersionMovedOn: another set was proposed since, or this one was taken back.
    """
    party = _asked_side(partnership_id, actor, side)
    require(actor, "partnership.lead", party.partnership)
    now = _now(party.partnership, number)
    _made, is_new = AdoptionConsent.objects.get_or_create(
        adoption=now.adoption,
        party=party,
        defaults={"person": actor.person, "at": clock.now()},
    )
    if is_new:
        _told("adoption.agree", now.adoption, party, actor)
    return now.adoption


@transaction.atomic
def take_back(partnership_id: int, number: int, *, actor: Actor) -> Adoption:
    """The proposal, taken back by the side that made it; what was agreed on before counts again.

    Raises:
        NotAllowed: the actor leads another side.
        WrongState: the partnership is over, or all sides have agreed: then a new proposal changes it.
        VersionMovedOn: another set was proposed since.
    """
    party = own_side(partnership_id, actor)
    require(actor, "partnership.lead", party.partnership)
    now = _now(party.partnership, number)
    if now.adoption.proposed_for_id != party.pk:
        raise NotAllowed("another side proposed it")
    if not now.lacking(asked(_sides(party.partnership))):
        raise WrongState(
            _("All sides have agreed to these principles."),
            next_step=_("Propose other ones if you want to change them."),
        )
    now.adoption.ended_at = clock.now()
    now.adoption.save(update_fields=["ended_at"])
    _told("adoption.take-back", now.adoption, party, actor)
    return now.adoption


@transaction.atomic
def give_check(
    partnership_id: int,
    number: int,
    moment: Moment,
    answers: Mapping[str, Answer],
    *,
    actor: Actor,
    side: int | None = None,
) -> PrincipleCheck:
    """What the actor's side says of the adopted principles at ``moment``; from then on it reads what the others said.

    Raises:
        NotAllowed: the actor writes for no side whose check is wanted.
        WrongState: the principles are not adopted, the moment has not come, or the partnership is over.
        VersionMovedOn: other principles were proposed in the meantime.
        AlreadyDone: the side has given this check.
        InputRefused: a principle is not answered, or a "no" has no reason; ``place`` is its key.
    """
    party = _asked_side(partnership_id, actor, side)
    now = _now(party.partnership, number)
    if now.lacking(asked(_sides(party.partnership))):
        raise WrongState(
            _("Not every side has agreed to these principles yet."),
            next_step=_("Wait until all have agreed; then each says how it sees them."),
        )
    if moment not in due_now(party.partnership):
        raise WrongState(
            _("The time for this has not come."),
            next_step=_("You are told when it has."),
        )
    for key, gap in gaps_of(now.chosen, answers):
        raise InputRefused(str(GAPS[gap]), place=key)
    if PrincipleCheck.objects.filter(
        adoption=now.adoption, party=party, moment=moment.value
    ).exists():
        raise AlreadyDone(_("Your side has said this already. It stays as it was said."))
    made = PrincipleCheck.objects.create(
        adoption=now.adoption,
        party=party,
        moment=moment.value,
        answers=answers_as_values(answers),
        person=actor.person,
        given_at=clock.now(),
    )
    # What it says is the side's own and is not in the trail that all sides read (R45).
    audit.record(
        "principlecheck.give",
        made,
        actor=actor,
        after={"moment": moment.value},
        audience=audience(party.partnership),
    )
    set_turns(party.partnership)
    return made


def _asked_side(partnership_id: int, actor: Actor, side: int | None) -> Party:
    party = own_side(partnership_id, actor, side)
    if party.pk not in asked([party]):
        raise NotAllowed("a side that looks on is not asked")
    return party


def _now(partnership: Partnership, number: int) -> Adopted:
    now = current(partnership)
    if now is None:
        raise WrongState(
            _("No principles are proposed."), next_step=_("Propose a set of principles.")
        )
    if now.adoption.number != number:
        raise VersionMovedOn(
            _("Other principles were proposed in the meantime."),
            next_step=_("Read them first, then go on."),
        )
    return now


def _sides(partnership: Partnership) -> list[Party]:
    return list(Party.objects.filter(partnership=partnership))


def _told(action: str, adoption: Adoption, party: Party, actor: Actor) -> None:
    audit.record(
        action,
        adoption,
        actor=actor,
        after={"number": adoption.number, "digest": adoption.digest, "side": party.institution_id},
        audience=audience(party.partnership),
    )
    set_turns(party.partnership)
