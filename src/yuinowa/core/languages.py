"""The languages pages speak. Plain Japanese (やさしい日本語) is one more way of saying Japanese (docs/adr/0016)."""

from __future__ import annotations

from typing import Final

JAPANESE: Final = "ja"
#: ``simple`` is a registered variant (BCP 47, "Simplified form"): whatever knows ``ja`` reads this as Japanese.
PLAIN: Final = "ja-simple"
#: As Django calls a language that it does not know by itself.
PLAIN_INFO: Final = {
    "bidi": False,
    "code": PLAIN,
    "name": "Plain Japanese",
    "name_local": "やさしい日本語",
}


def in_full(language: str) -> str:
    """The language of what has no plain form, such as mails and members' pages, for a reader of ``language``."""
    return JAPANESE if language == PLAIN else language
