"""Sentences that name the indicator behind what they say of it: 前年度を下回ったのは貸出冊数である, 目標を上回る貸出冊数となった."""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims.lexemes import Lexeme
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.subjects import is_generic
from yuinowa.plans.domain.claims.tails import Tail

#: 前年度を下回ったものの一つに貸出冊数がある, 達成した指標は貸出冊数である: what it is said of stands behind it.
_INVERTED = re.compile(
    r"(?P<how>[ぁ-ん出来至及]{0,10}?(?:た|る|ない))(?:成果指標|活動指標|指標|項目|もの|事業|取組|数値|□+|の)(?:の(?:一つ|1つ|ひとつ|中|うち|□))?(?:は|には?|が|として(?:は)?|では?)、?[^、。\ue000-\ue0ff]{0,8}"
    r"(?P<name>[\ue000-\ue0ff])(?P=name)*(?:(?:[、・及びと]+[^、。]{1,14})?(?:など|等)?(?:が(?:あ[るりっ]|挙げ|あげ|含ま)|も(?:あ[るりっ]|挙げ|含ま)|を(?:挙げ|あげ)|で(?:あ[るりっ]|す|し|、)|だ|のみ|。|$))"
)
#: 令和2年度を18件下回る予約件数となっており: the indicator itself is the noun that is described.
_DESCRIBED = re.compile(
    r"[ぁ-ん]{0,3}(?:る|ない)(?:□+の)?(?P<name>[\ue000-\ue0ff])(?P=name)*(?=[とに]な[っりる]|で(?:あ[るりっ]|した|す|、)|だった|にとどま|に達し|に落ち着|に終わ|を(?:記録|示|確保|得|維持|見|達成)|が(?:見|み|得|続|確認)|。|$)"
)
#: 令和6年度に未達成であった貸出冊数は: the same, of what was; nothing else is named in its clause.
_WAS = re.compile(
    r"[ぁ-ん]{0,8}(?:た|い)(?:□+の)?(?P<name>[\ue000-\ue0ff])(?P=name)*(?=は|が|も|で(?:あ[るりっ]|す)|に(?:つい|つき|関し|対し|おい)|を)"
)


def take_name_behind(s: Sentence, lexeme: Lexeme, tail: Tail) -> Tail:
    """Keep the indicator named behind the head ``lexeme`` for its claim; gives the head's tail as it is then read."""
    if inverted := _INVERTED.match(s.blanked, lexeme.end):
        s.window.named = s.spelled(inverted["name"][0])
        is_denied = bool(re.search("な[いか]|ませ", inverted["how"]))
        return Tail(is_said=True, is_denied=is_denied, end=inverted.start("name"))
    described = _DESCRIBED.match(s.blanked, lexeme.end)
    if described and not tail.is_denied and not s.subject(lexeme):
        s.window.named = s.spelled(described["name"][0])
        is_denied = "ない" in described.group()
        return Tail(is_said=True, is_denied=is_denied, end=described.start("name"))
    was = _WAS.match(s.blanked, lexeme.end)
    if was and (not (found := s.subject(lexeme)) or is_generic(found)):
        s.window.named = s.spelled(was["name"][0])
    return tail
