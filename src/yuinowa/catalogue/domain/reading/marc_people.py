"""Who is answerable, and what it is about: headings of a MARC record.

JAPAN/MARC has no main entry: all names stand in 7XX. Others have the first one in 1XX.
Source: MARC 21 Format for Bibliographic Data, 1XX, 6XX, 7XX; metadata-exchange.md §2.4
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from yuinowa.catalogue.domain.reading import people
from yuinowa.catalogue.domain.reading.marc_numbers import is_from_ndl
from yuinowa.catalogue.domain.reading.marc_voices import bare, voices_of
from yuinowa.catalogue.domain.records import Agent, Written
from yuinowa.standards.marc.linking import Links
from yuinowa.standards.marc.records import Field, MarcRecord

_NAMES: Final = ("100", "110", "111", "700", "710", "711", "720")
#: 720 is a name of which nobody said whose it is.
_PERSONS: Final = {"100", "700", "720"}
#: What makes a heading: of a person with dates, of a body with its parts, of a conference with place and day.
_HEADING: Final = {"00": "abcdq", "10": "abcdn", "11": "acdenq", "20": "a", "30": "adfklmnoprs"}


def heading(field: Field) -> str:
    """沢辺, 均, 1956-"""
    return bare(" ".join(field.every(_HEADING.get(field.tag[1:], "a"))))


def agents(record: MarcRecord, links: Links, responsibility: str) -> tuple[Agent, ...]:
    """Everyone with a heading, in order, each once; without headings, whom the statement names.

    A role that no heading tells is taken from the statement where the name stands in it.
    """
    stated = people.agents_of(responsibility) if responsibility else ()
    roles = {_plain(agent.name.text): agent.role for agent in stated if agent.role}
    is_ours = is_from_ndl(record)
    found = []
    for field in record.fields(*_NAMES):
        # A name with a title is about another work, or a part of this one; $5 says: of one copy only.
        voices = voices_of(field, links)
        name = voices.written(heading)
        if field.first("t") or field.first("5") or not name.text:
            continue
        role = bare(
            " ".join(field.every("j" if field.tag[1:] == "11" else "e")) or field.first("4")
        )
        agent = Agent(
            name,
            role=role or roles.get(_plain(voices.field.first("a")), ""),
            authority=_authority(field.first("0"), is_ours=is_ours),
            is_corporate=field.tag not in _PERSONS,
        )
        found.append(agent)
    return tuple(dict.fromkeys(found)) or stated


def _authority(number: str, *, is_ours: bool) -> str:
    """The number of NDL's authority record as the address under which NDL's other answers name it."""
    if is_ours and number.isascii() and number.isdigit():
        return f"http://id.ndl.go.jp/auth/entity/{number}"
    return number


def _plain(name: str) -> str:
    return re.sub(r"[\s,，.]+", "", name)


_SUBJECTS: Final = ("600", "610", "611", "630", "647", "648", "650", "651", "655")
_DIVISIONS: Final = "vxyz"


def subjects(record: MarcRecord, links: Links) -> tuple[Written, ...]:
    """Subject headings with their divisions (電子書籍--日本), forms, and free words, each once."""
    return tuple(dict.fromkeys(one for one in _subjects(record, links) if one.text))


def _subjects(record: MarcRecord, links: Links) -> Iterator[Written]:
    for field in record.fields(*_SUBJECTS):
        yield voices_of(field, links).written(_subject)
    for field in record.fields("653"):
        voices = voices_of(field, links)
        for place in range(len(voices.field.every("a"))):
            yield voices.written(_word(place))


def _subject(field: Field) -> str:
    first = heading(field)
    return "--".join([first, *map(bare, field.every(_DIVISIONS))]) if first else ""


def _word(place: int) -> Callable[[Field], str]:
    return lambda field: bare("".join(field.every("a")[place : place + 1]))
