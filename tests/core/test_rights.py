"""Filters of rights: what they ask of the database, and that they ask no more than they must."""

from __future__ import annotations

import pytest
from django.db.models import Q, QuerySet

from tests.directory.factories import institution
from tests.partnerships.factories import lead_of, together
from yuinowa.core import rights
from yuinowa.core.rights import Actor, Condition, visible_to
from yuinowa.partnerships.models import Goal, Need
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to

pytestmark = pytest.mark.django_db


def questions(found: QuerySet[Need] | QuerySet[Goal]) -> int:
    """How many tables, one within the other, the database is asked for."""
    return str(found.query).count("SELECT")


def test_no_standing_is_asked_for_that_a_condition_brings() -> None:
    lead = lead_of(institution())

    assert (
        questions(visible_to(lead, Goal.objects.all())) == 2
    )  # the goals, and where the actor is a side
    assert questions(visible_to(lead, Need.objects.all())) == 2


def test_under_a_partnership_at_hand_who_is_a_side_is_not_asked() -> None:
    one, other = institution(), institution()
    partnership = partnerships_visible_to(lead_of(one)).get(pk=together(one, other).pk)

    asked = visible_to(lead_of(one).under(partnership), Goal.objects.all())
    refused = visible_to(lead_of(institution()).under(partnership), Goal.objects.all())

    assert questions(asked) == 1
    assert not refused.exists()


def test_whoever_acts_for_no_institution_is_asked_about_public_rows_alone() -> None:
    assert rights.allowed_q(Actor.nobody(), "goal.view", Goal) == rights.nothing()


def test_a_condition_made_of_two_leads_where_either_or_both_of_them_do() -> None:
    def leading(*paths: str) -> Condition:
        return Condition(lambda _actor: Q(pk=1), lambda _actor, _obj: True, frozenset(paths))

    one, other = leading("a", "b"), leading("b", "c")

    assert (one & other).leads == {"a", "b", "c"}
    assert (one | other).leads == {"b"}
