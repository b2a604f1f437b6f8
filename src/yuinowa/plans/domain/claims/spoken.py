"""Of what is spoken at a word: its subject, what was done, or the noun it is grown together with."""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims.lexemes import Lexeme
from yuinowa.plans.domain.claims.subjects import noun_before, object_before, subject_before

#: 貸出冊数、2年ぶりの増: named at the head of a note.
_NOTED = re.compile("^[・○●◎◇◆■※*-]*([\ue000-\ue0ff])\\1*(?=[、,:□0-9(]|$)")
#: 開館日数に変わりはなく: what did not change.
_UNCHANGED = re.compile("(?:^|[、。□])(?P<of>[^、。□]{1,20})に$")
_IS_CHANGE = re.compile("変わ|変化|増減|変動|大差|差")


def spoken_of(blanked: str, start: int, word: Lexeme, last_head: int, *, is_done: bool) -> str:
    """The words that name it, in ``blanked``, whose sentence begins at ``start``; empty where it does not say.

    ``last_head``: where the head before ``word`` ended. ``is_done``: somebody did it, so that its object is meant.
    """
    found = subject_before(blanked, start, word.start, last_head)
    if is_done or not found:
        found = object_before(blanked, last_head, word.start) or found
    if not found and (still := _UNCHANGED.search(blanked[: word.start])):
        found = still["of"] if _IS_CHANGE.match(word.text) else ""
    if not found:
        found = noun_before(blanked, last_head, word.start)
    if not found and (noted := _NOTED.match(blanked[start : word.start])):
        found = noted[1]
    return found
