"""Acceding (加入): an institution joins an agreement that is in force, and signs the same text as those before it.

The text says whose consent that needs. What the others signed stays as it is. Source: collaboration model §8 (accession
and withdrawal per party), §14.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow
from yuinowa.partnerships.domain.agreements import ApprovalFacts, Side


class Joining(StrEnum):
    """Who consents when another institution asks to accede, as the text says it."""

    #: Every side.
    ALL = "all"
    #: The sides that run the work.
    LEAD = "lead"
    #: Nobody accedes: another side needs another version.
    CLOSED = "closed"


class AccessionState(StrEnum):
    #: The sides are asked for their consent.
    ASKED = "asked"
    #: All whose consent it needs have given it; the newcomer decides and signs.
    CONSENTED = "consented"
    #: It has signed; its budget or its first day is waited for.
    SIGNED = "signed"
    IN_FORCE = "in_force"
    #: A side does not consent, and says why.
    REFUSED = "refused"
    #: The newcomer asks no more.
    TAKEN_BACK = "taken_back"
    #: The agreement ended, or gave way to another version, before it was in force.
    LAPSED = "lapsed"


class AccessionAction(StrEnum):
    CONSENT = "consent"
    SIGN = "sign"
    ENTER_INTO_FORCE = "enter_into_force"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"


class AccessionRole(StrEnum):
    #: Whoever acts for the institution that asks.
    NEWCOMER = "newcomer"
    #: A side whose consent it needs.
    SIDES = "sides"
    #: What follows by itself: the last consent, a day, the end of the agreement.
    PLATFORM = "platform"


S, A = AccessionState, AccessionAction
NEWCOMER, SIDES = frozenset({AccessionRole.NEWCOMER}), frozenset({AccessionRole.SIDES})
PLATFORM = frozenset({AccessionRole.PLATFORM})

# fmt: off
ACCESSION_WORKFLOW = Workflow(S.ASKED, (
    #          in           on                  gives         by
    Transition(S.ASKED,     A.CONSENT,          S.CONSENTED,  PLATFORM),
    Transition(S.ASKED,     A.REFUSE,           S.REFUSED,    SIDES),
    Transition(S.ASKED,     A.TAKE_BACK,        S.TAKEN_BACK, NEWCOMER),
    Transition(S.ASKED,     A.LAPSE,            S.LAPSED,     PLATFORM),
    Transition(S.CONSENTED, A.SIGN,             S.SIGNED,     NEWCOMER),
    Transition(S.CONSENTED, A.TAKE_BACK,        S.TAKEN_BACK, NEWCOMER),
    Transition(S.CONSENTED, A.LAPSE,            S.LAPSED,     PLATFORM),
    Transition(S.SIGNED,    A.ENTER_INTO_FORCE, S.IN_FORCE,   PLATFORM),
    Transition(S.SIGNED,    A.LAPSE,            S.LAPSED,     PLATFORM),
), waits={
    # Several sides are waited for at once: services.turns opens their waits one by one.
    S.ASKED: NOBODY,
    S.CONSENTED: NOBODY,
    S.SIGNED: NOBODY,
}, final=frozenset({S.IN_FORCE, S.REFUSED, S.TAKEN_BACK, S.LAPSED}))
# fmt: on

#: On its way.
OPEN = (S.ASKED, S.CONSENTED, S.SIGNED)
#: The newcomer reads the text from the consent on.
READING = (S.CONSENTED, S.SIGNED, S.IN_FORCE)
#: It came to nothing.
ENDED = (S.REFUSED, S.TAKEN_BACK, S.LAPSED)


def consenting(joining: Joining, sides: Iterable[Side]) -> set[int]:
    """The sides whose consent it needs; where nobody runs the work, it is everybody's."""
    known = list(sides)
    if joining is Joining.CLOSED:
        return set()
    leads = {side.party for side in known if side.leads} if joining is Joining.LEAD else set()
    return leads or {side.party for side in known}


def first_day(wanted: date | None, signed_on: date, approval: ApprovalFacts) -> date | None:
    """From which day it holds: never before the signature (I10) or the budget (I8); None while that is waited for."""
    if not approval.holds:
        return None
    return max(day for day in (wanted, signed_on, approval.condition_met_on) if day is not None)
