"""Doors to accessions, and what their pages read: who consents, who has, what is open to accede to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from yuinowa.core import clock
from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.accessions import OPEN, AccessionState, Joining, consenting
from yuinowa.partnerships.domain.agreements import UNDER_WAY, Side, VersionState
from yuinowa.partnerships.domain.parties import PartyRole, PartyState
from yuinowa.partnerships.domain.phases import BEGUN, Phase
from yuinowa.partnerships.models import (
    Accession,
    AccessionConsent,
    AgreementVersion,
    Partnership,
    Party,
)
from yuinowa.partnerships.queries.agreements import own_signer, signing_sides


def accessions_visible_to(actor: Actor) -> QuerySet[Accession]:
    """Accessions the actor may see: those of its institution, and those to agreements of which it is a side."""
    sides = Prefetch(
        "to_version__agreement__partnership__parties",
        queryset=Party.objects.select_related("institution"),
    )
    found = Accession.objects.select_related(
        "to_version__agreement__partnership", "party__institution", "refusing__institution"
    ).prefetch_related(sides)
    return visible_to(actor, found)


def open_to_accede(partnership: Partnership) -> list[AgreementVersion]:
    """The versions in force to which another institution may accede today: while the work goes on."""
    if partnership.phase is not Phase.ACTIVE:
        return []
    versions = AgreementVersion.objects.filter(agreement__partnership=partnership)
    busy = versions.filter(state__in=[s.value for s in UNDER_WAY]).values("agreement")
    found = versions.filter(state=VersionState.IN_FORCE.value).exclude(agreement__in=busy)
    return [version for version in found.select_related("agreement") if is_open(version)]


def open_to(partnership: Partnership, actor: Actor) -> list[AgreementVersion]:
    """Of these, those that the institution acted for has not signed and does not accede to yet."""
    codes = [*(state.value for state in OPEN), AccessionState.IN_FORCE.value]
    mine = Accession.objects.filter(
        party__institution=actor.institution or 0,
        to_version__agreement__partnership=partnership,
        state__in=codes,
    )
    taken = set(mine.values_list("to_version", flat=True))
    return [
        version
        for version in open_to_accede(partnership)
        if version.pk not in taken and own_signer(version.text, actor) is None
    ]


def is_open(version: AgreementVersion) -> bool:
    """Whether the text of a version in force lets others accede, and its last day is not over."""
    terms = version.text.terms
    has_time = terms.ends_on is None or terms.ends_on >= clock.today()
    return has_time and terms.joining is not Joining.CLOSED


def accedes(party: Party) -> bool:
    """Whether the side joins by acceding: the work has begun, and an agreement is in force."""
    partnership = party.partnership
    return (
        partnership.phase in BEGUN
        and PartyRole(party.role).takes_part
        and AgreementVersion.objects.filter(
            agreement__partnership=partnership, state=VersionState.IN_FORCE.value
        ).exists()
    )


def bound_sides(version: AgreementVersion, parties: Iterable[Party]) -> list[Side]:
    """The sides that signed the version, at the beginning or by acceding, and are still there."""
    acceded = set(
        version.accessions.filter(state=AccessionState.IN_FORCE.value).values_list(
            "party", flat=True
        )
    )
    bound = {signer.party for signer in version.text.signers} | acceded
    return [side for side in signing_sides(parties) if side.party in bound]


@dataclass(frozen=True, slots=True)
class Answer:
    """A side whose consent is needed, and its consent."""

    side: Side
    consent: AccessionConsent | None
    ours: bool


def answers_to(accession: Accession, parties: Iterable[Party], actor: Actor) -> list[Answer]:
    """Each side whose consent the accession needs, those that have not given it first."""
    version = accession.to_version
    # Once it has come in, the newcomer is bound too; it was never asked about itself.
    sides = [side for side in bound_sides(version, parties) if side.party != accession.party_id]
    needed = consenting(version.text.terms.joining, sides)
    given = {consent.party_id: consent for consent in accession.consents.all()}
    found = [
        Answer(side, given.get(side.party), ours=side.institution == actor.institution)
        for side in sides
        if side.party in needed
    ]
    return sorted(found, key=lambda answer: answer.consent is not None)


def newcomers(partnership: Partnership) -> set[int]:
    """The sides that are asked and have themselves asked to accede."""
    found = Accession.objects.filter(
        to_version__agreement__partnership=partnership,
        state__in=[state.value for state in OPEN],
        party__state=PartyState.INVITED.value,
    )
    return set(found.values_list("party", flat=True))
