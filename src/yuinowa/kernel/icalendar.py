"""Calendar files that any calendar program reads. Source: RFC 5545"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

#: The region's time has no summer time, so an offset says all.
JAPAN = timezone(timedelta(hours=9))
#: No line is longer than so many bytes; the rest follows after a line end and a blank.
_LONGEST = 74


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar: a whole day, or from ``begins`` on where a time is known."""

    uid: str
    day: date
    title: str
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    url: str = ""
    text: str = ""
    is_cancelled: bool = False
    #: A program that has the entry already takes over the one with the higher number.
    sequence: int = 0


def calendar_text(entries: Iterable[Entry], *, about: str, stamp: datetime) -> str:
    """The whole file; ``about`` says in English what it is of, ``stamp`` when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Yuinowa//{about}//JA"]
    for entry in entries:
        lines += _lines(entry, stamp.astimezone(UTC))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _lines(entry: Entry, stamp: datetime) -> list[str]:
    found = ["BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"]
    found += _when(entry)
    found.append(f"SUMMARY:{escaped(entry.title)}")
    for name, value in (("LOCATION", entry.place), ("DESCRIPTION", entry.text)):
        if value:
            found.append(f"{name}:{escaped(value)}")
    if entry.url:
        found.append(f"URL:{entry.url}")
    if entry.sequence:
        found.append(f"SEQUENCE:{entry.sequence}")
    if entry.is_cancelled:
        found.append("STATUS:CANCELLED")
    return [*found, "END:VEVENT"]


def _when(entry: Entry) -> list[str]:
    if entry.begins is None:
        return [f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"]
    found = [f"DTSTART:{_utc(entry.day, entry.begins)}"]
    if entry.ends is not None:
        found.append(f"DTEND:{_utc(entry.day, entry.ends)}")
    return found


def _utc(day: date, at: time) -> str:
    moment = datetime.combine(day, at, JAPAN).astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """``text`` as a value: what would end or part it is written out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """``line`` in parts that are not too long."""
    parts, rest = [""], line
    for character in rest:
        if len((parts[-1] + character).encode()) > _LONGEST:
            parts.append("")
        parts[-1] += character
    return "\r\n ".join(parts)
