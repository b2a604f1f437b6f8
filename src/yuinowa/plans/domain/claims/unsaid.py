"""Words of more, less or reached that say nothing of the figures where they stand."""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims import words
from yuinowa.plans.domain.claims.kinds import Against, Kind
from yuinowa.plans.domain.claims.lexemes import Lexeme
from yuinowa.plans.domain.claims.sentence import Sentence

#: Back from a low: says nothing beside a share, コロナ前の9割まで回復した.
_COMES_BACK = re.compile("回復|持ち直|戻|復|盛り返")
_GAP_BEFORE = re.compile("(?:隔たり|差|開き|乖離|ギャップ|幅)(?:は|が|も|の)[^、。]{0,4}$")
_SO_FAR = re.compile(
    "(?:不足|超過|差|減少|増加|乖離|開き|減|増)(?:数|幅|分|率)?(?:は|が|も)[^、。]{1,12}に$"
)


def says_nothing(s: Sentence, head: words.Head, lexeme: Lexeme, base: Against | None) -> bool:
    """No base for a change; or beside a share, back from a low: コロナ前の9割まで回復した."""
    if base is None:
        return head.kind is Kind.CHANGE
    if head.kind is Kind.REACH and _SO_FAR.search(s.plain, s.start, lexeme.start):
        # 不足が22人に及んでいる: how far apart, and no target reached.
        return True
    if head.needs_base and _GAP_BEFORE.search(s.plain, s.start, lexeme.start):
        # 目標との隔たりは大きい: how far apart, and not which way.
        return True
    return s.window.has_share and bool(_COMES_BACK.match(lexeme.text))
