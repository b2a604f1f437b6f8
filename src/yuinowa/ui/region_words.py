"""The region's own word for working together: 協働, 共働 or 共創 (YUINOWA_COLLABORATION_WORD).

Catalogues say 協働, templates and code say it through a catalogue. Where a region has another word, the
Japanese catalogues speak it from the start of the process on, on every page and in every mail.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils.translation import trans_real

#: The word the catalogues are written with.
WRITTEN: Final = "協働"


def speak(word: str) -> None:
    """Let every Japanese catalogue say ``word``."""
    if word == WRITTEN:
        return
    for code, _name in settings.LANGUAGES:
        if code.startswith("ja"):
            for catalogue in trans_real.translation(code)._catalog._catalogs:  # type: ignore[attr-defined]  # noqa: SLF001  # gettext has no door
                for key, text in catalogue.items():
                    if WRITTEN in text:
                        catalogue[key] = text.replace(WRITTEN, word)
