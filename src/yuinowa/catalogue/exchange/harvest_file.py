"""The file of a harvest: the records of all pages as one document, written page by page.

It is a document of OAI-PMH like one that a library sends, so that it is read, shown, taken and taken back as any
other file. A death leaves bytes behind what the harvest's row counts; they are cut off before the next page.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from yuinowa.standards import xml
from yuinowa.standards.oaipmh_answers import Received

_NAMESPACE: Final = "http://www.openarchives.org/OAI/2.0/"
HEAD: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="{_NAMESPACE}">\n<ListRecords>\n'.encode()
FOOT: Final = b"</ListRecords>\n</OAI-PMH>\n"


def append(path: Path, size: int, records: Iterable[Received]) -> int:
    """Write ``records`` behind the first ``size`` bytes of the file (0: begin it); its size then."""
    pieces = [_record(one) for one in records]
    return _write(path, size, pieces if size else [HEAD, *pieces])


def close(path: Path, size: int) -> int:
    """Write the end of the document; the size of the file then."""
    return _write(path, size, [FOOT])


def _write(path: Path, size: int, pieces: Iterable[bytes]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with path.open("r+b") as file:
        file.truncate(size)
        file.seek(size)
        file.writelines(pieces)
        written = file.tell()
        # The row that counts these bytes outlives a power cut; so must they.
        file.flush()
        os.fsync(file.fileno())
        return written


def _record(one: Received) -> bytes:
    """The record with its header, in UTF-8 whatever coding its page had. Names of repositories that forget the
    namespace of OAI-PMH are given it here.
    """
    root = xml.element(f"{{{_NAMESPACE}}}record", {None: _NAMESPACE})  # type: ignore[dict-item]  # lxml's default namespace
    said = one.header
    header = xml.child(
        root,
        f"{{{_NAMESPACE}}}header",
        attributes={"status": "deleted"} if said.is_deleted else None,
    )
    xml.child(header, f"{{{_NAMESPACE}}}identifier", said.identifier)
    xml.child(header, f"{{{_NAMESPACE}}}datestamp", said.datestamp)
    for spec in said.sets:
        xml.child(header, f"{{{_NAMESPACE}}}setSpec", spec)
    if one.metadata is not None:
        xml.child(root, f"{{{_NAMESPACE}}}metadata").append(one.metadata)
        one.metadata.tail = None
    for about in one.about:
        xml.child(root, f"{{{_NAMESPACE}}}about").append(about)
        about.tail = None
    written = xml.write(root).partition(b"?>\n")[2] + b"\n"
    if one.metadata is None or not _is_too_large(written):
        return written
    # Too large for any reader: its number stays, and is refused when the file is read.
    return _record(Received(said))


def _is_too_large(written: bytes) -> bool:
    marks = written.count(b"<") + written.count(b"=")
    return len(written) > xml.RECORD.most_bytes or marks > xml.RECORD.most_marks
