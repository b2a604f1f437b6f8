"""Second factors: one-time codes, recovery codes, and where passkeys can be used. The clock is an argument."""

from __future__ import annotations

import ipaddress
import re
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest
from urllib.parse import urlsplit

import pyotp

#: Seconds of one step, and how many steps a clock may be before or behind. Source: RFC 6238, 4.1 and 5.2
STEP_SECONDS = 30
STEPS_OFF = 1

#: Crockford's base 32: no letter that is read for a figure.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_READ_FOR = str.maketrans({"o": "0", "i": "1", "l": "1"})
_RECOVERY_LETTERS = 10
_CODE = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(f"[{_LETTERS}]{{{_RECOVERY_LETTERS}}}")


class FactorKind(StrEnum):
    """What proves, beside the password, who somebody is."""

    PASSKEY = "passkey"
    CODE_APP = "code-app"
    RECOVERY = "recovery"


class IdentityCheck(StrEnum):
    """How the region office made sure who asks to have the second factor cleared."""

    IN_PERSON = "in-person"
    CALLED_BACK = "called-back"
    LETTER = "letter"


# ---------------------------------------------------------------- one-time codes (RFC 6238)


def new_secret() -> str:
    """A secret for an app that makes codes, in base 32."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, *, login: str, issuer: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The step whose code ``code`` is, or None; a step up to ``after`` was used and is not taken again."""
    typed = plain(code)
    if not _CODE.fullmatch(typed):
        return None
    here = int(now.timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    found = None
    # All steps are compared, whichever fits: the time taken says nothing.
    for step in range(here - STEPS_OFF, here + STEPS_OFF + 1):
        fits = compare_digest(app.generate_otp(step), typed)
        if fits and step > after and found is None:
            found = step
    return found


# ---------------------------------------------------------------- recovery codes


def new_recovery_code() -> str:
    """Fifty random bits as ``k7m2q-9xw4t``."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_RECOVERY_LETTERS))
    return f"{letters[:5]}-{letters[5:]}"


def recovery_code_of(text: str) -> str | None:
    """The recovery code in ``text`` as it is compared, or None if it cannot be one."""
    code = plain(text).translate(_READ_FOR)
    return code if _RECOVERY.fullmatch(code) else None


def plain(text: str) -> str:
    """What was typed without spaces and hyphens; full-width and capital letters are folded."""
    return re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text).lower())


# ---------------------------------------------------------------- passkeys


@dataclass(frozen=True, slots=True)
class PasskeySite:
    """For which host passkeys are made, and from which address they are taken."""

    host: str
    origin: str


def passkey_site(base_url: str) -> PasskeySite | None:
    """Where passkeys work, or None: a number is no host to a browser, and only this machine does without https.

    On this machine's number they work under its name. Source: Web Authentication Level 3, 5.1.2
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    if _is_number(host):
        if not ipaddress.ip_address(host).is_loopback:
            return None
        host = "localhost"
    if parts.scheme != "https" and host != "localhost":
        return None
    return PasskeySite(host, f"{parts.scheme}://{host}{port}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def counter_goes_on(before: int, now: int) -> bool:
    """Whether a passkey's count of uses is believable; one that stands still or goes back is a copy's.

    Keys that count nothing say 0 always. Source: Web Authentication Level 3, 7.2, step 22
    """
    return (before, now) == (0, 0) or now > before


# ---------------------------------------------------------------- what is still needed


def can_be_removed(kind: FactorKind, left: Collection[FactorKind], *, required: bool) -> bool:
    """Whether a factor of ``kind`` may go when ``left`` stay: where one is required, the last one stays."""
    others = [other for other in left if other is not FactorKind.RECOVERY]
    return kind is FactorKind.RECOVERY or bool(others) or not required
