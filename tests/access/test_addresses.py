"""Which methods a view refuses whoever asks: rows of the matrix are folded by it, so it may not say too much."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tests.access.addresses import Address, addresses, methods_of

View = Callable[..., Any]


def looks_first(view: View) -> View:
    @wraps(view)
    def looked(request: HttpRequest, pk: int) -> Any:
        return view(request, pk) if pk else HttpResponse(status=404)

    return looked


def bare(_request: HttpRequest, _pk: int = 0) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize(
    ("view", "refused"),
    [
        (require_safe(bare), {"POST"}),
        (require_POST(bare), {"GET"}),
        (require_http_methods(["GET", "HEAD", "POST"])(bare), set()),
        (login_required(require_safe(bare)), {"POST"}),
        (never_cache(require_safe(bare)), {"POST"}),
        (csrf_exempt(require_POST(bare)), {"GET"}),
        (require_safe(login_required(looks_first(bare))), {"POST"}),
    ],
)
def test_what_is_refused_before_anything_is_looked_at_is_refused_to_all(
    view: View, refused: set[str]
) -> None:
    address = Address("x", (), view)

    assert {method for method in ("GET", "POST") if address.refuses(method)} == refused


@pytest.mark.parametrize(
    "view",
    [
        bare,
        looks_first(require_safe(bare)),
        login_required(looks_first(require_safe(bare))),
        permission_required("x")(require_safe(bare)),
        login_required(bare),
    ],
)
def test_a_view_that_looks_at_more_before_is_asked_by_everybody(view: View) -> None:
    """The guard-off twin: what might differ by object or person is never folded."""
    assert methods_of(view) is None


def test_most_addresses_refuse_a_method_to_all() -> None:
    refusing = [a for a in addresses() if a.refuses("GET") or a.refuses("POST")]

    assert len(refusing) > len(addresses()) // 2
