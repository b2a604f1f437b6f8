"""Matching is fair: one more shared trait never ranks lower, both sides read the same reasons, the order is stable."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.matching import TABLE, Hindrance, Reason, Traits, compared, ranked
from yuinowa.partnerships.domain.postings import (
    POSTING_WORKFLOW,
    Audience,
    PostingRole,
    PostingState,
    PostingStep,
    Reach,
    Subject,
)
from yuinowa.partnerships.domain.statements import Resource

OURS = Traits(
    pk=1, institution=1, kind=Resource.PLACE, subject=Subject.ARTS, audience=Audience.INFANTS,
    reach=Reach.PREFECTURE, prefecture="13", municipality="131032", first=date(2026, 11, 1),
    last=date(2027, 3, 31), has_quantity=True, text="人形劇のけいこ場",
)  # fmt: skip
TWIN = replace(OURS, pk=2, institution=2, text="人形劇に使える部屋")

_days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
_traits = st.builds(
    Traits,
    pk=st.integers(1, 10_000),
    institution=st.integers(1, 40),
    kind=st.sampled_from(Resource),
    subject=st.sampled_from(Subject),
    audience=st.sampled_from(Audience),
    reach=st.sampled_from(Reach),
    prefecture=st.sampled_from(["", "13", "14"]),
    municipality=st.sampled_from(["", "131032", "141003"]),
    first=_days,
    last=st.none() | _days,
    has_quantity=st.booleans(),
    text=st.sampled_from(["", "人形劇", "人形劇と読み聞かせ", "プログラミング", "図書館の資料"]),
)


def test_a_twin_has_every_reason_and_no_hindrance() -> None:
    found = compared(OURS, TWIN, known={2})

    assert found.reasons == set(Reason)
    assert not found.hindrances
    assert found.words == ("人形劇",)


@given(_traits, _traits)
def test_both_sides_read_the_same_of_each_other(one: Traits, other: Traits) -> None:
    there, back = compared(one, other, {other.institution}), compared(other, one, {one.institution})

    assert (there.reasons, there.hindrances, there.words) == (
        back.reasons,
        back.hindrances,
        back.words,
    )


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_weighs_something(reason: Reason) -> None:
    assert TABLE.weights[reason] > 0


@given(_traits, _traits, st.sampled_from(Reason))
def test_one_more_shared_trait_never_ranks_lower(one: Traits, other: Traits, more: Reason) -> None:
    found = compared(one, other)
    with_more = replace(found, reasons=found.reasons | {more})

    assert with_more.score() >= found.score()


@given(_traits, st.lists(_traits, max_size=30, unique_by=lambda traits: traits.pk))
def test_the_order_does_not_depend_on_how_they_come(ours: Traits, others: list[Traits]) -> None:
    mixed = random.Random(1).sample(others, len(others))  # any order will do

    assert ranked(ours, others) == ranked(ours, mixed)


@given(_traits, st.lists(_traits, max_size=30, unique_by=lambda traits: traits.pk))
def test_nothing_fits_that_is_our_own_or_kept_apart(ours: Traits, others: list[Traits]) -> None:
    found, by_pk = ranked(ours, others), {other.pk: other for other in others}

    assert all(not match.hindrances for match in found.fitting)
    assert all(len(match.hindrances) == 1 for match in found.near)
    both = (*found.fitting, *found.near)
    assert all(by_pk[match.pk].institution != ours.institution for match in both)
    scores = [match.score() for match in found.fitting]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (replace(TWIN, kind=Resource.MONEY), Hindrance.KIND),
        (replace(TWIN, prefecture="14", municipality="141003"), Hindrance.REACH),
        (replace(TWIN, reach=Reach.TOWN, municipality="131041"), Hindrance.REACH),
        (replace(TWIN, first=date(2027, 4, 1), last=None), Hindrance.PERIOD),
    ],
)
def test_what_keeps_a_pair_apart_is_named(other: Traits, why: Hindrance) -> None:
    assert compared(OURS, other).hindrances == {why}
    assert ranked(OURS, [other]).near[0].pk == other.pk


def test_words_that_everybody_says_are_no_reason() -> None:
    ours, other = replace(OURS, text="図書館の資料"), replace(TWIN, text="資料を図書館へ")

    assert Reason.WORDS not in compared(ours, other).reasons


@pytest.mark.parametrize("state", list(PostingState))
def test_everything_that_ended_can_be_opened_again(state: PostingState) -> None:
    able = POSTING_WORKFLOW.roles_for(state, PostingStep.REOPEN)

    assert able == (frozenset() if state is PostingState.OPEN else {PostingRole.POSTER})
