"""Principles at the same moment: two proposals, two consents, one check given twice."""

from __future__ import annotations

from functools import partial

import pytest

from tests.partnerships.factories import lead_of, library, school, together
from tests.partnerships.principles import ANSWERS, adopted, proposed
from tests.races import at_once, refusals
from yuinowa.kernel.errors import AlreadyDone, VersionMovedOn
from yuinowa.partnerships.domain.principles import Moment
from yuinowa.partnerships.models import Adoption, PrincipleCheck
from yuinowa.partnerships.services.principles import consent, give_check

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_proposals_at_once_one_is_kept_and_the_other_side_is_told() -> None:
    ours, theirs = library(), school()
    made = together(ours, theirs)

    outcomes = at_once([partial(proposed, made, one) for one in (ours, theirs)])

    assert refusals(outcomes) == [VersionMovedOn]
    assert Adoption.objects.count() == 1


def test_both_sides_agree_at_once_and_both_stand() -> None:
    ours, theirs, third = library(), school(), school()
    made = together(ours, theirs, third)
    found = proposed(made, ours)
    before = found.consents.count()  # whoever proposes agrees

    outcomes = at_once(
        [partial(consent, made.pk, found.number, actor=lead_of(one)) for one in (theirs, third)]
    )

    assert refusals(outcomes) == []
    assert found.consents.count() == before + 2


def test_a_check_given_twice_at_once_is_one() -> None:
    ours, theirs = library(), school()
    made = together(ours, theirs)
    found = adopted(made, [ours, theirs])

    outcomes = at_once(
        [
            partial(give_check, made.pk, found.number, Moment.START, ANSWERS, actor=lead_of(ours))
            for _ in range(2)
        ]
    )

    assert refusals(outcomes) == [AlreadyDone]
    assert PrincipleCheck.objects.count() == 1
