"""Errors and the problem types they become."""

from __future__ import annotations

from collections.abc import Iterator

from yuinowa.kernel import errors, problems


def _all_errors(base: type[errors.YuinowaError]) -> Iterator[type[errors.YuinowaError]]:
    yield base
    for kind in base.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from _all_errors(kind)


def test_every_error_is_a_problem_type_with_its_own_status() -> None:
    stated = {kind.code: kind.status for kind in _all_errors(errors.YuinowaError)}

    listed = {code: problems.PROBLEMS[code].status for code in stated}

    assert listed == stated


def test_a_problem_type_has_an_address() -> None:
    problem = problems.problem_of(errors.VersionMovedOn("moved on"))

    assert (problem.type, problem.status) == ("/problems/version-moved-on", 409)


def test_an_error_names_its_place_and_the_next_step() -> None:
    error = errors.InputRefused("no such day", place="row 3", next_step="Correct the row.")

    assert (str(error), error.place, error.next_step) == (
        "row 3: no such day",
        "row 3",
        "Correct the row.",
    )


def test_an_error_without_a_place_says_only_what_happened() -> None:
    assert str(errors.NotFound("nothing here")) == "nothing here"


def test_too_many_and_unavailable_say_when_to_come_back() -> None:
    waits = (
        errors.TooMany("wait", retry_after=60).retry_after,
        errors.Unavailable("away", retry_after=5).retry_after,
    )

    assert waits == (60, 5)
