"""Roles for one object alone: toward everything else an outside reviewer is a visitor."""

from __future__ import annotations

import pytest

from tests.accounts.factories import a_person, an_affiliation, an_institution
from tests.directory.factories import institution
from yuinowa.accounts import queries
from yuinowa.core import audit, clock, rights
from yuinowa.core.rights import Actor, Level, Only, Role
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import institutions_visible_to

pytestmark = pytest.mark.django_db


def reviewer_of(shown: Institution, *roles: Role) -> Actor:
    only = Only("directory.institution", shown.pk, shown.pk, frozenset(roles))
    return Actor(person=a_person().pk, only=only)


def test_the_one_object_is_seen_as_by_a_colleague_and_no_other_one() -> None:
    mine = institution(level=Level.PRIVATE.value)
    members = institution(level=Level.MEMBERS.value)
    public = institution()
    actor = reviewer_of(mine)

    assert set(institutions_visible_to(actor)) == {mine, public}
    assert [rights.can(actor, "institution.view", o) for o in (mine, members, public)] == [
        True,
        False,
        True,
    ]


def test_roles_reach_the_one_object_alone() -> None:
    actor = reviewer_of(institution(level=Level.PRIVATE.value), Role.ADMIN, Role.COORDINATOR)

    assert not actor.has(Role.ADMIN, Role.COORDINATOR)
    assert actor.institution is None
    assert (actor.region, actor.member) == (False, False)


def test_the_actor_of_such_an_affiliation_is_built_from_the_database() -> None:
    shown = an_institution()
    affiliation = an_affiliation(
        None, shown, Role.REVIEWER, to_day=clock.today().replace(year=2099)
    )
    affiliation.only_for_kind, affiliation.only_for_id = "directory.institution", shown.pk
    affiliation.save()

    actor = queries.actor_of(affiliation.person, affiliation)

    assert actor.only == Only(
        "directory.institution", shown.pk, shown.pk, frozenset({Role.REVIEWER})
    )
    assert (actor.institution, actor.roles, actor.acts_for) == (None, frozenset(), shown.pk)


def test_what_is_done_stands_in_the_chain_of_the_institution() -> None:
    shown = an_institution()

    row = audit.record("test.read", shown, actor=reviewer_of(shown))

    assert (row.chain, row.institution) == (shown.pk, shown.pk)
