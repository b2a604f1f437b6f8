"""Several answer the same idea at the same moment: it has one answer, and the resident gets one mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from tests.partnerships.factories import group, lead_of, library, outline
from tests.partnerships.ideas import came, mails, taking_part, token_of
from tests.races import at_once, refusals
from yuinowa.core import clock, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import NotAllowed, NotFound, TransitionRefused, VersionMovedOn
from yuinowa.partnerships.domain.ideas import TO_OFFICE_AFTER, IdeaState
from yuinowa.partnerships.models import Idea, IdeaPassing, Partnership
from yuinowa.partnerships.services import idea_answers as answers
from yuinowa.partnerships.services import ideas as deeds

pytestmark = pytest.mark.django_db(transaction=True)
LOST = {VersionMovedOn, TransitionRefused, NotAllowed}


@pytest.fixture
def ours() -> Institution:
    return taking_part(library())


@pytest.fixture
def theirs() -> Institution:
    return taking_part(group())


def together(*deeds: Callable[[], object]) -> list[object]:
    return [*at_once(deeds)]


def take_up(idea: Idea, actor: Actor, once: str = "") -> object:
    return answers.take_up(
        idea.pk, outline(), asked=[], once=once or new_key(), expected_version=1, actor=actor
    )


def test_three_of_one_institution_take_it_up_at_once_and_one_partnership_begins(
    ours: Institution,
) -> None:
    idea = came(ours)

    outcomes = together(*[partial(take_up, idea, lead_of(ours, person=n)) for n in (1, 2, 3)])

    assert len(refusals(outcomes)) == 2
    assert set(refusals(outcomes)) <= LOST
    made = Partnership.objects.get()
    assert Idea.objects.get().partnership == made
    assert mails()[-2:] == ["idea_arrived.txt", "idea_taken_up.txt"]


def test_one_who_presses_three_times_at_once_takes_it_up_once(ours: Institution) -> None:  # R31
    idea, once = came(ours), new_key()

    outcomes = together(*[partial(take_up, idea, lead_of(ours), once) for _press in range(3)])

    assert refusals(outcomes) == []
    assert Partnership.objects.count() == 1
    assert mails().count("idea_taken_up.txt") == 1


def test_one_takes_it_up_and_another_declines_it_at_once_and_it_has_one_answer(
    ours: Institution,
) -> None:
    idea = came(ours)

    outcomes = together(
        partial(take_up, idea, lead_of(ours, person=1)),
        partial(
            answers.decline,
            idea.pk,
            "夜は閉館",
            expected_version=1,
            actor=lead_of(ours, person=2),
        ),
    )

    assert len(refusals(outcomes)) == 1
    assert set(refusals(outcomes)) <= LOST
    idea.refresh_from_db()
    taken = idea.status is IdeaState.TAKEN_UP
    assert taken or idea.status is IdeaState.DECLINED
    assert Partnership.objects.count() == taken
    assert mails()[-1] == ("idea_taken_up.txt" if taken else "idea_declined.txt")
    assert len(mails()) == 3
    assert not waits.open_waits(idea).exists()


def test_passed_on_to_another_while_it_is_taken_up_it_lies_with_one_of_them(
    ours: Institution, theirs: Institution
) -> None:
    idea = came(ours)

    outcomes = together(
        partial(take_up, idea, lead_of(ours, person=1)),
        partial(
            answers.pass_on,
            idea.pk,
            theirs.pk,
            "あちらへ",
            expected_version=1,
            actor=lead_of(ours, person=2),
        ),
        # Whom it goes to answers at the same moment; before it lies there, it may not.
        partial(take_up, idea, lead_of(theirs)),
    )

    assert set(refusals(outcomes)) <= LOST
    assert len(refusals(outcomes)) == 2
    idea.refresh_from_db()
    if idea.status is IdeaState.TAKEN_UP:
        assert Partnership.objects.get().initiator == ours
        assert not IdeaPassing.objects.exists()
    else:
        assert (idea.status, idea.institution) == (IdeaState.WAITING, theirs)
        assert not Partnership.objects.exists()
        assert [wait.institution for wait in Wait.objects.filter(ended_at=None)] == [theirs.pk]


def test_the_resident_takes_it_back_while_it_is_taken_up(ours: Institution) -> None:
    idea = came(ours)

    outcomes = together(
        partial(take_up, idea, lead_of(ours)), partial(deeds.take_back, token_of(idea))
    )

    assert set(refusals(outcomes)) <= {*LOST, NotFound}
    idea.refresh_from_db()
    assert (idea.name, idea.email) == ("", "")  # either way
    taken = idea.status is IdeaState.TAKEN_UP
    assert taken or (idea.status, idea.words) == (IdeaState.TAKEN_BACK, "")
    assert Partnership.objects.count() == taken


def test_the_clock_gives_it_to_the_office_while_it_is_taken_up(
    ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = came(ours)
    late = clock.now() + TO_OFFICE_AFTER + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)

    outcomes = together(partial(take_up, idea, lead_of(ours)), answers.keep_ideas)

    assert set(refusals(outcomes)) <= LOST
    idea.refresh_from_db()
    taken = idea.status is IdeaState.TAKEN_UP
    assert taken or idea.institution is None
    assert Partnership.objects.count() == taken
    assert IdeaPassing.objects.count() == (not taken)
