"""Who reads and answers ideas of residents; the list; what the database holds."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import group, lead_of, library, outline, school
from tests.partnerships.ideas import (
    came,
    send,
    taking_part,
    the_office,
    told,
)
from tests.partnerships.test_pages import browser
from yuinowa.core import clock, rights
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    NotFound,
    VersionMovedOn,
)
from yuinowa.partnerships.models import Idea, IdeaPassing, Partnership
from yuinowa.partnerships.services import idea_answers as answers
from yuinowa.partnerships.services import ideas as deeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Institution:
    return taking_part(library())


@pytest.fixture
def theirs() -> Institution:
    return taking_part(group())


def test_another_institution_neither_reads_nor_answers(
    ours: Institution, theirs: Institution
) -> None:
    idea = came(ours)
    stranger = browser(theirs, Role.LEAD)

    for deed in ("", "take-up/", "pass-on/", "decline/"):
        assert stranger.get(f"{idea.get_absolute_url()}{deed}").status_code == 404
    assert idea.title not in stranger.get("/partnerships/ideas/").content.decode()
    with pytest.raises(NotAllowed):
        answers.decline(idea.pk, "なぜ", expected_version=1, actor=lead_of(theirs))
    with pytest.raises(NotAllowed):
        answers.take_up(
            idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead_of(theirs)
        )
    assert not Partnership.objects.exists()


def test_the_office_reads_what_lies_elsewhere_and_answers_only_what_lies_with_it(
    ours: Institution,
) -> None:
    office, idea = the_office(), came(ours)

    assert rights.can(office, "idea.view", idea)
    with pytest.raises(NotAllowed):
        answers.decline(idea.pk, "なぜ", expected_version=1, actor=office)


def test_an_editor_reads_and_does_not_answer(ours: Institution) -> None:
    idea, page = came(ours), browser(ours, Role.EDITOR)

    assert page.get(idea.get_absolute_url()).status_code == 200
    assert page.get(f"{idea.get_absolute_url()}decline/").status_code == 403


def test_a_visitor_reads_no_list(client: Client, ours: Institution) -> None:
    idea = came(ours)

    for path in ("/partnerships/ideas/", idea.get_absolute_url()):
        assert client.get(path).status_code == 302
    assert idea.title not in client.get("/partnerships/").content.decode()


def test_two_who_answer_at_once(ours: Institution, theirs: Institution) -> None:
    idea, lead = came(ours), lead_of(ours)
    answers.decline(idea.pk, "夜は閉館", expected_version=1, actor=lead)

    with pytest.raises(VersionMovedOn):
        answers.pass_on(idea.pk, theirs.pk, "あちらへ", expected_version=1, actor=lead)
    with pytest.raises(VersionMovedOn):
        answers.take_up(
            idea.pk, outline(), asked=[], once=new_key(), expected_version=1, actor=lead
        )
    assert not Partnership.objects.exists()


def test_it_goes_on_only_to_another_that_takes_part(ours: Institution) -> None:
    idea, lead, listed = came(ours), lead_of(ours), school()
    Institution.objects.filter(pk=listed.pk).update(member=False)

    for to in (ours.pk, listed.pk, 10**9):
        with pytest.raises(InputRefused):
            answers.pass_on(idea.pk, to, "あちらへ", expected_version=1, actor=lead)


def test_the_database_holds_what_an_idea_is(ours: Institution) -> None:
    idea = came(ours)
    faults: list[dict[str, object]] = [
        {"state": "lost"},
        {"email": "Tanpopo@example.org"},
        {"email": ""},
        {"words": ""},
        {"ended_at": clock.now()},
        {"state": "taken_up", "ended_at": clock.now()},
        {"state": "declined", "ended_at": clock.now()},
        {"state": "taken_back", "ended_at": clock.now()},
    ]
    for values in faults:
        with pytest.raises(IntegrityError), transaction.atomic():
            Idea.objects.filter(pk=idea.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaPassing.objects.create(idea=idea, by=ours, to=ours, at=clock.now())
    with pytest.raises(ValidationError):
        send(told(email="nobody"))
    with pytest.raises(NotFound):
        deeds.sent_of("x")


def test_the_list_is_narrowed_by_the_address_and_taken_along(
    ours: Institution, theirs: Institution
) -> None:
    came(ours, title="夜のおはなし会")
    declined = came(ours, title="屋上の天文会", email="b@example.org")
    answers.decline(declined.pk, "屋上がない", expected_version=1, actor=lead_of(ours))
    page = browser(ours, Role.LEAD)

    def found(query: str) -> list[str]:
        text = page.get(f"/partnerships/ideas/{query}").content.decode("utf-8-sig")
        return [title for title in ("夜のおはなし会", "屋上の天文会") if title in text]

    assert found("") == ["夜のおはなし会"]
    assert found("?state=declined") == ["屋上の天文会"]
    assert found("?state=all&q=天文") == ["屋上の天文会"]
    assert found("?state=all&format=csv") == ["夜のおはなし会", "屋上の天文会"]
    assert "たんぽぽ" not in page.get("/partnerships/ideas/?state=all&format=csv").content.decode()
    for odd in ("?state=x", "?q=a%00b", "?page=x"):
        assert page.get(f"/partnerships/ideas/{odd}").status_code == 400


def test_the_list_asks_as_much_for_many_as_for_few(ours: Institution) -> None:
    page = browser(ours, Role.LEAD)
    came(ours)
    page.get("/partnerships/ideas/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page.get("/partnerships/ideas/")
        return len(seen)

    few = asked()
    for n in range(8):
        came(ours, title=f"案{n}", email=f"a{n}@example.org")

    assert asked() == few


def test_no_form_is_shown_for_what_has_its_answer(ours: Institution) -> None:
    idea, page = came(ours), browser(ours, Role.LEAD)
    answers.decline(idea.pk, "夜は閉館", expected_version=1, actor=lead_of(ours))

    for deed in ("take-up", "pass-on", "decline"):
        assert page.get(f"{idea.get_absolute_url()}{deed}/").status_code == 409
