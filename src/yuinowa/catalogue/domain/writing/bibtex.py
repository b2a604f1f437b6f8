"""BibTeX, in UTF-8 as biber and today's BibTeX read it.

Source: BibTeXing (Oren Patashnik, 1988), §3; names and braces as there
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from yuinowa.catalogue.domain.records import Agent, Material, Record, Scheme
from yuinowa.catalogue.domain.writing.parts import (
    addresses,
    full_title,
    is_editor,
    is_translator,
    name,
    numbers,
    one_line,
)

MEDIA_TYPE: Final = "application/x-bibtex"

_TYPES: Final = {
    Material.BOOK: "book", Material.MICROFORM: "book", Material.ELECTRONIC: "book", Material.ARTICLE: "article",
}  # fmt: skip
#: Signs that TeX reads as orders. A brace must have its fellow, even where it is only shown.
_ESCAPED: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_TO_ESCAPED: Final = str.maketrans(_ESCAPED)


def write(records: Iterable[Record]) -> str:
    """An entry for each record; keys are told apart where records have the same number."""
    used: set[str] = set()
    entries = []
    for record in records:
        key = base = _key(record)
        number = 1
        while key in used:
            number += 1
            key = f"{base}-{number}"
        used.add(key)
        entries.append(_entry(record, key))
    return "\n".join(entries)


def _key(record: Record) -> str:
    plain = re.sub("[^A-Za-z0-9:.-]+", "-", record.identity).strip("-")
    return f"yuinowa-{plain}" if plain else "yuinowa"


def _entry(record: Record, key: str) -> str:
    lines = [f"@{_TYPES.get(record.material, 'misc')}{{{key},"]
    lines += [f"  {field} = {{{value}}}," for field, value in _fields(record) if value]
    return "\n".join([*lines, "}", ""])


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    # Outer braces keep BibTeX from changing capitals: NDC is not Ndc.
    yield "title", f"{{{_shown(full_title(record))}}}"
    authors = [a for a in record.agents if not is_editor(a) and not is_translator(a)]
    yield "author", _names(authors)
    yield "editor", _names([agent for agent in record.agents if is_editor(agent)])
    yield "translator", _names([agent for agent in record.agents if is_translator(agent)])
    yield "year", str(record.year or "")
    yield "address", _shown(record.place)
    yield "publisher", _shown(record.publisher.text)
    yield "edition", _shown(record.edition)
    for series in record.series[:1]:
        yield "series", _shown(series.title.text)
        yield "number", _shown(series.number)
    yield "volume", _shown(record.volume)
    for field, scheme in (("isbn", Scheme.ISBN), ("issn", Scheme.ISSN), ("doi", Scheme.DOI)):
        yield field, _shown(", ".join(one.value for one in numbers(record, scheme)))
    yield "language", _shown(record.languages[0] if record.languages else "")
    yield "keywords", _shown(", ".join(subject.text for subject in record.subjects))
    yield "url", _shown(next(iter(addresses(record)), ""))
    yield "note", _shown(" ".join(record.notes))


def _names(agents: list[Agent]) -> str:
    return " and ".join(shown for agent in agents if (shown := _name(agent)))


def _name(agent: Agent) -> str:
    """A body is one word to BibTeX, and so is a name that holds "and" or more than one comma."""
    shown = _shown(name(agent))
    is_one = agent.is_corporate or shown.count(",") > 1 or " and " in f" {shown.lower()} "
    return f"{{{shown}}}" if is_one and shown else shown


def _shown(text: str) -> str:
    return one_line(text).translate(_TO_ESCAPED)
