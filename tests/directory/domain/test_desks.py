"""Exactly one desk, or none; whatever else is entered."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.desks import (
    REGION,
    Asker,
    Reach,
    Rule,
    area_name,
    is_due,
    rival_of,
    who_answers,
)
from yuinowa.directory.domain.institutions import InstitutionKind as Kind
from yuinowa.directory.domain.topics import WIDER, About, Topic, understand, ways_up

A_DAY = date(2026, 11, 21)
PUBLIC, PREFECTURAL, SCHOOL = Kind.PUBLIC_LIBRARY, Kind.PREFECTURAL_LIBRARY, Kind.SCHOOL_LIBRARY
LOAN = Topic.INTERLIBRARY_LOAN

_topics = st.sampled_from([LOAN, Topic.REFERENCE, Topic.REFERENCE_DATABASE, Topic.COOPERATION])
_kinds = st.frozensets(st.sampled_from([PUBLIC, PREFECTURAL, SCHOOL]), max_size=2)
_areas = st.frozensets(st.sampled_from([REGION, "13", "20", "131032", "202011"]), max_size=2)
_days = st.none() | st.integers(-3, 3).map(lambda n: A_DAY + timedelta(days=n))
_abouts = st.sampled_from(About)
_askers = st.builds(
    Asker,
    kinds=st.frozensets(st.sampled_from([PUBLIC, PREFECTURAL, SCHOOL, Kind.MUSEUM]), max_size=3),
    prefecture=st.sampled_from(["", "13", "20"]),
    municipality=st.sampled_from(["", "131032", "202011"]),
    member=st.booleans(),
)


@st.composite
def _rules(draw: st.DrawFn) -> list[Rule]:
    """Desks as they can be saved one after the other: each only if no earlier one rivals it."""
    wanted = draw(
        st.lists(st.tuples(_topics, _abouts, _kinds, _areas, _days, _days), min_size=1, max_size=8)
    )
    saved: list[Rule] = []
    for number, parts in enumerate(wanted, start=1):
        rule = Rule(number, *parts)
        in_order = None in {rule.from_day, rule.to_day} or rule.from_day <= rule.to_day  # type: ignore[operator]  # neither is None
        if in_order and rival_of(rule, saved) is None:
            saved.append(rule)
    return saved


@given(_rules(), _topics, _askers, _abouts, st.randoms(use_true_random=False))
def test_the_answer_is_one_desk_in_whatever_order_they_stand(
    rules: list[Rule], topic: Topic, asker: Asker, about: About, chance: object
) -> None:
    answer = who_answers(rules, topic, asker, about=about, day=A_DAY)

    assert who_answers(rules[::-1], topic, asker, about=about, day=A_DAY) == answer


@given(_rules(), _topics, _askers, _abouts)
def test_a_desk_that_does_not_answer_changes_nothing(
    rules: list[Rule], topic: Topic, asker: Asker, about: About
) -> None:
    answer = who_answers(rules, topic, asker, about=about, day=A_DAY)
    kept = [rule for rule in rules if answer is not None and rule.desk == answer.desk]

    for number in range(len(rules)):
        fewer = [*rules[:number], *rules[number + 1 :]]
        if rules[number] not in kept:
            assert who_answers(fewer, topic, asker, about=about, day=A_DAY) == answer


@given(_rules(), _topics, _askers, _abouts)
def test_the_answer_meets_every_condition_of_its_desk(
    rules: list[Rule], topic: Topic, asker: Asker, about: About
) -> None:
    answer = who_answers(rules, topic, asker, about=about, day=A_DAY)

    if answer is not None:
        rule = next(rule for rule in rules if rule.desk == answer.desk)
        assert rule.topic in set(ways_up(topic))
        assert rule.about in {About.ANYTHING, about}
        assert not rule.kinds or rule.kinds & asker.kinds
        assert not rule.areas or rule.areas & asker.areas
        assert rule.holds_on(A_DAY)


def test_with_the_refusal_of_rivals_off_two_desks_would_answer() -> None:
    """The guard-off twin: without ``rival_of`` the order of the rows would decide."""
    asker = Asker(kinds=frozenset({PUBLIC}))
    rules = [Rule(1, LOAN), Rule(2, LOAN)]

    first = who_answers(rules, LOAN, asker, about=About.ANYTHING, day=A_DAY)
    other = who_answers(rules[::-1], LOAN, asker, about=About.ANYTHING, day=A_DAY)

    assert first != other
    assert rival_of(rules[1], rules[:1]) == rules[0]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        (Rule(1, LOAN), Rule(2, Topic.COOPERATION, kinds=frozenset({PUBLIC}), areas=frozenset({"131032"}))),
        (Rule(1, LOAN, About.CHILDREN), Rule(2, LOAN, kinds=frozenset({PUBLIC}))),
        (Rule(1, LOAN, kinds=frozenset({PUBLIC})), Rule(2, LOAN, areas=frozenset({"131032"}))),
        (Rule(1, LOAN, kinds=frozenset({PREFECTURAL})), Rule(2, LOAN, kinds=frozenset({PUBLIC}))),
        (Rule(1, LOAN, areas=frozenset({"131032"})), Rule(2, LOAN, areas=frozenset({REGION}))),
        (Rule(1, LOAN, areas=frozenset({REGION})), Rule(2, LOAN, areas=frozenset({"13"}))),
        (Rule(1, LOAN, areas=frozenset({"13"})), Rule(2, LOAN)),
    ],
)  # fmt: skip
def test_the_more_specific_desk_answers(stronger: Rule, weaker: Rule) -> None:
    asker = Asker(frozenset({PUBLIC, PREFECTURAL}), "13", "131032", member=True)

    answer = who_answers([weaker, stronger], LOAN, asker, about=About.CHILDREN, day=A_DAY)

    assert rival_of(stronger, [weaker]) is None
    assert answer is not None
    assert answer.desk == 1


def test_nobody_answers_where_no_desk_fits() -> None:
    rules = [Rule(1, Topic.TRAINING), Rule(2, LOAN, areas=frozenset({"20"}))]

    assert who_answers(rules, LOAN, Asker(), about=About.ANYTHING, day=A_DAY) is None


def test_a_desk_answers_on_its_first_and_last_day_and_not_beside_them() -> None:
    rule = Rule(1, LOAN, from_day=A_DAY, to_day=A_DAY)
    days = [A_DAY - timedelta(days=1), A_DAY, A_DAY + timedelta(days=1)]

    found = [who_answers([rule], LOAN, Asker(), about=About.ANYTHING, day=day) for day in days]

    assert [answer is not None for answer in found] == [False, True, False]


def test_one_desk_may_follow_the_other() -> None:
    before = Rule(1, LOAN, to_day=A_DAY)
    after = Rule(2, LOAN, from_day=A_DAY + timedelta(days=1))

    assert rival_of(after, [before]) is None
    assert rival_of(Rule(3, LOAN, from_day=A_DAY), [before]) == before


def test_a_desk_does_not_rival_itself() -> None:
    assert rival_of(Rule(1, LOAN), [Rule(1, LOAN)]) is None


def test_every_topic_leads_up_to_cooperation_in_general() -> None:
    assert {list(ways_up(topic))[-1] for topic in Topic} == {Topic.COOPERATION}
    assert set(WIDER) == set(Topic) - {Topic.COOPERATION}


@pytest.mark.parametrize(
    ("words", "topic", "about"),
    [
        ("図書館間貸出し", LOAN, About.ANYTHING),
        ("図書館間貸出しについて", LOAN, About.ANYTHING),
        ("としょかんかん", LOAN, About.ANYTHING),
        ("ﾄｼｮｶﾝｶﾝｶｼﾀﾞｼ", LOAN, About.ANYTHING),
        ("toshokankankashidashi", LOAN, About.ANYTHING),
        ("Interlibrary Loan", LOAN, About.ANYTHING),
        ("ill", LOAN, About.ANYTHING),
        ("児童書の図書館間貸出し", LOAN, About.CHILDREN),
        ("児童書の複写", Topic.REMOTE_COPY, About.CHILDREN),
        ("絵本", Topic.CHILDREN, About.CHILDREN),
        ("児童書", Topic.CHILDREN, About.CHILDREN),
        ("コピー", Topic.REMOTE_COPY, About.ANYTHING),
        ("レファ協", Topic.REFERENCE_DATABASE, About.ANYTHING),
        ("レファレンス", Topic.REFERENCE, About.ANYTHING),
        ("れきおん", Topic.SOUND_RECORDINGS, About.ANYTHING),
        ("ＩＳＩＬ", Topic.ISIL, About.ANYTHING),
        ("ゆにかねっと", Topic.UNION_CATALOGUE, About.ANYTHING),
        ("legal deposit", Topic.LEGAL_DEPOSIT, About.ANYTHING),
        ("学校図書館セット貸出し", Topic.SCHOOL_SETS, About.ANYTHING),
    ],
)
def test_free_words_name_a_topic(words: str, topic: Topic, about: About) -> None:
    found = understand(words)

    assert (found.topics, found.about) == ((topic,), about)


def test_words_that_fit_several_topics_name_them_all() -> None:
    assert len(understand("図書館").topics) > 1


def test_words_of_nothing_we_know_name_no_topic() -> None:
    assert understand("駐車場").topics == ()
    assert understand("").topics == ()


@given(st.text(max_size=60))
def test_any_text_is_understood_or_not_without_a_fault(text: str) -> None:
    assert set(understand(text).topics) <= set(Topic)


def test_each_word_of_a_topic_leads_to_it_alone() -> None:
    from yuinowa.directory.domain.topics import WORDS

    doubtful = {
        (topic, word)
        for topic, words in WORDS.items()
        for word in words
        if understand(word).topics != (topic,)
    }

    assert doubtful == set()


def test_no_two_topics_share_a_word() -> None:
    from yuinowa.directory.domain.topics import WORD_KEYS

    for one, other in combinations(Topic, 2):
        assert set(WORD_KEYS[one]) & set(WORD_KEYS[other]) == set()


def test_areas_are_named_with_their_prefecture() -> None:
    assert [area_name(code) for code in ("131032", "20")] == ["東京都港区", "長野県"]


def test_a_desk_is_to_be_checked_when_it_never_was_or_a_year_ago() -> None:
    assert is_due(None, A_DAY)
    assert is_due(A_DAY - timedelta(days=365), A_DAY)
    assert not is_due(A_DAY - timedelta(days=364), A_DAY)


def test_the_answer_says_which_conditions_were_met() -> None:
    rule = Rule(1, Topic.REFERENCE, kinds=frozenset({PUBLIC}), areas=frozenset({"13", REGION}))
    asker = Asker(frozenset({PUBLIC}), "13", "131032", member=True)

    answer = who_answers([rule], Topic.REFERENCE_DATABASE, asker, about=About.CHILDREN, day=A_DAY)

    assert answer is not None
    assert (answer.topic, answer.kind, answer.reach) == (Topic.REFERENCE, PUBLIC, Reach.REGION)
