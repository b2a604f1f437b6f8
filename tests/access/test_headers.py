"""What the matrix asks of the headers of every answer would be noticed."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from tests.access import headers


def _good() -> HttpResponse:
    policy = "; ".join(f"{name} {value}" for name, value in headers.POLICY.items())
    return HttpResponse(
        headers=headers.WANTED
        | {
            "Content-Security-Policy": policy,
            "Permissions-Policy": "camera=()",
            "Cache-Control": "private, no-cache",
        }
    )


def test_an_answer_with_all_of_them_has_no_fault() -> None:
    found = [*headers.faults(_good()), *headers.faults_for_a_person(_good())]

    assert found == [*headers.faults_for_a_guest(_good())] == []


@pytest.mark.parametrize("name", ["Content-Security-Policy", "Permissions-Policy", *headers.WANTED])
def test_one_that_is_missing_is_noticed(name: str) -> None:
    answer = _good()
    del answer[name]

    assert len(list(headers.faults(answer))) == 1


def test_what_tells_of_the_inside_is_noticed() -> None:
    answer = _good()
    answer["Server"] = "x"

    assert list(headers.faults(answer)) == ["Server"]


@pytest.mark.parametrize("told", ["", "no-cache", "public, max-age=60"])
def test_a_copy_for_others_of_what_a_person_sees_is_noticed(told: str) -> None:
    answer = _good()
    answer["Cache-Control"] = told

    assert list(headers.faults_for_a_person(answer)) == [f"Cache-Control {told}"]


def test_a_cookie_for_a_guest_is_noticed() -> None:
    answer = _good()
    answer.set_cookie("yuinowa", "x")
    answer.set_cookie("yuinowa-csrf", "x")

    assert list(headers.faults_for_a_guest(answer)) == ["cookies ['yuinowa', 'yuinowa-csrf']"]
