"""The pure rules of agreements: order of signing, what a text needs, its digest, how two texts differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.agreements import (
    FORMS_OF,
    UNDER_WAY,
    VERSION_WORKFLOW,
    AgreementKind,
    ApprovalFacts,
    Ordering,
    Side,
    SigningForm,
    VersionAction,
    VersionRole,
    in_order,
    may_enter_into_force,
    starts_too_early,
    whose_turn,
)
from yuinowa.partnerships.domain.clauses import (
    MANDATORY_OPTIONS,
    AgreementText,
    Clause,
    ClauseKind,
    Fault,
    Found,
    Terms,
    digest_of,
    document_of,
    faults_of,
    text_of,
)
from yuinowa.partnerships.domain.schedules import Schedule, ScheduleKind
from yuinowa.partnerships.domain.wording import Change, compare, runs
from yuinowa.partnerships.exchange.agreement_texts import (
    LANGUAGES,
    clauses_of,
    name_of,
    preamble_of,
)

A_DAY = date(2026, 12, 1)
SIDES = [Side(n, 100 + n, f"機関{n}", leads=n == 1) for n in range(1, 5)]


def text(**changes: object) -> AgreementText:
    given: dict[str, object] = {
        "kind": AgreementKind.AGREEMENT,
        "language": "ja",
        "title": "まちの人形劇",
        "preamble": "次のとおり協定を結ぶ。",
        "clauses": clauses_of(AgreementKind.AGREEMENT, "ja"),
        "terms": Terms(SigningForm.PLATFORM),
        "signers": tuple(in_order(SIDES, Ordering.ANY)),
    }
    return AgreementText(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


@pytest.mark.parametrize(
    ("ordering", "turns"),
    [
        (Ordering.ANY, [{1, 2, 3, 4}]),
        (Ordering.LISTED, [{1}, {2}, {3}, {4}]),
        (Ordering.LEAD_LAST, [{2, 3, 4}, {1}]),
    ],
)
def test_the_sides_sign_in_the_order_of_the_text(ordering: Ordering, turns: list[set[int]]) -> None:
    signers = in_order(SIDES, ordering)
    signed: set[int] = set()
    found = []

    while turn := whose_turn(signers, signed):
        found.append(turn)
        signed |= turn

    assert found == turns


def test_where_all_sides_lead_all_may_sign_at_once() -> None:
    signers = in_order([replace(side, leads=True) for side in SIDES], Ordering.LEAD_LAST)

    assert whose_turn(signers, ()) == {1, 2, 3, 4}


@given(
    st.lists(st.booleans(), min_size=2, max_size=80),
    st.sampled_from(Ordering),
    st.randoms(use_true_random=False),
)
def test_however_they_sign_everybody_signs_once_and_nobody_out_of_turn(
    leads: list[bool], ordering: Ordering, random: object
) -> None:
    sides = [Side(n, n, str(n), leads=lead) for n, lead in enumerate(leads)]
    signers = in_order(sides, ordering)
    signed: list[int] = []

    while turn := whose_turn(signers, signed):
        signed.append(random.choice(sorted(turn)))  # type: ignore[attr-defined]  # a Random

    steps = {signer.party: signer.step for signer in signers}
    assert sorted(signed) == sorted(steps)
    assert [steps[party] for party in signed] == sorted(steps.values())


def test_a_budget_or_a_day_that_is_not_there_is_waited_for() -> None:
    free, bound = ApprovalFacts(1, False, None), ApprovalFacts(2, True, None)
    met = ApprovalFacts(2, True, A_DAY)

    assert may_enter_into_force([free, met], A_DAY, A_DAY)
    assert may_enter_into_force([free], None, A_DAY)
    assert not may_enter_into_force([free, bound], A_DAY, A_DAY)
    assert not may_enter_into_force([free], date(2026, 12, 2), A_DAY)


def test_only_with_a_word_on_it_an_agreement_begins_before_it_is_signed() -> None:  # I10
    late = date(2026, 12, 2)
    assert starts_too_early(A_DAY, today=late, retroactive=False)
    assert not starts_too_early(A_DAY, today=late, retroactive=True)
    assert not starts_too_early(A_DAY, today=A_DAY, retroactive=False)
    assert not starts_too_early(None, today=late, retroactive=False)


def test_whatever_is_under_way_can_be_superseded_and_ended() -> None:  # I12
    for state in UNDER_WAY:
        able = VERSION_WORKFLOW.actions(state, [VersionRole.SIDES])
        assert {VersionAction.SUPERSEDE, VersionAction.TERMINATE} <= set(able)


@pytest.mark.parametrize("kind", AgreementKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_words_that_could_be_put_to_the_sides(
    kind: AgreementKind, language: str
) -> None:
    found = clauses_of(kind, language)

    assert name_of(kind, language)
    assert preamble_of(kind, language)
    assert {clause.kind for clause in found} >= set(MANDATORY_OPTIONS)
    assert all(clause.heading and clause.text and "%" not in clause.text for clause in found)
    terms = Terms(FORMS_OF[kind][0])
    assert faults_of(text(kind=kind, clauses=found, terms=terms)) == []


def test_every_clause_is_shipped_in_some_kind_of_paper() -> None:
    there = {clause.kind for kind in AgreementKind for clause in clauses_of(kind, "ja")}

    assert there == set(ClauseKind) - {ClauseKind.OTHER}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        (
            {"clauses": ()},
            [Found(Fault.NO_CLAUSES), *(Found(Fault.UNDECIDED, k) for k in MANDATORY_OPTIONS)],
        ),
        (
            {"terms": Terms(SigningForm.PLATFORM, starts_on=A_DAY, ends_on=date(2026, 11, 30))},
            [Found(Fault.DAYS_IN_ORDER)],
        ),
        ({"kind": AgreementKind.ENTRUSTMENT}, [Found(Fault.FORM)]),
        ({"signers": ()}, [Found(Fault.ALONE)]),
        (
            {"schedules": (Schedule(ScheduleKind.COSTS), Schedule(ScheduleKind.SECRETS, (), "　"))},
            [
                Found(Fault.EMPTY_SCHEDULE, schedule=ScheduleKind.COSTS),
                Found(Fault.EMPTY_SCHEDULE, schedule=ScheduleKind.SECRETS),
            ],
        ),
    ],
)
def test_what_is_missing_in_a_text_is_named(changes: dict[str, object], found: list[Found]) -> None:
    assert faults_of(text(**changes)) == found


words = st.text(max_size=30)


@given(
    st.lists(st.builds(Clause, st.sampled_from(ClauseKind), words, words), max_size=5),
    words,
    st.dates(min_value=date(2000, 1, 1)),
    st.lists(st.builds(Schedule, st.sampled_from(ScheduleKind), st.just((("a", "b"),)), words)),
)
def test_a_text_is_read_back_as_it_was_written(
    clauses: list[Clause], title: str, day: date, schedules: list[Schedule]
) -> None:
    written = text(
        clauses=tuple(clauses),
        title=title,
        terms=Terms(SigningForm.SEALED, starts_on=day),
        schedules=tuple(schedules),
    )

    assert text_of(document_of(written)) == written
    assert digest_of(document_of(text_of(document_of(written)))) == digest_of(document_of(written))


def test_every_part_of_a_text_is_in_its_digest() -> None:
    base = text()
    others = [
        text(title="別の題"),
        text(preamble="別の前文"),
        text(clauses=base.clauses[1:]),
        text(clauses=base.clauses[::-1]),
        text(left_out={ClauseKind.SELECTION: "扱わない"}),
        text(terms=replace(base.terms, notice_days=30)),
        text(terms=replace(base.terms, retroactive=True)),
        text(signers=base.signers[1:]),
        text(roles=(("会場", "図書館", "", "", ""),)),
        text(schedules=(Schedule(ScheduleKind.CONTACTS, (), "奉仕係"),)),
        text(schedules=(Schedule(ScheduleKind.MATERIALS, (("図書館", "物", "絵本", ""),)),)),
    ]

    digests = {digest_of(document_of(one)) for one in (base, *others)}

    assert len(digests) == len(others) + 1


@given(words, words)
def test_runs_hold_both_texts_whole(before: str, after: str) -> None:
    found = runs(before, after)

    assert "".join(r.text for r in found if r.change is not Change.ADDED) == before
    assert "".join(r.text for r in found if r.change is not Change.TAKEN_OUT) == after


def test_two_texts_are_compared_clause_by_clause() -> None:
    before = clauses_of(AgreementKind.MEMORANDUM, "ja")
    changed = replace(before[1], text=before[1].text.replace("一者", "二者"))
    own = Clause(ClauseKind.OTHER, "駐車場", "貸し出す。")
    after = (before[0], changed, *before[3:], own)

    found = compare(before, after)

    changes = [change.change for change in found if change.change is not Change.SAME]
    assert changes == [Change.CHANGED, Change.ADDED, Change.TAKEN_OUT]
    taken = [
        r.text
        for c in found
        if c.change is Change.CHANGED
        for r in c.text
        if r.change is Change.TAKEN_OUT
    ]
    assert taken == ["一"]
