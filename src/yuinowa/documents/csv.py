"""CSV as Japanese offices open it: UTF-8 with a byte order mark, CRLF, nothing that runs (R16).

Old programs read CP932 only, which lacks many characters. Who asks for it gets every row; where characters
had to be replaced, a list of them comes along.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yuinowa.documents.neutral import neutral

MEDIA_TYPE = "text/csv; charset=utf-8"
MEDIA_TYPE_CP932 = "text/csv; charset=windows-31j"
MEDIA_TYPE_ZIP = "application/zip"
#: The parameter of an address that asks for the old coding, and its one value.
CODING, CP932 = "coding", "cp932"

Value = str | int | Decimal | bool | float | None

#: Stands where CP932 has no character: the geta sign (〓), as printers set it.
MISSING = "〓"
#: A fixed day of making, so that the same rows give the same bytes.
_MADE = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A character that CP932 lacks: where it stood, and what stands there now."""

    line: int
    column: str
    character: str
    by: str


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A whole file: one line of column names, then the rows; None is an empty cell."""
    return _text(_lines(columns, rows)).encode("utf-8-sig")


def cp932_bytes(
    columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> tuple[bytes, list[Replaced]]:
    """The same file in CP932, and every character of it that had to be replaced."""
    replaced: list[Replaced] = []
    lines = (
        [
            _in_cp932(cell, line, columns[n] if n < len(columns) else "", replaced)
            for n, cell in enumerate(cells)
        ]
        for line, cells in enumerate(_lines(columns, rows), start=1)
    )
    return _text(lines).encode("cp932"), replaced


def csv_response(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """The file ``name`` as a download, in the coding that ``request`` asks for.

    In CP932 it comes in a ZIP file with the list of replaced characters, if there are any.
    """
    if request.GET.get(CODING) != CP932:
        return _download(csv_bytes(columns, rows), MEDIA_TYPE, name)
    content, replaced = cp932_bytes(columns, rows)
    if not replaced:
        return _download(content, MEDIA_TYPE_CP932, name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo(name, _MADE), content)
        packed.writestr(zipfile.ZipInfo("replaced-characters.csv", _MADE), _listed(replaced))
    return _download(out.getvalue(), MEDIA_TYPE_ZIP, f"{name.removesuffix('.csv')}-cp932.zip")


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _listed(replaced: Sequence[Replaced]) -> bytes:
    columns = (_("Line"), _("Column"), _("Character that CP932 lacks"), _("Number in Unicode"), _("Stands there now"))  # fmt: skip
    return csv_bytes(
        columns,
        ((r.line, r.column, r.character, f"U+{ord(r.character):04X}", r.by) for r in replaced),
    )


def _in_cp932(cell: str, line: int, column: str, replaced: list[Replaced]) -> str:
    """``cell`` as CP932 can write it; what had to be replaced is noted."""
    by = [_character(character) for character in cell]
    replaced += [
        Replaced(line, column, character, other)
        for character, other in zip(cell, by, strict=True)
        if other != character
    ]
    return "".join(by)


def _character(character: str) -> str:
    """What a reader of CP932 sees: some signs become their likes (〜 to ～, ¥ to the backslash)."""
    try:
        return character.encode("cp932").decode("cp932")
    except UnicodeEncodeError:
        return MISSING


def _lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[list[str]]:
    yield [neutral(name) for name in columns]
    for row in rows:
        yield [_written(value) for value in row]


def _text(lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return neutral(value)
    return str(value)
