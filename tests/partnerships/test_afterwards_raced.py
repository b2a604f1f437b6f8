"""Two colleagues of one side say at the same moment what came of one thing: one of them is told, no words are lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.partnerships.factories import lead_of, school, side
from tests.partnerships.joint import at_work
from tests.races import at_once, refusals
from yuinowa.core import clock
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import VersionMovedOn
from yuinowa.partnerships.models import Afterwards, Contribution
from yuinowa.partnerships.services.balance import CameOfIt, say_afterwards, take_afterwards_back

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_agreements")]


@pytest.fixture
def books(ours: Institution) -> Contribution:
    party = side(at_work(ours, school()), ours)
    return Contribution.objects.create(party=party, resource="things", text="本")


def saying(
    row: Contribution, by: Institution, person: int, number: int
) -> Callable[[], Afterwards]:
    return partial(
        say_afterwards,
        Contribution,
        row.pk,
        CameOfIt(f"{person}人めの言葉", clock.today()),
        expected_number=number,
        actor=lead_of(by, person=person),
    )


def test_of_two_colleagues_at_once_one_is_told(books: Contribution, ours: Institution) -> None:
    outcomes = at_once([saying(books, ours, person, 0) for person in (1, 2)])

    assert refusals(outcomes) == [VersionMovedOn]
    assert Afterwards.objects.get().number == 1


def test_one_says_it_anew_while_the_other_takes_it_back(
    books: Contribution, ours: Institution
) -> None:
    saying(books, ours, 1, 0)()
    back = partial(
        take_afterwards_back, Contribution, books.pk, expected_number=1, actor=lead_of(ours)
    )

    deeds: list[Callable[[], Afterwards]] = [saying(books, ours, 2, 1), back]
    outcomes = at_once(deeds)

    assert refusals(outcomes) == [VersionMovedOn]
    numbers = Afterwards.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]
