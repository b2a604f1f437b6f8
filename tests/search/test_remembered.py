"""Counts kept for the next part of a list."""

from __future__ import annotations

from yuinowa.search.remembered import Remembered


def test_an_answer_is_worked_out_once_for_each_question_of_a_state() -> None:
    kept: Remembered[int] = Remembered(most=10)
    worked_out: list[str] = []

    def ask(mark: int, question: str) -> int:
        def work_out() -> int:
            worked_out.append(f"{mark}{question}")
            return len(worked_out)

        return kept.get(mark, question, work_out)

    assert [ask(1, "a"), ask(1, "a"), ask(1, "b"), ask(1, "a")] == [1, 1, 2, 1]
    assert [ask(2, "a"), ask(2, "a")] == [3, 3]
    assert ask(1, "a") == 4
    assert worked_out == ["1a", "1b", "2a", "1a"]


def test_what_was_not_asked_for_longest_is_let_go_first() -> None:
    kept: Remembered[str] = Remembered(most=2)
    for question in ("a", "b", "a", "c"):
        kept.get(1, question, lambda: "first")

    found = {question: kept.get(1, question, lambda: "again") for question in ("a", "c", "b")}

    assert found == {"a": "first", "c": "first", "b": "again"}


def test_an_answer_to_a_state_that_is_over_is_given_but_not_kept() -> None:
    kept: Remembered[str] = Remembered(most=2)

    def slowly() -> str:
        kept.get(2, "x", lambda: "of the next state")
        return "of the state before"

    assert kept.get(1, "x", slowly) == "of the state before"
    assert kept.get(2, "x", lambda: "not asked") == "of the next state"
