"""Every address there is, from the URL resolver (REST included): what the access matrix must cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    #: Names of the parts of the path that are filled in.
    parts: tuple[str, ...]


def addresses() -> list[Address]:
    """All named addresses, each once; an address without a name is a fault."""
    found = {address.name: address for address in _walk(get_resolver(), "")}
    return [found[name] for name in sorted(found)]


def _walk(resolver: URLResolver, namespace: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner)
        elif isinstance(pattern, URLPattern):
            if not pattern.name:
                raise AssertionError(f"an address without a name: {pattern.pattern}")
            yield Address(namespace + pattern.name, tuple(pattern.pattern.regex.groupindex))
