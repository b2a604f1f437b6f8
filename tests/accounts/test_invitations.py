from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_person,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from yuinowa.accounts import services
from yuinowa.accounts.domain.invitations import MOST_OPEN_INVITATIONS, InvitationState
from yuinowa.accounts.models import Affiliation, Invitation, Person
from yuinowa.accounts.services import Guest
from yuinowa.core import clock, jobs, move
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Mail
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, NotFound, WrongState

SYSTEM = Actor.system()
NEW_NAME = {
    "login": "atarashi",
    "display_name": "新しい 人",
    "password": PASSWORD,
    "again": PASSWORD,
}


def an_admin(institution: Institution | None = None) -> tuple[Institution, Actor]:
    post = an_affiliation(None, institution, Role.ADMIN)
    return post.institution, just_signed_in(post)


def guest(email: str = "guest@example.org", *roles: Role, unit: str = "") -> Guest:
    return Guest(email, frozenset(roles or {Role.EDITOR}), unit=unit)


def invited(email: str = "guest@example.org", *roles: Role) -> tuple[Invitation, str]:
    institution, actor = an_admin()
    return services.invite(institution.pk, guest(email, *roles), actor=actor)


def take_path(token: str) -> str:
    return f"/accounts/invitation/{token}/"


# ---------------------------------------------------------------- making them


@pytest.mark.django_db
def test_an_invitation_goes_by_mail_with_a_link_built_from_the_settings() -> None:
    institution, actor = an_admin()

    _, token = services.invite(institution.pk, guest(), actor=actor)
    jobs.run_due()
    (sent,) = outbox.outbox

    assert sent.to == ["guest@example.org"]
    assert institution.name in sent.subject
    assert f"http://127.0.0.1:8000{take_path(token)}" in sent.body
    assert Mail.objects.filter(body__contains=token).count() == 0  # R44: nothing of it stays


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.REGION_ADMIN, Role.AUDITOR, Role.OPERATOR, Role.COORDINATOR])
def test_roles_of_the_region_are_the_region_offices_to_give(role: Role) -> None:
    institution, actor = an_admin()
    office = an_institution(region_office=True)
    _, office_actor = an_admin(office)

    with pytest.raises(NotAllowed):
        services.invite(institution.pk, guest("a@example.org", role), actor=actor)

    services.invite(office.pk, guest("a@example.org", role), actor=office_actor)


@pytest.mark.django_db
def test_only_who_keeps_the_people_invites() -> None:
    institution = an_institution()
    for actor in (
        an_admin()[1],
        just_signed_in(an_affiliation(None, institution, Role.EDITOR)),
        just_signed_in(an_affiliation(None, institution)),
    ):
        with pytest.raises(NotAllowed):
            services.invite(institution.pk, guest(), actor=actor)

    office = just_signed_in(
        an_affiliation(None, an_institution(region_office=True), Role.REGION_ADMIN)
    )
    services.invite(institution.pk, guest(), actor=office)


@pytest.mark.django_db
def test_one_address_is_invited_once_for_a_unit_and_again_once_the_link_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    institution, actor = an_admin()
    services.invite(institution.pk, guest(), actor=actor)

    with pytest.raises(AlreadyDone):
        services.invite(institution.pk, guest("GUEST@example.org"), actor=actor)
    services.invite(institution.pk, guest(unit="分館"), actor=actor)
    later = clock.now() + timedelta(days=14, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    services.invite(institution.pk, guest(), actor=Actor.system())

    states = Invitation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["lapsed", "lapsed", "open"]


@pytest.mark.django_db
def test_too_many_open_invitations_are_a_mistake() -> None:
    institution, actor = an_admin()
    now = clock.now()
    Invitation.objects.bulk_create(
        [
            Invitation(
                institution=institution, email=f"g{n}@example.org", created_at=now, sent_at=now
            )
            for n in range(MOST_OPEN_INVITATIONS)
        ]
    )

    with pytest.raises(WrongState):
        services.invite(institution.pk, guest(), actor=actor)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"email": ""},
        {"email": "nowhere"},
        {"email": "a@b.org, c@d.org"},
        {"email": "a@b.org\nBcc: c@d.org"},
        {"email": "ａ＠example.org"},
        {"email": "a" * 300 + "@example.org"},
        {"unit": "係\x00"},
        {"unit": "係" * 81},
        {"roles": ["root"]},
        {"roles": ["operator"]},
        {"last_day": "きのう"},
        {"last_day": "2020-01-01"},
        {"only_for": "plans.plan:1"},
        {"once": ""},
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_sent(bad: dict[str, object]) -> None:
    post = an_affiliation(None, None, Role.ADMIN)
    client = a_client(post.person)
    path = f"/accounts/institutions/{post.institution_id}/invite/"
    good = {"email": "guest@example.org", "roles": ["editor"], "once": new_key()}

    answer = client.post(path, good | bad)

    expected = 302 if bad == {"only_for": "plans.plan:1"} else 422  # there the field does not exist
    assert answer.status_code == expected
    if expected == 422:
        assert not Invitation.objects.exists()
        assert not Mail.objects.exists()


@pytest.mark.django_db
def test_pressing_twice_sends_one_invitation() -> None:
    post = an_affiliation(None, None, Role.ADMIN)
    client = a_client(post.person)
    path = f"/accounts/institutions/{post.institution_id}/invite/"
    typed = {"email": "guest@example.org", "once": new_key()}

    assert [client.post(path, typed).status_code for _ in range(2)] == [302, 302]
    assert (Invitation.objects.count(), Mail.objects.count()) == (1, 1)


