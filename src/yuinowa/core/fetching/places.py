"""Where we may go: origins an operator approved, and addresses that are public or in an approved network."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Thread
from typing import Final, TypeAlias
from urllib.parse import SplitResult, quote, urlsplit

from yuinowa.core.fetching.faults import FetchFault, FetchRefused

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_PORTS: Final = {"https": 443, "http": 80}
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|[0-9a-f:]{2,39}")
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f\\]")
#: The rest of an address as it goes over the line.
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Scheme, host in ASCII and small letters, port: what an operator approves."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def name(self) -> str:
        """The host as it stands in the head of a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def origin_of(url: str) -> Origin:
    """The origin of an absolute http(s) address.

    Raises:
        FetchRefused: BAD_ADDRESS, where it is none, carries a name and password, or signs that fit no address.
    """
    return split(url)[0]


def split(url: str) -> tuple[Origin, str]:
    """Origin, and path with question as they go over the line; the fragment is left out.

    Raises:
        FetchRefused: as ``origin_of``.
    """
    if _UNFIT.search(url):
        raise FetchRefused(FetchFault.BAD_ADDRESS, "")
    try:
        parts = urlsplit(url)
        host = _ascii_host(parts.hostname or "")
        port = parts.port
    except ValueError:
        raise FetchRefused(FetchFault.BAD_ADDRESS, "") from None
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host) or "@" in parts.netloc or port == 0:
        raise FetchRefused(FetchFault.BAD_ADDRESS, host if _HOST.fullmatch(host) else "")
    return Origin(parts.scheme, host, port or _PORTS[parts.scheme]), _target(parts)


def _ascii_host(host: str) -> str:
    host = host.lower().removesuffix(".")
    return host if host.isascii() else host.encode("idna").decode()


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path


Resolve: TypeAlias = Callable[[str, int], list[str]]


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of ``host``, asked once; the system's own patience is longer than ours.

    Raises:
        FetchRefused: NAME_UNKNOWN.
    """
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if not found:
        raise FetchRefused(FetchFault.NAME_UNKNOWN, host)
    return list(found)


def check_addresses(host: str, addresses: Iterable[str], networks: Iterable[Network]) -> list[str]:
    """``addresses``, if we may connect to every one of them: a name with one bad address is not to be trusted.

    Raises:
        FetchRefused: NETWORK_REFUSED.
    """
    allowed, found = tuple(networks), list(addresses)
    for text in found:
        address = unwrapped(ipaddress.ip_address(text.partition("%")[0]))
        if not is_public(address) and not any(address in network for network in allowed):
            raise FetchRefused(FetchFault.NETWORK_REFUSED, host)
    return found


_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that only carries it (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


#: Not public by the registries, though older Pythons say so.
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(text) for text in ("192.0.0.0/24", "64:ff9b:1::/48")
)


def is_public(address: Address) -> bool:
    """Source: IANA IPv4 and IPv6 Special-Purpose Address Registries"""
    if any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_loopback(addresses: Iterable[str]) -> bool:
    return all(unwrapped(ipaddress.ip_address(a.partition("%")[0])).is_loopback for a in addresses)
