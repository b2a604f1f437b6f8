"""Invitations: made, sent again, withdrawn, and taken up once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.invitations import (
    KEEP_INVITATIONS,
    LONGEST_LIMITED,
    LONGEST_NAME,
    LONGEST_UNIT,
    MOST_OPEN_INVITATIONS,
    InvitationAction,
    InvitationState,
)
from yuinowa.accounts.domain.names import email_of
from yuinowa.accounts.domain.policy import LINK_LASTS
from yuinowa.accounts.models import Affiliation, Invitation, Person
from yuinowa.accounts.permissions import may_give
from yuinowa.accounts.services.affiliations import grant_affiliation
from yuinowa.accounts.services.links import make_link, open_links, subject_of, take_link
from yuinowa.accounts.services.people import create_person
from yuinowa.core import audit, clock, mail, move, rights
from yuinowa.core.rights import Actor, Role
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, WrongState

PURPOSE = "invitation"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited, and as what."""

    email: str
    roles: frozenset[Role]
    name: str = ""
    unit: str = ""
    to_day: date | None = None
    #: ``plans.plan`` and an id: the roles hold for that object alone.
    only_for: tuple[str, int] | None = None


@transaction.atomic
def invite(
    institution_id: int, guest: Guest, *, actor: Actor, by_mail: bool = True
) -> tuple[Invitation, str]:
    """Ask somebody to act for the institution; the invitation and the token of its link.

    Raises:
        NotAllowed: ``actor`` does not administer the institution, or a role is the region office's to give.
        SignInAgain: ``actor`` signed in too long ago (R27).
        AlreadyDone: this address has an open invitation for the same unit.
        WrongState: too many invitations are open.
        ValidationError: the address cannot be used, or an affiliation for one object has no end.
    """
    kind, pk = guest.only_for or ("", None)
    now = clock.now()
    invitation = Invitation(
        institution_id=institution_id,
        email=_email(guest.email),
        name=clean_text(guest.name, max_len=LONGEST_NAME, blank_ok=True),
        roles=sorted(role.value for role in guest.roles),
        unit=clean_text(guest.unit, max_len=LONGEST_UNIT, blank_ok=True),
        to_day=guest.to_day,
        only_for_kind=kind,
        only_for_id=pk,
        invited_by=actor.person,
        created_at=now,
        sent_at=now,
    )
    rights.require(actor, "invitation.make", invitation)
    if not may_give(actor, guest.roles):
        raise NotAllowed("this role is given by the region office")
    rights.require_fresh(actor)
    _refuse_odd_days(guest)
    _lapse_what_is_over(institution_id)
    opened = Invitation.objects.filter(institution=institution_id, state=InvitationState.OPEN)
    if opened.filter(email=invitation.email, unit=invitation.unit).exists():
        raise AlreadyDone(
            _("This address is invited already."),
            next_step=_("Send the invitation again from the list of people."),
        )
    if opened.count() >= MOST_OPEN_INVITATIONS:
        raise WrongState(
            _("Too many invitations are open."), next_step=_("Withdraw those that are not needed.")
        )
    invitation.full_clean()
    invitation.save()
    move.begin(invitation)
    token = _send(invitation, actor, by_mail=by_mail)
    audit.record(
        "invitation.make",
        invitation,
        actor=actor,
        after={"institution": institution_id, "roles": invitation.roles, "only_for": kind},
        audience=[institution_id],
    )
    return invitation, token


def _email(text: str) -> str:
    email = email_of(text)
    if email is None:
        raise ValidationError({"email": [_("Write a mail address, such as name@example.org.")]})
    return email


def _refuse_odd_days(guest: Guest) -> None:
    today = clock.today()
    if guest.to_day is not None and guest.to_day <= today:
        raise ValidationError({"to_day": [_("Write a day that is still to come.")]})
    if guest.only_for is None:
        return
    if guest.to_day is None or guest.to_day > today + LONGEST_LIMITED:
        raise ValidationError(
            {"to_day": [_("For one object alone, write the last day, at most three years ahead.")]}
        )


def _send(invitation: Invitation, actor: Actor, *, by_mail: bool) -> str:
    """A new link, and the mail that brings it; an earlier link works no longer."""
    token = make_link(PURPOSE, invitation.pk)
    if by_mail:
        path = reverse("accounts:invitation-take", args=[token])
        context = {
            "institution": invitation.institution.name,
            "inviter": actor.label or invitation.institution.name,
            "link": mail.absolute(path),
            "days": LINK_LASTS[PURPOSE].days,
        }
        mail.send(
            invitation.email,
            "accounts/mail/invitation.txt",
            context,
            key=f"invitation/{invitation.pk}/{invitation.version}/{clock.now().timestamp()}",
        )
    return token


