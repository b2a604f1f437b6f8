"""The folder that is watched: what a subfolder may be called, which files in it are whole, and what they are called then.

Source: docs/architecture/reliability.md R10, R15 (names of files are ours)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

#: Small letters alone, so that two names are two folders on every disk.
_FOLDER: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_DATED: Final = re.compile(r"\d{8}-\d{6}-(.+)", re.DOTALL)
#: Where a file goes when it is received, and when it cannot be.
TAKEN: Final = "taken"
REFUSED: Final = "refused"
#: What programs call a file that they are still writing.
_UNFINISHED: Final = (".part", ".filepart", ".tmp", ".crdownload")
#: Longest name, in bytes, that still has room for a date and an ending (a name on a disk has 255).
_MOST_BYTES: Final = 200


@dataclass(frozen=True, slots=True)
class Lying:
    """A file as it lies in a folder: its name, its size in bytes, and when it was last changed, in nanoseconds (its
    content; anything of it).
    """

    name: str
    size: int
    written: int
    touched: int

    @property
    def look(self) -> list[int]:
        return [self.size, self.written, self.touched]


def is_folder_name(text: str) -> bool:
    """Whether ``text`` can be a subfolder: small letters, digits, - and _, beginning with a letter or digit, 40 at most.
    So it leads nowhere else, and is no hidden file.
    """
    return _FOLDER.fullmatch(text) is not None


def is_offered(name: str) -> bool:
    """Whether a file of this name is meant to be taken: hidden ones and those somebody is still writing are not."""
    return not name.startswith((".", "~")) and not name.lower().endswith(_UNFINISHED)


def noted(lying: Sequence[Lying]) -> dict[str, list[int]]:
    """What is kept of this look for the next one."""
    return {readable(one.name): one.look for one in lying if is_offered(one.name)}


def whole(lying: Sequence[Lying], before: Mapping[str, Sequence[int]]) -> list[Lying]:
    """The files, by name, that lie as they lay at the last look; ``before``: what was noted then."""
    found = [
        one
        for one in lying
        if is_offered(one.name) and list(before.get(readable(one.name), ())) == one.look
    ]
    return sorted(found, key=lambda one: one.name)


def readable(name: str) -> str:
    """``name`` without what no page and no database can hold: bytes of another coding, control characters."""
    clean = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "_" for sign in clean)


def dated(name: str, moment: datetime) -> str:
    """What a file is called once it is taken; of a very long name the end."""
    kept = readable(name)
    while len(kept.encode()) > _MOST_BYTES:
        kept = kept[1:]
    return f"{moment:%Y%m%d-%H%M%S}-{kept}"


def given(name: str) -> str | None:
    """What a taken file was called when it was laid there; None: we did not name it."""
    found = _DATED.fullmatch(name)
    return found[1] if found else None
