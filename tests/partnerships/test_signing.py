"""Signing: who may, when, in which order; what is refused is refused for everybody and stands in the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.papers import (
    at_phase,
    decided,
    draft_of,
    in_force,
    proposed,
    ready,
    settled,
    signatory_of,
    signed,
    with_terms,
)
from yuinowa.core import clock
from yuinowa.core.models import AuditAudience, AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
    NotAllowed,
    SignInAgain,
    VersionMovedOn,
    WrongState,
    YuinowaError,
)
from yuinowa.partnerships.domain.agreements import (
    AgreementKind,
    Ordering,
    SigningForm,
    VersionState,
)
from yuinowa.partnerships.domain.gates import Missing
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party, Signature
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.queries.parts import Part, Requirement
from yuinowa.partnerships.services import agreements as writing
from yuinowa.partnerships.services import coming_into_force, concluding, notices, signing
from yuinowa.partnerships.services.concluding import Decision
from yuinowa.partnerships.services.signing import Elsewhere
from yuinowa.partnerships.services.turns import set_turns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]
PDF = b"%PDF-1.7 a scan"


def now(version: AgreementVersion) -> AgreementVersion:
    return AgreementVersion.objects.get(pk=version.pk)


def phase_of(version: AgreementVersion) -> Phase:
    return Partnership.objects.get(agreements=version.agreement_id).phase


def refused_deeds() -> list[str]:
    rows = AuditRow.objects.filter(action="agreementversion.sign-refused")
    return [row.after["code"] for row in rows.order_by("pk")]  # type: ignore[index]  # written so


def sign(version: AgreementVersion, actor: Actor, digest: str = "") -> AgreementVersion:
    return signing.sign(version.pk, digest=digest or version.digest, post="館長", actor=actor)


def test_with_the_last_signature_it_is_in_force_and_the_work_begins() -> None:  # I7
    ours, theirs = library(), school()
    version = signed(ready(ours, theirs), ours)
    assert (version.state, phase_of(version)) == (
        VersionState.PARTLY_SIGNED,
        Phase.AWAITING_SIGNATURE,
    )

    signed(version, theirs)

    after = now(version)
    assert (after.state, after.in_force_on) == (VersionState.IN_FORCE, clock.today())
    assert phase_of(version) is Phase.ACTIVE
    row = AuditRow.objects.filter(action="agreementversion.sign").latest("pk")
    assert row.after["digest"] == version.digest  # type: ignore[index]  # written so
    readers = AuditAudience.objects.filter(row=row).values_list("institution", flat=True)
    assert set(readers) == {ours.pk}


def test_nobody_signs_what_their_side_has_not_decided_on() -> None:  # I8
    ours, theirs = library(), school()
    draft = draft_of(at_phase(Phase.AWAITING_SIGNATURE, ours, theirs), ours)
    version = decided(settled(proposed(draft, ours), ours, theirs), ours)

    with pytest.raises(WrongState):
        sign(version, signatory_of(ours))

    assert not Signature.objects.exists()
    assert refused_deeds() == ["wrong-state"]


def test_a_decision_subject_to_the_budget_lets_sign_and_not_begin() -> None:  # I8
    ours, theirs = library(), school()
    draft = draft_of(at_phase(Phase.AWAITING_SIGNATURE, ours, theirs), ours)
    version = decided(settled(proposed(draft, ours), ours, theirs), ours)
    version = decided(version, theirs, subject_to_budget=True)
    version = signed(version, ours, theirs)
    assert (version.state, phase_of(version)) == (VersionState.SIGNED, Phase.AWAITING_SIGNATURE)

    concluding.release_budget(version.pk, clock.today(), actor=lead_of(theirs))

    assert (now(version).state, phase_of(version)) == (VersionState.IN_FORCE, Phase.ACTIVE)
    with pytest.raises(NotAllowed):
        concluding.release_budget(version.pk, clock.today(), actor=lead_of(theirs))


def test_nothing_begins_while_something_of_the_planning_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # I9
    ours, theirs = library(), school()
    version = ready(ours, theirs)
    gap = Requirement("評価の方法", (Missing("評価の方法", "/"),))
    part = Part("evaluation-test", 40, gates={Phase.EVALUATION_DESIGN: lambda *_asked: [gap]})
    monkeypatch.setitem(parts._PARTS, part.key, part)

    signed(version, ours, theirs)

    assert (now(version).state, phase_of(version)) == (
        VersionState.SIGNED,
        Phase.AWAITING_SIGNATURE,
    )
    monkeypatch.delitem(parts._PARTS, part.key)
    assert coming_into_force.keep_days() == 1
    assert phase_of(version) is Phase.ACTIVE


def test_the_last_missing_word_lets_begin_what_all_have_signed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # I9
    """Nobody is left waiting for the night: the deed that gives it also lets it begin."""
    ours, theirs = library(), school()
    version = ready(ours, theirs)
    gaps = [Requirement("評価の方法", (Missing("評価の方法", "/"),))]
    part = Part("evaluation-test", 40, gates={Phase.EVALUATION_DESIGN: lambda *_asked: gaps})
    monkeypatch.setitem(parts._PARTS, part.key, part)
    signed(version, ours, theirs)

    gaps.clear()
    set_turns(Partnership.objects.get(agreements=version.agreement_id))

    assert phase_of(version) is Phase.ACTIVE
    row = AuditRow.objects.filter(action="agreementversion.in-force").latest("pk")
    readers = AuditAudience.objects.filter(row=row).values_list("institution", flat=True)
    assert set(readers) == {ours.pk, theirs.pk}


def test_a_text_signed_is_the_text_that_was_read() -> None:  # I7
    ours, theirs = library(), school()
    version = ready(ours, theirs)

    with pytest.raises(VersionMovedOn):
        sign(version, signatory_of(ours), digest="0" * 64)

    assert refused_deeds() == ["version-moved-on"]


def test_after_the_text_changed_the_old_page_signs_nothing() -> None:  # I12
    ours, theirs = library(), school()
    version = ready(ours, theirs)
    draft = writing.begin_version(version.agreement_id, version.pk, actor=lead_of(theirs))
    proposed(with_terms(draft, theirs, notice_days=30), theirs)

    with pytest.raises(WrongState, match=r"superseded|新しい|置きかわ|別の"):
        sign(version, signatory_of(ours))

    assert refused_deeds() == ["wrong-state"]


def test_signing_twice_is_signing_once() -> None:
    ours, theirs = library(), school()
    version = signed(ready(ours, theirs), ours)

    with pytest.raises(AlreadyDone):
        sign(version, signatory_of(ours, person=77))

    assert Signature.objects.count() == 1
    assert refused_deeds() == ["already-done"]


def test_a_copied_link_lets_nobody_sign_out_of_turn() -> None:  # I11
    ours, theirs, third = library(), school(), group()
    version = ready(ours, theirs, third, ordering=Ordering.LISTED)

    with pytest.raises(WrongState):
        sign(version, signatory_of(third))
    signed(version, ours, theirs, third)

    assert now(version).state == VersionState.IN_FORCE
    assert refused_deeds() == ["wrong-state"]


def test_one_person_signs_for_one_side() -> None:  # I11
    ours, theirs = library(), school()
    version = ready(ours, theirs)
    sign(version, signatory_of(ours, person=77))

    with pytest.raises(WrongState):
        sign(version, signatory_of(theirs, person=77))

    assert Signature.objects.count() == 1
    with pytest.raises(IntegrityError):
        signature = Signature.objects.get()
        signature.pk, signature.party = None, side(version.agreement.partnership, theirs)
        signature.save(force_insert=True)


def test_after_leaving_nobody_signs_and_the_others_need_another_text() -> None:  # I18
    ours, theirs, third = library(), school(), group()
    version = ready(ours, theirs, third)
    left = side(version.agreement.partnership, third)
    Party.objects.filter(pk=left.pk).update(state="left", ended_at=clock.now(), end_reason="解散")

    with pytest.raises(NotAllowed):
        sign(version, signatory_of(third))
    with pytest.raises(WrongState):
        sign(version, signatory_of(ours))

    assert refused_deeds() == ["not-allowed", "wrong-state"]


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMIN, Role.EDITOR])
def test_only_a_signatory_signs(role: Role) -> None:
    ours, theirs = library(), school()
    version = ready(ours, theirs)

    with pytest.raises(NotAllowed):
        sign(version, replace(signatory_of(ours), roles=frozenset({role})))


def test_a_stranger_signs_nothing() -> None:
    ours, theirs = library(), school()
    with pytest.raises(NotAllowed):
        sign(ready(ours, theirs), signatory_of(group()))


def test_whoever_signs_has_just_signed_in() -> None:  # R27
    ours, theirs = library(), school()
    version = ready(ours, theirs)
    long_ago = clock.now() - timedelta(hours=1)

    with pytest.raises(SignInAgain):
        sign(version, replace(signatory_of(ours), fresh_at=long_ago))

    assert refused_deeds() == ["sign-in-again"]


def test_an_agreement_does_not_begin_before_it_is_signed() -> None:  # I10
    ours, theirs = library(), school()
    yesterday = clock.today() - timedelta(days=1)

    with pytest.raises(WrongState):
        signed(ready(ours, theirs, starts_on=yesterday), ours)


def test_unless_all_sides_recorded_that_it_does() -> None:  # I10
    ours, theirs = library(), school()
    yesterday = clock.today() - timedelta(days=1)

    version = in_force(ours, theirs, starts_on=yesterday, retroactive=True)

    assert (version.state, version.in_force_on) == (VersionState.IN_FORCE, yesterday)


def test_a_first_day_to_come_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = library(), school()
    first = clock.today() + timedelta(days=30)
    version = in_force(ours, theirs, starts_on=first)
    assert version.state == VersionState.SIGNED
    assert coming_into_force.keep_days() == 0

    monkeypatch.setattr(clock, "today", lambda: first)

    assert coming_into_force.keep_days() == 1
    assert coming_into_force.keep_days() == 0  # it may run twice
    assert (now(version).state, phase_of(version)) == (VersionState.IN_FORCE, Phase.ACTIVE)


def test_after_its_last_day_it_is_expired_and_the_partnership_lapsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = library(), school()
    last = clock.today() + timedelta(days=30)
    version = in_force(ours, theirs, ends_on=last)
    monkeypatch.setattr(clock, "today", lambda: last)
    assert coming_into_force.keep_days() == 0

    monkeypatch.setattr(clock, "today", lambda: last + timedelta(days=1))
    coming_into_force.keep_days()

    assert (now(version).state, phase_of(version)) == (VersionState.EXPIRED, Phase.LAPSED)


def test_a_new_version_takes_the_place_of_the_one_in_force_when_it_is_signed() -> None:
    ours, theirs = library(), school()
    first = in_force(ours, theirs)
    draft = writing.begin_version(first.agreement_id, first.pk, actor=lead_of(ours))
    second = proposed(with_terms(draft, ours, notice_days=30), ours)
    assert now(first).state == VersionState.IN_FORCE

    second = signed(decided(settled(second, ours, theirs), ours, theirs), ours, theirs)

    assert (now(first).state, now(second).state) == (VersionState.SUPERSEDED, VersionState.IN_FORCE)


def test_a_side_leaves_by_notice_and_its_record_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # I18
    ours, theirs, third = library(), school(), group()
    version = in_force(ours, theirs, third, notice_days=60)
    partnership = version.agreement.partnership
    actor = replace(lead_of(third), fresh_at=clock.now())

    notice = notices.give_notice(partnership.pk, reason="会を閉じる", actor=actor)

    assert notice.effective_on == clock.today() + timedelta(days=60)
    assert notices.keep_notices() == 0
    with pytest.raises(AlreadyDone):
        notices.give_notice(partnership.pk, reason="もう一度", actor=actor)
    monkeypatch.setattr(clock, "today", lambda: notice.effective_on)
    assert notices.keep_notices() == 1
    assert side(partnership, third).state == "left"
    assert phase_of(version) is Phase.ACTIVE
    assert version.signatures.count() == 3


def test_with_one_side_left_the_partnership_ends(monkeypatch: pytest.MonkeyPatch) -> None:  # I1
    ours, theirs = library(), school()
    version = in_force(ours, theirs, notice_days=1)
    actor = replace(lead_of(theirs), fresh_at=clock.now())
    notice = notices.give_notice(version.agreement.partnership_id, reason="統合", actor=actor)

    monkeypatch.setattr(clock, "today", lambda: notice.effective_on)
    notices.keep_notices()

    assert (now(version).state, phase_of(version)) == (
        VersionState.TERMINATED,
        Phase.TERMINATED_EARLY,
    )


def elsewhere(**changes: object) -> Elsewhere:
    given: dict[str, object] = {
        "name": "試験 太郎",
        "signed_on": clock.today(),
        "file_name": "協定書.pdf",
        "content": PDF,
    }
    return Elsewhere(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def enter(version: AgreementVersion, one: Institution, **changes: object) -> AgreementVersion:
    clerk = replace(signatory_of(one), roles=frozenset({Role.ADMIN}))
    return signing.enter_signature(
        version.pk,
        SigningForm.SEALED,
        elsewhere(**changes),
        digest=version.digest,
        post="市長",
        actor=clerk,
    )


def test_a_sealed_original_is_entered_by_a_clerk_with_name_day_and_file() -> None:
    ours, theirs = library(), school()
    version = ready(ours, theirs, signing_form=SigningForm.SEALED)

    enter(version, ours)
    enter(version, theirs)

    assert now(version).state == VersionState.IN_FORCE
    file = version.signatures.order_by("pk")[0].file
    assert (file.signatory, bytes(file.content), len(file.digest)) == ("試験 太郎", PDF, 64)


def test_a_contract_is_not_concluded_by_consent_here() -> None:
    ours, theirs = library(), school()
    partnership = at_phase(Phase.AWAITING_SIGNATURE, ours, theirs)
    draft = draft_of(partnership, ours, AgreementKind.ENTRUSTMENT)
    assert draft.text.terms.signing_form is SigningForm.SEALED

    with pytest.raises(InputRefused):
        proposed(with_terms(draft, ours, signing_form=SigningForm.PLATFORM), ours)
    sealed = decided(
        settled(proposed(draft_of(partnership, ours, AgreementKind.SUBSIDY), ours), ours, theirs),
        ours,
        theirs,
    )
    with pytest.raises(WrongState):
        sign(sealed, signatory_of(ours))


@pytest.mark.parametrize(
    "changes",
    [
        {"content": b"PK not a pdf"},
        {"content": b""},
        {"signed_on": date(2126, 1, 1)},
        {"signed_on": date(2020, 1, 1)},
    ],
)
def test_what_cannot_be_a_signed_paper_is_refused(changes: dict[str, object]) -> None:
    ours, theirs = library(), school()
    version = ready(ours, theirs, signing_form=SigningForm.SEALED)

    with pytest.raises(InputRefused):
        enter(version, ours, **changes)

    assert not Signature.objects.exists()


@pytest.mark.parametrize("days", [-400, 1])
def test_a_decision_is_of_a_day_between_the_text_and_today(days: int) -> None:
    ours, theirs = library(), school()
    version = settled(
        proposed(draft_of(at_phase(Phase.AWAITING_SIGNATURE, ours, theirs), ours), ours),
        ours,
        theirs,
    )
    wrong = Decision("", "館長", clock.today() + timedelta(days=days))

    with pytest.raises(InputRefused):
        concluding.record_approval(version.pk, wrong, digest=version.digest, actor=lead_of(ours))


#: Each check of the signing itself, and what it keeps out: without the check the deed goes through (or the database
#: alone holds it).
_GUARDS = {
    "signing._refuse_gaps": (signing, "_refuse_gaps"),
    "signing._refuse_days": (signing, "_refuse_days"),
    "signing.refuse_other_text": (signing, "refuse_other_text"),
    "signing.require_fresh": (signing, "require_fresh"),
    "signing.require": (signing, "require"),
}


def _out_of_turn(*sides: Institution) -> tuple[AgreementVersion, Actor, str]:
    return ready(*sides, ordering=Ordering.LISTED), signatory_of(sides[1]), ""


def _too_early(*sides: Institution) -> tuple[AgreementVersion, Actor, str]:
    yesterday = clock.today() - timedelta(days=1)
    return ready(*sides, starts_on=yesterday), signatory_of(sides[0]), ""


def _other_text(*sides: Institution) -> tuple[AgreementVersion, Actor, str]:
    return ready(*sides), signatory_of(sides[0]), "0" * 64


def _stale(*sides: Institution) -> tuple[AgreementVersion, Actor, str]:
    return ready(*sides), replace(signatory_of(sides[0]), fresh_at=None), ""


def _lead(*sides: Institution) -> tuple[AgreementVersion, Actor, str]:
    actor = replace(signatory_of(sides[0]), roles=frozenset({Role.LEAD}))
    return ready(*sides), actor, ""


@pytest.mark.parametrize(
    ("guard", "case"),
    [
        ("signing._refuse_gaps", _out_of_turn),
        ("signing._refuse_days", _too_early),
        ("signing.refuse_other_text", _other_text),
        ("signing.require_fresh", _stale),
        ("signing.require", _lead),
    ],
)
def test_without_its_check_each_wrong_signature_would_be_taken(
    guard: str, case: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twins."""
    version, actor, digest = case(library(), school())  # type: ignore[operator]  # a table of cases
    with pytest.raises(YuinowaError):
        sign(version, actor, digest)
    assert not Signature.objects.exists()

    module, name = _GUARDS[guard]
    monkeypatch.setattr(module, name, lambda *_args, **_kwargs: None)
    sign(version, actor, digest)

    assert Signature.objects.count() == 1
