"""Asking a target of OAI-PMH: the one client and the XML door on one side, the state machine on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from yuinowa.core.fetching import Answer, Client, FetchRefused, Limits
from yuinowa.kernel.errors import Unavailable
from yuinowa.standards import oaipmh, oaipmh_answers, xml
from yuinowa.standards.harvest import Ask, Busy
from yuinowa.standards.oaipmh import Request
from yuinowa.standards.oaipmh_answers import Identity, NoAnswer, Page
from yuinowa.standards.xml import Element, XmlRefused

#: R17: a page of a harvest is made by the other side while we wait.
HARVEST: Final = Limits(total_seconds=120, most_bytes=16 << 20)
_ACCEPT: Final = "text/xml, application/xml;q=0.9"
_OK: Final = 200

T = TypeVar("T")


def asker(client: Client, base_url: str, limits: Limits = HARVEST) -> Ask:
    """What ``standards.harvest.step`` asks with: the target at ``base_url``.

    Whatever is wrong with an answer, the page counts as not come: the machine waits, asks again, and leaves
    a target that stays so. What it has given before stays (R18).
    """

    def ask(request: Request) -> Page:
        return _read(_fetched(client, request.url(base_url), limits), oaipmh_answers.read_page)

    return ask


def identity_of(client: Client, base_url: str) -> Identity:
    """What the target says of itself.

    Raises:
        Unavailable: it does not answer as a target of OAI-PMH does; the message is a code, the edge has words.
    """
    try:
        answer = _fetched(client, oaipmh.identify().url(base_url), Limits())
        return _read(answer, oaipmh_answers.read_identity)
    except Busy as busy:
        raise Unavailable(busy.said, place=base_url) from None


def _fetched(client: Client, url: str, limits: Limits) -> Answer:
    try:
        return client.get(url, limits, _ACCEPT)
    except FetchRefused as refusal:
        raise Busy(refusal.fault.value) from None


def _read(answer: Answer, read: Callable[[Element], T]) -> T:
    """An answer by what it says; some targets send their errors, which are answers, with another status."""
    if answer.status in {429, 503}:
        raise Busy(f"http-{answer.status}", answer.retry_after)
    try:
        return read(xml.parse(answer.body))
    except XmlRefused as refusal:
        what = refusal.fault.value if answer.status == _OK else f"http-{answer.status}"
    except NoAnswer:
        what = "no-oai" if answer.status == _OK else f"http-{answer.status}"
    raise Busy(what, answer.retry_after)
