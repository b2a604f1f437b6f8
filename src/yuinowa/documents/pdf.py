"""PDF from a template of ours and data of anybody (ADR 0005).

``print_pdf(template, data)`` starts ``press`` as a process of its own. The data go in as JSON and are values there:
what looks like Typst source in them is printed as it stands. What was printed once is kept by its content.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from logging import getLogger
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from yuinowa.documents.press import MISSING, MOST_SECONDS, PACKAGE, PRINTED
from yuinowa.kernel.errors import InputRefused, Unavailable

logger = getLogger(__name__)

MEDIA_TYPE = "application/pdf"
#: Printed files that are kept; beyond it the one that nobody asked for longest goes.
MOST_KEPT = 200
#: Places named for one missing character, and characters named in one answer.
_MOST_NAMED = 5

#: The key that names where the texts beside and below it stand.
PLACE = "place"

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def kept_pdf(template: str, data: Json) -> bytes:
    """As ``print_pdf``, taken from the kept files where the same was printed before."""
    told = json.dumps(data, ensure_ascii=False, sort_keys=True)
    kept = Path(settings.PRINTS_DIR) / f"{_digest(template, told)}.pdf"
    with suppress(FileNotFoundError):
        made = kept.read_bytes()
        os.utime(kept)
        return made
    made = print_pdf(template, data)
    _keep(kept, made)
    return made


def print_pdf(template: str, data: Json) -> bytes:
    """The PDF of ``template``, a path below the package, with ``data``.

    Raises:
        InputRefused: characters that no font has, each with the place where it stands.
        Unavailable: it took too long or too much memory.
    """
    try:
        press = subprocess.run(  # noqa: S603  # our own module and a template of ours
            [sys.executable, "-m", "yuinowa.documents.press", template],
            input=json.dumps(data, ensure_ascii=False).encode(),
            capture_output=True,
            # Processor time is bounded in the process itself; this is for one that waits.
            timeout=2 * MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if press.returncode == PRINTED:
        return press.stdout
    if press.returncode == MISSING:
        raise _no_glyph(json.loads(press.stderr), data)
    logger.error("press of %s ended with %s", template, press.returncode)
    raise _too_much()


def _too_much() -> Unavailable:
    return Unavailable(
        _("The PDF could not be printed."),
        next_step=_("Take the Excel file, or tell the people who run this site."),
    )


def _no_glyph(texts: list[str], data: Json) -> InputRefused:
    """Named before anything is printed: a box on paper would be found by the council."""
    named = [
        _("“%(text)s” (%(code)s): %(places)s")
        % {
            "text": text,
            "code": " ".join(f"U+{ord(character):04X}" for character in text),
            "places": _("; ").join(list(dict.fromkeys(_places(text, data)))[:_MOST_NAMED]),
        }
        for text in texts[:_MOST_NAMED]
    ]
    return InputRefused(
        _("The PDF would show an empty box: no font here has this character."),
        place=_(", ").join(named),
        next_step=_("Write it another way, or have the people who run this site install a font."),
    )


def _places(text: str, data: Json, place: str = "") -> Iterator[str]:
    """Where ``text`` stands, by the nearest place named above it."""
    if isinstance(data, str):
        if text in unicodedata.normalize("NFC", data) or text in data:
            yield place
    elif isinstance(data, list):
        for row in data:
            yield from _places(text, row, place)
    elif isinstance(data, dict):
        here = data.get(PLACE)
        for row in data.values():
            yield from _places(text, row, here if isinstance(here, str) and here else place)


def _digest(template: str, told: str) -> str:
    return hashlib.sha256(f"{_made_by()}\n{template}\n{told}".encode()).hexdigest()


@cache
def _made_by() -> str:
    """What else decides how a page looks: Typst and the templates themselves."""
    templates = sorted(PACKAGE.glob("*/data/*.typ"))
    inside = hashlib.sha256(b"".join(path.read_bytes() for path in templates)).hexdigest()
    return f"{version('typst')} {inside}"


def _keep(kept: Path, made: bytes) -> None:
    """Whole or not at all; two who print the same at once write the same."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
        part.write(made)
    Path(part.name).replace(kept)
    files = sorted(kept.parent.glob("*.pdf"), key=_last_asked, reverse=True)
    for old in files[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _last_asked(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
