"""What was understood of a file, kept beside it from its reading to its taking, so that nothing is read twice.

It begins with a line that says what made it; then come parcels of records, each with a head of three numbers (how
many records, how many bytes of words, how many of raw records) and the check sum of what follows; a parcel of
nothing ends it. It is put in its place when it is whole. Where it is missing, of another make or broken, the file
itself is read again: nothing hangs on it but time.
"""

from __future__ import annotations

import json
import logging
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple

from yuinowa.catalogue.domain.matching import traits
from yuinowa.catalogue.services.runs.understanding import Understood

logger = logging.getLogger(__name__)

#: Raised when a parcel is written otherwise, or a record would be understood otherwise.
VERSION = 1
_HEAD = struct.Struct("<IIII")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_PLACES = {name: place for place, name in enumerate(Understood.__annotations__)}
_RAW, _DIGEST = _PLACES["raw"], _PLACES["digest"]
_WARNINGS, _SHELVED = _PLACES["warnings"], _PLACES["shelved"]
#: So long is the digest of a record that is taken.
_DIGEST_SIZE = 16


class Broken(Exception):
    """What was kept is of another make, or not whole."""


class Parcel(NamedTuple):
    """Records as they are kept: ``size`` of them, in words (JSON), and their digests and bytes in a row."""

    size: int
    words: bytes
    raws: bytes

    def as_bytes(self) -> bytes:
        check = zlib.crc32(self.raws, zlib.crc32(self.words))
        return (
            _HEAD.pack(self.size, len(self.words), len(self.raws), check) + self.words + self.raws
        )


END = Parcel(0, b"", b"")


def parcel_of(records: Sequence[Understood]) -> Parcel:
    """``records`` as they are kept."""
    rows: list[list[Any]] = [[*one] for one in records]
    raws: list[bytes] = []
    for row in rows:
        raws.append(row[_DIGEST] + row[_RAW])
        row[_RAW], row[_DIGEST] = len(row[_RAW]), 0
    return Parcel(len(rows), _encode(rows).encode(), b"".join(raws))


def records_in(parcel: Parcel) -> list[Understood]:
    """The records of which ``parcel_of`` made it."""
    found, at = [], 0
    rows: list[list[Any]] = json.loads(parcel.words)
    for row in rows:
        size = row[_RAW]
        behind = at + (_DIGEST_SIZE + size if size else 0)
        row[_DIGEST], row[_RAW] = parcel.raws[at : behind - size], parcel.raws[behind - size : behind]  # fmt: skip
        row[_WARNINGS] = tuple(row[_WARNINGS])
        row[_SHELVED] = tuple(map(tuple, row[_SHELVED]))
        at = behind
        found.append(Understood(*row))
    return found


def parcels_of(file: IO[bytes]) -> Iterator[Parcel]:
    """The parcels that stand in ``file``, up to its end.

    Raises:
        Broken: it ends before its end mark, or a parcel is not what it was.
    """
    while True:
        head = file.read(_HEAD.size)
        if len(head) != _HEAD.size:
            raise Broken("it ends too early")
        count, words, raws, _check = _HEAD.unpack(head)
        parcel = Parcel(count, file.read(words), file.read(raws))
        if parcel.as_bytes()[: _HEAD.size] != head:
            raise Broken("a parcel is not what it was")
        if parcel == END:
            return
        yield parcel


def _first_line(of: str) -> bytes:
    return f"yuinowa understood {VERSION} {traits.VERSION} {of}\n".encode()


@contextmanager
def kept_at(path: Path, of: str) -> Iterator[BinaryIO]:
    """A file for parcels; it stands at ``path`` when the body ends well, and only then.

    ``of``: what the records hang on besides the program, in one word (``storage.mark_of``).
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(_first_line(of))
            yield file
            file.write(END.as_bytes())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def kept_in(path: Path, of: str, *, after: int = 0) -> Iterator[Understood]:
    """The records that were kept at ``path`` for the same ``of``, without the first ``after``.

    Raises:
        Broken: none were, or they are not whole.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as fault:
        raise Broken("nothing is kept") from fault
    with file:
        if file.readline(200) != _first_line(of):
            raise Broken("it is of another file or program")
        for parcel in parcels_of(file):
            if after < parcel.size:
                yield from records_in(parcel)[after:]
            after = max(0, after - parcel.size)


def or_again(kept: Iterator[Understood], again: Iterable[Understood]) -> Iterator[Understood]:
    """What is ``kept``; where it is broken, what ``again`` reads anew from there on."""
    count = 0
    try:
        for one in kept:
            count += 1
            yield one
    except Broken as fault:
        logger.warning("what was understood of a file is made again: %s", fault)
        yield from islice(again, count, None)