# ---------------------------------------------------------------- taking them up


@pytest.mark.django_db
def test_somebody_new_chooses_a_name_and_acts_for_the_institution() -> None:
    invitation, token = invited("guest@example.org", Role.EDITOR, Role.SIGNATORY)
    client = Client()
    shown = client.get(take_path(token)).content.decode()

    answer = client.post(take_path(token), NEW_NAME)
    signed_in = client.post(answer["Location"], {"login": "atarashi", "password": PASSWORD})

    affiliation = Affiliation.objects.get(person__login="atarashi")
    assert invitation.institution.name in shown
    assert (answer.status_code, signed_in.status_code) == (302, 302)
    assert affiliation.institution == invitation.institution
    assert {row.role for row in affiliation.roles.all()} == {"editor", "signatory"}
    assert affiliation.person.email == "guest@example.org"
    assert Invitation.objects.get().state == InvitationState.TAKEN


@pytest.mark.django_db
def test_somebody_with_a_name_adds_the_affiliation_and_keeps_the_others() -> None:
    here = an_affiliation(None, None, Role.EDITOR)
    client = a_client(here.person)
    invitation, token = invited()

    client.get(take_path(token))
    answer = client.post(take_path(token))

    assert answer.status_code == 302
    assert {a.institution_id for a in here.person.affiliations.all()} == {
        here.institution_id,
        invitation.institution_id,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"login": ""},
        {"login": "館長"},
        {"login": "x" * 41},
        {"display_name": "　"},
        {"display_name": "a\x00b"},
        {"password": "short", "again": "short"},
        {"again": "another-long-password"},
        {"login": "taken"},
    ],
)
def test_a_name_that_cannot_be_used_leaves_the_link_as_good_as_before(bad: dict[str, str]) -> None:
    a_person("taken")
    _, token = invited()

    answer = Client().post(take_path(token), NEW_NAME | bad)
    then = Client().post(take_path(token), NEW_NAME)

    assert (answer.status_code, then.status_code) == (422, 302)


@pytest.mark.django_db
def test_an_address_that_is_somebodys_already_is_told_to_sign_in() -> None:
    person = a_person()
    _, token = invited(person.email)

    answer = Client().post(take_path(token), NEW_NAME)

    assert answer.status_code == 409
    assert "サインイン" in answer.content.decode()
    assert Person.objects.filter(login="atarashi").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["used", "withdrawn", "over", "again", "made up"])
def test_a_link_that_works_no_longer_looks_like_one_that_never_was(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation, token = invited()
    if what == "used":
        services.take_up(token, person_id=a_person().pk)
    elif what == "withdrawn":
        services.withdraw_invitation(invitation.pk, actor=SYSTEM)
    elif what == "again":
        services.send_again(invitation.pk, actor=SYSTEM)
    elif what == "over":
        later = clock.now() + timedelta(days=14, seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)
    else:
        token = "x" * 43

    assert Client().get(take_path(token)).status_code == 404
    assert Client().post(take_path(token), NEW_NAME).status_code == 404


@pytest.mark.django_db
def test_what_was_withdrawn_cannot_be_sent_again_and_what_lapsed_can() -> None:
    invitation, _ = invited()
    move.move(invitation, "lapse", actor=SYSTEM)
    services.send_again(invitation.pk, actor=SYSTEM)
    services.withdraw_invitation(invitation.pk, actor=SYSTEM)

    with pytest.raises(WrongState):
        services.send_again(invitation.pk, actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_the_same_link_one_gets_in() -> None:
    _, token = invited()
    people = [a_person().pk for _ in range(16)]

    def press(person: int) -> bool:
        try:
            services.take_up(token, person_id=person)
        except (NotFound, WrongState):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(16) as threads:
        got_in = list(threads.map(press, people))

    assert got_in.count(True) == 1
    assert Affiliation.objects.filter(person__in=people).count() == 1


@pytest.mark.django_db
def test_an_affiliation_for_one_object_has_an_end_and_makes_a_visitor_elsewhere() -> None:
    institution, actor = an_admin()
    limited = Guest(
        "guest@example.org",
        frozenset({Role.REVIEWER}),
        to_day=clock.today() + timedelta(days=30),
        only_for=("directory.institution", institution.pk),
    )
    endless = Guest(limited.email, limited.roles, only_for=limited.only_for)
    with pytest.raises(ValidationError):
        services.invite(institution.pk, endless, actor=actor)

    _, token = services.invite(institution.pk, limited, actor=actor)
    person = a_person()
    services.take_up(token, person_id=person.pk)
    page = a_client(person).get(f"/accounts/institutions/{institution.pk}/people/")

    assert page.status_code == 403


@pytest.mark.django_db
def test_ended_invitations_are_erased_after_ninety_days(monkeypatch: pytest.MonkeyPatch) -> None:
    invited("open@example.org")
    taken, token = invited("taken@example.org")
    services.take_up(token, person_id=a_person().pk)
    later = clock.now() + timedelta(days=91)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert services.erase_old_invitations() == 1  # and the open one has lapsed
    assert Invitation.objects.get().state == InvitationState.LAPSED
    assert re.match(r"invitation \d+", str(taken))
