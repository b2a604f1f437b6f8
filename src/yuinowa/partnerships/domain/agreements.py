"""Agreements: what kinds there are, how they are concluded, in which order the sides sign, what a version goes through.

Source: collaboration model §8, §14.3 and §15 (AgreementVersion); I7, I8, I10, I11, I12.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow


class AgreementKind(StrEnum):
    """What the paper is."""

    #: 協定書
    AGREEMENT = "agreement"
    #: 覚書
    MEMORANDUM = "memorandum"
    #: 包括連携協定
    COMPREHENSIVE = "comprehensive"
    #: 協働契約（委託）
    ENTRUSTMENT = "entrustment"
    #: 協働契約（補助）
    SUBSIDY = "subsidy"
    #: 協働契約（負担金）
    COST_SHARE = "cost_share"


class SigningForm(StrEnum):
    """What concludes it."""

    #: Consent of each signatory on the platform: a record of agreement.
    PLATFORM = "platform"
    #: A sealed original (記名押印), scanned by a named clerk.
    SEALED = "sealed"
    #: A file signed elsewhere with an electronic signature.
    EXTERNAL = "external"


F, K = SigningForm, AgreementKind
#: What may conclude a kind; the first is proposed. Municipal contracts need names and seals, or an electronic
#: signature of the kind that the ordinance of the ministry names. Source: 地方自治法第234条第5項.
FORMS_OF: dict[AgreementKind, tuple[SigningForm, ...]] = {
    K.AGREEMENT: (F.PLATFORM, F.SEALED, F.EXTERNAL),
    K.MEMORANDUM: (F.PLATFORM, F.SEALED, F.EXTERNAL),
    K.COMPREHENSIVE: (F.SEALED, F.PLATFORM, F.EXTERNAL),
    K.ENTRUSTMENT: (F.SEALED, F.EXTERNAL),
    K.SUBSIDY: (F.SEALED, F.EXTERNAL),
    K.COST_SHARE: (F.SEALED, F.EXTERNAL),
}


class Ordering(StrEnum):
    """In which order the sides sign."""

    ANY = "any"
    #: As they are listed.
    LISTED = "listed"
    #: The sides that run the work sign last.
    LEAD_LAST = "lead_last"


class VersionState(StrEnum):
    #: One side writes; the others do not read it yet.
    DRAFT = "draft"
    #: Put to the sides. From here on its text never changes.
    IN_REVIEW = "in_review"
    #: Every side agreed to the text.
    AGREED = "agreed"
    #: Every side recorded its own decision (決裁).
    APPROVED_BY_EACH = "approved_by_each"
    PARTLY_SIGNED = "partly_signed"
    #: Every side signed; the budget or the first day is waited for.
    SIGNED = "signed"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    #: A draft that was never put to the sides.
    DISCARDED = "discarded"


class VersionAction(StrEnum):
    PROPOSE = "propose"
    DISCARD = "discard"
    SETTLE = "settle"
    APPROVE = "approve"
    SIGN = "sign"
    COMPLETE = "complete"
    ENTER_INTO_FORCE = "enter_into_force"
    EXPIRE = "expire"
    TERMINATE = "terminate"
    SUPERSEDE = "supersede"


class VersionRole(StrEnum):
    #: The side that wrote the draft.
    WRITER = "writer"
    #: The last side that did what the state waits for; the platform where a day comes.
    SIDES = "sides"


V, A = VersionState, VersionAction
WRITER, SIDES = frozenset({VersionRole.WRITER}), frozenset({VersionRole.SIDES})

# fmt: off
VERSION_WORKFLOW = Workflow(V.DRAFT, (
    #          in                  on                  gives               by
    Transition(V.DRAFT,            A.PROPOSE,          V.IN_REVIEW,        WRITER),
    Transition(V.DRAFT,            A.DISCARD,          V.DISCARDED,        WRITER | SIDES),
    Transition(V.IN_REVIEW,        A.SETTLE,           V.AGREED,           SIDES),
    Transition(V.IN_REVIEW,        A.SUPERSEDE,        V.SUPERSEDED,       SIDES),
    Transition(V.IN_REVIEW,        A.TERMINATE,        V.TERMINATED,       SIDES),
    Transition(V.AGREED,           A.APPROVE,          V.APPROVED_BY_EACH, SIDES),
    Transition(V.AGREED,           A.SUPERSEDE,        V.SUPERSEDED,       SIDES),
    Transition(V.AGREED,           A.TERMINATE,        V.TERMINATED,       SIDES),
    Transition(V.APPROVED_BY_EACH, A.SIGN,             V.PARTLY_SIGNED,    SIDES),
    Transition(V.APPROVED_BY_EACH, A.SUPERSEDE,        V.SUPERSEDED,       SIDES),
    Transition(V.APPROVED_BY_EACH, A.TERMINATE,        V.TERMINATED,       SIDES),
    Transition(V.PARTLY_SIGNED,    A.COMPLETE,         V.SIGNED,           SIDES),
    Transition(V.PARTLY_SIGNED,    A.SUPERSEDE,        V.SUPERSEDED,       SIDES),
    Transition(V.PARTLY_SIGNED,    A.TERMINATE,        V.TERMINATED,       SIDES),
    Transition(V.SIGNED,           A.ENTER_INTO_FORCE, V.IN_FORCE,         SIDES),
    Transition(V.SIGNED,           A.SUPERSEDE,        V.SUPERSEDED,       SIDES),
    Transition(V.SIGNED,           A.TERMINATE,        V.TERMINATED,       SIDES),
    Transition(V.IN_FORCE,         A.EXPIRE,           V.EXPIRED,          SIDES),
    Transition(V.IN_FORCE,         A.TERMINATE,        V.TERMINATED,       SIDES),
    Transition(V.IN_FORCE,         A.SUPERSEDE,        V.SUPERSEDED,       SIDES),
), waits={
    # Several sides are waited for at once: services.turns opens their waits one by one.
    V.DRAFT: NOBODY,
    V.IN_REVIEW: NOBODY,
    V.AGREED: NOBODY,
    V.APPROVED_BY_EACH: NOBODY,
    V.PARTLY_SIGNED: NOBODY,
    V.SIGNED: NOBODY,
    V.IN_FORCE: NOBODY,
}, final=frozenset({V.EXPIRED, V.TERMINATED, V.SUPERSEDED, V.DISCARDED}))
# fmt: on

#: On its way to being in force; a new version takes its place (I12).
UNDER_WAY = (V.IN_REVIEW, V.AGREED, V.APPROVED_BY_EACH, V.PARTLY_SIGNED, V.SIGNED)
#: Has a number: every side reads it.
PUT_FORWARD = tuple(state for state in VersionState if state not in (V.DRAFT, V.DISCARDED))
#: Signatures are taken in these.
SIGNABLE = (V.APPROVED_BY_EACH, V.PARTLY_SIGNED)
FINAL = VERSION_WORKFLOW.final


@dataclass(frozen=True, slots=True)
class Signer:
    """A side that signs: its id, the name as it stands in the text, and its turn."""

    party: int
    institution: int
    name: str
    step: int


@dataclass(frozen=True, slots=True)
class Side:
    """A side as the order of signing sees it."""

    party: int
    institution: int
    name: str
    leads: bool


def in_order(sides: Sequence[Side], ordering: Ordering) -> list[Signer]:
    """The sides with their turns, from 1; those with the same turn sign in any order."""

    def step(n: int, side: Side) -> int:
        if ordering is Ordering.LISTED:
            return n
        return 2 if ordering is Ordering.LEAD_LAST and side.leads else 1

    steps = [step(n, side) for n, side in enumerate(sides, 1)]
    # Where all sides lead, the last turn is the only one.
    first = min(steps, default=1) - 1
    return [
        Signer(side.party, side.institution, side.name, n - first)
        for n, side in zip(steps, sides, strict=True)
    ]


def whose_turn(signers: Iterable[Signer], signed: Collection[int]) -> set[int]:
    """The sides that may sign now: of the lowest turn that is not complete."""
    left = [signer for signer in signers if signer.party not in signed]
    now = min((signer.step for signer in left), default=0)
    return {signer.party for signer in left if signer.step == now}


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """One side's decision as signing and coming into force see it."""

    party: int
    subject_to_budget: bool
    condition_met_on: date | None

    @property
    def holds(self) -> bool:
        """Whether nothing is waited for any more (I8)."""
        return not self.subject_to_budget or self.condition_met_on is not None


def starts_too_early(starts_on: date | None, *, today: date, retroactive: bool) -> bool:
    """Whether the agreement would begin before its last signature (I10)."""
    return starts_on is not None and starts_on < today and not retroactive


def may_enter_into_force(
    approvals: Iterable[ApprovalFacts], starts_on: date | None, today: date
) -> bool:
    """Whether a version that every side signed is in force on ``today``."""
    return all(a.holds for a in approvals) and (starts_on is None or starts_on <= today)
