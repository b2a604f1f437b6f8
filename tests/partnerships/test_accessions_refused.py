"""What accedes to nothing: wrong signatures, closed texts, days that cannot be; each refusal stands in the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.partnerships.factories import group, lead_of, library, school
from tests.partnerships.newcomers import (
    asked,
    consented,
    decided,
    newcomer,
    refused_deeds,
    signed,
)
from tests.partnerships.papers import in_force, proposed, signatory_of, with_terms
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
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
from yuinowa.partnerships import tasks
from yuinowa.partnerships.domain.accessions import AccessionState, Joining
from yuinowa.partnerships.models import Accession, Signature
from yuinowa.partnerships.services import accessions as deeds
from yuinowa.partnerships.services import agreements as writing
from yuinowa.partnerships.services.sides import accept, ask_sides, take_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def test_nobody_accedes_twice() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    accession = consented(asked(version, third), ours, theirs)
    with pytest.raises(AlreadyDone):
        deeds.ask_to_accede(version.pk, starts_on=None, once=new_key(), actor=lead_of(third))
    signed(decided(accession, third), signatory_of(third))

    with pytest.raises(AlreadyDone):
        signed(accession, signatory_of(third, person=78))
    for one in (ours, third):
        with pytest.raises(AlreadyDone):
            deeds.ask_to_accede(version.pk, starts_on=None, once=new_key(), actor=lead_of(one))

    assert Signature.objects.filter(version=version).count() == 3
    assert refused_deeds() == ["already-done"] * 4


def test_pressing_twice_asks_once() -> None:  # R31
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    ask_sides(version.agreement.partnership_id, [third.pk], actor=lead_of(ours))
    key = new_key()

    made = [
        deeds.ask_to_accede(version.pk, starts_on=None, once=key, actor=lead_of(third))
        for _press in range(2)
    ]

    assert made[0][0] == made[1][0]
    assert Accession.objects.count() == 1


Case = Callable[[Accession, Institution, Institution], object]
#: Each wrong signature of an accession that is asked for and, where it says so, consented to: the code in the trail.
WRONG: dict[str, tuple[bool, Case, type[YuinowaError]]] = {
    "before consent": (False, lambda a, _ours, third: signed(a, signatory_of(third)), WrongState),
    "by a person of another side": (
        True,
        lambda a, ours, _third: signed(a, signatory_of(ours)),
        NotAllowed,
    ),
    "by a person who signed for another side": (
        True,
        lambda a, ours, third: signed(a, signatory_of(third, person=1000 + ours.pk)),
        WrongState,
    ),
    "of another text": (
        True,
        lambda a, _ours, third: signed(a, signatory_of(third), "0" * 64),
        VersionMovedOn,
    ),
    "by whoever leads": (
        True,
        lambda a, _ours, third: signed(
            a, replace(signatory_of(third), roles=frozenset({Role.LEAD}))
        ),
        NotAllowed,
    ),
    "signed in long ago": (
        True,
        lambda a, _ours, third: signed(a, replace(signatory_of(third), fresh_at=None)),
        SignInAgain,
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_signature_is_refused_and_recorded(case: str) -> None:  # I7, I11, I13, I41
    is_consented, deed, refusal = WRONG[case]
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)
    if is_consented:
        accession = decided(consented(accession, ours, theirs), third)

    with pytest.raises(refusal):
        deed(accession, ours, third)

    assert Signature.objects.count() == 2
    assert refused_deeds() == [refusal.code]


def test_nobody_signs_before_its_own_decision() -> None:  # I8
    ours, theirs, third = library(), school(), newcomer()
    accession = consented(asked(in_force(ours, theirs), third), ours, theirs)

    with pytest.raises(WrongState):
        signed(accession, signatory_of(third))


def test_after_its_last_day_nobody_accedes_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs, third = library(), school(), newcomer()
    last = clock.today() + timedelta(days=30)
    version = in_force(ours, theirs, ends_on=last)
    accession = decided(consented(asked(version, third), ours, theirs), third)
    monkeypatch.setattr(clock, "today", lambda: last + timedelta(days=1))
    actor = signatory_of(third)

    with pytest.raises(WrongState):  # the night's job has not run yet
        signed(accession, actor)
    tasks.keep_days({})

    accession.refresh_from_db()
    assert accession.state == AccessionState.LAPSED
    with pytest.raises(WrongState):
        signed(accession, actor)
    assert refused_deeds() == ["wrong-state", "wrong-state"]


def test_a_closed_text_is_acceded_to_by_nobody() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs, joining=Joining.CLOSED)

    with pytest.raises(WrongState):
        asked(version, third)


def test_whoever_cannot_see_the_partnership_asks_for_nothing() -> None:
    version = in_force(library(), school())

    with pytest.raises(NotAllowed):
        deeds.ask_to_accede(version.pk, starts_on=None, once=new_key(), actor=lead_of(newcomer()))


@pytest.mark.parametrize("days", [-1, 31])
def test_the_first_day_lies_between_today_and_the_last_day(days: int) -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs, ends_on=clock.today() + timedelta(days=30))

    with pytest.raises(InputRefused):
        asked(version, third, starts_on=clock.today() + timedelta(days=days))


def test_while_the_work_goes_on_an_invitation_is_answered_by_acceding() -> None:  # I7
    ours, theirs, third = library(), school(), newcomer()
    partnership = in_force(ours, theirs).agreement.partnership
    ask_sides(partnership.pk, [third.pk], actor=lead_of(ours))

    with pytest.raises(WrongState):
        accept(partnership.pk, actor=lead_of(third))


def test_one_side_alone_does_not_take_an_accession_back() -> None:
    ours, theirs, third = library(), school(), newcomer()
    accession = asked(in_force(ours, theirs), third)

    with pytest.raises(WrongState):
        take_back(
            accession.to_version.agreement.partnership_id, accession.party_id, actor=lead_of(ours)
        )


def test_another_text_on_its_way_keeps_accessions_out_and_a_signed_one_keeps_it_out() -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    later = clock.today() + timedelta(days=9)
    accession = consented(asked(version, third, starts_on=later), ours, theirs)
    signed(decided(accession, third), signatory_of(third))
    draft = writing.begin_version(version.agreement_id, version.pk, actor=lead_of(ours))

    with pytest.raises(WrongState):
        proposed(with_terms(draft, ours, notice_days=30), ours)

    Accession.objects.filter(pk=accession.pk).update(
        state="taken_back", ended_at=clock.now(), end_reason="試験"
    )
    proposed(draft.agreement.versions.get(pk=draft.pk), ours)
    with pytest.raises(WrongState):
        asked(version, group())
