"""Doors to agreements and their versions, and what their pages read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from yuinowa.core import people
from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.accessions import AccessionState
from yuinowa.partnerships.domain.agreements import (
    UNDER_WAY,
    ApprovalFacts,
    Side,
    Signer,
    VersionState,
    whose_turn,
)
from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.domain.parties import PartyRole, PartyState
from yuinowa.partnerships.models import (
    Accession,
    Agreement,
    AgreementVersion,
    Approval,
    LeavingNotice,
    Partnership,
    Party,
    Signature,
    SignedFile,
    TextConsent,
)

_SIDES = Prefetch(
    "agreement__partnership__parties", queryset=Party.objects.select_related("institution")
)


def agreements_visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Agreements the actor may see, with the sides of their partnership at hand."""
    sides = Prefetch("partnership__parties", queryset=Party.objects.select_related("institution"))
    found = Agreement.objects.select_related("partnership").prefetch_related(sides)
    return visible_to(actor, found)


def versions_visible_to(actor: Actor) -> QuerySet[AgreementVersion]:
    """Versions the actor may see: those put to the sides, and the drafts of the actor's own side."""
    found = AgreementVersion.objects.select_related(
        "agreement__partnership", "written_for__institution", "based_on"
    ).prefetch_related(_SIDES)
    return visible_to(actor, found)


def versions_beside(version: int, actor: Actor) -> list[AgreementVersion]:
    """That version, if the actor may see it, among those of its agreement that the actor may see; the newest first."""
    agreement = AgreementVersion.objects.filter(pk=version).values("agreement")
    return list(versions_visible_to(actor).filter(agreement__in=agreement))


def files_visible_to(actor: Actor) -> QuerySet[SignedFile]:
    """Signed files of versions the actor may see."""
    versions = versions_visible_to(actor).values("pk")
    return SignedFile.objects.select_related("signature").filter(signature__version__in=versions)


def notices_visible_to(actor: Actor) -> QuerySet[LeavingNotice]:
    """Notices that hold, of sides that are still there, in partnerships of which the actor's institution is one."""
    mine = Party.objects.filter(institution=actor.institution or 0, state=PartyState.JOINED.value)
    return LeavingNotice.objects.select_related("party__institution").filter(
        taken_back_on=None,
        party__state=PartyState.JOINED.value,
        party__partnership__in=mine.values("partnership"),
    )


def current(versions: Iterable[AgreementVersion]) -> AgreementVersion | None:
    """Of an agreement's versions, the one the sides look at: under way, else in force, else the last."""
    numbered = [v for v in versions if v.number is not None]
    for wanted in (UNDER_WAY, (VersionState.IN_FORCE,), tuple(VersionState)):
        found = [v for v in numbered if v.state in wanted]
        if found:
            return max(found, key=lambda v: v.number or 0)
    return None


def signing_sides(parties: Iterable[Party]) -> list[Side]:
    """The sides that sign, in the order in which they came: whoever has joined and takes part."""
    return [
        Side(
            party.pk,
            party.institution_id,
            party.institution.name,
            leads=party.role == PartyRole.LEAD,
        )
        for party in sorted(parties, key=lambda party: party.pk)
        if party.has_joined and PartyRole(party.role).takes_part
    ]


@dataclass(frozen=True, slots=True)
class SideState:
    """What one side has said to a version, as the page shows it."""

    signer: Signer
    consent: TextConsent | None
    approval: Approval | None
    signature: Signature | None
    #: Names of those who did it, as far as they are still known.
    consented_by: str
    signed_by: str
    is_next: bool
    ours: bool
    #: How it came to sign, if it was none of the sides at the beginning.
    accession: Accession | None = None


