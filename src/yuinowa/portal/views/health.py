"""For machines that watch: alive, ready, figures. No session, no cookie, and nothing about a person."""

from __future__ import annotations

import secrets
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuinowa.kernel.errors import NotFound
from yuinowa.portal.exchange import figures as exposed
from yuinowa.portal.queries import operation

#: Seconds until a balancer may ask again.
RETRY_AFTER = 10


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process lives; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether pages can be answered; 503 with the part that cannot."""
    parts = operation.readiness()
    ready = operation.is_ready(parts)
    said = {"ready": ready, "parts": {part.name: part.fault or "ok" for part in parts}}
    response = JsonResponse(said, status=200 if ready else 503)
    if not ready:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text format, for this machine and for whoever carries the token.

    Raises:
        NotFound: for everybody else there is nothing here.
    """
    if not _may_scrape(request):
        raise NotFound("no figures here")
    return HttpResponse(exposed.text(), content_type=exposed.CONTENT_TYPE)


def _may_scrape(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if token and kind == "Bearer":
        return secrets.compare_digest(given.encode(), token.encode())
    # A proxy of ours speaks from this machine too, but for somebody else.
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return not forwarded and _is_this_machine(str(request.META.get("REMOTE_ADDR", "")))


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
