"""Logs: one event a line, with what an operator needs and nothing people typed (R46)."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.core.logs import JsonLine, in_short, masked

CANARY = "金糸雀"


def line_of(record: logging.LogRecord) -> dict[str, object]:
    text = JsonLine().format(record)
    assert "\n" not in text
    content: dict[str, object] = json.loads(text)
    return content


@given(st.text())
def test_every_event_is_one_line_of_json(text: str) -> None:
    record = logging.LogRecord("yuinowa", logging.INFO, "x.py", 1, "%s", (text,), None)

    assert line_of(record)["event"] == text


@given(
    st.text(alphabet="abcdefghij.0123456789", min_size=1), st.text(alphabet="abcde.", min_size=1)
)
def test_no_mail_address_survives_masking(name: str, host: str) -> None:
    assert f"{name}@{host}" not in masked(f"refused: {name}@{host}, later")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("{'kana@example.org': (550, b'no such user')}", "{…: (550, b…)}"),
        ("invalid literal for int(): '山田'", "invalid literal for int(): …"),
        (
            'violates constraint "audit_chain_has_no_fork"\nDETAIL: Key (login)=(kana)',
            'violates constraint "audit_chain_has_no_fork"',
        ),
        ('no such person "hanako"', "no such person …"),
        ("call 03-1234-5678 now", "call … now"),
        ("the disk is full", "the disk is full"),
    ],
)
def test_what_may_be_about_a_person_is_masked(said: str, shown: str) -> None:
    assert masked(said) == shown


def test_a_failure_is_logged_with_its_places_and_without_its_values() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        said = in_short(error)
        record = logging.LogRecord(
            "yuinowa", logging.ERROR, "x.py", 1, "failed", (), sys.exc_info()
        )

    line = line_of(record)

    assert said == "ValueError: invalid literal for int() with base 10: …"
    assert CANARY not in json.dumps(line, ensure_ascii=False)
    assert str(line["trace"]).count("test_logs.py:") == 1


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        f"/institutions/?q={CANARY}",
        f"/{CANARY}/",
        f"/plans/{CANARY}/",
        f"/institutions/?page={CANARY}",
        f"/api/v1/institutions?q={CANARY}",
        f"/accounts/sign-in/?next=/{CANARY}",
    ],
)
def test_words_that_people_typed_are_in_no_line(path: str, lines: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)

    client.get(path)
    client.post(path, {"login": CANARY, "password": CANARY, "q": CANARY})
    client.get("/", headers={"Host": f"{CANARY}.example.org", "User-Agent": CANARY})

    written = "\n".join(JsonLine().format(record) for record in lines.records)
    assert "answered" in written
    assert CANARY not in written
    assert "%E9%87%91" not in written


@pytest.mark.django_db
def test_each_answer_has_its_line_with_method_route_status_time_and_id(
    lines: pytest.LogCaptureFixture,
) -> None:
    answer = Client().get("/help/", headers={"X-Request-ID": "0" * 32})

    (line,) = [line_of(r) for r in lines.records if r.name == "yuinowa.request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "ui:help", 200)
    assert line["request"] == answer["X-Request-ID"] == "0" * 32
    assert isinstance(line["ms"], float)


@pytest.mark.django_db
def test_an_id_that_somebody_made_up_is_not_taken(lines: pytest.LogCaptureFixture) -> None:
    Client().get("/help/", headers={"X-Request-ID": CANARY.encode().decode("latin-1")})

    assert all(CANARY not in JsonLine().format(record) for record in lines.records)
