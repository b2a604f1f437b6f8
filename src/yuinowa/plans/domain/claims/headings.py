"""What stands before a sentence's own words: who speaks, a heading in brackets, what kind of note it is.

None of it names what is spoken of, and the subject is looked for behind it. A word that would narrow an indicator
(中央館, 児童書, 平日) is never taken for a heading.
"""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims.folding import Folded

#: 教育部長　…, 事務局　…, 図書館だより第48号　…: parted from what follows by a blank.
_SPEAKER = re.compile(
    r"[^、。\n0-9はがをので:]{0,12}(?:長|委員|議員|事務局|答弁|担当|主幹|主査|参事|補佐|司書|係|課|室|職員)(?:[(（][^)]{1,8}[)）])?"
    r"|[^、。\nはがを:]{0,14}(?:第[0-9]{1,4}号|だより|ニュース|通信)"
)
#: 【図書館の1年を数字で】.
_BRACKETS = re.compile(
    r"【(?P<of>[^】\n]{1,30})】|〔(?P<of_>[^〕\n]{1,30})〕|\[(?P<of__>[^\]\n]{1,30})\]"
)
#: 課内共有:, 今後の課題:, 館長答弁:.
_KIND_OF_NOTE = re.compile(
    r"[^、。\n:はがを]{0,10}(?:共有|メモ|連絡|課題|報告|理由|原因|要因|背景|備考|所見|コメント|補足|注記?|要点|概要|総括|まとめ|説明|答弁|回答|質疑|分析|考察|長|委員|議員|事務局|担当):"
)
#: What narrows an indicator is no heading.
_NARROWS = re.compile(
    r"中央|[東西南北]図|(?<!図書)館(?!の|だより|報|長|で)|書(?!館)|絵本|雑誌|資料|児童|一般|成人|大人|子ども|こども|幼児|学生|生徒|高齢|年代|地区|地域|電子|視聴覚|新規|男|女|[0-9]月|半期|平日|休日|土日|他[市館]|県|全国|国|うち"
)
_AT_MOST = 24


def heading_end(whole: Folded, start: int, end: int, name_at: int) -> int:
    """Where the headings of the sentence ``plain[start:end]`` end; ``start`` if it has none.

    ``name_at``: where an indicator is first named, which no heading covers.
    """
    at = start
    while (found := _one(whole, at, min(end, name_at))) > at:
        at = found
    return at


def _one(whole: Folded, start: int, stop: int) -> int:
    plain = whole.plain
    if (match := _BRACKETS.match(plain, start, stop)) and not _NARROWS.search(match.group()):
        return match.end()
    if (match := _KIND_OF_NOTE.match(plain, start, stop)) and not _NARROWS.search(match.group()):
        return match.end()
    for at in range(start + 1, min(stop, start + _AT_MOST) + 1):
        if at < len(whole.places) and whole.places[at] - whole.places[at - 1] > 1:
            is_speaker = _SPEAKER.fullmatch(plain, start, at)
            return at if is_speaker and not _NARROWS.search(is_speaker.group()) else start
    return start
