"""R18 over a real line: targets that misbehave, and one that behaves."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import unquote_plus

import pytest

from tests.core.fetching.hostile import Part, says, serving
from yuinowa.catalogue.exchange import harvesting
from yuinowa.core.fetching import Client, Limits
from yuinowa.kernel.errors import Unavailable
from yuinowa.standards import harvest
from yuinowa.standards.harvest import End, Order, State

NOW = datetime(2026, 11, 22, tzinfo=UTC)
QUICK = Limits(connect_seconds=2, total_seconds=2, most_bytes=100_000)


def oai(body: str, coding: str = "utf-8", codec: str = "") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{coding}"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-11-22T00:00:00Z</responseDate><request/>{body}</OAI-PMH>"
    )
    return text.encode(codec or coding)


def record(name: str) -> str:
    return (
        f"<record><header><identifier>{name}</identifier><datestamp>2026-01-01</datestamp></header>"
        f"<metadata><title>結 {name}</title></metadata></record>"
    )


def listed(*names: str, token: str = "") -> str:
    ending = f"<resumptionToken>{token}</resumptionToken>" if token else ""
    return f"<ListRecords>{''.join(map(record, names))}{ending}</ListRecords>"


def by_token(answer: Callable[[str], Part]) -> Part:
    def part(asked: bytes, line: socket.socket) -> None:
        found = re.search(rb"resumptionToken=([^& ]*)", asked)
        answer(unquote_plus(found[1].decode()) if found else "")(asked, line)

    return part


def run(part: Part, steps: int = 30) -> tuple[State, list[str]]:
    with serving(part) as port:
        base = f"http://127.0.0.1:{port}/oai"
        ask = harvesting.asker(Client.of([base], ["127.0.0.0/8"]), base, QUICK)
        state, seen = harvest.begin(Order("oai_dc"), now=NOW), []
        for _step in range(steps):
            if state.end:
                break
            state, page = harvest.step(state, ask)
            seen += [one.header.identifier for one in page.records] if page else []
    return state, seen


def test_a_target_that_behaves_is_read_to_its_end() -> None:
    pages = {"": listed("1", "2", token="a&b"), "a&b": listed("3")}
    pages = {token: body.replace("a&b", "a&amp;b") for token, body in pages.items()}

    state, seen = run(by_token(lambda token: says(oai(pages[token]))))

    assert (state.end, seen) == (End.DONE, ["1", "2", "3"])


@pytest.mark.parametrize(
    ("coding", "codec"), [("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("UTF-16", "utf-16")]
)
def test_japanese_codings_are_read(coding: str, codec: str) -> None:
    assert run(says(oai(listed("1"), coding, codec)))[1] == ["1"]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (says(oai(listed("2"))[: -len("</ListRecords></OAI-PMH>")]), "cut-off"),
        (says(oai(listed("2"), "utf-8", "cp932")), "not-in-its-coding"),
        (says(b"<html><body>Login</body></html>"), "no-oai"),
        (says(b"busy", status="500 Internal Server Error"), "http-500"),
        (says(b"", status="200 OK"), "empty"),
        (says(b"<!DOCTYPE a []>" + b"<a/>"), "dtd"),
        (says(oai(listed("2")), length=10**6), "cut-off"),
        (says(b"x" * 200_000), "too-large"),
    ],
)
def test_a_broken_second_page_costs_nothing_of_the_first(part: Part, said: str) -> None:
    def answer(token: str) -> Part:
        return part if token else says(oai(listed("1", token="a")))

    state, seen = run(by_token(answer))

    assert (state.end, state.said, seen) == (End.AWAY, said, ["1"])
    assert harvest.since_of_next_run(state) is None


def test_looping_tokens_end() -> None:
    tokens = {"": "a", "a": "b", "b": "a"}

    state, seen = run(by_token(lambda token: says(oai(listed(f"r{token}", token=tokens[token])))))

    assert (state.end, len(seen)) == (End.TOKEN_REPEATED, 3)


def test_a_busy_target_says_how_long_to_wait() -> None:
    state, seen = run(says(b"", "Retry-After: 77", status="503 Service Unavailable"), steps=1)

    assert (state.pause_seconds, state.end, seen) == (77, None, [])


def test_an_error_with_another_status_is_still_understood() -> None:
    body = oai('<error code="noRecordsMatch"/>')

    assert run(says(body, status="404 Not Found"))[0].end is End.DONE


def test_a_target_says_what_it_is_or_is_told_to_be_none() -> None:
    body = oai("<Identify><repositoryName>結</repositoryName></Identify>")
    with serving(says(body)) as port:
        base = f"http://127.0.0.1:{port}/oai"
        assert harvesting.identity_of(Client.of([base], ["127.0.0.0/8"]), base).name == "結"
    with serving(says(b"<html/>")) as port:
        base = f"http://127.0.0.1:{port}/oai"
        with pytest.raises(Unavailable, match="no-oai"):
            harvesting.identity_of(Client.of([base], ["127.0.0.0/8"]), base)
