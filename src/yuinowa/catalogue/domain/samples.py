"""A few records of a file as they were understood, for a person to compare."""

from __future__ import annotations

from dataclasses import dataclass

from yuinowa.catalogue.domain.records import Record

#: From the beginning, and as many again spread over what follows it.
_FIRST, _SPREAD, _STEP = 6, 6, 40


@dataclass(frozen=True, slots=True)
class Sample:
    """What of one record is shown, line by line as people read it."""

    identity: str
    title: str
    kana: str
    volume: str
    responsibility: str
    published: str
    numbers: str
    shelf: str


def sample_of(record: Record) -> Sample:
    title = " : ".join(filter(None, (record.title.text, record.other_title.text)))
    responsible = record.responsibility or "; ".join(agent.name.text for agent in record.agents)
    held = record.holdings[0] if record.holdings else None
    return Sample(
        identity=record.identity,
        title=title,
        kana=record.title.kana,
        volume=" ".join(filter(None, (record.volume, record.edition))),
        responsibility=responsible,
        published=", ".join(filter(None, (record.publisher.text, record.date))),
        numbers=" ".join(one.raw for one in record.identifiers[:3]),
        shelf=" ".join(filter(None, (held.branch, held.call_number))) if held else "",
    )


def is_shown(number: int) -> bool:
    """Whether the record at this place of the file, from 1, is among those that are shown."""
    return number <= _FIRST or (number <= _FIRST + _SPREAD * _STEP and number % _STEP == 0)
