from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import editor_of, institution
from yuinowa.core.rights import Actor, Role
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Criteria
from yuinowa.directory.domain.institutions import Status

pytestmark = pytest.mark.django_db

OVER = (Status.MERGED, Status.CLOSED)


def test_a_candidate_is_seen_by_itself_and_the_region_office_alone() -> None:
    candidate = institution("試験読書会", status=Status.CANDIDATE)
    office = institution("試験県事務局", member=True, region_office=True)
    partner = institution("試験市立図書館", member=True)
    clerk = Actor(person=2, institution=office.pk, region=True, member=True)

    def sees(actor: Actor) -> bool:
        return queries.institutions_visible_to(actor).filter(pk=candidate.pk).exists()

    assert not sees(Actor.nobody())
    assert not sees(editor_of(partner))
    assert not sees(clerk)
    assert sees(replace(clerk, roles=frozenset({Role.COORDINATOR})))
    assert sees(editor_of(candidate, member=False))


def test_a_candidate_is_found_by_nobody_else(indexed: Callable[[], int]) -> None:
    candidate = institution("試験読書会", status=Status.CANDIDATE)
    partner = institution("試験市立図書館", member=True)
    indexed()

    def found(actor: Actor) -> int:
        return queries.search_institutions(Criteria("読書会"), actor).total

    assert found(Actor.nobody()) == 0
    assert found(editor_of(partner)) == 0
    assert found(editor_of(candidate, member=False)) == 1


@pytest.mark.parametrize("status", OVER)
def test_what_is_no_more_keeps_its_page_with_a_mark(status: Status, client: Client) -> None:
    gone = institution("試験町立図書館", status=status)

    page = client.get(gone.get_absolute_url())

    assert page.status_code == 200
    assert "いまはありません" in page.content.decode()


def test_the_page_of_a_candidate_says_what_it_is_to_itself() -> None:
    candidate = institution("試験読書会", status=Status.CANDIDATE)
    person = a_person()
    an_affiliation(person, candidate)

    page = a_client(person).get(candidate.get_absolute_url())

    assert "候補" in page.content.decode()


@pytest.mark.parametrize("status", [Status.CANDIDATE, *OVER])
def test_only_what_is_there_takes_part(status: Status) -> None:
    with pytest.raises(IntegrityError, match="only_a_living_one_takes_part"):
        institution(status=status, member=True)
