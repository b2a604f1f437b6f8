"""Concluding an agreement: consent to the text, each side's decision (決裁), signatures, coming into force.

All of it holds for one version, by its digest. Order and completeness are checked here, when somebody signs, and not by
who was told to (I11). What is refused at the signing itself stands in the trail too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
    NotAllowed,
    VersionMovedOn,
    WrongState,
    YuinowaError,
)
from yuinowa.partnerships.domain.agreements import (
    VersionAction,
    VersionState,
)
from yuinowa.partnerships.models import AgreementVersion, Approval, TextConsent
from yuinowa.partnerships.queries.agreements import own_signer
from yuinowa.partnerships.services.coming_into_force import come_into_force
from yuinowa.partnerships.services.frame import audience
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.partnerships.services.versions import locked_version, own_party, to_state

T = TypeVar("T")


def refuse_other_text(version: AgreementVersion, digest: str) -> None:
    """Nothing, if ``digest`` is of the text that was read (I7).

    Raises:
        VersionMovedOn: the page that was read showed another version.
    """
    if not version.digest or digest != version.digest:
        raise VersionMovedOn(
            _("This is not the text that you read."),
            next_step=_("Open the agreement, read the newest version, then go on."),
        )


def refuse_state(version: AgreementVersion, *states: VersionState) -> None:
    """Nothing, while the version is in one of ``states``.

    Raises:
        WrongState: it has moved on, or is not there yet.
    """
    if version.state in states:
        return
    raise WrongState(
        _(
            "Version %(number)s was superseded by another text. What was said to it no longer counts."
        )
        % {"number": version.number}
        if version.state == VersionState.SUPERSEDED
        else _("This version is not at that point."),
        next_step=_("Open the agreement and look at what is waited for."),
    )


def signer_of(version: AgreementVersion, actor: Actor) -> int:
    """The signing side of the actor (its id).

    Raises:
        NotAllowed: the actor's side does not sign this version, or has left.
    """
    party = own_party(version.agreement.partnership, actor)
    signer = own_signer(version.text, actor)
    if signer is None or signer.party != party.pk:
        raise NotAllowed("the actor's side does not sign this version")
    return party.pk


@transaction.atomic
def agree_to_text(version_id: int, *, digest: str, actor: Actor) -> AgreementVersion:
    """The version, to whose text the actor's side agrees; with the last side it is settled.

    Raises:
        NotAllowed: the actor leads no side of it.
        VersionMovedOn: another text was read.
        WrongState: the version is not under review.
        AlreadyDone: the side has agreed before.
    """
    version = locked_version(version_id)
    refuse_other_text(version, digest)
    party = signer_of(version, actor)
    refuse_state(version, VersionState.IN_REVIEW)
    require(actor, "agreementversion.agree", version)
    if version.consents.filter(party=party).exists():
        raise AlreadyDone(_("Your side has agreed to this text already."))
    TextConsent.objects.create(version=version, party_id=party, person=actor.person, at=clock.now())
    if version.consents.count() == len(version.text.signers):
        to_state(version, VersionAction.SETTLE)
    set_turns(version.agreement.partnership)
    record("agree", version, actor)
    return version


@dataclass(frozen=True, slots=True)
class Decision:
    """What a side decided for itself."""

    number: str
    post: str
    decided_on: date
    subject_to_budget: bool = False


@transaction.atomic
def record_approval(
    version_id: int, decision: Decision, *, digest: str, actor: Actor
) -> AgreementVersion:
    """The version with the decision of the actor's side; with the last side it may be signed (I8).

    Raises:
        NotAllowed: the actor neither leads nor signs for a side of it.
        VersionMovedOn: another text was read.
        WrongState: the text is not settled, or not any more.
        AlreadyDone: the side has recorded its decision before.
        InputRefused: the decision is of a day to come, or from before the text was put to the sides.
    """
    version = locked_version(version_id)
    refuse_other_text(version, digest)
    party = signer_of(version, actor)
    refuse_state(version, VersionState.AGREED)
    require(actor, "agreementversion.approve", version)
    if version.approvals.filter(party=party).exists():
        raise AlreadyDone(_("Your side has recorded its decision already."))
    keep_approval(version, party, decision, actor)
    if version.approvals.count() == len(version.text.signers):
        to_state(version, VersionAction.APPROVE)
    set_turns(version.agreement.partnership)
    record("approve", version, actor, subject_to_budget=decision.subject_to_budget)
    return version


def keep_approval(version: AgreementVersion, party: int, decision: Decision, actor: Actor) -> None:
    """Keep what a side decided.

    Raises:
        InputRefused: the decision is of a day to come, or from before the text was put to the sides.
    """
    _refuse_day(decision.decided_on, version)
    Approval.objects.create(
        version=version,
        party_id=party,
        decision_number=decision.number,
        post=decision.post,
        decided_on=decision.decided_on,
        subject_to_budget=decision.subject_to_budget,
        person=actor.person,
        recorded_at=clock.now(),
    )


def _refuse_day(day: date, version: AgreementVersion) -> None:
    if day > clock.today():
        raise InputRefused(
            _("This day has not come yet. Write today at the latest."), place="decided_on"
        )
    put_forward = version.proposed_at.astimezone(clock.TOKYO).date() if version.proposed_at else day
    if day < put_forward:
        raise InputRefused(
            _(
                "On this day the text was not there yet. Write the day of the decision on this version."
            ),
            place="decided_on",
        )


@transaction.atomic
def release_budget(version_id: int, met_on: date, *, actor: Actor) -> AgreementVersion:
    """The version, for whose side the budget was adopted; where nothing else is waited for, it comes into force (I8).

    Raises:
        NotAllowed: the actor neither leads nor signs for a side of it.
        WrongState: the side's decision was not subject to the budget, or the condition is met already.
        InputRefused: the day is to come, or before the decision.
    """
    version = locked_version(version_id)
    party = signer_of(version, actor)
    require(actor, "agreementversion.release", version)
    met(version.approvals.filter(party=party).first(), met_on)
    come_into_force(version)
    set_turns(version.agreement.partnership)
    record("release", version, actor)
    return version


def met(approval: Approval | None, met_on: date) -> None:
    """Keep that the budget is there on which ``approval`` depended.

    Raises:
        WrongState: no budget is waited for.
        InputRefused: the day is to come, or before the decision.
    """
    if approval is None or not approval.subject_to_budget or approval.condition_met_on:
        raise WrongState(
            _("No budget is waited for on your side."),
            next_step=_("Open the agreement and look at what is waited for."),
        )
    if not approval.decided_on <= met_on <= clock.today():
        raise InputRefused(
            _("Write a day from the decision until today."), place="condition_met_on"
        )
    approval.condition_met_on = met_on
    approval.save(update_fields=["condition_met_on"])


def record(deed: str, version: AgreementVersion, actor: Actor, **more: object) -> None:
    audit.record(
        f"agreementversion.{deed}",
        version,
        actor=actor,
        after={"state": version.state, "number": version.number, "digest": version.digest, **more},
        audience=audience(version.agreement.partnership),
    )


def told(version_id: int, actor: Actor, deed: Callable[[], T]) -> T:
    """What ``deed`` gives; if it is refused, the refusal stands in the trail, with its reason's code.

    Raises: what ``deed`` raises.
    """
    try:
        return deed()
    except YuinowaError as refused:
        version = AgreementVersion.objects.filter(pk=version_id).first()
        with transaction.atomic():
            audit.record(
                "agreementversion.sign-refused",
                version,
                actor=actor,
                after={"code": refused.code, "digest": version.digest if version else ""},
            )
        raise
