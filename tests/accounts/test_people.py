"""The page of an institution's people: changes are in force at the next request, nobody is left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from tests.accounts.factories import (
    a_client,
    a_person,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from yuinowa.accounts import services
from yuinowa.accounts.models import Affiliation
from yuinowa.accounts.services import Changed
from yuinowa.core import clock, waits
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import NotAllowed, VersionMovedOn, WrongState
from yuinowa.kernel.workflow import Verb


def people_path(institution: Institution) -> str:
    return f"/accounts/institutions/{institution.pk}/people/"


@pytest.mark.django_db
def test_the_page_shows_who_may_do_what_and_the_role_only_one_holds() -> None:
    admin = an_affiliation(None, None, Role.ADMIN, Role.EDITOR)
    colleague = an_affiliation(None, admin.institution, Role.EDITOR, unit="奉仕係")
    elsewhere = an_affiliation()

    page = a_client(admin.person).get(people_path(admin.institution)).content.decode()

    assert colleague.person.display_name in page
    assert "奉仕係" in page
    assert elsewhere.person.display_name not in page
    assert elsewhere.person.email not in page
    assert "一人しか持っていない役割" in page
    assert "管理者。この人が異動すると" in page


@pytest.mark.django_db
def test_the_page_says_on_which_day_somebody_was_last_here() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    colleague = an_affiliation(None, admin.institution, Role.EDITOR)

    def never_here() -> int:
        page = a_client(admin.person).get(people_path(admin.institution))
        return page.content.decode().count(">まだ<")

    before = never_here()
    a_client(colleague.person)

    assert (before, never_here()) == (1, 0)


@pytest.mark.django_db
def test_reading_the_page_leaves_a_row_with_ids_and_no_names() -> None:  # R43
    admin = an_affiliation(None, None, Role.ADMIN)
    a_client(admin.person).get(people_path(admin.institution))

    row = AuditRow.objects.get(action="accounts.read-people")

    assert row.after == {"institution": admin.institution_id, "persons": [admin.person_id]}


@pytest.mark.django_db
def test_a_role_taken_away_is_gone_at_the_next_request() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    second = an_affiliation(None, admin.institution, Role.ADMIN)
    browser, other = a_client(admin.person), a_client(second.person)
    assert other.get(people_path(admin.institution)).status_code == 200

    answer = browser.post(
        f"/accounts/affiliations/{second.pk}/", {"roles": ["editor"], "version": second.version}
    )

    assert answer.status_code == 302
    assert other.get(people_path(admin.institution)).status_code == 403


@pytest.mark.django_db
def test_an_ended_affiliation_ends_its_sessions_and_passes_its_waits_to_the_role() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    leaver = an_affiliation(None, admin.institution, Role.SIGNATORY)
    browser = a_client(leaver.person)
    waits.open_wait(
        subject=admin.institution,
        step="sign",
        label="x",
        institution=admin.institution_id,
        role="signatory",
        person=leaver.person_id,
        verb=Verb.CHECK,
        then_what="",
        url="/",
    )

    services.end_affiliation(leaver.pk, actor=just_signed_in(admin))

    assert browser.get("/accounts/me/").status_code == 302
    wait = Wait.objects.get(step="sign")
    assert (wait.person, wait.role, wait.ended_at) == (None, "signatory", None)


@pytest.mark.django_db
def test_who_moves_keeps_the_own_name_and_loses_the_old_rights() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    mover = an_affiliation(None, admin.institution, Role.ADMIN)
    new_post = an_affiliation(mover.person, None, Role.EDITOR)

    services.end_affiliation(mover.pk, actor=just_signed_in(admin))
    browser = a_client(mover.person)

    assert browser.get(people_path(admin.institution)).status_code == 403
    assert browser.get("/").context["page"].actor.institution == new_post.institution_id


# ---------------------------------------------------------------- the last administrator


@pytest.mark.django_db
def test_the_last_administrator_can_neither_leave_nor_give_the_role_away() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    actor = just_signed_in(admin)

    with pytest.raises(WrongState):
        services.end_affiliation(admin.pk, actor=actor)
    with pytest.raises(WrongState):
        services.change_affiliation(
            admin.pk, Changed(frozenset({Role.EDITOR})), expected_version=1, actor=actor
        )


@pytest.mark.django_db
def test_the_region_office_takes_over_until_there_is_another_administrator() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    office = just_signed_in(
        an_affiliation(None, an_institution(region_office=True), Role.REGION_ADMIN)
    )

    services.end_affiliation(admin.pk, actor=office)
    asked = list(waits.waits_for(office))
    services.grant_affiliation(a_person().pk, admin.institution_id, {Role.ADMIN}, actor=office)

    assert [wait.subject_label for wait in asked] == [admin.institution.name]
    assert list(waits.waits_for(office)) == []


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one() -> None:
    one = an_affiliation(None, None, Role.ADMIN)
    other = an_affiliation(None, one.institution, Role.ADMIN)

    def end(by: Affiliation, whom: Affiliation) -> bool:
        try:
            services.end_affiliation(whom.pk, actor=just_signed_in(by))
        except WrongState:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as threads:
        ended = list(threads.map(end, [one, other], [other, one]))

    assert sorted(ended) == [False, True]


@pytest.mark.django_db
def test_with_the_check_off_an_institution_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard-off twin."""
    admin = an_affiliation(None, None, Role.ADMIN)
    monkeypatch.setattr(
        "yuinowa.accounts.services.affiliations.leave_no_institution_alone", lambda *_: None
    )

    services.end_affiliation(admin.pk, actor=just_signed_in(admin))


