"""An agreement comes into force, and ends: with the last signature, when the budget is there, or when a day comes.

Each is one transaction with what brings it about: after a power cut a version is signed and in force, or neither.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.partnerships.domain.agreements import (
    UNDER_WAY,
    VersionAction,
    VersionState,
    may_enter_into_force,
)
from yuinowa.partnerships.domain.phases import BEGUN, LAPSING, Phase, Step
from yuinowa.partnerships.labels.agreements import TERM_OVER
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party
from yuinowa.partnerships.queries.agreements import approvals_of, last_signed_on
from yuinowa.partnerships.queries.parts import missing_until
from yuinowa.partnerships.services.frame import audience, phase_begins
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.partnerships.services.versions import locked_version, to_state


def come_into_force(version: AgreementVersion) -> bool:
    """Let ``version`` be in force if every side signed and nothing is waited for; whether it is.

    The version before it gives way, and the partnership becomes active (I7, I8, I9). Its lock is held.
    """
    terms = version.text.terms
    today = clock.today()
    if version.state != VersionState.SIGNED:
        return False
    if not may_enter_into_force(approvals_of(version), terms.starts_on, today):
        return False
    partnership = version.agreement.partnership
    if partnership.phase is Phase.AWAITING_SIGNATURE:
        parties = list(Party.objects.filter(partnership=partnership).select_related("institution"))
        if missing_until(Phase.EVALUATION_DESIGN, partnership, parties):
            return False
    _give_way(version, today)
    signed_on = last_signed_on(version) or today
    version.in_force_on = terms.starts_on or signed_on
    to_state(version, VersionAction.ENTER_INTO_FORCE)
    if partnership.phase is Phase.AWAITING_SIGNATURE:
        _activate(partnership, version)
    elif partnership.phase in BEGUN:
        _renew(partnership)
    return True


def begin_what_is_signed(partnership: Partnership) -> None:
    """Nothing is missing of the planning any more: what every side has signed comes into force (I9)."""
    signed = AgreementVersion.objects.filter(
        agreement__partnership=partnership, state=VersionState.SIGNED.value
    )
    for version in signed.select_related("agreement__partnership"):
        if come_into_force(version):
            _told("in-force", version)


def _give_way(version: AgreementVersion, today: date) -> None:
    before = AgreementVersion.objects.filter(
        agreement=version.agreement_id, state=VersionState.IN_FORCE.value
    )
    for earlier in before:
        to_state(earlier, VersionAction.SUPERSEDE, ended_on=today)


def _activate(partnership: Partnership, version: AgreementVersion) -> None:
    def begin(row: Partnership) -> None:
        phase_begins(row)
        row.start_on, row.end_on = version.in_force_on, version.text.terms.ends_on

    # Whose deed it was stands in the row of that deed; the step itself is the platform's.
    moved = move(partnership, Step.CONCLUDE, actor=Actor.system(), change=begin)
    partnership.refresh_from_db(fields=["state", "state_since", "version", "start_on", "end_on"])
    version.agreement.partnership = moved


def _renew(partnership: Partnership) -> None:
    """The partnership lasts as long as the last of the agreements in force; one without a last day has none."""
    in_force = AgreementVersion.objects.filter(
        agreement__partnership=partnership, state=VersionState.IN_FORCE.value
    )
    days = [version.text.terms.ends_on for version in in_force]
    ends_on = None if None in days else max(day for day in days if day is not None)
    row = lock(Partnership, partnership.pk)
    if row.end_on == ends_on:
        return
    before, row.end_on = row.end_on, ends_on
    row.version += 1
    row.save(update_fields=["end_on", "version"])
    audit.record(
        "partnership.renew",
        row,
        actor=Actor.system(),
        before={"end_on": before},
        after={"end_on": ends_on},
        audience=audience(row),
    )


def end_agreements(partnership: Partnership) -> None:
    """What was on its way, or in force, ends with its partnership; drafts are put aside."""
    versions = AgreementVersion.objects.filter(agreement__partnership=partnership)
    for version in versions.filter(state=VersionState.DRAFT.value):
        to_state(version, VersionAction.DISCARD)
    open_states = [state.value for state in (*UNDER_WAY, VersionState.IN_FORCE)]
    for version in versions.filter(state__in=open_states):
        to_state(version, VersionAction.TERMINATE, ended_on=clock.today())


def keep_days() -> int:
    """Do what today brings: first days, last days. May run twice; how many versions changed."""
    signed = AgreementVersion.objects.filter(state=VersionState.SIGNED.value)
    in_force = AgreementVersion.objects.filter(state=VersionState.IN_FORCE.value)
    changed = sum(_first_day(pk) for pk in list(signed.values_list("pk", flat=True)))
    return changed + sum(_last_day(pk) for pk in list(in_force.values_list("pk", flat=True)))


@transaction.atomic
def _first_day(version_id: int) -> bool:
    version = locked_version(version_id)
    if not come_into_force(version):
        return False
    _settled("in-force", version)
    return True


@transaction.atomic
def _last_day(version_id: int) -> bool:
    version = locked_version(version_id)
    ends_on = version.text.terms.ends_on
    if version.state != VersionState.IN_FORCE or ends_on is None or ends_on >= clock.today():
        return False
    to_state(version, VersionAction.EXPIRE, ended_on=ends_on)
    partnership = version.agreement.partnership
    others = AgreementVersion.objects.filter(
        agreement__partnership=partnership, state=VersionState.IN_FORCE.value
    )
    if partnership.phase in LAPSING and not others.exists():
        _lapse(partnership)
    _settled("expire", version)
    return True


def _lapse(partnership: Partnership) -> None:
    """The last agreement is over and nothing was decided."""

    def lapse(row: Partnership) -> None:
        phase_begins(row)
        row.end_reason = _(TERM_OVER)

    move(partnership, Step.LAPSE, actor=Actor.system(), change=lapse)
    end_agreements(partnership)


def _settled(deed: str, version: AgreementVersion) -> None:
    set_turns(lock(Partnership, version.agreement.partnership_id))
    _told(deed, version)


def _told(deed: str, version: AgreementVersion) -> None:
    audit.record(
        f"agreementversion.{deed}",
        version,
        actor=Actor.system(),
        after={"state": version.state, "number": version.number, "digest": version.digest},
        audience=audience(version.agreement.partnership),
    )
