"""How somebody asks for an institution: a listed one (claim), or one not listed yet (registration)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from yuinowa.accounts.domain.policy import GuessLimit
from yuinowa.kernel.workflow import NOBODY, Transition, Verb, Waits, Workflow


class ClaimKind(StrEnum):
    CLAIM = "claim"
    #: The institution was entered by the person who asks, as a candidate.
    REGISTRATION = "registration"


class ClaimState(StrEnum):
    #: Sent; the mail address is not confirmed yet.
    SENT = "sent"
    CONFIRMED = "confirmed"
    #: A letter with a code is on its way to the entry's own address.
    LETTER = "letter"
    #: The office asked something; the person answers by a link.
    ASKED = "asked"
    #: It is proven that the institution itself is behind it.
    PROVEN = "proven"
    APPROVED = "approved"
    REFUSED = "refused"
    #: Somebody else of the same institution was approved first.
    OVERTAKEN = "overtaken"
    LAPSED = "lapsed"


class ClaimAction(StrEnum):
    CONFIRM = "confirm"
    SEND_LETTER = "send-letter"
    TYPE_CODE = "type-code"
    RECORD_CHECK = "record-check"
    ASK = "ask"
    ANSWER = "answer"
    APPROVE = "approve"
    REFUSE = "refuse"
    OVERTAKE = "overtake"
    LAPSE = "lapse"


class ClaimSide(StrEnum):
    """Who acts: the region office (the word is its role's), whoever holds the link, the platform itself."""

    OFFICE = "region_admin"
    CLAIMANT = "claimant"
    CLOCK = "clock"


class Channel(StrEnum):
    """By what it was checked that the institution itself is behind it."""

    CALL = "call"
    LETTER = "letter"
    REGISTER = "register"
    VISIT = "visit"


#: A claim is checked by the entry's own channel alone. What a registration says of itself proves nothing, so
#: that a public register and a visit count there.
CHANNELS = {
    ClaimKind.CLAIM: (Channel.CALL,),
    ClaimKind.REGISTRATION: (Channel.CALL, Channel.REGISTER, Channel.VISIT),
}

S, A = ClaimState, ClaimAction
OFFICE = frozenset({ClaimSide.OFFICE})
CLAIMANT = frozenset({ClaimSide.CLAIMANT})
CLOCK = frozenset({ClaimSide.CLOCK})

# fmt: off
CLAIM_WORKFLOW = Workflow(S.SENT, (
    #          in            on               gives         by
    Transition(S.SENT,       A.CONFIRM,       S.CONFIRMED,  CLAIMANT),
    Transition(S.CONFIRMED,  A.RECORD_CHECK,  S.PROVEN,     OFFICE),
    Transition(S.CONFIRMED,  A.SEND_LETTER,   S.LETTER,     OFFICE),
    Transition(S.CONFIRMED,  A.ASK,           S.ASKED,      OFFICE),
    Transition(S.CONFIRMED,  A.REFUSE,        S.REFUSED,    OFFICE),
    Transition(S.LETTER,     A.TYPE_CODE,     S.PROVEN,     CLAIMANT),
    Transition(S.LETTER,     A.RECORD_CHECK,  S.PROVEN,     OFFICE),
    Transition(S.LETTER,     A.SEND_LETTER,   S.LETTER,     OFFICE),
    Transition(S.LETTER,     A.REFUSE,        S.REFUSED,    OFFICE),
    Transition(S.ASKED,      A.ANSWER,        S.CONFIRMED,  CLAIMANT),
    Transition(S.ASKED,      A.REFUSE,        S.REFUSED,    OFFICE),
    Transition(S.PROVEN,     A.APPROVE,       S.APPROVED,   OFFICE),
    Transition(S.PROVEN,     A.ASK,           S.ASKED,      OFFICE),
    Transition(S.PROVEN,     A.REFUSE,        S.REFUSED,    OFFICE),
    *(Transition(state,      A.OVERTAKE,      S.OVERTAKEN,  CLOCK)
      for state in (S.SENT, S.CONFIRMED, S.LETTER, S.ASKED, S.PROVEN)),
    *(Transition(state,      A.LAPSE,         S.LAPSED,     CLOCK)
      for state in (S.SENT, S.LETTER, S.ASKED)),
), waits={
    # Until the address is confirmed it may be anybody's; nobody is asked for anything.
    S.SENT:      NOBODY,
    S.CONFIRMED: Waits(ClaimSide.OFFICE, 14, "Then it is known whether the institution itself is behind it.", Verb.CHECK),
    S.LETTER:    Waits(ClaimSide.CLAIMANT, 30, "Then the region office can approve.", Verb.FILL_IN),
    S.ASKED:     Waits(ClaimSide.CLAIMANT, 14, "Then the region office goes on checking.", Verb.ANSWER),
    S.PROVEN:    Waits(ClaimSide.OFFICE, 7, "Then the institution takes part.", Verb.APPROVE),
}, final=frozenset({S.APPROVED, S.REFUSED, S.OVERTAKEN, S.LAPSED}))
# fmt: on

OPEN_STATES = tuple(S(state) for state in CLAIM_WORKFLOW.states - CLAIM_WORKFLOW.final)

#: How long each state that waits for the claimant may last.
LASTS = {S.SENT: timedelta(days=7), S.LETTER: timedelta(days=30), S.ASKED: timedelta(days=14)}
#: Name and address of a claim that came to an end are erased after this long.
KEEP_CLAIMS = timedelta(days=90)
#: A registration nobody could verify goes, with its entry, after this long.
KEEP_CANDIDATES = timedelta(days=60)
#: From one address of the network; each claim sends a mail to somebody.
CLAIMS_PER_ADDRESS = GuessLimit(10, timedelta(hours=1), timedelta(minutes=2))
#: To one mail address within a day.
CLAIMS_PER_MAIL = 3

#: Without 0, O, 1, I, L: it is read from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
#: Wrong codes before the letter is worth nothing: 5 of 31⁸ is no guess.
MOST_WRONG_CODES = 5

LONGEST_POST = 80
LONGEST_WORD = 500


def code_from(digest: bytes) -> str:
    """Eight letters and digits out of a digest, as they are printed: ``ABCD-EFGH``."""
    number = int.from_bytes(digest, "big")
    found = []
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        found.append(ALPHABET[rest])
    return f"{''.join(found[:4])}-{''.join(found[4:])}"


def same_code(typed: str, code: str) -> bool:
    """Whether what was typed is the code, whatever the width, case and the dashes."""
    return bool(folded_code(typed)) and folded_code(typed) == folded_code(code)


def folded_code(text: str) -> str:
    """The code's own characters in ``text``; full-width ones, small letters and dashes are folded."""
    wide = text.translate({ord("０") + n: str(n) for n in range(10)})
    letters = {0xFF21 + n: chr(ord("A") + n) for n in range(26)}
    letters |= {0xFF41 + n: chr(ord("A") + n) for n in range(26)}
    return "".join(c for c in wide.translate(letters).upper() if c in ALPHABET)
