"""Acceding to an agreement in force: consented to as the text says, signed like the others, theirs untouched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.newcomers import (
    asked,
    consented,
    decided,
    newcomer,
    signed,
    with_sealed,
)
from tests.partnerships.papers import in_force, ready, signatory_of
from yuinowa.core import clock, waits
from yuinowa.core.models import AuditRow
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    WrongState,
)
from yuinowa.partnerships import tasks
from yuinowa.partnerships.domain.accessions import AccessionState, Joining
from yuinowa.partnerships.domain.agreements import SigningForm
from yuinowa.partnerships.models import AgreementVersion, Partnership
from yuinowa.partnerships.queries.agreements import versions_visible_to
from yuinowa.partnerships.queries.costs import sharing
from yuinowa.partnerships.services import acceding, coming_into_force, notices
from yuinowa.partnerships.services import accessions as deeds
from yuinowa.partnerships.services.sides import accept, ask_sides
from yuinowa.partnerships.services.signing import Elsewhere, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def test_a_third_accedes_to_what_two_signed_and_their_signatures_stay() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    before = list(version.signatures.order_by("pk").values())

    accession = consented(asked(version, third), ours, theirs)
    accession = signed(decided(accession, third), signatory_of(third))

    assert (accession.state, accession.in_force_on) == (AccessionState.IN_FORCE, clock.today())
    assert list(version.signatures.order_by("pk").values())[:2] == before
    assert version.signatures.get(party=accession.party).digest == version.digest
    assert [party.institution for party in sharing(version.agreement.partnership)][2] == third
    steps = AuditRow.objects.filter(action__startswith="accession.").order_by("pk")
    assert list(steps.values_list("action", flat=True)) == [
        "accession.ask",
        "accession.consent",
        "accession.consent",
        "accession.consent",
        "accession.sign",
        "accession.enter_into_force",
    ]  # I41


def test_the_newcomer_reads_the_text_once_the_sides_have_consented() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    accession = asked(version, third)
    before = versions_visible_to(lead_of(third)).count()

    consented(accession, ours, theirs)

    assert (before, versions_visible_to(lead_of(third)).count()) == (0, 1)
    assert not versions_visible_to(lead_of(group())).exists()


def test_where_the_text_says_so_only_those_who_lead_consent() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs, joining=Joining.LEAD)
    partnership = version.agreement.partnership
    leads = side(partnership, ours)
    leads.role = "lead"
    leads.save()
    accession = asked(version, third)

    with pytest.raises(NotAllowed):
        consented(accession, theirs)

    assert consented(accession, ours).state == AccessionState.CONSENTED


def test_one_side_that_does_not_consent_ends_it_and_it_may_be_asked_again() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    accession = consented(asked(version, third), ours)

    ended = deeds.refuse_accession(accession.pk, reason="予算の枠がない", actor=lead_of(theirs))

    assert (ended.state, ended.refusing.institution) == (AccessionState.REFUSED, theirs)  # type: ignore[union-attr]  # a constraint
    assert side(version.agreement.partnership, third).state == "taken_back"
    with pytest.raises(WrongState):
        consented(accession, theirs)
    assert asked(version, third).state == AccessionState.ASKED


def test_the_newcomer_may_ask_no_more_until_it_has_signed() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    accession = consented(asked(version, third), ours, theirs)
    with pytest.raises(NotAllowed):
        deeds.take_accession_back(accession.pk, reason="x", actor=lead_of(ours))

    ended = deeds.take_accession_back(accession.pk, reason="議会が否決", actor=lead_of(third))

    assert ended.state == AccessionState.TAKEN_BACK
    again = consented(asked(version, third), ours, theirs)
    signed(decided(again, third), signatory_of(third))
    with pytest.raises(TransitionRefused):
        deeds.take_accession_back(again.pk, reason="遅い", actor=lead_of(third))


def test_it_holds_from_its_day_and_costs_are_shared_from_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # I10
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    first = clock.today() + timedelta(days=30)
    accession = consented(asked(version, third, starts_on=first), ours, theirs)
    accession = signed(decided(accession, third), signatory_of(third))
    partnership = Partnership.objects.get(pk=version.agreement.partnership_id)
    assert (accession.state, len(sharing(partnership))) == (AccessionState.SIGNED, 2)
    tasks.keep_days({})

    monkeypatch.setattr(clock, "today", lambda: first)
    tasks.keep_days({})
    tasks.keep_days({})  # it may run twice

    accession.refresh_from_db()
    assert (accession.state, accession.in_force_on) == (AccessionState.IN_FORCE, first)
    assert len(sharing(Partnership.objects.get(pk=partnership.pk))) == 3


def test_a_decision_subject_to_the_budget_lets_sign_and_not_accede() -> None:  # I8
    ours, theirs, third = library(), school(), newcomer()
    accession = consented(asked(in_force(ours, theirs), third), ours, theirs)
    accession = signed(decided(accession, third, subject_to_budget=True), signatory_of(third))
    assert accession.state == AccessionState.SIGNED

    with pytest.raises(InputRefused):
        acceding.release_accession(
            accession.pk, clock.today() + timedelta(days=1), actor=lead_of(third)
        )
    released = acceding.release_accession(accession.pk, clock.today(), actor=lead_of(third))

    assert released.state == AccessionState.IN_FORCE


def test_a_sealed_original_is_acceded_to_on_paper() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    rows = AgreementVersion.objects.filter(pk=version.pk)
    sealed = with_sealed(rows.get())
    accession = decided(consented(asked(sealed, third), ours, theirs), third)
    paper = Elsewhere("試験 花子", clock.today(), "加入書.pdf", b"%PDF-1.7 a scan")

    with pytest.raises(WrongState):
        signed(accession, signatory_of(third))
    entered = acceding.enter_accession(
        accession.pk,
        SigningForm.SEALED,
        paper,
        digest=sealed.digest,
        post="町長",
        actor=replace(lead_of(third), fresh_at=clock.now()),
    )

    assert entered.state == AccessionState.IN_FORCE
    assert sealed.signatures.get(party=entered.party).file.signatory == "試験 花子"


def test_whose_turn_it_is_goes_from_the_sides_to_the_newcomer() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)
    partnership = accession.to_version.agreement.partnership

    def waited() -> set[tuple[str, str]]:
        rows = waits.open_waits_of(list(partnership.parties.all()))
        return set(rows.values_list("institution_label", "step"))

    assert waited() == {(ours.name, "accession-consent"), (theirs.name, "accession-consent")}
    consented(accession, ours)
    assert waited() == {(theirs.name, "accession-consent")}
    consented(accession, theirs)
    assert waited() == {(third.name, "accession-approve")}
    decided(accession, third)
    assert waited() == {(third.name, "accession-sign")}
    signed(accession, signatory_of(third))
    assert waited() == set()


def test_when_the_last_who_has_not_consented_leaves_the_others_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs, fourth, third = library(), school(), group(), newcomer()
    version = in_force(ours, theirs, fourth, notice_days=1)
    accession = consented(asked(version, third), ours, theirs)
    leaving = replace(lead_of(fourth), fresh_at=clock.now())
    notice = notices.give_notice(version.agreement.partnership_id, reason="解散", actor=leaving)
    monkeypatch.setattr(clock, "today", lambda: notice.effective_on)

    tasks.keep_days({})

    accession.refresh_from_db()
    assert accession.state == AccessionState.CONSENTED


def test_what_is_on_its_way_ends_with_the_agreement() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)

    coming_into_force.end_agreements(accession.to_version.agreement.partnership)

    accession.refresh_from_db()
    assert accession.state == AccessionState.LAPSED


def test_a_consent_is_never_changed_or_deleted() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = consented(asked(in_force(ours, theirs), third), ours)

    with pytest.raises(DatabaseError), transaction.atomic():
        accession.consents.update(person=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        accession.consents.all().delete()


def test_who_joins_before_the_last_signature_has_to_stand_in_the_text() -> None:  # I7
    ours, theirs, third = library(), school(), newcomer()
    version = ready(ours, theirs)
    partnership = version.agreement.partnership_id
    ask_sides(partnership, [third.pk], actor=lead_of(ours))
    accept(partnership, actor=lead_of(third))

    with pytest.raises(WrongState):
        sign(version.pk, digest=version.digest, post="館長", actor=signatory_of(ours))


def test_a_notice_is_taken_back_before_its_day_and_may_be_given_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # I18
    ours, theirs, third = library(), school(), group()
    version = in_force(ours, theirs, third, notice_days=60)
    partnership, actor = (
        version.agreement.partnership_id,
        replace(lead_of(third), fresh_at=clock.now()),
    )
    with pytest.raises(WrongState):
        notices.take_notice_back(partnership, actor=actor)
    first = notices.give_notice(partnership, reason="会を閉じる", actor=actor)

    notices.take_notice_back(partnership, actor=actor)

    with pytest.raises(WrongState):
        notices.take_notice_back(partnership, actor=actor)
    monkeypatch.setattr(clock, "today", lambda: first.effective_on)
    assert notices.keep_notices() == 0
    assert side(version.agreement.partnership, third).has_joined
    again = notices.give_notice(partnership, reason="やはり閉じる", actor=actor)
    monkeypatch.setattr(clock, "today", lambda: again.effective_on)
    with pytest.raises(WrongState):  # its day has come
        notices.take_notice_back(partnership, actor=actor)
    assert notices.keep_notices() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        type(first).objects.filter(pk=first.pk).update(taken_back_on=None)
