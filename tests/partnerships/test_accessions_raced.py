"""Acceding at the same moment: the last consents, a signature beside a refusal, a power cut before it is in force."""

from __future__ import annotations

from functools import partial

import pytest

from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.newcomers import asked, consented, decided, newcomer, signed
from tests.partnerships.papers import in_force, signatory_of
from tests.races import at_once, refusals
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.kernel.errors import AlreadyDone, TransitionRefused, WrongState
from yuinowa.partnerships.domain.accessions import AccessionState
from yuinowa.partnerships.models import Accession, Party, Signature
from yuinowa.partnerships.services import acceding
from yuinowa.partnerships.services import accessions as deeds
from yuinowa.partnerships.services.sides import ask_sides

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_agreements")]


class PowerCut(BaseException):
    """Nothing after it is done."""


def state_of(accession: Accession) -> str:
    return Accession.objects.get(pk=accession.pk).state


def test_one_who_presses_three_times_at_once_asks_once() -> None:  # R31
    ours, third, once = library(), newcomer(), new_key()
    version = in_force(ours, school())
    ask_sides(version.agreement.partnership_id, [third.pk], actor=lead_of(ours))

    outcomes = at_once(
        [
            partial(
                deeds.ask_to_accede, version.pk, starts_on=None, once=once, actor=lead_of(third)
            )
            for _ in range(3)
        ]
    )

    assert refusals(outcomes) == []
    assert Accession.objects.count() == 1


def test_the_last_two_consent_at_once_and_the_newcomer_is_waited_for_once() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)

    outcomes = at_once(
        [
            partial(deeds.consent_to_accession, accession.pk, actor=lead_of(one))
            for one in (ours, theirs)
        ]
    )

    assert refusals(outcomes) == []
    assert state_of(accession) == AccessionState.CONSENTED
    assert accession.consents.count() == 2


def test_a_consent_and_a_refusal_at_once_end_in_one_of_the_two_orders() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)

    outcomes = at_once(
        [
            partial(deeds.consent_to_accession, accession.pk, actor=lead_of(ours)),
            partial(
                deeds.refuse_accession, accession.pk, reason="費用が増える", actor=lead_of(theirs)
            ),
        ]
    )

    assert state_of(accession) == AccessionState.REFUSED
    assert refusals(outcomes) in ([], [WrongState])  # whoever consents after it is told


def test_two_signatories_of_the_newcomer_at_once_are_one_signature() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = decided(consented(asked(in_force(ours, theirs), third), ours, theirs), third)

    outcomes = at_once(
        [partial(signed, accession, signatory_of(third, person=person)) for person in (71, 72, 73)]
    )

    assert len(refusals(outcomes)) == 2
    assert set(refusals(outcomes)) <= {AlreadyDone, TransitionRefused}
    assert state_of(accession) == AccessionState.IN_FORCE
    assert Signature.objects.filter(party=accession.party_id).count() == 1
    assert AuditRow.objects.filter(action="accession.enter_into_force").count() == 1


@pytest.mark.parametrize("where", ["come_in", "_joins"])
def test_cut_off_between_signature_and_coming_in_neither_is_there(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = decided(consented(asked(in_force(ours, theirs), third), ours, theirs), third)

    def cut(*_args: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(acceding, where, cut)
        with pytest.raises(PowerCut):
            signed(accession, signatory_of(third))

    assert state_of(accession) == AccessionState.CONSENTED
    assert not Party.objects.get(pk=accession.party_id).has_joined
    assert not Signature.objects.filter(party=accession.party_id).exists()
    signed(accession, signatory_of(third))
    assert state_of(accession) == AccessionState.IN_FORCE
