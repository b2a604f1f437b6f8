"""What holds of every partnership at every moment, whoever did what; asked of the database, not of the code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from yuinowa.core.models import AuditRow, Wait
from yuinowa.kernel.workflow import Workflow
from yuinowa.partnerships.domain.agreements import VERSION_WORKFLOW, VersionState
from yuinowa.partnerships.domain.clauses import digest_of
from yuinowa.partnerships.domain.parties import FEWEST, PARTY_WORKFLOW
from yuinowa.partnerships.domain.phases import LAPSING, PARTNERSHIP_WORKFLOW, Phase
from yuinowa.partnerships.models import (
    AgreementVersion,
    Benefit,
    CanDo,
    Contribution,
    CostShare,
    CostStatement,
    Need,
    Partnership,
    Party,
)

P, V = Phase, VersionState
#: Fewer than two sides may still be there.
ALONE = (P.IDEA, P.EXPLORING)


@dataclass(frozen=True, slots=True)
class Moment:
    """The states of a partnership, its sides and its versions, and how many deeds were recorded."""

    phase: str
    sides: dict[int, str]
    versions: dict[int, str]
    deeds: int

    @classmethod
    def of(cls, pk: int) -> Moment:
        versions = AgreementVersion.objects.filter(agreement__partnership=pk)
        return cls(
            Partnership.objects.values_list("state", flat=True).get(pk=pk),
            dict(Party.objects.filter(partnership=pk).values_list("pk", "state")),
            dict(versions.values_list("pk", "state")),
            AuditRow.objects.exclude(action__endswith="-refused").count(),
        )


def faults_between(before: Moment, after: Moment, *, refused: bool) -> Iterator[str]:
    """What one request did that no request may do."""
    if refused and before != after:
        yield f"it was refused and yet did something: {before} {after}"
    if before != after and before.deeds == after.deeds:
        yield f"it changed and no deed is recorded: {before} {after}"
    if not _leads(PARTNERSHIP_WORKFLOW, before.phase, after.phase):
        yield f"no step leads from {before.phase} to {after.phase}"
    for workflow, old, new in (
        (PARTY_WORKFLOW, before.sides, after.sides),
        (VERSION_WORKFLOW, before.versions, after.versions),
    ):
        if lost := old.keys() - new.keys():
            yield f"I18: deleted: {lost}"
        for pk in old.keys() & new.keys():
            if not _leads(workflow, old[pk], new[pk]):
                yield f"no step leads from {old[pk]} to {new[pk]}"


def _leads(workflow: Workflow[Any, Any, Any], old: str, new: str) -> bool:
    """Whether transitions lead from ``old`` to ``new``; one deed may take several."""
    reached, left = {old}, [old]
    while left:
        here = left.pop()
        for step in workflow.transitions:
            if step.state == here and step.target not in reached:
                reached.add(step.target)
                left.append(step.target)
    return new in reached


def faults_of(pk: int) -> Iterator[str]:
    """What does not hold of the partnership as it stands."""
    partnership = Partnership.objects.get(pk=pk)
    parties = list(Party.objects.filter(partnership=pk))
    yield from _of_sides(partnership, parties)
    yield from _of_turns(partnership, parties)
    versions = list(AgreementVersion.objects.filter(agreement__partnership=pk))
    for version in versions:
        yield from _of_version(version)
    if partnership.phase in LAPSING and not any(v.state == V.IN_FORCE for v in versions):
        yield "the work goes on without an agreement in force"
    for statement in CostStatement.objects.filter(partnership=pk).exclude(state="draft"):
        shared = sum(_yen(share) for share in statement.shares.all())
        if shared != statement.total_yen:
            yield f"I19: {shared} yen are shared out of {statement.total_yen}"
    yield from _of_words(parties)


def _yen(share: CostShare) -> int:
    return share.fixed_yen + (share.equal_yen or 0) + (share.head_yen or 0) + (share.use_yen or 0)


def _of_sides(partnership: Partnership, parties: list[Party]) -> Iterator[str]:
    there = {party.institution_id for party in parties if party.has_joined}
    if not partnership.is_over and partnership.phase not in ALONE and len(there) < FEWEST:
        yield f"I1: {partnership.state} with {len(there)} side"
    twice = Counter(party.institution_id for party in parties if party.is_open)
    if any(count > 1 for count in twice.values()):
        yield "I1: an institution is a side twice"


def _of_turns(partnership: Partnership, parties: list[Party]) -> Iterator[str]:
    """Somebody is waited for until the work itself begins; nobody when it is over."""
    sides = [party.pk for party in parties]
    open_now = Wait.objects.filter(
        subject_kind=Party._meta.label_lower, subject_id__in=sides, ended_at=None
    ).exists()
    if partnership.is_over and open_now:
        yield "it is over, and somebody is waited for"
    planning = not partnership.is_over and partnership.phase not in LAPSING
    day_is_waited_for = AgreementVersion.objects.filter(
        agreement__partnership=partnership, state=V.SIGNED.value
    ).exists()
    if planning and not open_now and not day_is_waited_for:
        yield f"{partnership.state}, and nobody is waited for"


def _of_version(version: AgreementVersion) -> Iterator[str]:
    if version.number is not None and digest_of(version.document) != version.digest:
        yield f"I7: the text of {version} is not what was frozen"
    text = version.text
    step = {signer.party: signer.step for signer in text.signers}
    signed = list(version.signatures.order_by("pk"))
    if any(row.party_id not in step for row in signed):
        yield f"I11: somebody signed {version} who is no side of it"
    elif [step[row.party_id] for row in signed] != sorted(step[row.party_id] for row in signed):
        yield f"I11: {version} was signed out of turn"
    persons = [row.person for row in signed if row.person is not None]
    if len(persons) != len(set(persons)):
        yield f"I11: one person signed {version} for two sides"
    if version.state == V.IN_FORCE:
        if {row.party_id for row in signed} != set(step):
            yield f"{version} is in force without all signatures"
        if any(a.subject_to_budget and not a.condition_met_on for a in version.approvals.all()):
            yield f"I8: {version} is in force without its budget"
        if {a.party_id for a in version.approvals.all()} != set(step):
            yield f"I8: {version} is in force without all decisions"


def _of_words(parties: list[Party]) -> Iterator[str]:
    """I13: what a side says was written by its own people."""
    at = {party.pk: party.institution_id for party in parties}
    for model in (Need, CanDo, Benefit, Contribution):
        rows = dict(model._base_manager.filter(party__in=at).values_list("pk", "party"))
        written = AuditRow.objects.filter(
            Q(object_kind=model._meta.label), object_id__in=[str(pk) for pk in rows]
        )
        for pk, institution in written.values_list("object_id", "institution"):
            if at[rows[int(pk)]] != institution:
                yield f"I13: {model.__name__} {pk} was written by another side"
