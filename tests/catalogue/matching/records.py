"""Records in one line, for tests of matching."""

from __future__ import annotations

from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Identifier,
    Material,
    Record,
    Scheme,
    Series,
    Written,
)
from yuinowa.kernel import identifiers


def made_up_isbn(number: int) -> str:
    """A valid ISBN-13 in the registrant range 978-4-999, which nobody has."""
    body = f"9784999{number:05d}"
    check = -sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(body)) % 10
    return f"{body}{check}"


def book(
    title: str,
    by: str = "",
    pub: str = "",
    date: str = "",
    *,
    i: int | str = "",
    of_set: int = 0,
    v: str = "",
    vt: str = "",
    e: str = "",
    k: str = "",
    bk: str = "",
    p: str = "",
    s: str = "",
    sub: str = "",
    m: Material = Material.UNKNOWN,
    x: Accessible | None = None,
    lang: str = "",
    jp: str = "",
    issn: str = "",
) -> Record:
    """``i``: made-up ISBN by number, or the very text; ``k``, ``bk``: readings of title and author."""
    numbers = []
    if i:
        checked = identifiers.isbn(i if isinstance(i, str) else made_up_isbn(i))
        numbers.append(
            Identifier(Scheme.ISBN, checked.value, checked.raw, checked.valid, checked.warnings)
        )
    if of_set:
        numbers.append(Identifier(Scheme.ISBN, made_up_isbn(of_set), "", is_of_set=True))
    if jp:
        numbers.append(Identifier(Scheme.JPNO, jp, jp))
    if issn:
        numbers.append(Identifier(Scheme.ISSN, issn, issn))
    return Record(
        identity="1",
        title=Written(title, k),
        other_title=Written(sub),
        agents=(Agent(Written(by, bk)),) if by else (),
        publisher=Written(pub),
        date=date,
        volume=v,
        volume_title=Written(vt),
        edition=e,
        extent=p,
        series=(Series(Written(s)),) if s else (),
        identifiers=tuple(numbers),
        material=m,
        accessible=(x,) if x else (),
        languages=(lang,) if lang else (),
    )
