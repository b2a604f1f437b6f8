"""Recording, correcting and withdrawing contacts; each is one transaction with its posting in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Deed, Leg
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.relations.domain.contacts import (
    LEDGER_KIND,
    ContactState,
    Means,
    approached_by_partner,
    day_fault,
    ledger_source,
)
from yuinowa.relations.labels.contacts import DAY_FAULTS
from yuinowa.relations.models import Contact, ContactVersion
from yuinowa.relations.permissions.contacts import WRITERS


@dataclass(frozen=True, slots=True)
class Content:
    """What is said about a contact: the day, how, what about (one line), and how many took part."""

    day: date
    means: Means
    about: str
    headcount: int | None


def may_record(actor: Actor) -> bool:
    """Whether the actor may record contacts of the institution acted for."""
    return actor.is_system or (
        actor.institution is not None and not actor.roles.isdisjoint(WRITERS)
    )


def record_contact(
    *,
    partner: int,
    content: Content,
    once: str,
    actor: Actor,
    late_reason: str = "",
    recorded_by: int | None = None,
) -> tuple[Contact, bool]:
    """The contact of the actor's institution with ``partner``, and whether it was recorded just now.

    A second call with the same key ``once`` gives the first call's contact (R31). Posts one deed to the
    ledger: one leg in times, one in persons where they were counted.

    Raises:
        NotAllowed: the actor does not write for an institution.
        InputRefused: partner and recorder are the same, or the day cannot be.
    """
    mine = actor.institution if recorded_by is None else recorded_by
    if not may_record(actor) or mine is None:
        raise NotAllowed("recording a contact is for editors of an institution")
    if mine == partner:
        raise InputRefused(
            _("A contact is between two institutions."),
            place="partner",
            next_step=_("Choose another institution."),
        )
    _refuse_impossible(content)
    return idempotency.once(
        once, actor, lambda: _record(mine, partner, content, actor, late_reason)
    )


def made_by(once: str, actor: Actor) -> Contact | None:
    """The contact that a form with the key ``once`` has made already, if it has."""
    return idempotency.made_by(once, actor, Contact)


def _record(mine: int, partner: int, content: Content, actor: Actor, late_reason: str) -> Contact:
    contact = Contact(
        recorded_by_id=mine,
        partner_id=partner,
        day=content.day,
        means=content.means.value,
        about=content.about,
        headcount=content.headcount,
        recorded_at=clock.now(),
    )
    contact.full_clean()
    contact.save()
    _keep_version(contact, actor, reason="")
    ledger.post(_deed(contact, late_reason), actor=actor)
    audit.record("contact.record", contact, actor=actor, after=_plain(contact), audience=[partner])
    return contact


@transaction.atomic
def correct_contact(
    contact_id: int, content: Content, *, reason: str, expected_version: int, actor: Actor
) -> Contact:
    """The contact as it should have been said; both versions stay visible, the ledger is reversed and reposted.

    Raises:
        VersionMovedOn: somebody changed it since ``expected_version`` (R31).
        NotAllowed: only the side that recorded it corrects it (I13), and not once it is withdrawn.
    """
    contact = lock(Contact, contact_id, expected_version)
    require(actor, "contact.correct", contact)
    _refuse_impossible(content)
    before = _plain(contact)
    contact.day, contact.means = content.day, content.means.value
    contact.about, contact.headcount = content.about, content.headcount
    _save_next_version(contact, actor, reason=reason)
    ledger.correct(_deed(contact, reason), reason=reason, actor=actor)
    _audit_change("contact.correct", contact, actor, before)
    return contact


@transaction.atomic
def withdraw_contact(
    contact_id: int, *, reason: str, expected_version: int, actor: Actor
) -> Contact:
    """The contact, taken back: it stays readable, and no longer counts.

    Raises:
        VersionMovedOn, NotAllowed: as ``correct_contact``.
    """
    contact = lock(Contact, contact_id, expected_version)
    require(actor, "contact.withdraw", contact)
    before = _plain(contact)
    contact.state = ContactState.WITHDRAWN.value
    _save_next_version(contact, actor, reason=reason)
    ledger.reverse(ledger_source(contact.pk), reason=reason, actor=actor)
    _audit_change("contact.withdraw", contact, actor, before)
    return contact


def _refuse_impossible(content: Content) -> None:
    fault = day_fault(content.day, today=clock.today())
    if fault:
        raise InputRefused(str(DAY_FAULTS[fault]))


def _deed(contact: Contact, late_reason: str) -> Deed:
    """The contact as the ledger counts it; the giver is the side that approached."""
    giver, receiver = contact.recorded_by_id, contact.partner_id
    if approached_by_partner(Means(contact.means)):
        giver, receiver = receiver, giver
    counted = [(Unit.TIME, 1)]
    if contact.headcount is not None:
        counted.append((Unit.PERSON, contact.headcount))
    return Deed(
        source=ledger_source(contact.pk),
        stated_by=contact.recorded_by_id,
        reason=late_reason,
        legs=tuple(
            Leg(
                kind=LEDGER_KIND,
                unit=unit,
                quantity=quantity,
                giver=giver,
                receiver=receiver,
                day=contact.day,
            )
            for unit, quantity in counted
        ),
    )


def _save_next_version(contact: Contact, actor: Actor, *, reason: str) -> None:
    contact.version += 1
    contact.full_clean()
    contact.save()
    _keep_version(contact, actor, reason=reason)


def _keep_version(contact: Contact, actor: Actor, *, reason: str) -> None:
    ContactVersion.objects.create(
        contact=contact,
        number=contact.version,
        day=contact.day,
        means=contact.means,
        about=contact.about,
        headcount=contact.headcount,
        state=contact.state,
        reason=reason,
        written_by=actor.person,
        written_at=clock.now(),
    )


def _plain(contact: Contact) -> dict[str, object]:
    # What it was about is people's own words, so the trail keeps the other fields only (R45).
    return {
        "day": contact.day.isoformat(),
        "means": contact.means,
        "headcount": contact.headcount,
        "state": contact.state,
        "version": contact.version,
    }


def _audit_change(action: str, contact: Contact, actor: Actor, before: dict[str, object]) -> None:
    audit.record(
        action,
        contact,
        actor=actor,
        before=before,
        after=_plain(contact),
        audience=[contact.recorded_by_id, contact.partner_id],
    )
