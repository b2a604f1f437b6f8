"""Principles: proposed by one side, adopted by all, frozen; each side's check is its own, and read only after one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.partnerships.factories import group, lead_of, library, school, side, together
from tests.partnerships.principles import ANSWERS, OGI, adopted, proposed
from yuinowa.core import clock, rights
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.principles import Moment
from yuinowa.partnerships.models import Adoption, OwnPrinciples, Partnership, Party, PrincipleCheck
from yuinowa.partnerships.queries import principles as queries
from yuinowa.partnerships.queries.partnerships import joined, there
from yuinowa.partnerships.queries.parts import holding, missing
from yuinowa.partnerships.services.principles import consent, give_check, propose, take_back
from yuinowa.partnerships.services.steps import go_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> list[Institution]:
    return [library(), group()]


@pytest.fixture
def made(sides: list[Institution]) -> Partnership:
    return together(*sides)


def waited(verb: str) -> set[int]:
    return set(Wait.objects.filter(ended_at=None, verb=verb).values_list("institution", flat=True))


def lacking(made: Partnership) -> list[int]:
    now = queries.current(made)
    assert now is not None
    return now.lacking(queries.asked(joined(Partnership.objects.get(pk=made.pk))))


def test_each_side_agrees_for_itself_and_is_waited_for_until_then(
    made: Partnership, sides: list[Institution]
) -> None:
    Partnership.objects.filter(pk=made.pk).update(state="awaiting_signature")
    proposed(made, sides[0])
    assert len(lacking(made)) == 2

    consent(made.pk, 1, actor=lead_of(sides[0]))
    consent(made.pk, 1, actor=lead_of(sides[0]))  # twice is once

    assert lacking(made) == [side(made, sides[1]).pk]
    with pytest.raises(NotAllowed):
        consent(made.pk, 1, actor=lead_of(sides[1], role=Role.EDITOR))
    with pytest.raises(NotAllowed):
        consent(made.pk, 1, actor=lead_of(school()))


def test_nothing_waits_for_principles_but_the_sides_are_asked(
    made: Partnership, sides: list[Institution]
) -> None:
    proposed(made, sides[0])

    fresh = Partnership.objects.get(pk=made.pk)
    asked = [gap for gap in missing(fresh, there(fresh)) if gap.turn]
    assert {gap.party for gap in asked} == {side(made, one).pk for one in sides}
    assert not {gap.party for gap in holding(asked)}
    assert waited("decide") == {one.pk for one in sides}
    assert go_on(made.pk, expected_version=fresh.version, actor=lead_of(sides[1])).state == "needs"


def test_another_proposal_ends_the_consents(made: Partnership, sides: list[Institution]) -> None:
    adopted(made, sides)

    proposed(made, sides[1], after=1, code="kawasaki")

    assert len(lacking(made)) == 2
    with pytest.raises(VersionMovedOn):
        consent(made.pk, 1, actor=lead_of(sides[0]))


def test_who_did_not_see_the_other_proposal_is_told(
    made: Partnership, sides: list[Institution]
) -> None:
    proposed(made, sides[0])

    with pytest.raises(VersionMovedOn):
        proposed(made, sides[1])


def test_proposing_twice_with_one_press_is_once(
    made: Partnership, sides: list[Institution]
) -> None:  # R31
    once = new_key()
    for _ in range(2):
        propose(made.pk, OGI, expected_number=0, once=once, actor=lead_of(sides[0]))

    assert Adoption.objects.count() == 1


def test_the_side_that_proposed_takes_it_back_and_what_was_before_counts_again(
    made: Partnership, sides: list[Institution]
) -> None:
    adopted(made, sides)
    proposed(made, sides[1], after=1, code="kawasaki")
    with pytest.raises(NotAllowed):
        take_back(made.pk, 2, actor=lead_of(sides[0]))

    take_back(made.pk, 2, actor=lead_of(sides[1]))

    assert lacking(made) == []
    with pytest.raises(WrongState):
        take_back(made.pk, 1, actor=lead_of(sides[0]))


def test_what_was_proposed_agreed_or_said_is_never_changed(
    made: Partnership, sides: list[Institution]
) -> None:
    found = adopted(made, sides)
    check = give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[0]))

    for row, change in (
        (found, {"digest": "0"}),
        (found.consents.get(party=check.party), {"at": clock.now()}),
        (check, {"answers": {}}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")


def test_an_own_set_may_change_while_what_was_adopted_stays(
    made: Partnership, sides: list[Institution]
) -> None:
    own = OwnPrinciples.objects.create(
        institution=sides[0], name="わたしたちの原則", lines=["急がない"], made_at=clock.now()
    )
    propose(made.pk, own.as_set, expected_number=0, once=new_key(), actor=lead_of(sides[0]))
    OwnPrinciples.objects.update(lines=["急ぐ"], version=2)

    now = queries.current(made)

    assert now is not None
    assert [one.ja for one in now.chosen.principles] == ["急がない"]


def test_nobody_reads_anothers_check_before_giving_its_own(
    made: Partnership, sides: list[Institution]
) -> None:  # I14
    adopted(made, sides)
    give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[0]))
    theirs = PrincipleCheck.objects.get()

    assert queries.checks_visible_to(lead_of(sides[0])).get() == theirs
    assert not queries.checks_visible_to(lead_of(sides[1])).exists()
    assert not rights.can(lead_of(sides[1]), "principlecheck.view", theirs)

    give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[1]))

    assert queries.checks_visible_to(lead_of(sides[1])).count() == 2
    assert rights.can(lead_of(sides[1]), "principlecheck.view", theirs)
    assert not queries.checks_visible_to(lead_of(school())).exists()


def test_without_that_guard_it_would_be_read(
    made: Partnership, sides: list[Institution], monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted(made, sides)
    give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[0]))
    rows = rights._ROWS["partnerships.principlecheck"]
    open_ = tuple(rights.Row(row.action, row.standing, row.roles) for row in rows)
    monkeypatch.setitem(rights._ROWS, "partnerships.principlecheck", open_)

    assert queries.checks_visible_to(lead_of(sides[1])).exists()


def test_a_check_is_given_once_in_its_time_and_by_a_side_that_is_asked(
    made: Partnership, sides: list[Institution]
) -> None:
    proposed(made, sides[0])
    with pytest.raises(WrongState):  # not adopted yet
        give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[0]))
    for one in sides:
        consent(made.pk, 1, actor=lead_of(one))
    assert waited("fill_in") >= {one.pk for one in sides}
    with pytest.raises(WrongState):
        give_check(made.pk, 1, Moment.END, ANSWERS, actor=lead_of(sides[0]))
    with pytest.raises(InputRefused) as refused:
        give_check(made.pk, 1, Moment.START, {}, actor=lead_of(sides[0]))
    assert refused.value.place == "equality"

    give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[0], role=Role.EDITOR))

    with pytest.raises(AlreadyDone):
        give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[0]))
    Party.objects.filter(pk=side(made, sides[1]).pk).update(role="observer")
    with pytest.raises(NotAllowed):
        give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(sides[1]))


def test_at_the_end_of_the_work_the_last_check_is_asked_for(
    made: Partnership, sides: list[Institution]
) -> None:
    adopted(made, sides)
    today = clock.today()
    Partnership.objects.filter(pk=made.pk).update(
        state="active", start_on=today - timedelta(days=100), end_on=today + timedelta(days=5)
    )
    fresh = Partnership.objects.get(pk=made.pk)

    links = [gap.link for gap in missing(fresh, there(fresh)) if "/check/" in gap.link]

    assert links == [f"/partnerships/{made.pk}/principles/check/end/"] * 2


def test_a_side_that_has_left_is_not_asked(made: Partnership, sides: list[Institution]) -> None:
    adopted(made, sides)
    Party.objects.filter(pk=side(made, sides[1]).pk).update(
        state=PartyState.LEFT.value, ended_at=clock.now(), end_reason="終わり"
    )

    assert queries.asked(joined(Partnership.objects.get(pk=made.pk))) == [side(made, sides[0]).pk]
