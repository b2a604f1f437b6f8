"""Asking to accede to an agreement in force, and what the sides answer. Signing it: ``services.acceding``."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.accessions import AccessionAction, AccessionState
from yuinowa.partnerships.domain.parties import OPEN
from yuinowa.partnerships.models import (
    Accession,
    AccessionConsent,
    AgreementVersion,
    Partnership,
    Party,
)
from yuinowa.partnerships.queries.accessions import answers_to, bound_sides, open_to_accede
from yuinowa.partnerships.services.acceding import locked_accession, settle_accession
from yuinowa.partnerships.services.accession_ends import end
from yuinowa.partnerships.services.concluding import told
from yuinowa.partnerships.services.frame import audience
from yuinowa.partnerships.services.sides import refuse_full
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.partnerships.services.versions import own_party


def ask_to_accede(
    version_id: int, *, starts_on: date | None, once: str, actor: Actor
) -> tuple[Accession, bool]:
    """The accession of the actor's institution, for which the sides are asked; and whether it was asked just now.

    Whoever was invited answers so; whoever sees the partnership may ask by itself. A refusal is recorded.

    Raises:
        NotAllowed: the actor leads no institution that sees the partnership.
        WrongState: nobody accedes to this version, or not now.
        AlreadyDone: the institution has signed it, or has asked before.
        InputRefused: the day is not between today and the last day.
    """
    return told(
        version_id,
        actor,
        lambda: idempotency.once(once, actor, lambda: _ask(version_id, starts_on, actor)),
    )


@transaction.atomic
def _ask(version_id: int, starts_on: date | None, actor: Actor) -> Accession:
    version = AgreementVersion.objects.select_related("agreement").get(pk=version_id)
    partnership = lock(Partnership, version.agreement.partnership_id)
    require(actor, "partnership.accede", partnership)
    if version not in open_to_accede(partnership):
        raise WrongState(
            _("Nobody can accede to this agreement now."),
            next_step=_("Ask the sides: where another text is on its way, it can name you."),
        )
    _refuse_day(starts_on, version)
    party = _as_party(partnership, actor)
    if party.pk in {side.party for side in bound_sides(version, partnership.parties.all())}:
        raise AlreadyDone(_("Your side has signed this agreement."))
    try:
        with transaction.atomic():
            accession = Accession.objects.create(
                to_version=version, party=party, starts_on=starts_on, asked_at=clock.now()
            )
    except IntegrityError as taken:
        raise AlreadyDone(_("Your institution has asked already.")) from taken
    set_turns(partnership)
    _record("ask", accession, actor)
    return accession


def _refuse_day(starts_on: date | None, version: AgreementVersion) -> None:
    last = version.text.terms.ends_on
    if starts_on is not None and (starts_on < clock.today() or (last and starts_on > last)):
        raise InputRefused(
            _("Write a day from today until the last day of the agreement."), place="starts_on"
        )


def _as_party(partnership: Partnership, actor: Actor) -> Party:
    """The open side of the actor's institution, or a new one: asked by itself."""
    if actor.institution is None:
        raise NotAllowed("an institution accedes")
    mine = Party.objects.filter(
        partnership=partnership,
        institution=actor.institution,
        state__in=[state.value for state in OPEN],
    ).first()
    if mine is not None:
        return mine
    refuse_full(partnership, 1)
    return Party.objects.create(
        partnership=partnership, institution_id=actor.institution, asked_at=clock.now()
    )


@transaction.atomic
def consent_to_accession(accession_id: int, *, actor: Actor) -> Accession:
    """The accession, to which the actor's side consents; with the last consent the newcomer decides and signs.

    Raises:
        NotAllowed: the actor leads no side whose consent it needs.
        WrongState: it is not waited for any more.
        AlreadyDone: the side has consented before.
    """
    accession, party = _asked_of(accession_id, actor)
    try:
        with transaction.atomic():
            AccessionConsent.objects.create(
                accession=accession, party=party, person=actor.person, at=clock.now()
            )
    except IntegrityError as taken:
        raise AlreadyDone(_("Your side has consented already.")) from taken
    _record("consent", accession, actor)
    settle_accession(accession)
    set_turns(accession.to_version.agreement.partnership)
    return Accession.objects.get(pk=accession.pk)


@transaction.atomic
def refuse_accession(accession_id: int, *, reason: str, actor: Actor) -> Accession:
    """The accession, to which the actor's side does not consent; with that it is over.

    Raises: as ``consent_to_accession``.
    """
    accession, party = _asked_of(accession_id, actor)
    ended = end(accession, AccessionAction.REFUSE, reason, actor=actor, refusing=party)
    set_turns(accession.to_version.agreement.partnership)
    return ended


def _asked_of(accession_id: int, actor: Actor) -> tuple[Accession, Party]:
    """The accession under lock, and the side of the actor whose consent it needs."""
    accession = locked_accession(accession_id)
    partnership = accession.to_version.agreement.partnership
    if accession.state != AccessionState.ASKED:
        raise WrongState(
            _("No consent is waited for any more."),
            next_step=_("Open the accession and look where it stands."),
        )
    require(actor, "accession.consent", accession)
    party = own_party(partnership, actor)
    needed = answers_to(accession, partnership.parties.select_related("institution"), actor)
    if party.pk not in {answer.side.party for answer in needed}:
        raise NotAllowed("the accession does not need this side's consent")
    return accession, party


@transaction.atomic
def take_accession_back(accession_id: int, *, reason: str, actor: Actor) -> Accession:
    """The accession, which the newcomer asks for no more; until it has signed.

    Raises:
        NotAllowed: the actor does not lead the institution that asked.
        TransitionRefused: it has signed, or the accession is over.
    """
    accession = locked_accession(accession_id)
    if accession.is_open and accession.state != AccessionState.SIGNED:
        require(actor, "accession.take_back", accession)
    ended = end(accession, AccessionAction.TAKE_BACK, reason, actor=actor)
    set_turns(accession.to_version.agreement.partnership)
    return ended


def _record(deed: str, accession: Accession, actor: Actor) -> None:
    version = accession.to_version
    audit.record(
        f"accession.{deed}",
        accession,
        actor=actor,
        after={"state": accession.state, "number": version.number, "digest": version.digest},
        audience=audience(version.agreement.partnership),
    )
