"""Offers and needs: what fits, for whom it is shown, and beginning together from a pair."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import group, lead_of, school
from tests.partnerships.offers import posted
from tests.partnerships.test_pages import browser, fields
from tests.relations.ties import of_kind
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.postings import PostingStep, Reach, Way
from yuinowa.partnerships.models import BegunFrom, Need, Partnership, Posting
from yuinowa.partnerships.queries.postings import fitting
from yuinowa.partnerships.services import postings as deeds
from yuinowa.partnerships.services.sides import accept
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


@pytest.fixture
def theirs() -> Institution:
    return group()


def test_what_fits_is_shown_with_its_reasons_to_our_own_people_alone(
    ours: Institution, theirs: Institution
) -> None:
    need = posted(theirs, Way.NEED, title="けいこ場がほしい")
    posted(ours)

    mine = browser(theirs, Role.EDITOR).get(need.get_absolute_url()).content.decode()
    other = browser(school(), Role.EDITOR).get(need.get_absolute_url()).content.decode()

    assert "おはなしの部屋" in mine
    assert "種類が同じ" in mine
    assert "人形劇" in mine
    assert "おはなしの部屋" not in other


def test_whoever_could_answer_sees_its_own_that_fits_or_how_to_begin(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    need = posted(theirs, Way.NEED, title="けいこ場がほしい", reach=Reach.ANYWHERE)
    posted(ours, reach=Reach.ANYWHERE)
    address = need.get_absolute_url()

    lead = browser(ours, Role.LEAD).get(address).content.decode()
    other = browser(school(), Role.LEAD).get(address).content.decode()
    visitor = client.get(address).content.decode()

    begin = f"/partnerships/offers/{Posting.objects.get(way='offer').pk}/begin/{need.pk}/"
    assert begin in lead
    assert "種類が同じ" in lead
    assert "/partnerships/offers/new/offer/" in other
    assert "種類が同じ" not in other
    assert "/partnerships/offers/new/offer/" not in visitor
    assert begin not in browser(ours, Role.EDITOR).get(address).content.decode()


def test_matching_asks_no_more_for_many_than_for_few(
    ours: Institution, theirs: Institution
) -> None:
    need = posted(theirs, Way.NEED)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            fitting(need, lead_of(theirs))
        return len(seen)

    posted(ours)
    asked()
    few = asked()
    for n in range(12):
        posted(of_kind(f"試験{n}館"))

    assert asked() == few


def test_a_pair_begins_a_partnership_and_nobody_is_spoken_for(
    ours: Institution, theirs: Institution
) -> None:
    # I13
    offer = posted(ours)
    need = posted(theirs, Way.NEED, title="けいこ場がほしい", words="けいこの場所がない。")
    page, key = browser(theirs, Role.LEAD), new_key()
    address = f"/partnerships/offers/{need.pk}/begin/{offer.pk}/"

    for _press in range(2):
        answer = page.post(address, fields(once=key))

    made = Partnership.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert {side.institution_id for side in made.parties.all()} == {ours.pk, theirs.pk}
    assert BegunFrom.objects.count() == 2
    assert not Need.objects.exists()
    assert "けいこ場がほしい" in page.get(made.get_absolute_url()).content.decode()
    accept(made.pk, actor=lead_of(ours))
    assert "けいこの場所がない。" in page.get(f"/partnerships/{made.pk}/say/need/").content.decode()
    other = browser(ours, Role.LEAD)
    assert (
        "けいこの場所がない。"
        not in other.get(f"/partnerships/{made.pk}/say/need/").content.decode()
    )


def test_nothing_is_begun_from_what_is_not_open_any_more_or_is_no_pair(
    ours: Institution, theirs: Institution
) -> None:
    offer, need = posted(ours), posted(theirs, Way.NEED)
    page = browser(theirs, Role.LEAD)
    assert page.get(f"/partnerships/offers/{need.pk}/begin/{need.pk}/").status_code == 404
    assert page.get(f"/partnerships/offers/{offer.pk}/begin/{need.pk}/").status_code == 403
    deeds.take_step(need.pk, PostingStep.PAUSE, expected_version=1, actor=lead_of(theirs))

    answer = page.post(f"/partnerships/offers/{need.pk}/begin/{offer.pk}/", fields())

    assert answer.status_code == 409
    assert not Partnership.objects.exists()
