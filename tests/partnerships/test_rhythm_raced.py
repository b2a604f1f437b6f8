"""Two sides answer or propose at the same moment how often they are in touch: nobody agrees to what it did not read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.partnerships.conftest import only_these
from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.joint import at_work
from tests.races import at_once, refusals
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import VersionMovedOn
from yuinowa.partnerships.domain.rhythm import Terms
from yuinowa.partnerships.models import Partnership, Rhythm, RhythmConsent
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.queries.rhythm import agreed
from yuinowa.partnerships.services import rhythm as deeds
from yuinowa.relations.domain.kinds import Frequency

pytestmark = pytest.mark.django_db(transaction=True)
MONTHLY, WEEKLY = Terms(Frequency.MONTHLY, 6), Terms(Frequency.WEEKLY, 3)


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PARTS", only_these("rhythm"))


@pytest.fixture
def sides() -> list[Institution]:
    return [library(), school(), group()]


@pytest.fixture
def made(sides: list[Institution]) -> Partnership:
    return at_work(*sides)


def proposing(of: Partnership, by: Institution, terms: Terms, seen: int) -> Callable[[], Rhythm]:
    actor, once = lead_of(by), new_key()
    return lambda: deeds.propose(of.pk, terms, expected_number=seen, once=once, actor=actor)[0]


def agreeing(of: Partnership, by: Institution, number: int = 1) -> Callable[[], Rhythm]:
    return partial(deeds.agree, of.pk, number, actor=lead_of(by))


def consents(number: int) -> set[int]:
    found = RhythmConsent.objects.filter(rhythm__number=number)
    return set(found.values_list("party__institution", flat=True))


def test_two_sides_that_propose_at_once_lose_nothing(
    made: Partnership, sides: list[Institution]
) -> None:
    ours, theirs, _third = sides

    outcomes = at_once([proposing(made, ours, MONTHLY, 0), proposing(made, theirs, WEEKLY, 0)])

    assert refusals(outcomes) == [VersionMovedOn]
    assert Rhythm.objects.count() == RhythmConsent.objects.count() == 1


def test_the_last_two_that_agree_at_once_let_it_hold_once(
    made: Partnership, sides: list[Institution]
) -> None:
    ours, theirs, third = sides
    found = proposing(made, ours, MONTHLY, 0)()

    outcomes = at_once([agreeing(made, theirs), agreeing(made, third), agreeing(made, third)])

    # Whoever presses twice may find that it holds already, and nothing is proposed any more.
    assert len(refusals(outcomes)) <= 1
    assert agreed(made).in_force == found
    assert consents(1) == {one.pk for one in sides}


@pytest.mark.parametrize("missing", [1, 2], ids=["last-consent", "one-of-two"])
def test_one_agrees_while_another_proposes_anew(
    missing: int, made: Partnership, sides: list[Institution]
) -> None:
    ours, theirs, third = sides
    first = proposing(made, ours, MONTHLY, 0)()
    if missing == 1:
        agreeing(made, third)()

    outcomes = at_once([agreeing(made, theirs), proposing(made, ours, WEEKLY, 1)])

    now, lost = agreed(made), refusals(outcomes)
    assert lost in ([], [VersionMovedOn])
    assert now.proposed is not None
    assert now.proposed.number == 2
    # I13: nobody has agreed to what it did not read.
    assert now.consents == {side(made, ours).pk}
    assert (theirs.pk in consents(1)) is (not lost)
    assert (now.in_force == first) is (missing == 1 and not lost)


def test_one_agrees_while_it_is_taken_back(made: Partnership, sides: list[Institution]) -> None:
    ours, theirs, third = sides
    first = proposing(made, ours, MONTHLY, 0)()
    agreeing(made, third)()
    back: Callable[[], Rhythm] = partial(deeds.take_back, made.pk, 1, actor=lead_of(ours))

    outcomes = at_once([agreeing(made, theirs), back])

    # Whoever comes second is told: it holds and cannot be taken back, or it is gone and cannot be agreed to.
    assert len(refusals(outcomes)) == 1
    now = agreed(made)
    assert now.proposed is None
    assert (now.in_force == first) is (theirs.pk in consents(1))
