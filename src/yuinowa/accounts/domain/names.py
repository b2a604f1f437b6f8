"""Sign-in names and mail addresses in the one form in which they are stored and compared."""

from __future__ import annotations

import re
import unicodedata

_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def folded(text: str) -> str:
    """``text`` as typed on any keyboard: full-width letters, capitals and surrounding space are folded."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def login_of(text: str) -> str | None:
    """The sign-in name in ``text``, or None if it cannot be one: ASCII letters, digits, dot, hyphen, underline."""
    login = folded(text)
    return login if _LOGIN.fullmatch(login) else None


def email_of(text: str) -> str | None:
    """The mail address in ``text``, or None.

    ASCII alone (R26): an address that only looks like another one never reaches a mailbox by folding.
    """
    email = text.strip().lower()
    return email if len(email) <= 254 and _EMAIL.fullmatch(email) else None
