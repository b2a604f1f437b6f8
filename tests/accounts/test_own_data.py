"""The own data as a file, and roles for one object alone, through the pages."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation, just_signed_in
from tests.plans.factories import a_plan
from yuinowa.accounts import services
from yuinowa.accounts.services import Guest
from yuinowa.core import clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Level, Role

pytestmark = pytest.mark.django_db


def test_the_file_holds_all_about_the_person_and_nothing_about_others() -> None:
    mine = an_affiliation(None, None, Role.EDITOR, unit="庶務係")
    colleague = an_affiliation(None, mine.institution)
    answer = a_client(mine.person).get("/accounts/me/data.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        html = archive.read("data.html").decode()
        data = json.loads(archive.read("data.json"))
    (affiliation,) = data["affiliations"]
    assert answer["Content-Disposition"] == 'attachment; filename="own-data.zip"'
    assert data["account"][0]["email"] == mine.person.email
    assert (affiliation["unit"], affiliation["roles"]) == ("庶務係", ["editor"])
    assert [deed["action"] for deed in data["deeds"]] == ["accounts.sign-in"]
    for text in (html, str(data)):
        assert mine.institution.name in text
        assert colleague.person.email not in text
        assert "argon2" not in text
    row = AuditRow.objects.get(action="accounts.export-own-data")
    assert row.after == {"institution": mine.institution_id, "persons": [mine.person_id]}


def test_the_file_asks_for_a_fresh_sign_in_and_for_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = a_client(a_person())
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert client.get("/accounts/me/data.zip")["Location"].startswith("/accounts/again/")
    assert Client().get("/accounts/me/data.zip")["Location"].startswith("/accounts/sign-in/")


def test_an_outside_reviewer_of_a_private_plan_sees_that_plan_alone() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    owner = admin.institution
    plan, other = a_plan("twin", owner=owner), a_plan("minato", owner=owner)
    for one in (plan, other):
        type(one).objects.filter(pk=one.pk).update(level=Level.PRIVATE.value)
    offered = a_client(admin.person).get(f"/accounts/institutions/{owner.pk}/invite/")
    guest = Guest(
        "hyoka@example.org",
        frozenset({Role.REVIEWER}),
        to_day=clock.today() + timedelta(days=90),
        only_for=("plans.plan", plan.pk),
    )
    _, token = services.invite(owner.pk, guest, actor=just_signed_in(admin))
    reviewer = a_person()
    services.take_up(token, person_id=reviewer.pk)
    client = a_client(reviewer)

    home = client.get("/").content.decode()

    assert f'value="plans.plan:{plan.pk}"' in offered.content.decode()
    assert plan.get_absolute_url() in home
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(f"/accounts/institutions/{owner.pk}/people/").status_code == 403