# ---------------------------------------------------------------- what is refused


@pytest.mark.django_db
def test_an_administrator_neither_gives_nor_takes_a_role_of_the_region() -> None:
    office = an_institution(region_office=False)
    admin = an_affiliation(None, office, Role.ADMIN)
    auditor = an_affiliation(None, office, Role.AUDITOR)

    for roles in ({Role.EDITOR}, {Role.AUDITOR, Role.OPERATOR}):
        with pytest.raises(NotAllowed):
            services.change_affiliation(
                auditor.pk,
                Changed(frozenset(roles)),
                expected_version=1,
                actor=just_signed_in(admin),
            )


@pytest.mark.django_db
def test_a_role_of_the_region_stays_when_the_administrator_saves_the_form() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    auditor = an_affiliation(None, admin.institution, Role.AUDITOR)

    answer = a_client(admin.person).post(
        f"/accounts/affiliations/{auditor.pk}/", {"roles": ["editor"], "version": 1}
    )

    assert answer.status_code == 302
    assert {row.role for row in auditor.roles.all()} == {"auditor", "editor"}


@pytest.mark.django_db
def test_of_two_who_change_the_same_affiliation_the_second_is_told() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    other = an_affiliation(None, admin.institution, Role.EDITOR)
    actor = just_signed_in(admin)
    services.change_affiliation(
        other.pk, Changed(frozenset({Role.EDITOR}), unit="分館"), expected_version=1, actor=actor
    )

    with pytest.raises(VersionMovedOn):
        services.change_affiliation(other.pk, Changed(frozenset()), expected_version=1, actor=actor)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"roles": ["operator"]},
        {"roles": ["root"]},
        {"unit": "係" * 81},
        {"unit": "係\x00"},
        {"unit": "係\n係"},
        {"last_day": "2020-01-01"},
        {"last_day": "いつか"},
        {"version": ""},
        {"version": "x"},
        {"version": "9" * 30},
    ],
)
def test_bad_input_changes_nothing(bad: dict[str, object]) -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    other = an_affiliation(None, admin.institution, Role.EDITOR)

    answer = a_client(admin.person).post(
        f"/accounts/affiliations/{other.pk}/", {"roles": [], "version": 1} | bad
    )

    other.refresh_from_db()
    assert (answer.status_code, other.version) == (422, 1)


@pytest.mark.django_db
def test_the_last_day_a_person_reads_is_the_last_day_that_holds() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    other = an_affiliation(None, admin.institution, Role.EDITOR)
    client = a_client(admin.person)

    client.post(
        f"/accounts/affiliations/{other.pk}/",
        {"roles": ["editor"], "last_day": "2099-03-31", "version": 1, "gatekeeper": "on"},
    )
    other.refresh_from_db()
    page = client.get(people_path(admin.institution)).content.decode()

    assert other.to_day is not None
    assert other.to_day - timedelta(days=1) == clock.today().replace(2099, 3, 31)
    assert "令和81年3月31日" in page
    assert "つなぎ役" in page


@pytest.mark.django_db
def test_other_peoples_affiliations_cannot_be_told_from_missing_ones() -> None:  # R22
    admin = an_affiliation(None, None, Role.ADMIN)
    foreign = an_affiliation()
    client = a_client(admin.person)

    answers = [
        client.get(f"/accounts/affiliations/{pk}/{deed}")
        for pk in (foreign.pk, 999_999)
        for deed in ("", "end/")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.django_db
def test_the_own_affiliation_is_not_ones_own_to_change() -> None:
    editor = an_affiliation(None, None, Role.EDITOR)

    assert a_client(editor.person).get(f"/accounts/affiliations/{editor.pk}/").status_code == 403
    with pytest.raises(NotAllowed):
        services.end_affiliation(editor.pk, actor=Actor(person=editor.person_id))
