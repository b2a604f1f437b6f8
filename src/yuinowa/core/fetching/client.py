"""Fetching a page so that no page, name or host can hurt us (R17).

The name is resolved once and the connection goes to that very address, while certificate and Host header carry the
name; so a name that changes its answer in between gains nothing. One clock runs from the first packet to the
last byte, through redirects. The bound on the body counts what comes out of the packing.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final
from urllib.parse import urljoin

from yuinowa.core.fetching import places
from yuinowa.core.fetching.faults import FetchFault, FetchRefused
from yuinowa.core.fetching.line import TimedSocket
from yuinowa.core.fetching.places import Network, Origin

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """``connect_seconds`` for name and connection each, ``total_seconds`` for all; ``most_bytes`` unpacked."""

    connect_seconds: float = 5
    total_seconds: float = 30
    most_bytes: int = 256 << 10
    most_redirects: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, whatever its status. ``retry_after``: seconds, None where none are asked for."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """``approved``: the origins of the operator's records. ``networks``: those that are not public and yet
    allowed, as an operator wrote them down (LGWAN, a prefecture's). http is for the loopback of tests alone.
    """

    approved: frozenset[Origin]
    networks: tuple[Network, ...] = ()
    name: str = "Yuinowa"
    trust: ssl.SSLContext | None = None
    resolve: Callable[[str, int, float], list[str]] = field(default=places.resolve)

    @classmethod
    def of(cls, addresses: Iterable[str], networks: Iterable[str] = ()) -> Client:
        """A client for the origins of ``addresses``; ``networks`` as 10.0.0.0/8.

        Raises:
            FetchRefused: BAD_ADDRESS.
            ValueError: a network that is none.
        """
        return cls(
            frozenset(places.origin_of(address) for address in addresses),
            tuple(ipaddress.ip_network(network) for network in networks),
        )

    def get(self, url: str, limits: Limits = Limits(), accept: str = "*/*") -> Answer:
        """The page at ``url``, whatever its status; redirects are followed to approved origins only.

        Raises:
            FetchRefused: it is not to be asked, or what came was not taken.
        """
        ends = monotonic() + limits.total_seconds
        for _turn in range(limits.most_redirects + 1):
            answer = self._once(url, limits, accept, ends)
            place = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not place:
                return answer
            try:
                url = urljoin(url, place)
            except ValueError:
                raise FetchRefused(FetchFault.BAD_ADDRESS, "") from None
        raise FetchRefused(FetchFault.TOO_MANY_REDIRECTS, places.origin_of(url).host)

    def _once(self, url: str, limits: Limits, accept: str, ends: float) -> Answer:
        origin, target = places.split(url)
        if origin not in self.approved:
            raise FetchRefused(FetchFault.NOT_APPROVED, origin.host)
        patience = min(limits.connect_seconds, max(0.0, ends - monotonic()))
        addresses = self.resolve(origin.host, origin.port, patience)
        places.check_addresses(origin.host, addresses, self.networks)
        if origin.scheme != "https" and not places.is_loopback(addresses):
            raise FetchRefused(FetchFault.NOT_HTTPS, origin.host)
        line = self._connect(origin, addresses, limits, ends)
        try:
            return _ask(line, url, origin, target, self._head(origin, accept), limits)
        except TimeoutError:
            raise FetchRefused(FetchFault.TIMED_OUT, origin.host) from None
        except (http.client.IncompleteRead, http.client.RemoteDisconnected):
            raise FetchRefused(FetchFault.CUT_OFF, origin.host) from None
        except (http.client.HTTPException, ValueError):
            raise FetchRefused(FetchFault.NOT_HTTP, origin.host) from None
        except OSError:
            raise FetchRefused(FetchFault.CUT_OFF, origin.host) from None
        finally:
            line.close()

    def _head(self, origin: Origin, accept: str) -> dict[str, str]:
        return {
            "Host": origin.name,
            "User-Agent": self.name,
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def _connect(
        self, origin: Origin, addresses: list[str], limits: Limits, ends: float
    ) -> TimedSocket:
        """To the first address that answers; none is looked up again."""
        fault = FetchFault.NO_CONNECTION
        for address in addresses:
            left = min(limits.connect_seconds, ends - monotonic())
            if left <= 0:
                raise FetchRefused(FetchFault.TIMED_OUT, origin.host)
            try:
                bare = socket.create_connection((address, origin.port), timeout=left)
            except TimeoutError:
                fault = FetchFault.TIMED_OUT
                continue
            except OSError:
                continue
            try:
                return TimedSocket(self._wrapped(bare, origin), ends)
            except ssl.SSLCertVerificationError:
                fault = FetchFault.CERTIFICATE
            except TimeoutError:
                fault = FetchFault.TIMED_OUT
            except OSError:
                fault = FetchFault.NO_CONNECTION
            bare.close()
        raise FetchRefused(fault, origin.host)

    def _wrapped(self, bare: socket.socket, origin: Origin) -> socket.socket:
        if origin.scheme != "https":
            return bare
        trust = self.trust or ssl.create_default_context()
        return trust.wrap_socket(bare, server_hostname=origin.host)


def _ask(
    line: TimedSocket,
    url: str,
    origin: Origin,
    target: str,
    head: Mapping[str, str],
    limits: Limits,
) -> Answer:
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {text}" for name, text in head.items()), "", ""]
    line.sendall("\r\n".join(lines).encode("latin-1"))
    response = http.client.HTTPResponse(line, method="GET")  # type: ignore[arg-type]  # all it asks for is makefile
    try:
        response.begin()
        headers = {name.lower(): text for name, text in response.getheaders()}
        packing = headers.get("content-encoding", "identity").strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip"}:
            raise FetchRefused(FetchFault.CODING_REFUSED, origin.host)
        pieces = _bounded(_pieces(response, headers), limits.most_bytes, origin)
        if packing.endswith("gzip"):
            pieces = _bounded(_unpacked(pieces), limits.most_bytes, origin)
        body = b"".join(pieces)
    finally:
        response.close()
    return Answer(url, response.status, headers, body, _retry_after(headers))


def _pieces(response: http.client.HTTPResponse, headers: Mapping[str, str]) -> Iterator[bytes]:
    """The body as it comes; fewer bytes than announced are a broken line, which the library passes over.

    Raises:
        http.client.IncompleteRead: it breaks off.
    """
    announced = headers.get("content-length", "")
    count = 0
    while piece := response.read1(_PIECE):
        count += len(piece)
        yield piece
    if (
        announced.isascii()
        and announced.isdigit()
        and not response.chunked
        and count < int(announced)
    ):
        raise http.client.IncompleteRead(b"")


def _bounded(pieces: Iterator[bytes], most: int, origin: Origin) -> Iterator[bytes]:
    """``pieces`` as long as they are not too much together: packed and unpacked, each for itself.

    Raises:
        FetchRefused: TOO_LARGE.
    """
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > most:
            raise FetchRefused(FetchFault.TOO_LARGE, origin.host)
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What is in a gzip body, in small pieces: a bomb is seen before it fills memory.

    Raises:
        http.client.IncompleteRead: it is damaged or breaks off.
    """
    unpack, is_begun = zlib.decompressobj(wbits=31), False
    for piece in pieces:
        rest = piece
        while rest:
            is_begun = True
            try:
                yield unpack.decompress(rest, _PIECE)
            except zlib.error:
                raise http.client.IncompleteRead(b"") from None
            rest = unpack.unconsumed_tail
            if unpack.eof and unpack.unused_data:
                rest, unpack = unpack.unused_data, zlib.decompressobj(wbits=31)
    if is_begun and not unpack.eof:
        raise http.client.IncompleteRead(b"")


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds, told as such or as a date. Source: RFC 9110, §10.2.3"""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, int((moment - datetime.now(UTC)).total_seconds()))
