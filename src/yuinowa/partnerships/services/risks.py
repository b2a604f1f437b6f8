"""The register of risks: write one, look at it again, close it; its owner is waited for from the day it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.queries import roles_at
from yuinowa.core import audit, clock, idempotency, waits
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.policy import MAX_ROWS
from yuinowa.partnerships.domain.risks import Degree, RiskState, RiskStep, is_due
from yuinowa.partnerships.labels import issues as words
from yuinowa.partnerships.models import Partnership, Party, Risk
from yuinowa.partnerships.permissions.issues import require_owner
from yuinowa.partnerships.services.frame import joined_sides, readers, refuse_over
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import nearest_writer


@dataclass(frozen=True, slots=True)
class RiskWords:
    """What might go wrong, by whom it is looked after, and when it is looked at again."""

    what: str
    likely: Degree
    bad: Degree
    measure: str
    owner: int
    review_on: date


def write_risk(
    partnership_id: int, told: RiskWords, *, once: str, actor: Actor, side: int | None = None
) -> tuple[Risk, bool]:
    """The risk, and whether it was written just now (R31).

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
        InputRefused: the side named is not there, or as many risks are watched as one reads.
    """
    return idempotency.once(once, actor, lambda: _write_new(partnership_id, told, actor, side))


def _write_new(partnership_id: int, told: RiskWords, actor: Actor, side: int | None) -> Risk:
    partnership = own_side(partnership_id, actor, side).partnership
    if partnership.risks.filter(state=RiskState.WATCHED.value).count() >= MAX_ROWS:
        raise InputRefused(_("So many risks are watched. Close some before you write another."))
    risk = Risk(partnership=partnership, written_at=clock.now())
    _write(risk, told)
    risk.save()
    _record("risk.write", risk, actor)
    set_risk_turns(partnership)
    return risk


@transaction.atomic
def review(risk_id: int, told: RiskWords, *, expected_version: int, actor: Actor) -> Risk:
    """The risk as its owner sees it now, with the next day to look at it.

    Raises:
        NotAllowed: another side looks after it (I13).
        WrongState: it is closed, or the partnership is over.
        VersionMovedOn: somebody changed it since ``expected_version``.
        InputRefused: as ``write_risk``.
    """
    risk = _locked(risk_id, actor, expected_version)
    require_owner(actor, risk)
    if not risk.is_watched:
        raise WrongState(
            _("This risk is closed."), next_step=_("Watch it again if it has come back.")
        )
    _write(risk, told)
    risk.version += 1
    risk.save()
    _record("risk.review", risk, actor)
    set_risk_turns(risk.partnership)
    return risk


@transaction.atomic
def take_step(
    risk_id: int, step: RiskStep, said: str, *, expected_version: int, actor: Actor
) -> Risk:
    """The risk, closed or watched again, and why.

    Raises:
        NotAllowed, WrongState, VersionMovedOn: as ``review``.
        TransitionRefused: it is so already.
        InputRefused: nothing says why.
    """
    _locked(risk_id, actor)
    if not said:
        raise InputRefused(_("Write why."), place="said")

    def change(row: Risk) -> None:
        row.said = said

    risk: Risk = move(
        Risk.objects.get(pk=risk_id),
        step,
        actor=actor,
        expected_version=expected_version,
        change=change,
    )
    set_risk_turns(risk.partnership)
    return risk


def set_risk_turns(partnership: Partnership) -> None:
    """Let the owners of those risks be waited for whose day has come. May run at any time, and twice.

    The number of questions does not grow with the risks.
    """
    risks = list(partnership.risks.all())
    if not risks:
        return  # most partnerships, each night
    there = {} if partnership.is_over else {p.pk: p for p in joined_sides(partnership)}
    today = clock.today()
    wanted = {
        risk.pk: (risk, there[risk.owner_id])
        for risk in risks
        if risk.is_watched and risk.owner_id in there and is_due(risk.review_on, today)
    }
    by_id = {risk.pk: risk for risk in risks}
    for wait in waits.open_waits_of(risks):
        found = wanted.get(wait.subject_id)
        if found is not None and (wait.institution, wait.due) == (
            found[1].institution_id,
            found[0].review_on,
        ):
            del wanted[wait.subject_id]
        else:
            waits.close_wait(by_id[wait.subject_id], wait.step)
    roles = roles_at({party.institution_id for _risk, party in wanted.values()})
    for risk, party in wanted.values():
        _open(risk, party, nearest_writer(roles.get(party.institution_id, set())).value)


def _open(risk: Risk, party: Party, role: str) -> None:
    waits.open_wait(
        subject=risk,
        step=risk.state,
        label=risk.what,
        institution=party.institution_id,
        institution_label=party.institution.name,
        role=role,
        due=risk.review_on,
        verb=Verb.CHECK,
        then_what=words.THEN_RISK,
        url=risk.get_absolute_url(),
    )


def _write(risk: Risk, told: RiskWords) -> None:
    there = {party.pk for party in joined_sides(risk.partnership)}
    if told.owner not in there:
        raise InputRefused(_("This side is not there any more."), place="owner")
    if told.review_on <= clock.today():
        raise InputRefused(_("Choose a day that is still to come."), place="review_on")
    risk.what, risk.measure = told.what, told.measure
    risk.likely, risk.bad = int(told.likely), int(told.bad)
    risk.owner_id, risk.review_on = told.owner, told.review_on


def _locked(risk_id: int, actor: Actor, expected_version: int | None = None) -> Risk:
    partnership = lock(
        Partnership, Risk.objects.values_list("partnership", flat=True).get(pk=risk_id)
    )
    risk = lock(Risk, risk_id, expected_version)
    require(actor, "risk.edit", risk)
    refuse_over(partnership)
    return risk


def _record(action: str, risk: Risk, actor: Actor) -> None:
    audit.record(
        action,
        risk,
        actor=actor,
        after={
            "state": risk.state,
            "likely": risk.likely,
            "bad": risk.bad,
            "review_on": risk.review_on,
            "version": risk.version,
        },
        audience=readers(risk.partnership),
    )
