"""Offers and needs: posting, correcting, steps, the clock, who reads what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.partnerships.factories import group, lead_of, school
from tests.partnerships.offers import posted, told, typed
from tests.partnerships.test_pages import browser
from yuinowa.core import clock, rights
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Level, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.partnerships.domain.postings import PostingState, PostingStep, Way
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.models import Posting
from yuinowa.partnerships.services import postings as deeds
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


@pytest.fixture
def theirs() -> Institution:
    return group()


def test_what_is_posted_is_read_by_everybody(client: Client, ours: Institution) -> None:
    key = new_key()
    page = browser(ours, Role.EDITOR)

    for _press in range(2):
        answer = page.post("/partnerships/offers/new/offer/", typed(once=key))

    made = Posting.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.title in client.get("/partnerships/offers/").content.decode()
    assert "週2回" in client.get(made.get_absolute_url()).content.decode()
    assert made.title in client.get(ours.get_absolute_url()).content.decode()
    assert made.title in client.get("/partnerships/offers/?format=csv").content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "dog"),
        ("title", ""),
        ("title", "あ" * 101),
        ("title", "a\x00b"),
        ("words", " "),
        ("words", "あ" * 601),
        ("quantity", "あ" * 61),
        ("audience", "cats"),
        ("subject", "10"),
        ("reach", "moon"),
        ("start_on", ""),
        ("start_on", "令和8年2月30日"),
        ("end_on", "2026-01-01"),
        ("desk", "999999"),
        ("level", "private"),
        ("once", ""),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_posted(
    ours: Institution, field: str, value: str
) -> None:
    answer = browser(ours, Role.EDITOR).post(
        "/partnerships/offers/new/need/", typed(**{field: value})
    )

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Posting.objects.exists()


@pytest.mark.parametrize("query", ["?way=x", "?kind=x", "?audience=x", "?q=a%00b", "?page=x"])
def test_an_address_that_cannot_be_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/partnerships/offers/{query}").status_code == 400


def test_the_list_is_narrowed_by_the_address(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    posted(ours, title="部屋があります")
    posted(theirs, Way.NEED, title="人手がほしい", kind=Resource.PEOPLE)

    def found(query: str) -> list[str]:
        page = client.get(f"/partnerships/offers/{query}").content.decode()
        return [title for title in ("部屋があります", "人手がほしい") if title in page]

    assert found("") == ["部屋があります", "人手がほしい"]
    assert found("?way=need") == ["人手がほしい"]
    assert found("?kind=place") == ["部屋があります"]
    assert found("?q=てのひら") == ["人手がほしい"]


def test_each_changes_its_own_alone_and_nobody_overwrites(
    ours: Institution, theirs: Institution
) -> None:
    made = posted(ours)

    deeds.rewrite(made.pk, told(title="大きな部屋"), expected_version=1, actor=lead_of(ours))

    with pytest.raises(VersionMovedOn):
        deeds.rewrite(made.pk, told(), expected_version=1, actor=lead_of(ours))
    with pytest.raises(NotAllowed):
        deeds.rewrite(made.pk, told(), expected_version=2, actor=lead_of(theirs))
    with pytest.raises(NotAllowed):
        deeds.take_step(made.pk, PostingStep.WITHDRAW, expected_version=2, actor=lead_of(theirs))
    assert Posting.objects.get().title == "大きな部屋"


def test_what_rests_is_read_by_its_own_people_alone_and_can_be_opened_again(
    client: Client, ours: Institution
) -> None:
    made, page = posted(ours), browser(ours, Role.EDITOR)

    answer = page.post(f"/partnerships/offers/{made.pk}/pause/", {"version": 1})

    assert answer.status_code == 302
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "休止中" in page.get(made.get_absolute_url()).content.decode()
    assert page.post(f"/partnerships/offers/{made.pk}/reopen/", {"version": 1}).status_code == 409
    page.post(f"/partnerships/offers/{made.pk}/reopen/", {"version": 2})
    assert client.get(made.get_absolute_url()).status_code == 200
    with pytest.raises(TransitionRefused):
        deeds.take_step(made.pk, PostingStep.REOPEN, expected_version=3, actor=lead_of(ours))
    assert set(
        AuditRow.objects.filter(action__startswith="posting.").values_list("action", flat=True)
    ) == {
        "posting.post",
        "posting.pause",
        "posting.reopen",
    }


def test_after_its_last_day_it_ends_by_itself_and_needs_another_day(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = posted(ours, end_on=clock.today())
    assert deeds.expire() == 0
    later = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: later)

    assert deeds.expire() == 1
    assert deeds.expire() == 0

    assert Posting.objects.get().status is PostingState.EXPIRED
    with pytest.raises(WrongState):
        deeds.take_step(made.pk, PostingStep.REOPEN, expected_version=2, actor=lead_of(ours))
    with pytest.raises(InputRefused):
        deeds.rewrite(
            made.pk, told(end_on=later - timedelta(days=1)), expected_version=2, actor=lead_of(ours)
        )


def test_a_hidden_institution_hides_what_it_posts(client: Client, ours: Institution) -> None:
    made = posted(ours)
    Institution.objects.filter(pk=ours.pk).update(level=Level.MEMBERS.value)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.title not in client.get("/partnerships/offers/").content.decode()


def test_without_its_row_no_visitor_reads_one(
    client: Client, ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of the rows of ``posting.view``."""
    made = posted(ours)
    assert client.get(made.get_absolute_url()).status_code == 200
    rows = rights._ROWS["partnerships.posting"]
    less = tuple(row for row in rows if row.standing is not rights.Standing.PUBLIC)

    monkeypatch.setitem(rights._ROWS, "partnerships.posting", less)

    assert client.get(made.get_absolute_url()).status_code == 404


def test_there_are_at_most_as_many_as_one_reads(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "MAX_POSTINGS", 1)
    posted(ours)

    with pytest.raises(InputRefused):
        posted(ours)


def test_who_does_not_write_posts_nothing(ours: Institution) -> None:
    assert school() is not None
    assert browser(ours).get("/partnerships/offers/new/offer/").status_code == 403
    assert browser(ours, Role.EDITOR).get("/partnerships/offers/new/gift/").status_code == 404
