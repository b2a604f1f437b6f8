"""Prints one PDF in a process of its own, with bounds on memory and time.

    python -m yuinowa.documents.press TEMPLATE < data.json > out.pdf

Typst keeps what it once laid out for as long as its process lives; here it goes with the process. The template
is ours and gets the data as a value: nothing of it is ever part of the source. ``pdf`` starts it.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

import typst

from yuinowa.documents.row_heads import with_row_heads

#: Memory and processor time of the process.
MOST_MEMORY = 3 << 30
MOST_SECONDS = 60
#: How the process ends: printed; a character is in no font; the template failed.
PRINTED, MISSING, FAILED = 0, 3, 4

#: Templates stand under it and import each other from it.
PACKAGE = Path(__file__).parents[1]
FONTS = Path(__file__).parent / "fonts"
#: Seconds since 1970 of the day that stands in every PDF as its making: the same plan gives the same bytes.
_MADE = 946_684_800
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_NAMED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def printed(template: str, data: str) -> bytes:
    """The PDF: tagged, after PDF/UA-1 as far as Typst checks it, and with heads of rows.

    Raises:
        typst.TypstError: a text has a character without a glyph, or the template is wrong.
    """
    fonts = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    made = typst.compile(
        str(PACKAGE / template),
        root=str(PACKAGE),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards="ua-1",
        timestamp=_MADE,
    )
    return with_row_heads(made)


def missing(diagnostic: str) -> list[str]:
    """The texts that no font has, in the order they stand, each once."""
    texts = (_NAMED.sub(_plain, text) for text in _MISSING.findall(diagnostic))
    return list(dict.fromkeys(texts))


def _plain(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        made = printed(sys.argv[1], sys.stdin.read())
    except typst.TypstError as error:
        told = missing(error.diagnostic)
        sys.stderr.write(json.dumps(told) if told else error.diagnostic)
        return MISSING if told else FAILED
    sys.stdout.buffer.write(made)
    return PRINTED


if __name__ == "__main__":
    sys.exit(main())
