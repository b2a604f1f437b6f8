"""An entry comes to rest, is closed and wakes again: previewed, dated, with its reason, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import institution
from yuinowa.core import clock, waits
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.desks import Asker
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.statuses import STEPS, StatusDeed, deeds_from
from yuinowa.directory.domain.topics import Topic
from yuinowa.directory.models import Desk, Institution
from yuinowa.directory.queries.desks import desk_for, to_be_checked
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations
from yuinowa.directory.services.entry.status import change_status
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState

pytestmark = pytest.mark.django_db
D = StatusDeed


def admin_of(made: Institution) -> Actor:
    return Actor(person=1, institution=made.pk, member=True, roles=frozenset({Role.ADMIN}))


def coordinator() -> Actor:
    office = institution("試験県事務局", member=True, region_office=True)
    roles = frozenset({Role.COORDINATOR})
    return Actor(person=2, institution=office.pk, region=True, member=True, roles=roles)


def do(made: Institution, deed: StatusDeed, actor: Actor) -> Institution:
    made.refresh_from_db()
    return change_status(
        made.pk,
        deed,
        on_day=clock.today(),
        reason="建物の建て替え",
        expected_version=made.version,
        actor=actor,
    )


def test_no_deed_begins_at_a_candidate_or_at_what_was_merged() -> None:
    assert deeds_from(Status.CANDIDATE) == deeds_from(Status.MERGED) == ()
    assert deeds_from(Status.ACTIVE) == (D.REST, D.CLOSE)
    assert deeds_from(Status.DORMANT) == (D.CLOSE, D.WAKE)
    assert deeds_from(Status.CLOSED) == (D.WAKE,)
    assert all(after not in before for before, after in STEPS.values())


def test_an_entry_at_rest_is_not_asked_to_confirm_and_wakes_as_it_was() -> None:
    made = institution(member=True, last_confirmed=clock.today() - timedelta(days=400))
    ask_for_confirmations()
    assert waits.open_waits(made).exists()

    assert do(made, D.REST, admin_of(made)).status == Status.DORMANT
    assert not waits.open_waits(made).exists()
    assert ask_for_confirmations() == 0

    woken = do(made, D.WAKE, admin_of(made))
    assert (woken.status, woken.member) == (Status.ACTIVE, True)
    assert ask_for_confirmations() == 1


def test_a_closed_one_takes_no_part_and_only_the_office_wakes_it() -> None:
    made, office = institution(member=True), coordinator()

    closed = do(made, D.CLOSE, admin_of(made))
    assert (closed.status, closed.member) == (Status.CLOSED, False)
    row = AuditRow.objects.latest("pk")
    assert (row.action, row.after["reason"]) == ("institution.close", "建物の建て替え")  # type: ignore[index]

    with pytest.raises(NotAllowed):
        do(made, D.WAKE, admin_of(made))
    woken = do(made, D.WAKE, office)
    assert (woken.status, woken.member) == (Status.ACTIVE, False)


def test_nobody_else_changes_it_and_whoever_comes_second_is_told() -> None:
    made = institution(member=True)
    editor = replace(admin_of(made), roles=frozenset({Role.EDITOR}))

    for actor in (editor, admin_of(institution(member=True)), Actor.nobody()):
        with pytest.raises(NotAllowed):
            do(made, D.REST, actor)
    do(made, D.REST, admin_of(made))
    with pytest.raises(VersionMovedOn):
        change_status(
            made.pk,
            D.CLOSE,
            on_day=clock.today(),
            reason="x",
            expected_version=1,
            actor=admin_of(made),
        )
    with pytest.raises(WrongState):
        do(made, D.REST, admin_of(made))


def test_the_region_office_does_not_close_and_no_day_to_come_is_recorded() -> None:
    office = coordinator()
    own = Institution.objects.get(region_office=True)
    made = institution()

    with pytest.raises(WrongState):
        do(own, D.CLOSE, office)
    with pytest.raises(InputRefused):
        change_status(
            made.pk,
            D.CLOSE,
            on_day=clock.today() + timedelta(days=1),
            reason="x",
            expected_version=1,
            actor=office,
        )


def test_desks_of_what_is_no_more_answer_no_question_and_are_not_checked() -> None:
    made, office = institution(), coordinator()
    Desk.objects.create(institution=made, topic=Topic.INTERLIBRARY_LOAN.value)
    asker = Asker(prefecture="13", municipality="131032")
    before = desk_for(Topic.INTERLIBRARY_LOAN, asker, Actor.nobody()).desk
    assert before is not None

    do(made, D.CLOSE, office)

    assert desk_for(Topic.INTERLIBRARY_LOAN, asker, Actor.nobody()).desk is None
    assert not to_be_checked(Desk.objects.all(), clock.today()).exists()


def signed_in(made: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, made, *roles)
    return a_client(person)


def test_first_the_preview_then_the_deed_then_the_history() -> None:
    made = institution("試験市立図書館", member=True)
    own = signed_in(made, Role.ADMIN)
    address = f"/institutions/{made.pk}/status/"
    sent = {"deed": "rest", "on_day": "令和8年4月1日", "reason": "建物の建て替え"}

    assert "休止・廃止" in own.get(made.get_absolute_url()).content.decode()
    preview = own.post(address, sent)
    assert preview.status_code == 200
    assert "休止中のしるしが付きます" in preview.content.decode()
    made.refresh_from_db()
    assert made.status == Status.ACTIVE

    assert own.post(address, sent | {"version": "9"}).status_code == 409
    assert own.post(address, sent | {"version": "1"}).status_code == 302
    history = own.get(f"/institutions/{made.pk}/history/").content.decode()
    assert "休止にした" in history
    assert "建物の建て替え" in history


@pytest.mark.parametrize(
    "wrong",
    [
        {"deed": "wake"},
        {"deed": "merge"},
        {"deed": ""},
        {"on_day": ""},
        {"on_day": "あした"},
        {"on_day": "2999-01-01", "version": "1"},
        {"reason": ""},
        {"reason": "x" * 201},
        {"reason": "a\x00b"},
        {"version": "x"},
        {"version": "0"},
    ],
)
def test_what_cannot_be_recorded_is_422_and_changes_nothing(wrong: dict[str, str]) -> None:
    made = institution(member=True)
    sent = {"deed": "close", "on_day": "2026-04-01", "reason": "移転"} | wrong

    answer = signed_in(made, Role.ADMIN).post(f"/institutions/{made.pk}/status/", sent)

    assert answer.status_code == 422
    made.refresh_from_db()
    assert (made.status, made.version) == (Status.ACTIVE, 1)