def sides_of(version: AgreementVersion, actor: Actor) -> list[SideState]:
    """Each signing side with what it said; few questions, however many sides there are."""
    text = version.text
    consents = {row.party_id: row for row in version.consents.all()}
    approvals = {row.party_id: row for row in version.approvals.all()}
    signatures = {
        row.party_id: row
        for row in version.signatures.select_related("file").defer("file__content")
    }
    persons = {row.person for row in consents.values() if row.person}
    persons |= {row.person for row in signatures.values()}
    names = people.names_of(persons)
    turn = whose_turn(text.signers, signatures.keys()) if version.is_signable else set()
    acceding = _acceding(version)
    last = max((signer.step for signer in text.signers), default=0)
    newcomers = [
        Signer(party, row.party.institution_id, row.party.institution.name, last + n)
        for n, (party, row) in enumerate(acceding.items(), 1)
    ]
    return [
        SideState(
            signer,
            consents.get(signer.party),
            approvals.get(signer.party),
            signatures.get(signer.party),
            _name(names, consents.get(signer.party)),
            _signatory(names, signatures.get(signer.party)),
            is_next=signer.party in turn,
            ours=signer.institution == actor.institution,
            accession=acceding.get(signer.party),
        )
        for signer in (*text.signers, *newcomers)
    ]


def _acceding(version: AgreementVersion) -> dict[int, Accession]:
    """By side: the accessions that are signed, in the order in which they were asked for."""
    if version.in_force_on is None:
        return {}  # nobody accedes to what was never in force
    codes = [AccessionState.SIGNED.value, AccessionState.IN_FORCE.value]
    found = version.accessions.filter(state__in=codes).select_related("party__institution")
    return {row.party_id: row for row in found.order_by("pk")}


def _name(names: dict[int, str], row: TextConsent | None) -> str:
    return names.get(row.person or 0, "") if row else ""


def _signatory(names: dict[int, str], row: Signature | None) -> str:
    if row is None:
        return ""
    file = getattr(row, "file", None)
    return file.signatory if file is not None else names.get(row.person, "")


def approvals_of(version: AgreementVersion) -> list[ApprovalFacts]:
    return [facts_of(row) for row in version.approvals.all()]


def facts_of(approval: Approval) -> ApprovalFacts:
    return ApprovalFacts(approval.party_id, approval.subject_to_budget, approval.condition_met_on)


def own_signer(text: AgreementText, actor: Actor) -> Signer | None:
    """The signing side of the institution acted for."""
    return next((s for s in text.signers if s.institution == actor.institution), None)


def missing_sides(text: AgreementText, parties: Sequence[Party]) -> list[str]:
    """The sides of the text that are no longer there, by name."""
    there = {party.pk for party in parties if party.has_joined}
    return [signer.name for signer in text.signers if signer.party not in there]


def new_sides(text: AgreementText, parties: Sequence[Party]) -> list[str]:
    """The sides that would sign today and do not stand in the text, by name (I7)."""
    named = {signer.party for signer in text.signers}
    return [side.name for side in signing_sides(parties) if side.party not in named]


def last_signed_on(version: AgreementVersion) -> date | None:
    days = [row.signed_on for row in version.signatures.all()]
    return max(days, default=None)


def of_partnership(
    partnership: Partnership, actor: Actor
) -> list[tuple[Agreement, list[AgreementVersion]]]:
    """The agreements of a partnership as the actor sees them, each with its versions, the newest first."""
    here = actor.under(partnership)
    agreements = list(agreements_visible_to(here).filter(partnership=partnership))
    versions = versions_visible_to(here).filter(agreement__partnership=partnership)
    by_agreement: dict[int, list[AgreementVersion]] = {a.pk: [] for a in agreements}
    for version in versions:
        by_agreement[version.agreement_id].append(version)
    return [(agreement, by_agreement[agreement.pk]) for agreement in agreements]


def own_side(partnership: Partnership, actor: Actor) -> Party | None:
    """The side of the institution acted for that has joined."""
    return Party.objects.filter(
        partnership=partnership,
        institution=actor.institution or 0,
        state=PartyState.JOINED.value,
    ).first()
