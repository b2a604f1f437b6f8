"""The pages of how it goes: asked and answered, what is told of it, what is written down when it was talked about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import group, library, school
from tests.partnerships.joint import at_work
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.pulse import ITEMS
from yuinowa.partnerships.models import Partnership, PulseAnswer, PulsePoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_the_pulse")]


@pytest.fixture
def sides() -> list[Institution]:
    return [library(), school(), group()]


@pytest.fixture
def made(sides: list[Institution]) -> Partnership:
    partnership = at_work(*sides)
    partnership.start_on = clock.today() - timedelta(days=190)
    partnership.save(update_fields=["start_on"])
    return partnership


@pytest.fixture
def browsers(sides: list[Institution]) -> list[Client]:
    return [browser(one, Role.LEAD) for one in sides]


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def fields(score: str = "4", **changes: str) -> dict[str, str]:
    return dict.fromkeys(ITEMS, score) | {"word": ""} | changes


def test_it_is_answered_told_and_talked_about_on_the_pages(
    made: Partnership, browsers: list[Client]
) -> None:
    address = f"/partnerships/{made.pk}/course/"
    ours, theirs, others = browsers
    assert "手ごたえの問いに答える" in ours.get(address).content.decode()
    assert ours.post(f"{address}pulse/", fields(Q16="1", word="人が足りない")).status_code == 302
    assert "人が足りない" in ours.get(address).content.decode()
    before = theirs.get(address).content.decode()
    assert "3者のうち1者が答えました" in before
    assert "人が足りない" not in before
    assert ours.get(f"{address}pulse/").status_code == 409

    for client in (theirs, others):
        client.post(f"{address}pulse/", fields("4", Q10="-"))

    after = theirs.get(address).content.decode()
    assert "人が足りない" in after
    assert "「人手と時間は足りている」について" in after
    assert "3.0" in after
    assert ",3.0" in theirs.get(f"{address}?format=csv").content.decode()
    point = PulsePoint.objects.get()
    assert (
        "「人手と時間は足りている」について"
        in ours.get(f"/partnerships/{made.pk}/").content.decode()
    )

    talk = f"{address}points/{point.pk}/"
    assert theirs.post(talk, {"agreed": ""}).status_code == 422
    assert theirs.post(talk, {"agreed": "月1回にする"}).status_code == 302
    assert "月1回にする" in ours.get(address).content.decode()
    assert ours.get(talk).status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Q12": ""}, "これにも答えるか"),
        ({"Q12": "6"}, "答えを一つ選んで"),
        ({"Q12": "x"}, "答えを一つ選んで"),
        ({"word": "あ" * 201}, ""),
    ],
)
def test_an_answer_that_is_not_whole_is_told_and_typed_words_are_kept(
    made: Partnership, browsers: list[Client], changes: dict[str, str], said: str
) -> None:
    answer = browsers[0].post(
        f"/partnerships/{made.pk}/course/pulse/", fields(word="毎月の会が助かる") | changes
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ("毎月の会が助かる" in answer.content.decode()) is ("word" not in changes)
    assert not PulseAnswer.objects.exists()


def test_two_sides_are_told_that_no_figures_are_given(sides: list[Institution]) -> None:
    two = at_work(*sides[:2])

    page = browser(sides[0], Role.EDITOR).get(f"/partnerships/{two.pk}/course/").content.decode()

    assert "数字は出しません" in page


def test_who_is_no_side_finds_nothing(made: Partnership, sides: list[Institution]) -> None:
    stranger = browser(school(), Role.LEAD)

    for path in ("course/", "course/pulse/", "course/points/1/"):
        assert stranger.get(f"/partnerships/{made.pk}/{path}").status_code == 404


def test_who_reads_for_a_side_answers_nothing(made: Partnership, sides: list[Institution]) -> None:
    reader = browser(sides[0], Role.SIGNATORY)

    assert reader.get(f"/partnerships/{made.pk}/course/").status_code == 200
    assert reader.get(f"/partnerships/{made.pk}/course/pulse/").status_code == 403
