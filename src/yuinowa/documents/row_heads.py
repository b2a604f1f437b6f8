"""Row headers in the tables of a tagged PDF that Typst made.

Typst tags the heads of columns. Its word for those of rows (``pdf.header-cell``) is experimental, and the Python
binding cannot turn it on (ADR 0005). So the template marks such a cell: its whole content is ``strong(delta: 0)``, which
changes no look and is tagged ``Strong``. Here the cell becomes a ``TH`` with ``Scope /Row``, and every cell that it
speaks for names it among its ``Headers`` (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7; PDF/UA-1, 7.5).

Typst writes the tags as objects of one line each, not compressed, behind each other; what comes otherwise is refused,
so that a newer Typst that writes otherwise is found by the first test and not by a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAGGED = re.compile(rb"<</Type/StructElem/S/(\w+)(/[^\n]*>>)\n")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_HEADERS = re.compile(rb"/O/Table/Headers\[((?:\([^)]*\))*)\]")
_ROWS = re.compile(rb"/RowSpan (\d+)")
_NAMES = b"/IDTree<</Names["


class StrangeTags(Exception):
    """The PDF is not written as this Typst writes it."""


def with_row_heads(pdf: bytes) -> bytes:
    """``pdf`` with every marked cell as the header of its rows; without marks as it came.

    Raises:
        StrangeTags: the file or its tags are written another way.
    """
    file = _File(pdf)
    changed: dict[int, bytes] = {}
    names: list[bytes] = []
    for rows in file.groups():
        for number, body, name in _retagged(file, rows):
            changed[number] = body
            if name:
                names.append(name)
    if not names:
        return pdf
    root = file.find(_NAMES)
    changed[root] = file.body(root).replace(_NAMES, _NAMES + b"".join(sorted(names)))
    return file.rewritten(changed)


def _retagged(file: _File, rows: list[int]) -> Iterator[tuple[int, bytes, bytes]]:
    """The cells of a table that change: number, new body, and the name of a new header with its place."""
    #: Headers of rows above that reach down: how many rows are left, and the header's name.
    reaching: list[tuple[int, bytes]] = []
    for row in rows:
        heads = [name for _left, name in reaching]
        begun: list[tuple[int, bytes]] = []
        for cell in file.kids(row):
            role, rest = file.tag(cell)
            if role != b"TD":
                continue
            if file.is_marked(rest):
                name = b"(R%08d)" % cell
                span = _ROWS.search(rest)
                body = _with(rest, heads, b"/Scope/Row", cell)
                body = body.replace(b"/A[", b"/ID" + name + b"/A[", 1)
                yield cell, b"<</Type/StructElem/S/TH" + body, name + b"%d 0 R" % cell
                heads.append(name)
                begun.append((int(span[1]) if span else 1, name))
            elif heads:
                body = _with(rest, heads, b"", cell)
                yield cell, b"<</Type/StructElem/S/TD" + body, b""
        reaching = [(left - 1, name) for left, name in (*reaching, *begun) if left > 1]


def _with(rest: bytes, heads: list[bytes], scope: bytes, cell: int) -> bytes:
    """The cell's attributes with the row headers behind those of its columns."""
    found = _HEADERS.search(rest)
    if found is None:
        raise StrangeTags(f"cell {cell} names no headers")
    named = b"/O/Table" + scope + b"/Headers[" + found[1] + b"".join(heads) + b"]"
    return rest[: found.start()] + named + rest[found.end() :]


class _File:
    """The objects of a PDF by their numbers, as its one table of places finds them."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        said = pdf[pdf.rindex(b"startxref") :].split()
        self._table = int(said[1])
        lines = pdf[self._table :].split(b"\n", 2)
        if lines[0].strip() != b"xref" or not lines[1].startswith(b"0 "):
            raise StrangeTags("the file has no plain table of its objects")
        count = int(lines[1].split()[1])
        self._entries = self._table + len(lines[0]) + len(lines[1]) + 2
        rows = (pdf[at : at + 10] for at in range(self._entries, self._entries + 20 * count, 20))
        self._places = [int(row) for row in rows]
        self._trailer = pdf[self._entries + 20 * count : pdf.rindex(b"startxref")]

    def body(self, number: int) -> bytes:
        """An object between its head and ``endobj``; of a stream its dictionary at least."""
        start = self._pdf.index(b"obj\n", self._places[number]) + 4
        return self._pdf[start : self._pdf.index(b"endobj", start)]

    def tag(self, number: int) -> tuple[bytes, bytes]:
        """The role of a tag and the rest of its dictionary; two times nothing for any other object."""
        found = _TAGGED.match(self.body(number))
        return (found[1], found[2] + b"\n") if found else (b"", b"")

    def kids(self, number: int) -> list[int]:
        """The tags directly inside of a tag."""
        return _inside(self.tag(number)[1])

    def is_marked(self, rest: bytes) -> bool:
        """Whether all of a cell is one ``Strong``."""
        kids = _KIDS.search(rest)
        only = _REFERENCE.fullmatch(kids[1]) if kids else None
        return only is not None and self.tag(int(only[1]))[0] == b"Strong"

    def groups(self) -> Iterator[list[int]]:
        """The rows of each body of a table, in their order."""
        for number in range(1, len(self._places)):
            role, rest = self.tag(number)
            if role in {b"TBody", b"Table"}:
                rows = [kid for kid in _inside(rest) if self.tag(kid)[0] == b"TR"]
                if rows:
                    yield rows

    def find(self, text: bytes) -> int:
        """The object in which ``text`` stands."""
        for number in range(1, len(self._places)):
            if text in self.body(number):
                return number
        raise StrangeTags("the headers are listed nowhere")

    def rewritten(self, changed: dict[int, bytes]) -> bytes:
        """The file with other bodies for some objects, and the table of places that belongs to it."""
        order = sorted(range(1, len(self._places)), key=self._places.__getitem__)
        parts, places = [self._pdf[: self._places[order[0]]]], [0] * len(self._places)
        at = len(parts[0])
        ends = [*(self._places[number] for number in order[1:]), self._table]
        for number, end in zip(order, ends, strict=True):
            part = self._pdf[self._places[number] : end]
            if number in changed:
                head, _, rest = part.partition(b"obj\n")
                part = head + b"obj\n" + changed[number] + rest[rest.index(b"endobj") :]
            places[number] = at
            parts.append(part)
            at += len(part)
        # An entry has 20 bytes, its end of line among them; the first one stands for no object.
        ending = self._pdf[self._entries + 38 : self._entries + 40]
        parts += [
            self._pdf[self._table : self._entries + 20],
            *(b"%010d 00000 n" % place + ending for place in places[1:]),
            self._trailer,
            b"startxref\n%d\n%%%%EOF" % at,
        ]
        return b"".join(parts)


def _inside(rest: bytes) -> list[int]:
    kids = _KIDS.search(rest)
    return [int(number) for number in _REFERENCE.findall(kids[1])] if kids else []
