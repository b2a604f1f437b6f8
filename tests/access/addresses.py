"""Every address there is, from the URL resolver (REST included): what the access matrix must cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from inspect import getclosurevars
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja.operation import PathView


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    #: Names of the parts of the path that are filled in.
    parts: tuple[str, ...]
    view: Callable[..., Any] = field(compare=False)

    def refuses(self, method: str) -> bool:
        """Whether a question by ``method`` is answered 405 before the view looks at more than who is signed in."""
        answered = methods_of(self.view)
        return answered is not None and method not in answered


def _bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


#: Decorators that ask at most whether somebody is signed in, known by the code of what they put around a view.
_ASKS_METHOD = require_safe(_bare).__code__
_ASKS_SIGNED_IN = login_required(_bare).__code__
_IS_SIGNED_IN = getclosurevars(login_required(_bare)).nonlocals["test_func"].__code__
_ASKS_NOTHING = {csrf_exempt(_bare).__code__, never_cache(_bare).__code__}
_OF_REST = PathView().get_view().__code__


def methods_of(view: Callable[..., Any]) -> frozenset[str] | None:
    """What ``view`` lets through to itself; None where it looks at something else of the question before."""
    while (code := getattr(view, "__code__", None)) is not None:
        around = getclosurevars(view).nonlocals
        if code is _ASKS_METHOD:
            return frozenset(around["request_method_list"])
        if code is _OF_REST:
            return frozenset(
                m for operation in around["self"].operations for m in operation.methods
            )
        asks_signed_in = code is _ASKS_SIGNED_IN and around["test_func"].__code__ is _IS_SIGNED_IN
        if not asks_signed_in and code not in _ASKS_NOTHING:
            return None
        view = view.__wrapped__  # type: ignore[attr-defined]  # set by functools.wraps
    return None


@cache
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
            yield Address(
                namespace + pattern.name,
                tuple(pattern.pattern.regex.groupindex),
                pattern.callback,
            )
