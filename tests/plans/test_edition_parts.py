"""An edition of many sheets is read goal by goal; the address carries the part, and the whole stays on one page to print."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.plans.editions import published
from tests.plans.factories import an_owner, own_plan
from yuinowa.plans.models import Edition
from yuinowa.plans.queries import edition_pages

pytestmark = pytest.mark.django_db
CONTENTS = 'id="contents"'


@pytest.fixture
def edition() -> Edition:
    return published(own_plan(an_owner("試験市")))


@pytest.fixture
def large(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Edition:
    monkeypatch.setattr(edition_pages, "MANY_SHEETS", 1)
    return edition


def _text(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def _figures(page: str) -> set[str]:
    """The addresses of the pages on figures' origins."""
    return set(re.findall(r'href="([^"]*/figures/\d+/)"', page))


def _projects(page: str) -> set[str]:
    return set(re.findall(r'href="[^"]*/editions/[^"]*/projects/([^"/]+)/"', page))


def test_a_small_edition_is_one_page(edition: Edition) -> None:
    page = _text(f"{edition.get_absolute_url()}?goal=1")

    assert CONTENTS not in page
    assert len(_figures(page)) == edition.figures.count()


def test_a_large_one_begins_with_its_contents_and_counts(large: Edition) -> None:
    page = _text(large.get_absolute_url())

    assert CONTENTS in page
    assert _figures(page) == _projects(page) == set()
    assert "どこにいても本とことばに手が届くまち" in page
    assert "各事業の進み方" in page


def test_its_parts_together_are_the_whole(large: Edition) -> None:
    at = large.get_absolute_url()
    whole, *parts = (_text(f"{at}?goal={word}") for word in ("all", "1", "2"))

    assert len(_figures(whole)) == large.figures.count()
    for found in (_figures, _projects):
        first, second = map(found, parts)
        assert first
        assert second
        assert not first & second
        assert first | second == found(whole)
    assert 'goal=2#contents" aria-current' in parts[1]


@pytest.mark.parametrize("annex", ["sheets", "reference"])
def test_an_annex_begins_with_its_first_goal(large: Edition, annex: str) -> None:
    at = f"{large.get_absolute_url()}annexes/{annex}/"

    first, one, two, whole = (
        _projects(_text(f"{at}{more}")) for more in ("", "?goal=1", "?goal=2", "?goal=all")
    )

    assert first == one
    assert one
    assert two
    assert one | two == whole


@pytest.mark.parametrize("word", ["3", "x", "-1", "1.0", "１"])
def test_a_part_that_is_not_there_is_not_found(large: Edition, word: str) -> None:
    _text(f"{large.get_absolute_url()}?goal={word}", 404)
