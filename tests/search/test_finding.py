"""Asking a collection with a language: fields and ranges, what was meant, what is begun, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.search.books import book, book_collection
from yuinowa.core import jobs
from yuinowa.core.models import Lane
from yuinowa.core.rights import Actor, Level
from yuinowa.kernel.errors import InputRefused, Unreadable
from yuinowa.search import collections, index
from yuinowa.search.ports import Document

pytestmark = pytest.mark.django_db

NOBODY = Actor.nobody()


class Shelf:
    def __init__(self, *books: Document) -> None:
        self.books = {each.id: each for each in books}

    def load(self, ids: Sequence[int]) -> Iterable[Document]:
        return [self.books[pk] for pk in ids if pk in self.books]


@pytest.fixture
def shelf(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    settings.SEARCH_DIR = tmp_path / "index"
    shelf = Shelf(
        book(1, "鋼の錬金術師", years=[2002], ndc=["726.1"], holders=9, prominence=1.5),
        book(2, "鋼の錬金術師 嘆きの丘", years=[2005], ndc=["726.1"], holders=2),
        book(3, "平塚の石仏", maker="平塚市博物館", years=[1998, 2015], ndc=["718"], holders=4),
        book(4, "はがき", level=Level.PRIVATE, institution=7),
        book(5, "鋼の錬金術士", level=Level.PRIVATE, institution=7),
    )
    made = replace(book_collection(), load=shelf.load, ids=lambda: list(shelf.books))
    monkeypatch.setitem(collections._COLLECTIONS, "books", made)
    index.reindex("books")
    return shelf


def found(text: str, **how: object) -> list[int]:
    return sorted(index.find("books", text, actor=NOBODY, **how).ids)  # type: ignore[arg-type]


def test_words_ranges_and_trees_are_asked_together(shelf: Shelf) -> None:
    hits = index.find(
        "books",
        "鋼 OR 石仏",
        actor=NOBODY,
        ranges={"year": (2003, None)},
        filters={"ndc": ["7"]},
        facets=["ndc"],
        sort="-holders",
    )

    assert hits.ids == (3, 2)
    assert hits.facets["ndc"] == (("7", 2), ("71", 1), ("72", 1))


@pytest.mark.parametrize(
    "how",
    [
        {"filters": {"ndc": ["7261"]}},
        {"filters": {"ndc": [""]}},
        {"ranges": {"size": (1, 2)}},
        {"ranges": {"year": (-1, 2)}},
        {"ranges": {"year": (1, 10**13)}},
        {"sort": "ndc"},
        {"facets": ["year"]},
    ],
)
def test_only_what_is_declared_can_be_asked(shelf: Shelf, how: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        found("", **how)


def test_a_long_question_is_refused_and_a_strange_one_is_not(shelf: Shelf) -> None:
    with pytest.raises(InputRefused):
        found("鋼" * 201)
    with pytest.raises(InputRefused):
        found("鋼 OR 石 " * 11)

    assert found('(" OR -: 書名:') == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("鋼の錬金術氏", "鋼の錬金術師"),
        ("鋼の練金術師 嘆きの丘", "鋼の錬金術師 嘆きの丘"),
        ("平塚の石像", "平塚の石仏"),
        ("title:平塚市博物園", "title:平塚市博物館"),
        ("石仏 -平塚", None),
        ("平塚の石仏", None),
        ("まるでちがうもの", None),
        ("はがま", None),
        ("", None),
    ],
)
def test_what_was_meant_is_taken_from_what_may_be_found(
    shelf: Shelf, typed: str, meant: str | None
) -> None:
    """はがき is of another level: whoever may not find it is not told of it."""
    near = index.near("books", typed, actor=NOBODY)

    assert (near.text if near else None) == meant


def test_the_owner_is_told_of_what_the_owner_may_find(shelf: Shelf) -> None:
    owner = Actor(person=1, institution=7)

    assert index.near("books", "はがま", actor=owner) == index.Near("はがき", "はがき")


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("鋼", [1, 2]),
        ("鋼の錬", [1, 2]),
        ("平塚", [3]),
        ("石仏", []),
        ("", []),
        ("は", []),
    ],
)
def test_titles_come_up_as_one_types(shelf: Shelf, typed: str, ids: list[int]) -> None:
    assert list(index.begun("books", typed, actor=NOBODY)) == ids


def test_readings_come_up_as_one_types_romaji(shelf: Shelf) -> None:
    kana = replace(
        shelf.books[1], texts={**shelf.books[1].texts, "title_kana": ["ハガネ ノ レンキンジュツシ"]}
    )
    shelf.books[1] = kana
    index.reindex("books")

    typed = [
        "h",
        "ha",
        "hag",
        "haga",
        "hagan",
        "hagane n",
        "haganenoren",
        "はがn",
        "ハガネ",
        "renkin",
    ]

    assert {text: list(index.begun("books", text, actor=NOBODY)) for text in typed} == {
        **{text: [1] for text in typed},
        "h": [],
        "renkin": [],
    }


def test_what_is_withdrawn_vanishes_from_all_of_it_in_the_next_request(shelf: Shelf) -> None:
    with transaction.atomic():
        index.hide_all("books", [1, 2])

    hits = index.find(
        "books", "", actor=NOBODY, facets=["ndc", "material"], ranges={"year": (1, None)}
    )
    counted = index.find("books", "", actor=NOBODY, facets=["ndc"], filters={"ndc": ["7"]})

    assert (hits.total, hits.ids) == (1, (3,))
    assert hits.facets == {"ndc": (("7", 1),), "material": (("book", 1),)}
    assert counted.facets == {"ndc": (("7", 1), ("71", 1))}
    assert list(index.begun("books", "鋼", actor=NOBODY)) == []
    assert index.near("books", "鋼の錬金術氏", actor=NOBODY) is None


def test_what_is_withdrawn_stays_away_when_the_index_has_caught_up(shelf: Shelf) -> None:
    del shelf.books[1]
    shelf.books[2] = replace(shelf.books[2], level=Level.PRIVATE, institution=7)
    with transaction.atomic():
        index.hide_all("books", [1, 2])

    jobs.run_due([Lane.INDEX])

    assert found("鋼") == []
    owners = index.find("books", "鋼", actor=Actor(person=1, institution=7)).ids
    assert sorted(owners) == [2, 5]