@transaction.atomic
def send_again(invitation_id: int, *, actor: Actor) -> Invitation:
    """The open invitation with a new link, for fourteen days from now.

    Raises:
        NotAllowed: ``actor`` does not administer the institution.
        WrongState: it was taken up or withdrawn.
    """
    invitation = lock(Invitation, invitation_id)
    rights.require(actor, "invitation.make", invitation)
    if invitation.state not in {InvitationState.OPEN, InvitationState.LAPSED}:
        raise WrongState(
            _("This invitation has come to an end."), next_step=_("Invite the person anew.")
        )
    invitation.state = InvitationState.OPEN.value
    invitation.sent_at, invitation.ended_at = clock.now(), None
    invitation.version += 1
    invitation.full_clean()
    invitation.save()
    _send(invitation, actor, by_mail=True)
    audit.record(
        "invitation.send-again", invitation, actor=actor, audience=[invitation.institution_id]
    )
    return invitation


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, actor: Actor) -> Invitation:
    """The invitation, withdrawn: its link works no longer.

    Raises:
        NotAllowed: ``actor`` does not administer the institution.
        TransitionRefused: it was taken up, or has lapsed.
    """
    invitation = lock(Invitation, invitation_id)
    open_links(PURPOSE, invitation.pk).update(expires_at=clock.now())
    return _move(invitation, InvitationAction.WITHDRAW, actor)


def _move(
    invitation: Invitation, action: InvitationAction, actor: Actor, **marks: object
) -> Invitation:
    def mark(row: Invitation) -> None:
        row.ended_at = clock.now()
        for name, value in marks.items():
            setattr(row, name, value)

    moved: Invitation = move.move(invitation, action, actor=actor, change=mark)
    return moved


# ---------------------------------------------------------------- taking it up


def invitation_of(token: str) -> Invitation:
    """The open invitation a link stands for, to show what it offers.

    Raises:
        NotFound: the link never was, was used, or is over.
    """
    return Invitation.objects.select_related("institution").get(pk=subject_of(PURPOSE, token))


@transaction.atomic
def take_up(token: str, *, person_id: int) -> Affiliation:
    """The affiliation of a person who is signed in, as the invitation says. Of two who press, one gets it.

    Raises:
        NotFound: the link never was, was used, or is over.
        AlreadyDone: the person acts for this institution and unit already.
    """
    invitation = lock(Invitation, take_link(PURPOSE, token))
    return _take(invitation, person_id)


@transaction.atomic
def take_up_as_new(token: str, *, login: str, display_name: str, password: str) -> Person:
    """A new person with the invited address, and the affiliation the invitation says.

    Raises:
        NotFound: the link never was, was used, or is over.
        AlreadyDone: somebody with this address is here already.
        ValidationError: name or password cannot be used, or somebody has the name.
    """
    invitation = lock(Invitation, take_link(PURPOSE, token))
    if Person.objects.filter(email=invitation.email).exists():
        raise AlreadyDone(
            _("Somebody with this mail address has a name here already."),
            next_step=_("Sign in first, then open the link again."),
        )
    person = create_person(
        login=login,
        email=invitation.email,
        display_name=display_name,
        password=password,
        actor=Actor.system(),
    )
    _take(invitation, person.pk)
    return person


def _take(invitation: Invitation, person_id: int) -> Affiliation:
    """Make the affiliation. The link was the right to do so; the platform acts for whoever held it."""
    system = Actor.system()
    open_here = Affiliation.objects.filter(
        person=person_id, institution=invitation.institution_id, unit=invitation.unit, to_day=None
    )
    if invitation.to_day is None and open_here.exists():
        raise AlreadyDone(
            _("You act for this institution already."),
            next_step=_("Its administrator can change your roles on the list of people."),
        )
    only_for = (
        (invitation.only_for_kind, invitation.only_for_id)
        if invitation.only_for_id is not None
        else None
    )
    affiliation = grant_affiliation(
        person_id,
        invitation.institution_id,
        [Role(role) for role in invitation.roles],
        unit=invitation.unit,
        to_day=invitation.to_day,
        only_for=only_for,
        actor=system,
    )
    _move(invitation, InvitationAction.TAKE, system, taken_by=person_id)
    return affiliation


# ---------------------------------------------------------------- the clock


def _lapse_what_is_over(institution_id: int | None = None) -> None:
    """Let invitations lapse whose link is over, so that the address can be invited again."""
    over = Invitation.objects.filter(
        state=InvitationState.OPEN, sent_at__lt=clock.now() - LINK_LASTS[PURPOSE]
    )
    if institution_id is not None:
        over = over.filter(institution=institution_id)
    for invitation in over.order_by("pk"):
        _move(invitation, InvitationAction.LAPSE, Actor.system())


@transaction.atomic
def erase_old_invitations() -> int:
    """Let old links lapse, and erase invitations some time after their end; how many were erased."""
    _lapse_what_is_over()
    ended = Invitation.objects.exclude(state=InvitationState.OPEN)
    deleted, _rows = ended.filter(ended_at__lt=clock.now() - KEEP_INVITATIONS).delete()
    return deleted
