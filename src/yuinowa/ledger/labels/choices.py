"""The question "which figure counts?" as its turn is called: stored as a code, said in the reader's language."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.labels import SIDES, kind_word
from yuinowa.ui import words

_CODE: Final = re.compile(r"(?P<kind>\S+) (?P<side>given|received) (?P<year>\d{4})")


def code_of(kind: str, side: Side, fiscal_year: int) -> str:
    """How the question is stored with the turn: ``ill.loan given 2025``."""
    return f"{kind} {side.value} {fiscal_year}"


def in_words(code: str) -> str:
    """The question of ``code``; a sentence that an earlier release stored stays as it is."""
    found = _CODE.fullmatch(code)
    if found is None:
        return code
    return _("%(kind)s (%(side)s), %(year)s: which figure counts?") % {
        "kind": kind_word(found["kind"]),
        "side": SIDES[Side(found["side"])],
        "year": words.fiscal_year(int(found["year"])),
    }
