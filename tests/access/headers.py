"""Headers on every answer (R48), whoever asks and whatever comes of it; no cookie for a guest (R28)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
WANTED = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
UNWANTED = ("Server", "X-Powered-By")
#: Public pages with a form to send: they carry the key of the form and nothing else.
WITH_A_FORM = {"yuinowa-csrf"}


def faults(answer: Any) -> Iterator[str]:
    """What is wrong with the headers that every answer carries."""
    policy = answer.get("Content-Security-Policy", "")
    if _read(policy) != POLICY:
        yield f"policy {policy}"
    yield from (f"{name} {answer.get(name)}" for name in WANTED if answer.get(name) != WANTED[name])
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        yield "Permissions-Policy"
    yield from (name for name in UNWANTED if name in answer)


def faults_for_a_guest(answer: Any) -> Iterator[str]:
    """What is wrong with a page that was only opened: somebody is told from others by a cookie."""
    if set(answer.cookies) - WITH_A_FORM:
        yield f"cookies {sorted(answer.cookies)}"


def faults_for_a_person(answer: Any) -> Iterator[str]:
    """What is wrong where somebody is signed in: a copy that others could be given."""
    told = answer.get("Cache-Control", "")
    if not {"private", "no-store"} & set(told.replace(",", " ").split()):
        yield f"Cache-Control {told}"


@cache
def _read(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
