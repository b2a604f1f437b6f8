from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import editor_of, institution
from yuinowa.core import clock, waits
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.models import Institution
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations, confirm_entry
from yuinowa.kernel.errors import NotAllowed, VersionMovedOn

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
