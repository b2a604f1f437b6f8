"""Numbers of books in every form people and records write them (R7)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from yuinowa.catalogue.domain.records import Identifier, Scheme
from yuinowa.kernel.identifiers import isbn, issn

_KIND = re.compile(r"^(?:JP番号|JPNO|JP|全国書誌番号|NCID)[:\s]*", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{2}[- ]?[0-9]{5,6}", re.ASCII)
_NCID = re.compile(r"[AB][A-Z][0-9]{7}[0-9X]", re.IGNORECASE)


def spellings(typed: str) -> Sequence[str]:
    """The normal forms of a number as somebody typed it; empty where it is no number that we know.

    978-4-7949-7075-6, ISBN 4794970756 (its 978 cut off) are 9784794970756; JP番号
    22473512 is 22473512. A number with a wrong check digit is looked for as it was typed.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain or len(plain) > 40:
        return ()
    if checked := isbn(plain):
        return (checked.value,)
    if checked := issn(plain):
        return (checked.value.replace("-", ""),)
    bare = _KIND.sub("", plain)
    if _NUMBER.fullmatch(bare):
        return (_digits(bare),)
    return (bare,) if _NCID.fullmatch(bare) else ()


def normal_forms(number: Identifier) -> Iterator[str]:
    """The forms of a record's number that are indexed; a wrong one is found as it stands in the record."""
    if not number.is_valid:
        yield number.raw or number.value
        return
    yield number.value.replace("-", "")
    if number.scheme is Scheme.ISSN:
        yield number.value


def _digits(text: str) -> str:
    """An old JP number (77-12345) has a nought after the year."""
    year, rest = text[:2], re.sub("[- ]", "", text[2:])
    return year + rest.rjust(6, "0")
