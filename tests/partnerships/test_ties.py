"""A partnership at work is a tie on the ring of each side, and speaks for the depth of their relation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.partnerships.factories import group, lead_of, together
from tests.partnerships.joint import at_work, held
from tests.partnerships.papers import in_force
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level
from yuinowa.core.ties import SharedWork, edges_of, work_of
from yuinowa.directory.models import Institution
from yuinowa.partnerships.services.sides import show_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]
VISITOR = Actor.nobody()


def pairs(institution: Institution, actor: Actor) -> set[frozenset[int]]:
    return {frozenset((e.one, e.other)) for e in edges_of([institution.pk], actor)}


def test_a_partnership_at_work_ties_its_sides_for_whoever_may_see_it(
    ours: Institution, theirs: Institution
) -> None:  # I5
    third = group()
    partnership = in_force(ours, theirs, third).agreement.partnership
    assert pairs(ours, VISITOR) == set()
    assert pairs(ours, lead_of(theirs)) == {
        frozenset((ours.pk, theirs.pk)),
        frozenset((ours.pk, third.pk)),
    }

    for side in (ours, theirs, third):
        show_to(partnership.pk, Level.PUBLIC, actor=lead_of(side))

    assert len(pairs(ours, VISITOR)) == 2
    html = Client().get(f"/relations/of/{ours.pk}/").content.decode()
    assert partnership.title in html
    assert "yw-edge--collaborate" in html


def test_what_is_only_planned_ties_nobody(ours: Institution, theirs: Institution) -> None:
    together(ours, theirs)

    assert pairs(ours, lead_of(ours)) == set()
    assert work_of(ours.pk, theirs.pk, clock.today()) == SharedWork()


def test_what_they_do_together_is_counted_for_the_pair_alone(
    ours: Institution, theirs: Institution
) -> None:  # §18.1
    third = group()
    partnership = at_work(ours, theirs, third)
    for _time in range(2):
        held(partnership, ours, theirs)
    today = clock.today()

    assert work_of(ours.pk, theirs.pk, today) == SharedWork(2, 1, 1)
    assert work_of(theirs.pk, third.pk, today) == SharedWork(0, 1, 1)
    assert work_of(ours.pk, theirs.pk, today - timedelta(days=1)).activities == 0
