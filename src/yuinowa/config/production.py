"""What a production start refuses (R49): each fault in words, with what to do."""

from __future__ import annotations

from django.conf import settings

from yuinowa.accounts.services import has_demo_persons
from yuinowa.config.words import _
from yuinowa.directory.queries import has_demo_institutions
from yuinowa.portal.queries.operation import migrations_missing

#: A key shorter than this, or made of one character, protects nothing.
MIN_KEY = 50


def faults() -> list[str]:
    """The reasons why this installation must not serve the public; empty if there is none."""
    found = []
    if settings.DEBUG:
        found.append(_("DEBUG is on: turn it off."))
    key = settings.SECRET_KEY
    if len(key) < MIN_KEY or len(set(key)) < 8 or "insecure" in key:
        found.append(
            _(
                "The secret key is weak: set YUINOWA_SECRET_KEY_FILE"
                " to a file with %(least)s characters or more."
            )
            % {"least": MIN_KEY}
        )
    if not settings.ALLOWED_HOSTS:
        found.append(_("No host is named: set YUINOWA_ALLOWED_HOSTS."))
    if any("*" in host or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        found.append(
            _("Any host would be answered for: name them one by one in YUINOWA_ALLOWED_HOSTS.")
        )
    if not settings.BASE_URL.startswith("https://"):
        found.append(_("The base address is not https: set YUINOWA_BASE_URL."))
    if settings.HTTPS and not settings.BEHIND_PROXY:
        found.append(
            _(
                "Nothing says that a request came by https:"
                " put a proxy before it and set YUINOWA_BEHIND_PROXY=1."
            )
        )
    if migrations_missing():
        found.append(_("The database is not of this version: run yuinowa upgrade (or migrate)."))
        return found
    if has_demo_institutions():
        found.append(
            _("Demo institutions (ISIL JP-9…) are in the database: start with a new database.")
        )
    if has_demo_persons():
        found.append(
            _(
                "Demo sign-in names with a known password are in the database:"
                " start with a new database."
            )
        )
    return found
