"""Small values that pages hand to the components (docs/architecture/pages.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Who has to act; the filled ring of the turn's sign."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    DONE = "done"


class Progress(StrEnum):
    """Where a step stands."""

    DONE = "done"
    HERE = "here"
    OPEN = "open"


class Lack(StrEnum):
    """What a check came to: it is there, we lack it, or someone must give it."""

    NONE = "none"
    OURS = "ours"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    progress: Progress = Progress.OPEN
    #: The day it was done, or since when it has been here.
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    text: str
    lack: Lack = Lack.NONE


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet: a link that narrows, how many it leaves, whether it is on."""

    label: str
    url: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """``is_rough``: its counts are estimates."""

    label: str
    choices: tuple[Choice, ...]
    is_open: bool = True
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with its word; ``text`` is already written as people read it."""

    label: str
    text: str
    unit: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of a timeline. ``when`` replaces the day where there is none ("at once")."""

    text: str
    day: date | None = None
    when: str = ""
    url: str = ""
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A short word about a thing. ``tone``: empty, good, care, late, here, full."""

    label: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    #: For downloads: "CSV、12 KB".
    note: str = ""
    current: bool = False
    count: int | None = None
