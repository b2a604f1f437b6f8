"""A resident's idea from the public page to its answer, and what becomes of it when nobody answers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import an_affiliation
from tests.partnerships.factories import group, lead_of, library, outline, school
from tests.partnerships.ideas import (
    NEW,
    WORDS,
    at,
    came,
    link,
    mails,
    taking_part,
    the_office,
    typed,
)
from tests.partnerships.test_pages import browser
from yuinowa.core import waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Mail, Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.ideas import (
    KEEP_ANSWERED,
    LAPSES_AFTER,
    TO_OFFICE_AFTER,
    IdeaState,
)
from yuinowa.partnerships.models import Idea, IdeaPassing, Partnership, SentIdea
from yuinowa.partnerships.services import idea_answers as answers
from yuinowa.partnerships.services import ideas as deeds
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Institution:
    return taking_part(library())


@pytest.fixture
def theirs() -> Institution:
    return taking_part(group())


def test_from_the_public_page_to_a_partnership_with_the_words_as_they_were(
    client: Client, ours: Institution
) -> None:
    desk = browser(ours, Role.LEAD)
    shown = client.get(ours.get_absolute_url()).content.decode()
    assert f"{NEW}?to={ours.pk}" in shown
    assert ours.name in client.get(f"{NEW}?to={ours.pk}").content.decode()

    index.ensure_current()
    sent = client.post(NEW, typed(institution=ours.name))

    assert sent["Location"] == "/partnerships/ideas/sent/"
    assert not Idea.objects.exists()
    assert not Wait.objects.exists()
    confirm = link("confirm")
    assert client.get(confirm).status_code == 200
    assert not Idea.objects.exists()  # looking confirms nothing
    own = client.post(confirm)["Location"]
    assert "届きました" in client.get(own).content.decode()
    assert not SentIdea.objects.exists()

    idea = Idea.objects.get()
    lead = lead_of(ours)
    (turn,) = waits.waits_for(lead)
    assert turn.url == idea.get_absolute_url()
    page = desk.get(idea.get_absolute_url()).content.decode()
    assert "たんぽぽ" in page
    assert "tanpopo@example.org" not in page
    fields = {
        "title": "夜の図書館",
        "purpose": "仕事のあとにも物語に出会える",
        "names": "",
        "form": "project_cooperation",
        "zone": "z3",
        "zone_reason": "",
        "start_on": "",
        "end_on": "",
        "once": new_key(),
        "version": idea.version,
    }
    taken = [desk.post(f"{idea.get_absolute_url()}take-up/", fields) for _press in range(2)]

    made = Partnership.objects.get()
    assert taken[0]["Location"] == made.get_absolute_url()
    assert made.phase.value == "idea"
    idea.refresh_from_db()
    assert (idea.status, idea.words, idea.partnership) == (IdeaState.TAKEN_UP, WORDS, made)
    workspace = desk.get(made.get_absolute_url()).content.decode()
    assert "月に一度でも。" in workspace
    assert "たんぽぽ" not in workspace
    assert not waits.open_waits(idea).exists()
    assert "取り上げ" in client.get(own).content.decode()
    assert mails() == ["idea_confirm.txt", "idea_arrived.txt", "idea_taken_up.txt"]


def test_who_does_not_know_whom_to_ask_asks_the_region_office(theirs: Institution) -> None:
    office = the_office()
    idea = came()
    assert idea.institution is None
    (turn,) = waits.waits_for(office)
    assert turn.subject_id == idea.pk

    passed = answers.pass_on(
        idea.pk, theirs.pk, "人形劇の会が夜も動けるため", expected_version=1, actor=office
    )

    assert passed.institution == theirs
    assert not list(waits.waits_for(office))
    assert Wait.objects.get(ended_at=None).institution == theirs.pk
    mail = Mail.objects.latest("pk")
    assert "人形劇の会が夜も動けるため" in mail.body
    assert theirs.name in mail.body


def test_who_takes_no_part_yet_is_asked_by_the_region_office() -> None:
    listed = school()
    Institution.objects.filter(pk=listed.pk).update(member=False)

    idea = came(listed)

    assert (idea.asked, idea.institution) == (listed, None)


def test_it_is_declined_with_a_reason_that_the_resident_reads(
    client: Client, ours: Institution
) -> None:
    idea = came(ours)
    desk = browser(ours, Role.LEAD)
    path = f"{idea.get_absolute_url()}decline/"

    empty = desk.post(path, {"reason": "", "version": 1})
    done = desk.post(path, {"reason": "夜は閉館しています。第3土曜の夕方なら。", "version": 1})

    assert empty.status_code == 422
    assert done["Location"] == "/partnerships/ideas/"
    assert "第3土曜の夕方なら" in Mail.objects.latest("pk").body
    assert "第3土曜の夕方なら" in client.get(deeds.own_page(idea)).content.decode()
    again = desk.post(path, {"reason": "もう一度", "version": 2})
    assert again.status_code == 409


def test_what_an_institution_leaves_goes_to_the_office_and_ends_at_last(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = came(ours)
    assert answers.keep_ideas() == 0

    at(monkeypatch, TO_OFFICE_AFTER)
    assert [answers.keep_ideas() for _run in range(2)] == [1, 0]
    idea.refresh_from_db()
    assert (idea.institution, IdeaPassing.objects.get().by) == (None, ours)
    assert Wait.objects.get(ended_at=None).institution == waits.REGION_OFFICE

    at(monkeypatch, LAPSES_AFTER)
    assert answers.keep_ideas() == 1
    idea.refresh_from_db()
    assert idea.status is IdeaState.LAPSED
    assert mails()[-2:] == ["idea_passed_on.txt", "idea_lapsed.txt"]

    at(monkeypatch, KEEP_ANSWERED)
    assert deeds.erase_answered() == 1
    assert not Idea.objects.exists()
    assert not IdeaPassing.objects.exists()


def test_of_what_was_taken_up_name_and_address_go_and_the_words_stay(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:  # R40
    idea = came(ours)
    answers.take_up(
        idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead_of(ours)
    )
    assert deeds.erase_answered() == 0
    at(monkeypatch, KEEP_ANSWERED)

    assert [deeds.erase_answered() for _run in range(2)] == [1, 0]
    idea.refresh_from_db()
    assert (idea.words, idea.name, idea.email, idea.seed) == (WORDS, "", "", "")


def test_the_turn_follows_the_roles(ours: Institution) -> None:
    idea = came(ours)
    assert Wait.objects.get(ended_at=None).role == Role.ADMIN

    an_affiliation(None, ours, Role.LEAD)
    answers.keep_ideas()

    assert Wait.objects.get(ended_at=None).role == Role.LEAD
    assert Wait.objects.get(ended_at=None).subject_id == idea.pk
