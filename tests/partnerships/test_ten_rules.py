"""The ten rules of a partnership: what its own records say, with the way to each record, on a page and as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import (
    group,
    lead_of,
    library,
    planned_up_to_roles,
    school,
    together,
)
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.partnerships.domain.statements import Ability, Resource
from yuinowa.partnerships.domain.ten_rules import Place
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.ten_rules import facts_of, places_of
from yuinowa.partnerships.services.statements import AbilityWords, ContributionWords, add_words

pytestmark = pytest.mark.django_db


def test_the_counts_are_those_of_the_records() -> None:
    ours, theirs = library(), group()
    made = together(ours, theirs)
    planned_up_to_roles(made, ours, theirs)
    for words in (
        AbilityWords(Ability.CAN, "会場を出せる"),
        AbilityWords(Ability.CANNOT, "夜は開けない"),
        ContributionWords(Resource.MONEY, "材料費"),
    ):
        add_words(made.pk, words, once=new_key(), actor=lead_of(ours))
    Partnership.objects.filter(pk=made.pk).update(start_on=date(2027, 4, 1))

    found = facts_of(Partnership.objects.get(pk=made.pk), lead_of(theirs))

    assert (found.sides, found.goals, found.goals_agreed, found.tasks) == (2, 1, 2, 1)
    assert (found.able, found.needs, found.alternatives) == (2, 2, 0)
    assert (found.asked, found.answered, found.level) == (1, 1, "parties")
    assert (found.paying, found.paying_and_doing) == (1, 1)
    assert (found.portfolio, found.portfolio_paid) == (1, 0)
    assert (found.meetings, found.decisions, found.visits, found.residents) == (0, 0, 0, "")
    assert found.joined_on is not None
    assert found.starts_on == date(2027, 4, 1)


def test_every_place_is_a_page() -> None:
    ours, theirs = library(), group()
    made = together(ours, theirs)
    person = a_person()
    an_affiliation(person, ours, Role.LEAD)
    client = a_client(person)

    places = places_of(Partnership.objects.get(pk=made.pk))

    assert set(places) == set(Place)
    assert {client.get(url.partition("#")[0]).status_code for url in places.values()} == {200}


def test_the_page_says_what_is_recorded_and_what_is_not() -> None:
    ours, theirs = library(), group()
    made = together(ours, theirs)
    person = a_person()
    an_affiliation(person, ours, Role.EDITOR)
    client, address = a_client(person), f"/partnerships/{made.pk}/ten-rules/"

    page = client.get(address).content.decode()
    table = client.get(f"{address}?format=csv").content.decode("utf-8-sig").splitlines()

    assert "形態：" in page
    assert "記録がありません" in page
    assert len(table) >= 11


def test_the_page_asks_no_more_for_many_sides() -> None:
    def asked(made: Partnership, actor: Any) -> int:
        fresh = Partnership.objects.get(pk=made.pk)
        with CaptureQueriesContext(connection) as seen:
            facts_of(fresh, actor)
        return len(seen)

    ours, theirs, third = library(), group(), school()
    two = together(ours, theirs)
    before = asked(two, lead_of(ours))
    three = together(ours, theirs, third)
    planned_up_to_roles(three, ours, theirs, third)

    assert asked(three, lead_of(ours)) <= before + 1
