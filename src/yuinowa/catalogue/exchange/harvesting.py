"""Asking a target of OAI-PMH: the one client and the XML door on one side, the state machine on the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final, TypeVar

from yuinowa.core.fetching import Answer, Client, FetchRefused, Limits
from yuinowa.kernel.errors import Unavailable
from yuinowa.standards import oaipmh, oaipmh_answers, xml
from yuinowa.standards.harvest import Ask, Busy
from yuinowa.standards.oaipmh import Request
from yuinowa.standards.oaipmh_answers import Format, Identity, NoAnswer, Page, Set
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


#: Short answers, about the target itself.
SHORT: Final = Limits()


def identify(client: Client, base_url: str, limits: Limits = SHORT) -> Identity:
    """What the target says of itself.

    Raises:
        Busy: it does not answer as a target of OAI-PMH does, or is not to be asked; ``said`` is a code.
    """
    answer = _fetched(client, oaipmh.identify().url(base_url), limits)
    return _read(answer, oaipmh_answers.read_identity)


def identity_of(client: Client, base_url: str) -> Identity:
    """What the target says of itself.

    Raises:
        Unavailable: as ``identify``; the message is a code, the edge has words.
    """
    try:
        return identify(client, base_url)
    except Busy as busy:
        raise Unavailable(busy.said, place=base_url) from None


#: Somebody waits at a page for what a target offers: so long for all of it, and so many pages of sets.
LOOK: Final = Limits(total_seconds=10, most_bytes=2 << 20)
LOOK_SECONDS: Final = 25
MOST_SETS: Final = 500
_SET_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """What a target says of itself and offers. ``has_more_sets``: not all of its sets stand here."""

    identity: Identity
    formats: tuple[Format, ...]
    sets: tuple[Set, ...]
    has_more_sets: bool


def look_at(client: Client, base_url: str) -> Offer:
    """What the target at ``base_url`` offers: Identify, ListMetadataFormats, ListSets.

    A target without sets says so with an error, which is an answer.

    Raises:
        Unavailable: as ``identity_of``.
    """
    ends = monotonic() + LOOK_SECONDS
    try:
        identity = identify(client, base_url, LOOK)
        answer = _fetched(client, oaipmh.list_metadata_formats().url(base_url), LOOK)
        formats = _read(answer, oaipmh_answers.read_formats)
        sets, has_more = _sets(client, base_url, ends)
    except Busy as busy:
        raise Unavailable(busy.said, place=base_url) from None
    return Offer(identity, formats, sets, has_more)


def _sets(client: Client, base_url: str, ends: float) -> tuple[tuple[Set, ...], bool]:
    found: dict[str, Set] = {}
    request = oaipmh.list_sets()
    for _page in range(_SET_PAGES):
        answer = _fetched(client, request.url(base_url), LOOK)
        sets, token = _read(answer, oaipmh_answers.read_sets)
        found |= {one.spec: one for one in sets if one.spec}
        if token is None:
            return tuple(found.values())[:MOST_SETS], len(found) > MOST_SETS
        if len(found) >= MOST_SETS or monotonic() > ends:
            break
        request = oaipmh.resume(oaipmh.Verb.LIST_SETS, token.value)
    return tuple(found.values())[:MOST_SETS], True


def _fetched(client: Client, url: str, limits: Limits) -> Answer:
    try:
        return client.get(url, limits, _ACCEPT)
    except FetchRefused as refusal:
        raise Busy(refusal.fault.value, may_pass=refusal.fault.may_pass) from None


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
