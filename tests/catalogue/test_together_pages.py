"""Taking apart and joining on the pages, by whoever keeps a record and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.catalogue.test_apart_and_together import (
    a_source,
    editions,
    record_of,
    send,
    together,
    work_of,
)
from tests.directory.factories import institution
from yuinowa.catalogue.models import Decision, Source
from yuinowa.core.rights import Level, Role

pytestmark = pytest.mark.django_db(transaction=True)


def keeper(of: Source, role: Role = Role.EDITOR) -> Client:
    person = a_person()
    an_affiliation(person, of.owner, role)
    return a_client(person)


@pytest.fixture
def stones() -> list[Source]:
    """One book in three libraries, and a later edition in the third."""
    sources = [a_source(f"{name}図書館") for name in "甲乙丙"]
    for one in sources:
        send(one, ("1", "鎌倉の石仏をめぐる"))
    send(sources[2], ("2", "鎌倉の石仏をめぐる"), year="2011")
    return sources


def test_a_record_is_taken_out_on_the_page_and_stays_out_on_a_full_reload(
    stones: list[Source],
) -> None:  # Done-when 3
    client, work = keeper(stones[1]), work_of(stones[1], "1")
    why = client.get(reverse("sources:work-why", args=[work])).content.decode()
    page = reverse("sources:record-apart", args=[record_of(stones[1], "1").pk])
    assert page in why
    assert "+34" in why or "+30" in why  # what the title counted
    shown = client.get(page).content.decode()
    assert shown.count("甲図書館") == 2  # what it stands with, and what stays together
    assert client.post(page, {"reason": ""}).status_code == 422
    answer = client.post(page, {"reason": "奥付が違う"})
    assert answer.status_code == 302
    assert editions() == together("甲1+丙1", "乙1", "丙2")
    assert "奥付が違う" in client.get(answer["Location"]).content.decode()
    for one in stones[:2]:
        send(one, ("1", "鎌倉の石仏をめぐる"), subject="鎌倉市", is_full=True)
    assert editions() == together("甲1+丙1", "乙1", "丙2")
    assert client.post(page, {"reason": "もう一度"}).status_code == 409
    decision = Decision.objects.filter(deed=None).get()
    client.post(reverse("sources:decision-withdraw", args=[decision.pk]))
    assert editions() == together("甲1+乙1+丙1", "丙2")


def test_an_edition_leaves_its_work_on_the_page(stones: list[Source]) -> None:
    client, work = keeper(stones[2]), work_of(stones[2], "2")
    edition = record_of(stones[2], "2").manifestation_id
    page = reverse("sources:edition-apart", args=[work, edition])
    assert "別のページ" in client.get(page).content.decode()
    client.post(page, {"reason": "書き直されて別の本"})
    assert work_of(stones[2], "2") != work == work_of(stones[0], "1")
    assert client.get(page).status_code == 404  # it is no edition of this work any more


def test_works_are_found_and_joined_on_the_page(
    stones: list[Source], indexed: Callable[[], int]
) -> None:
    send(stones[0], ("9", "石仏をめぐる鎌倉"), year="1998")
    indexed()
    client, work, other = keeper(stones[0]), work_of(stones[0], "1"), work_of(stones[0], "9")
    find = reverse("sources:work-find", args=[work])
    page = reverse("sources:work-join", args=[work, other])
    assert page in client.get(find, {"q": "石仏をめぐる鎌倉"}).content.decode()
    assert client.get(page).status_code == 200
    mine, theirs = (record_of(stones[0], number).manifestation_id for number in ("1", "9"))
    same = f"{page}?mine={mine}&theirs={theirs}"
    assert "同じ版としてまとめる" in client.get(same).content.decode()
    assert client.post(same, {"reason": "標題紙と奥付"}).status_code == 302
    assert editions() == together("甲1+乙1+丙1+甲9", "丙2")
    assert client.get(reverse("catalogue:work-detail", args=[other]))["Location"] == reverse(
        "catalogue:work-detail", args=[work]
    )
    assert client.get(page).status_code == 404


def test_others_neither_see_nor_do_it(stones: list[Source]) -> None:
    work, record = work_of(stones[0], "1"), record_of(stones[0], "1")
    edition = record.manifestation_id
    pages = [
        reverse("sources:work-why", args=[work]),
        reverse("sources:work-find", args=[work]),
        reverse("sources:edition-apart", args=[work, edition]),
        reverse("sources:record-apart", args=[record.pk]),
    ]
    person = a_person()
    an_affiliation(person, institution("他の図書館", member=True), Role.ADMIN)
    stranger, visitor = a_client(person), Client()
    reader = keeper(stones[1], Role.LEAD)
    assert [stranger.get(page).status_code for page in pages] == [403] * 4
    assert [reader.get(page).status_code for page in pages] == [403] * 4
    assert {visitor.get(page).status_code for page in pages} == {302}
    # Another library's record is its own matter, though both stand together.
    assert keeper(stones[1]).get(pages[3]).status_code == 403


def test_a_record_that_is_not_shown_stays_with_the_others_and_is_named_to_nobody(
    stones: list[Source],
) -> None:
    hidden = a_source("見えない図書館")
    send(hidden, ("1", "鎌倉の石仏をめぐる"))
    Source.objects.filter(pk=hidden.pk).update(level=Level.PRIVATE.value)
    client = keeper(stones[1])
    page = reverse("sources:record-apart", args=[record_of(stones[1], "1").pk])
    assert "見えない" not in client.get(page).content.decode()
    client.post(page, {"reason": "奥付が違う"})
    assert editions() == together("甲1+丙1+見1", "乙1", "丙2")
    listed = client.get(reverse("sources:decision-list")).content.decode()
    assert "見えない" not in listed
    assert listed.count("奥付が違う") == 1
