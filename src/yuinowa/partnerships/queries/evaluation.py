"""What the gate asks about the evaluation, and what its page reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from yuinowa.core.rights import Role
from yuinowa.evaluation.queries import Proposed, proposed
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.gates import Missing, Turn, writing
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.labels import evaluation as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading

_AGREE = Turn("agree-terms", Verb.APPROVE, (Role.LEAD.value, Role.ADMIN.value), words.THEN_AGREED)
#: It is agreed on while the work is planned; what is put in writing afterwards rests on it (I9).
OPEN = (Phase.NEEDS, Phase.GOALS, Phase.ROLES, Phase.EVALUATION_DESIGN)


def is_open(partnership: Partnership) -> bool:
    """Whether something can be proposed now."""
    return partnership.phase in OPEN


def can_be_agreed_to(partnership: Partnership) -> bool:
    """Whether what is proposed can be agreed to now: a side that joins while signatures are awaited still does."""
    return is_open(partnership) or partnership.phase is Phase.AWAITING_SIGNATURE


def asked_to_agree(parties: Sequence[Party]) -> list[Party]:
    """The sides whose agreement is wanted: those that have joined, without those that only look on."""
    wanted = set(writing(members(parties)))
    return [party for party in parties if party.pk in wanted]


def of_terms(reading: Reading) -> Iterable[Requirement]:
    """Every side has agreed to the same version (I9)."""
    return [Requirement(words.AGREED, _missing(reading.partnership, reading.parties))]


def _missing(partnership: Partnership, parties: Sequence[Party]) -> tuple[Missing, ...]:
    now = proposed(partnership.evaluation_id)
    if now is None:
        link = reverse("partnerships:evaluation-propose", args=[partnership.pk])
        return (Missing(str(words.A_PROPOSAL), link),)
    link = reverse("partnerships:evaluation-detail", args=[partnership.pk])
    asked = {party.institution_id: party.pk for party in asked_to_agree(parties)}
    return tuple(
        Missing(str(words.THE_AGREEMENT), link, asked[institution], _AGREE)
        for institution in now.lacking(asked)
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """A side, and when it agreed to what is proposed now; None where it has not."""

    party: Party
    agreed_at: object | None


def stands(parties: Sequence[Party], now: Proposed | None) -> list[Stand]:
    """By side whose agreement is wanted: whether it has agreed."""
    given = {row.institution_id: row.agreed_at for row in now.agreements} if now else {}
    return [Stand(party, given.get(party.institution_id)) for party in asked_to_agree(parties)]
