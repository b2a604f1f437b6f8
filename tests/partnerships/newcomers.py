"""Dull makers of what accessions need: a newcomer, and its accession at each state."""

from __future__ import annotations

from datetime import date

from tests.partnerships.factories import lead_of
from tests.relations.ties import of_kind
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.agreements import SigningForm
from yuinowa.partnerships.models import Accession, AgreementVersion
from yuinowa.partnerships.services import acceding
from yuinowa.partnerships.services import accessions as deeds
from yuinowa.partnerships.services.concluding import Decision
from yuinowa.partnerships.services.sides import ask_sides


def newcomer() -> Institution:
    return of_kind("試験町立図書館")


def asked(
    version: AgreementVersion, by: Institution, *, starts_on: date | None = None
) -> Accession:
    """``by`` was asked to join, and asks to accede."""
    partnership = version.agreement.partnership_id
    first = AgreementVersion.objects.get(pk=version.pk).text.signers[0].institution
    ask_sides(partnership, [by.pk], actor=lead_of(Institution.objects.get(pk=first)))
    made, _fresh = deeds.ask_to_accede(
        version.pk, starts_on=starts_on, once=new_key(), actor=lead_of(by)
    )
    return made


def consented(accession: Accession, *sides: Institution) -> Accession:
    for one in sides:
        accession = deeds.consent_to_accession(accession.pk, actor=lead_of(one))
    return accession


def decided(accession: Accession, by: Institution, *, subject_to_budget: bool = False) -> Accession:
    decision = Decision("7試町教第3号", "館長", clock.today(), subject_to_budget)
    digest = accession.to_version.digest
    return acceding.decide_to_accede(accession.pk, decision, digest=digest, actor=lead_of(by))


def signed(accession: Accession, actor: Actor, digest: str = "") -> Accession:
    return acceding.sign_accession(
        accession.pk, digest=digest or accession.to_version.digest, post="町長", actor=actor
    )


def refused_deeds() -> list[str]:
    rows = AuditRow.objects.filter(action="agreementversion.sign-refused").order_by("pk")
    return [row.after["code"] for row in rows]  # type: ignore[index]  # written so


def with_sealed(version: AgreementVersion) -> AgreementVersion:
    """The same agreement, as if it had been concluded on paper."""
    version.agreement.versions.filter(pk=version.pk).update(state="superseded")
    document = version.document | {
        "terms": version.document["terms"] | {"signing_form": SigningForm.SEALED.value}
    }
    return AgreementVersion.objects.create(
        agreement=version.agreement,
        number=2,
        state="in_force",
        written_for=version.written_for,
        document=document,
        digest="5" * 64,
        proposed_at=version.proposed_at,
        in_force_on=version.in_force_on,
        state_since=version.state_since,
    )
