"""From where a request comes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """From where the request comes; the proxy's word counts only when there is said to be one (R24)."""
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        # The last entry is the one our own proxy wrote; all before it may be made up.
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
