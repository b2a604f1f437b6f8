"""What reference managers ask of a record that catalogues say otherwise."""

from __future__ import annotations

import re
from typing import Final

from yuinowa.catalogue.domain.records import Agent, Identifier, Record, Scheme

#: Years of life, or a number, behind the name of a heading: 沢辺, 均, 1956-
_DATES: Final = re.compile(r"[,，]\s*(?:ca\.\s*)?[0-9]{3,4}\s*(?:[-–?].*)?$")
_EDITORS: Final = re.compile(r"編|監修|校訂|校注|\bed(?:itor|s?\.|$)|\bcomp", re.IGNORECASE)
_TRANSLATORS: Final = re.compile(r"訳|\btransl|\btr\.", re.IGNORECASE)
_NO_TEXT: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+"
)


def one_line(text: str) -> str:
    """``text`` in one line: a line break would begin another field."""
    return _NO_TEXT.sub(" ", text).strip()


def name(agent: Agent) -> str:
    """Family name, given name; without years of life."""
    return one_line(_DATES.sub("", agent.name.text))


def is_editor(agent: Agent) -> bool:
    """Who edits and writes (編著) writes."""
    return "著" not in agent.role and bool(_EDITORS.search(agent.role))


def is_translator(agent: Agent) -> bool:
    return bool(_TRANSLATORS.search(agent.role))


def full_title(record: Record) -> str:
    """Title, other title, volume and its title, as one would cite them."""
    title = " : ".join(part for part in (record.title.text, record.other_title.text) if part)
    parts = (title, record.volume, record.volume_title.text)
    return one_line(" ".join(part for part in parts if part))


def numbers(record: Record, *schemes: Scheme) -> list[Identifier]:
    """Valid numbers of these schemes: a wrong one would lead whoever imports it elsewhere."""
    return [one for one in record.identifiers if one.scheme in schemes and one.is_valid]


def addresses(record: Record) -> list[str]:
    return [one_line(holding.url) for holding in record.holdings if holding.url]
