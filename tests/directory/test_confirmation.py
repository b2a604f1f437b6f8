from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import editor_of, institution
from yuinowa.core import clock, waits
from yuinowa.core.models import AuditRow, Job, Mail
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.models import Institution, PartLevel
from yuinowa.directory.services.desks import CHECK_STEP
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations, confirm_entry
from yuinowa.directory.services.entry.reminding import remind_institution, remind_institutions
from yuinowa.kernel.errors import NotAllowed, VersionMovedOn
from yuinowa.kernel.workflow import Verb

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def test_confirming_dates_the_entry_leaves_a_trail_and_ends_the_waiting() -> None:
    made = institution(member=True, last_confirmed=days_ago(365))
    ask_for_confirmations()

    saved = confirm_entry(made.pk, expected_version=1, actor=editor_of(made))

    assert saved.last_confirmed == clock.today()
    assert AuditRow.objects.get().action == "institution.confirm"
    assert not waits.open_waits(made).exists()


def test_only_the_institution_itself_confirms_its_entry() -> None:
    made = institution(member=True)
    office = institution(member=True, region_office=True)
    clerk = Actor(
        person=2,
        institution=office.pk,
        region=True,
        member=True,
        roles=frozenset({Role.COORDINATOR, Role.ADMIN}),
    )

    for actor in (clerk, replace(editor_of(made), roles=frozenset({Role.SIGNATORY}))):
        with pytest.raises(NotAllowed):
            confirm_entry(made.pk, expected_version=1, actor=actor)
    with pytest.raises(VersionMovedOn):
        confirm_entry(made.pk, expected_version=2, actor=editor_of(made))


def test_after_a_year_the_admin_is_asked_once() -> None:
    late = institution(member=True, last_confirmed=days_ago(365))
    institution(member=True, last_confirmed=days_ago(364))
    institution(member=False, last_confirmed=days_ago(999))
    institution(member=True, last_confirmed=days_ago(999), status=Status.DORMANT)
    new = institution(member=True)
    never = institution(member=True)
    Institution.objects.filter(pk=never.pk).update(created_at=clock.now() - timedelta(days=400))

    assert ask_for_confirmations() == 2
    assert ask_for_confirmations() == 0

    admin = Actor(person=1, institution=late.pk, member=True, roles=frozenset({Role.ADMIN}))
    assert [wait.subject_id for wait in waits.waits_for(admin)] == [late.pk]
    assert waits.open_waits(never).count() == 1
    assert not waits.open_waits(new).exists()


@pytest.mark.parametrize(("sent", "status"), [("1", 302), ("2", 409), ("", 400), ("x", 400)])
def test_the_button_stands_on_the_page_of_its_own_people(
    sent: str, status: int, client: Client
) -> None:
    made = institution("試験市立図書館", member=True)
    person = a_person()
    an_affiliation(person, made, Role.EDITOR)
    own = a_client(person)

    assert "内容を確認した" in own.get(made.get_absolute_url()).content.decode()
    assert "内容を確認した" not in client.get(made.get_absolute_url()).content.decode()
    answer = own.post(f"/institutions/{made.pk}/confirm/", {"version": sent})
    assert answer.status_code == status


def test_the_page_names_the_institution_to_everybody_and_the_person_to_those_who_take_part(
    client: Client,
) -> None:
    made = institution("試験市立図書館", member=True)
    own, partner = a_person("hanako"), a_person()
    an_affiliation(own, made, Role.EDITOR)
    an_affiliation(partner, institution(member=True))
    confirm_entry(made.pk, expected_version=1, actor=replace(editor_of(made), person=own.pk))

    def page(reader: Client) -> str:
        return reader.get(made.get_absolute_url()).content.decode()

    for reader in (a_client(own), a_client(partner), client):
        assert "による確認" in page(reader)
    assert "人 hanako" in page(a_client(own))
    assert "人 hanako" in page(a_client(partner))
    assert "人 hanako" not in page(client)

    PartLevel.objects.create(institution=made, part=Part.STAFF, level="private")
    assert "人 hanako" in page(a_client(own))
    assert "人 hanako" not in page(a_client(partner))


def test_a_date_that_the_trail_does_not_know_has_no_name(client: Client) -> None:
    made = institution(last_confirmed=days_ago(10))

    assert "による確認" not in client.get(made.get_absolute_url()).content.decode()


def _an_overdue_one() -> Institution:
    made = institution("試験市立図書館", member=True, last_confirmed=days_ago(400))
    for role in (Role.ADMIN, Role.ADMIN, Role.EDITOR):
        an_affiliation(a_person(), made, role)
    ask_for_confirmations()
    return made


def test_its_administrators_get_one_mail_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _an_overdue_one()

    assert remind_institutions() == 1
    job = Job.objects.get(handler="directory.remind")
    assert job.payload == {"institution": made.pk}
    assert [remind_institution(made.pk), remind_institution(made.pk)] == [2, 0]
    assert remind_institutions() == 0

    mails = Mail.objects.all()
    assert len({row.to for row in mails}) == 2
    assert all("試験市立図書館" in row.subject and row.to not in row.body for row in mails)
    assert all(f"/institutions/{made.pk}/" in row.body for row in mails)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert remind_institution(made.pk) == 2


def test_nobody_is_written_to_once_the_entry_is_confirmed() -> None:
    made = _an_overdue_one()
    confirm_entry(made.pk, expected_version=1, actor=editor_of(made))

    assert (remind_institutions(), remind_institution(made.pk)) == (0, 0)
    assert not Mail.objects.exists()


def test_the_mail_names_the_desks_that_wait_too() -> None:
    made = _an_overdue_one()
    waits.open_wait(
        subject=made,
        step=CHECK_STEP,
        label=made.name,
        institution=made.pk,
        verb=Verb.CHECK,
        then_what="",
        url="/",
    )

    remind_institution(made.pk)

    assert all("だれに聞く？" in row.body for row in Mail.objects.all())
