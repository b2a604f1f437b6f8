"""A subfolder of the folder that is watched. Everything goes by open folders and never follows a link, so whoever
may write into it reaches nothing outside.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yuinowa.catalogue.domain.folders import REFUSED, TAKEN, Lying, given

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_CHUNK = 1 << 20


class Subfolder:
    """The files of one source, those taken, and those refused. Each deed raises OSError where the disk refuses it."""

    def __init__(self, here: int, taken: int, refused: int) -> None:
        self._here, self._taken, self._refused = here, taken, refused

    def lying(self) -> list[Lying]:
        """The files that lie there: no folders, no links."""
        return _files(self._here)

    def taken(self) -> list[str]:
        """Names of what was moved aside by us, the oldest first."""
        return sorted(one.name for one in _files(self._taken) if given(one.name) is not None)

    def has_taken(self, name: str) -> bool:
        return _is_there(name, self._taken) or _is_there(name, self._refused)

    def take(self, name: str, called: str) -> None:
        """Move a file aside, under its dated name."""
        os.rename(name, called, src_dir_fd=self._here, dst_dir_fd=self._taken)

    def chunks(self, called: str) -> Iterator[bytes]:
        """What stands in a file that was moved aside."""
        with os.fdopen(os.open(called, _FILE, dir_fd=self._taken), "rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def refuse(self, called: str, words: str) -> None:
        """Lay a file that was moved aside where its sender sees it, with ``words`` beside it. The words come first:
        a death in between leaves a file that is looked at again.
        """
        text = f"{called}.txt"
        with suppress(FileNotFoundError):
            os.unlink(text, dir_fd=self._refused)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        beside = os.open(text, flags, 0o640, dir_fd=self._refused)
        with os.fdopen(beside, "w", encoding="utf-8") as file:
            file.write(words)
        os.rename(called, called, src_dir_fd=self._taken, dst_dir_fd=self._refused)

    def forget(self, called: str) -> None:
        """A file that was taken long ago is no longer kept."""
        with suppress(FileNotFoundError):
            os.unlink(called, dir_fd=self._taken)


@contextmanager
def opened(folder: Path, name: str) -> Iterator[Subfolder]:
    """The subfolder ``name``, with its places for what is taken and refused.

    Raises:
        OSError: it is not there, is a link, or may not be read or written.
    """
    held: list[int] = []
    try:
        held.append(os.open(folder / name, _FOLDER))
        for inner in (TAKEN, REFUSED):
            with suppress(FileExistsError):
                os.mkdir(inner, 0o750, dir_fd=held[0])
            held.append(os.open(inner, _FOLDER, dir_fd=held[0]))
        yield Subfolder(*held)
    finally:
        for one in held:
            os.close(one)


def _files(folder: int) -> list[Lying]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # its sender took it away meanwhile
                is_ = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(is_.st_mode):
                    found.append(Lying(entry.name, is_.st_size, is_.st_mtime_ns, is_.st_ctime_ns))
    return found


def _is_there(name: str, folder: int) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True
