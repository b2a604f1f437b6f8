"""What of a record is compared: few short values, each in the form in which catalogues agree.

Traits are made for comparing and kept beside the record, which they never replace (R1). A value that is
not known is empty or 0 and counts neither for nor against.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, NamedTuple

from yuinowa.catalogue.domain.matching import names, titles, volumes
from yuinowa.catalogue.domain.records import Accessible, Identifier, Material, Record, Scheme
from yuinowa.kernel.textkeys import search_key, sound_key

#: Written into every stored row; raised when the same record would give other traits.
VERSION = 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Traits(NamedTuple):
    """One record as matching sees it.

    ``title`` has no series, volume, edition, label, responsibility; ``kana`` is its reading as a sound key.
    ``volume`` and ``edition`` are in the form of ``volumes``, ``part`` is the key of a part's own title.
    ``isbns`` are valid ones of the very volume (R7), ``set_isbns`` those of the whole set.
    """

    title: str
    subtitle: str = ""
    kana: str = ""
    volume: str = ""
    part: str = ""
    edition: str = ""
    year: int = 0
    publisher: str = ""
    agents: tuple[str, ...] = ()
    agent_kana: str = ""
    isbns: tuple[str, ...] = ()
    set_isbns: tuple[str, ...] = ()
    issn: str = ""
    jpno: str = ""
    ncid: str = ""
    material: str = ""
    pages: int = 0
    language: str = ""
    audience: str = ""
    accessible: tuple[str, ...] = ()

    def without(self, sets: frozenset[str]) -> Traits:
        """Itself with the ISBNs in ``sets`` taken for those of a whole set, which join nothing."""
        if not sets or sets.isdisjoint(self.isbns):
            return self
        own = tuple(one for one in self.isbns if one not in sets)
        of_set = tuple(sorted({*self.set_isbns, *sets.intersection(self.isbns)}))
        return self._replace(isbns=own, set_isbns=of_set)

    def row(self) -> str:
        """All of it as one line of JSON, equal for equal traits; ``from_row`` reads it."""
        return _encode([VERSION, *self])


def from_row(row: str) -> Traits:
    """Raises ValueError: the row is of another version and must be made again from its record."""
    version, *values = json.loads(row)
    if version != VERSION:
        raise ValueError(f"traits of version {version}, not {VERSION}")
    known: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    return Traits(*known)


def traits_of(record: Record) -> Traits:
    """What of ``record`` is compared."""
    series = tuple(
        key for one in record.series if len(key := search_key(one.title.text)) > 1
    )  # fmt: skip
    found = titles.parts(record.title.text, series)
    volume, part = _volume_and_part(record, found)
    heads, head_kana = _agents(record)
    material, accessible = _form(record, found)
    numbers = _numbers(record.identifiers)
    return Traits(
        title=found.title,
        subtitle=found.subtitle or _key(record.other_title.text),
        kana=_kana(record.title.kana),
        volume=volume,
        part=part,
        edition=volumes.edition(record.edition) if record.edition else found.edition,
        year=record.year or _year(record.date),
        publisher=names.publisher_key(record.publisher.text) if record.publisher.text else "",
        agents=heads,
        agent_kana=head_kana,
        isbns=numbers.get(_ISBN, ()),
        set_isbns=numbers.get(_SET_ISBN, ()),
        issn=_first(numbers.get(Scheme.ISSN, ())),
        jpno=_first(numbers.get(Scheme.JPNO, ())),
        ncid=_first(numbers.get(Scheme.NCID, ())),
        material=material,
        pages=_pages(record.extent),
        language=record.languages[0] if record.languages else "",
        audience=str(record.audience),
        accessible=accessible,
    )


def _key(text: str) -> str:
    return search_key(text) if text else ""


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


# ---------------------------------------------------------------- volume, part, form


def _volume_and_part(record: Record, found: titles.TitleParts) -> tuple[str, str]:
    """The record's volume field first; what its title says otherwise, and as the lesser part beside it."""
    volume, rest = volumes.volume(record.volume) if record.volume else ("", "")
    if rest and volumes.is_edition(rest):
        rest = ""
    part = _key(record.volume_title.text) or _key(rest)
    if not volume:
        return found.volume, part
    if found.volume and volume.split(".")[0] != found.volume and found.volume.startswith("y"):
        return f"{found.volume}.{volume}", part
    return volume, part


def _form(record: Record, found: titles.TitleParts) -> tuple[str, tuple[str, ...]]:
    """Material and accessible forms, where the record is silent by the labels in its title."""
    material = str(record.material) or found.material
    forms = {str(form) for form in record.accessible} | set(found.accessible)
    if found.material and material == Material.BOOK:
        # A file of books with one [録音資料] among them: the label knows better than the file.
        material = found.material
    if Accessible.DAISY in forms:
        forms.add(str(Accessible.AUDIO))
    return material, tuple(sorted(forms))


# ---------------------------------------------------------------- names, readings


def _agents(record: Record) -> tuple[tuple[str, ...], str]:
    heads: list[str] = []
    kana = ""
    for agent in record.agents[:4]:
        heads += names.agent_keys(agent.name.text)
        kana = kana or _agent_kana(agent.name.kana)
    if not heads and record.responsibility:
        heads += names.agent_keys(record.responsibility)
    return tuple(dict.fromkeys(heads))[:4], kana


@lru_cache(maxsize=131_072)
def _agent_kana(kana: str) -> str:
    return sound_key(re.sub(r"[\d\-~?]+", "", kana)) if kana else ""


_KANA_TAIL = re.compile(r"\s*(?:[(\[（［].*|[:：;=].*|\d+)$")


@lru_cache(maxsize=65_536)
def _kana(kana: str) -> str:
    """The reading of the title without what follows it; ヲ, ハ, ヘ stay as they were written."""
    if not kana:
        return ""
    return sound_key(_KANA_TAIL.sub("", kana) or kana)


# ---------------------------------------------------------------- numbers

_ISBN, _SET_ISBN = "isbn", "isbn-set"


def _numbers(identifiers: tuple[Identifier, ...]) -> dict[str, tuple[str, ...]]:
    """Valid numbers by scheme, sorted; only these may join records (R7)."""
    found: dict[str, set[str]] = {}
    for one in identifiers:
        if one.is_valid and one.value:
            scheme = _SET_ISBN if one.is_of_set and one.scheme is Scheme.ISBN else str(one.scheme)
            found.setdefault(scheme, set()).add(one.value)
    return {scheme: tuple(sorted(values)) for scheme, values in found.items()}


_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?=\D|$|\d{2}(?:\d{2})?(?:\D|$))")


@lru_cache(maxsize=16_384)
def _year(date: str) -> int:
    match = _YEAR.search(date)
    return int(match[1]) if match else 0


_PAGES = re.compile(r"(\d{1,5})\s*(?:p|ページ|頁|丁)(?![a-z])", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def _pages(extent: str) -> int:
    """The last and usually largest count of pages: iv, 301p is 301."""
    counts = [int(count) for count in _PAGES.findall(extent)]
    return max(counts, default=0)
