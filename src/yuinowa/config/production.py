"""What a production start refuses (R49): each fault in words, with what to do."""

from __future__ import annotations

from django.conf import settings

from yuinowa.accounts.services import has_demo_persons
from yuinowa.directory.queries import has_demo_institutions

#: A key shorter than this, or made of one character, protects nothing.
MIN_KEY = 50


def faults() -> list[str]:
    """The reasons why this installation must not serve the public; empty if there is none."""
    found = []
    if settings.DEBUG:
        found.append("DEBUG is on: turn it off.")
    key = settings.SECRET_KEY
    if len(key) < MIN_KEY or len(set(key)) < 8 or "insecure" in key:
        found.append(
            f"The secret key is weak: set YUINOWA_SECRET_KEY_FILE to a file with {MIN_KEY} characters or more."
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append("No host is named: set YUINOWA_ALLOWED_HOSTS.")
    if not settings.BASE_URL.startswith("https://"):
        found.append("The base address is not https: set YUINOWA_BASE_URL.")
    if has_demo_institutions():
        found.append(
            "Demo institutions (ISIL JP-9…) are in the database: start with a new database."
        )
    if has_demo_persons():
        found.append(
            "Demo sign-in names with a known password are in the database: start with a new database."
        )
    return found
