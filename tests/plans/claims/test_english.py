"""English sentences, and indicators named otherwise: read as a whole, or left alone."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_kinds import LOANS
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.claims.names import canonical, named_in_english


def _verdicts(text: str) -> set[Verdict]:
    return {finding.verdict for finding in check(text, (LOANS,), Years(2025, 2021, 2026))}


PAIRS = (
    ("Book loans rose by 50 books from the previous year.", "Book loans fell from the previous year."),
    ("In FY2025, loans reached 1,150.", "In FY2025, loans reached 1,250."),
    ("Loans exceeded the target of 1,140 books.", "Loans fell short of the target."),
    ("Loans grew by 43.8% compared with FY2021.", "Loans grew by 63.8% compared with FY2021."),
    ("Loans achieved 100.9% of the target.", "Loans achieved 80.9% of the target."),
    ("Loans were higher than before the pandemic.", "Loans were the highest ever."),
)  # fmt: skip


@pytest.mark.parametrize(("so", "not_so"), PAIRS)
def test_an_english_sentence_is_judged_by_the_figures(so: str, not_so: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(so) != set()
    assert Verdict.CONTRADICTS in _verdicts(not_so)


@pytest.mark.parametrize(
    "text",
    [
        "Loans will fall next year.",
        "We hope that loans exceed the target.",
        "If loans fall, the plan is revised.",
        "Staff lent a hand at the festival.",
    ],
)
def test_a_plan_a_wish_or_another_matter_is_left_alone(text: str) -> None:
    assert _verdicts(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Children's book loans fell from the previous year.",
        "Loans fell from the previous year on weekdays.",
        "Visitors fell from the previous year.",
        "Loans fell below the national average.",
    ],
)
def test_what_is_not_wholly_read_is_never_contradicted(text: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(text)


def test_an_english_subject_names_one_indicator_or_none() -> None:
    names = ["貸出冊数", "来館者数", "児童書の貸出冊数"]

    assert named_in_english("the number of books lent", names) == 0
    assert named_in_english("library visits", names) == 1
    assert named_in_english("children's book loans", names) == 2
    assert named_in_english("satisfaction", names) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("図書の貸出冊数", "貸し出し冊数"),
        ("入館者数", "年間来館者数"),
        ("ＨＰの閲覧数", "ホームページの閲覧数"),
    ],
)
def test_words_for_one_thing_are_read_as_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
