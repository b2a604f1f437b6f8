"""What accessions wait for, by side: the consents of the sides, then what the newcomer decides and signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.accessions import OPEN, AccessionState
from yuinowa.partnerships.domain.agreements import SigningForm
from yuinowa.partnerships.domain.gates import Missing, Turn
from yuinowa.partnerships.labels import accessions as words
from yuinowa.partnerships.labels import agreements as agreement_words
from yuinowa.partnerships.models import Accession, Party
from yuinowa.partnerships.queries.accessions import answers_to
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading

_LEADS = (Role.LEAD.value, Role.ADMIN.value)
_DECIDES = (*_LEADS, Role.SIGNATORY.value)
_CONSENT = Turn("accession-consent", Verb.DECIDE, _LEADS, words.THEN_CONSENTED)
_DECIDE = Turn("accession-approve", Verb.APPROVE, _DECIDES, words.THEN_DECIDED)
_SIGN = Turn("accession-sign", Verb.SIGN, (Role.SIGNATORY.value,), words.THEN_SIGNED)
_ENTER = Turn("accession-enter", Verb.SIGN, _DECIDES, words.THEN_SIGNED)
_RELEASE = Turn("accession-release", Verb.FILL_IN, _DECIDES, words.THEN_BUDGET)


def of_accessions(reading: Reading) -> Iterable[Requirement]:
    """While the work goes on: whoever asked to accede is answered, and does its own part."""
    accessions = (
        Accession.objects.filter(
            to_version__agreement__partnership=reading.partnership,
            state__in=[state.value for state in OPEN],
        )
        .select_related("to_version", "party__institution")
        .prefetch_related("consents", "to_version__approvals")
    )
    gaps = [gap for accession in accessions for gap in _gaps(accession, reading.parties)]
    return [Requirement(words.ACCESSIONS_ANSWERED, tuple(gaps))] if gaps else []


def _gaps(accession: Accession, parties: Sequence[Party]) -> list[Missing]:
    if accession.state == AccessionState.ASKED:
        what = words.consent_to(accession.party.institution.name)
        return [
            Missing(what, accession.get_absolute_url(), answer.side.party, _CONSENT)
            for answer in answers_to(accession, parties, Actor.nobody())
            if answer.consent is None
        ]
    found = accession.to_version.approvals.all()
    approval = next((row for row in found if row.party_id == accession.party_id), None)
    if approval is None:
        return [_of_newcomer(accession, agreement_words.ITS_DECISION, "approve", _DECIDE)]
    if accession.state == AccessionState.CONSENTED:
        by_platform = accession.to_version.text.terms.signing_form is SigningForm.PLATFORM
        turn = _SIGN if by_platform else _ENTER
        return [_of_newcomer(accession, agreement_words.ITS_SIGNATURE, "sign", turn)]
    if approval.subject_to_budget and approval.condition_met_on is None:
        return [_of_newcomer(accession, agreement_words.ITS_BUDGET, "release", _RELEASE)]
    return []


def _of_newcomer(accession: Accession, what: object, deed: str, turn: Turn) -> Missing:
    url = reverse(f"partnerships:accession-{deed}", args=[accession.pk])
    return Missing(str(what), url, accession.party_id, turn)
