"""What stands printed in a cell: four blanks, numbers, and the figures computed from two of them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

_NUMBER = re.compile(
    r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(\.[0-9]{1,10})?([^0-9,.]{0,8})"
)
_MINUS = "−"


class Blank(StrEnum):
    """The cells without a figure. They are three things; 0 is a fourth and no blank (plan-progress §3)."""

    NOT_YET = ""
    NOT_APPLICABLE = "-"
    NOT_KNOWABLE = "－"


def blank_of(text: str | None) -> Blank | None:
    """Which blank ``text`` is, None if something stands there. Nothing at all is "not yet"."""
    try:
        return Blank(text or "")
    except ValueError:
        return None


def number_of(text: str | None) -> Decimal | None:
    """The number printed as ``text`` (1,330,000 or 85%), None for a blank or words."""
    match = _NUMBER.fullmatch(text or "")
    return Decimal(match[1] + match[2].replace(",", "") + (match[3] or "")) if match else None


def unit_of(text: str | None) -> str:
    """The unit printed behind the number, as the % of 85%."""
    match = _NUMBER.fullmatch(text or "")
    return match[4] if match else ""


def grouped(number: Decimal | int) -> str:
    """1368052 as 1,368,052, with the minus of the page (look §9)."""
    return f"{number:,}".replace("-", _MINUS)


def plain(number: Decimal) -> str:
    """103.00 as 103, 2.50 as 2.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed_figure(number: Decimal | None, decimals: int, *, like: str = "") -> str:
    """``number`` as a sheet prints it, with the sign (%) that stands behind ``like``; None is a blank."""
    if number is None:
        return Blank.NOT_YET
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,}{unit_of(like)}"


def difference(actual: Decimal | None, target: Decimal | None) -> str:
    """Actual less target with its sign, or nothing where one of them is missing."""
    if actual is None or target is None:
        return ""
    gap = actual - target
    return f"+{gap:,}" if gap > 0 else grouped(gap)


def attainment(actual: Decimal | None, target: Decimal | None) -> str:
    """Actual as a share of the target, in percent with one decimal; nothing for a target of 0."""
    if actual is None or not target:
        return ""
    return f"{actual / target * 100:.1f}%"
