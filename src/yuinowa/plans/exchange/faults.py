"""Faults of a plan file, each with its place: a JSON pointer for machines, words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuinowa.kernel.errors import InputRefused

Path = Sequence[str | int]
#: What a check yields: where, and what is to be said.
Found = Iterator[tuple[Path, str]]
#: R8: a report names the first hundred, the count says how many there are.
SHOWN = 100
#: R8: an offending value is quoted up to here.
_QUOTED = 50
#: By these keys an object in the file is called by its name in a place made of words.
_NAMES = ("no", "project", "slot", "label", "key", "role", "type", "line", "code", "id")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, or worth a note. ``pointer`` is RFC 6901, ``words`` the same for people."""

    pointer: str
    words: str
    message: str

    def __str__(self) -> str:
        place = f"{self.words} ({self.pointer})" if self.words else self.pointer or "/"
        return f"{place}: {self.message}"


class PlanFileRefused(InputRefused):
    """The file is not taken in, nothing of it. ``faults`` says why, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        head = ngettext(
            "The file has %(count)s fault. Nothing was taken in.",
            "The file has %(count)s faults. Nothing was taken in.",
            len(faults),
        ) % {"count": len(faults)}
        lines = "\n".join(map(str, self.faults[:SHOWN]))
        super().__init__(
            f"{head}\n{lines}",
            place=self.faults[0].pointer,
            next_step=_("Correct the places named and import the file again."),
        )


def refused_at(fault: Fault, *, next_step: str = "") -> InputRefused:
    """The refusal of a file for one thing that was found while it was stored."""
    words = f"{fault.words}: {fault.message}"
    return InputRefused(words, place=fault.pointer, next_step=next_step)


def fault_at(data: Any, path: Path, message: str) -> Fault:
    """``message`` at ``path`` of ``data``."""
    return Fault(pointer_of(path), words_of(data, path), message)


def all_named(data: Any, found: Iterable[tuple[Path, str]]) -> list[Fault]:
    return [fault_at(data, path, message) for path, message in found]


def pointer_of(path: Path) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def words_of(data: Any, path: Path) -> str:
    """The names of the objects on the way: 1-(1)-④ › 取組目標 › 2025."""
    names: list[str] = []
    here = data
    for part in path:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict):
            names += [str(here[key]) for key in _NAMES if isinstance(here.get(key), str | int)][:1]
    if path and isinstance(path[-1], str):
        names.append(path[-1])
    return " › ".join(quoted(name) for name in names)


def quoted(value: object) -> str:
    """A value from the file, cut short (R8)."""
    text = str(value)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
