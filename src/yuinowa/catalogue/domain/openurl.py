"""What an OpenURL asks for, in the words of our search.

Source: ANSI/NISO Z39.88-2004, San Antonio profile level 1 (key/encoded-value, formats book and journal), and its
forerunner 0.1 (keys without ``rft.``), which many sites still send.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from yuinowa.kernel.identifiers import isbn, issn

#: For each thing its keys, the most telling one first.
_NUMBERS = ("isbn", "issn", "eissn")
_TITLES = ("btitle", "jtitle", "title", "atitle")
_MAKERS = ("au", "aulast", "aucorp")
LONGEST = 100
_URN = re.compile("urn:is[bs]n:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """``number`` is a valid ISBN or ISSN in its normal form, or empty; ``year`` the first four digits of the date."""

    number: str = ""
    title: str = ""
    maker: str = ""
    year: int | None = None

    @property
    def fields(self) -> dict[str, str]:
        """Title and maker as a detailed search has them."""
        return {"title": self.title, "author": self.maker}


def asked(query: Mapping[str, str]) -> Asked:
    """What ``query`` (key → its first value) asks for; a number that cannot be right is passed over."""
    plain = {key.removeprefix("rft."): value.strip() for key, value in query.items()}
    plain |= {k.removeprefix("rft."): v.strip() for k, v in query.items() if k.startswith("rft.")}
    return Asked(
        number=_number(plain, query.get("rft_id", "")),
        title=_first(plain, _TITLES),
        maker=_first(plain, _MAKERS),
        year=_year(plain.get("date", "")),
    )


def _first(plain: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((plain[key][:LONGEST] for key in keys if plain.get(key)), "")


def _number(plain: Mapping[str, str], rft_id: str) -> str:
    found = [plain[key] for key in _NUMBERS if plain.get(key)]
    if _URN.match(rft_id):
        found.append(_URN.sub("", rft_id))
    for text in found:
        for check in (isbn, issn):
            if checked := check(text[:LONGEST]):
                return checked.value
    return ""


def _year(text: str) -> int | None:
    digits = text[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None
