"""Who made it and who published it, in the form in which two catalogues agree.

Authors agree on the head of the heading, publishers without place and legal form (RECIPE §1.2: head of the
author 80 %, publisher without place 95 %). One publisher under a former name or an imprint is known only
from data/publisher-names.tsv; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from yuinowa.kernel.textkeys import search_key

_ROLE = (
    "原著|原作|共著|編著|編集|編纂|編修|責任編集|監修|監訳|校訂|校注|校註|訳注|翻訳|著者|作画|挿絵|写真|解説|脚本|脚色|"
    "文・絵|作・絵|さく・え|ぶん・え|文と絵|さく|ぶん|やく|絵|文|著|編|訳|作|画|撰|輯|述|え|曲|詞|撮影|演出|監督|朗読|"
    "執筆・監修|執筆|構成|企画|原案|選|譯|註|注"
)
_ROLE_AT_END = re.compile(
    rf"(?:[\[(]?\s*(?:{_ROLE})(?:[・と](?:{_ROLE}))*\s*[\])]?|\s+(?:author|ed\.?|editor|tr\.?|by))$"
)
_ROLE_ALONE = re.compile(
    rf"(?:[/|]|(?<=\s))\s*[\[(]?\s*(?:{_ROLE})(?:[・と](?:{_ROLE}))*\s*[\])]?\s*$"
)
_LABEL = re.compile(r"^\s*[\[(【]\s*[^\])】]{1,12}[\])】]\s*")
_DATES = re.compile(r",?\s*(?:\(?\d{3,4}\s*[-~]\s*(?:\d{3,4})?\)?|-\s*\d{3,4})\.?\s*$")
_OTHERS = re.compile(r"\s*(?:[\[(]?\s*(?:ほか|他|\[?et al\.?\]?)\s*[\])]?)\s*\d*(?:名)?\s*$")
_MANY = re.compile(r"\s*(?:∥|/|\||;|、|,\s(?=[^\s,]{3,}\s)|／|・共|\s&\s)\s*")
_MOST = 4
_ROLE_KEYS = frozenset(search_key(role) for role in _ROLE.split("|"))


@lru_cache(maxsize=262_144)
def agent_keys(text: str) -> tuple[str, ...]:
    """The folded heads of the names in one statement or heading: 夏目, 漱石, 1867-1916 and 夏目漱石／著 give one key."""
    plain = unicodedata.normalize("NFKC", text)
    while (shorter := _LABEL.sub("", plain)) != plain:
        plain = shorter
    keys = []
    for piece in _MANY.split(plain)[: _MOST + 1]:
        name = _bare_name(piece)
        key = search_key(name)
        if len(key) > 1 and key not in keys and key not in _ROLE_KEYS:
            keys.append(key)
    return tuple(keys[:_MOST])


def _bare_name(text: str) -> str:
    name = _DATES.sub("", _OTHERS.sub("", text.strip(" .,:;")))
    name = _OTHERS.sub("", _ROLE_ALONE.sub("", name).strip())
    # A name that ends in 文 or 作 is one (井上文, 栄作): a bare sign is cut only from longer ones.
    shorter = _ROLE_AT_END.sub("", name).strip()
    if shorter != name and (len(shorter.replace(" ", "")) >= 3 or name.endswith(("]", ")"))):
        name = _OTHERS.sub("", shorter)
    return re.sub(r"[\[\]()]|\s*\([^)]*\)$", "", _DATES.sub("", name))


# ---------------------------------------------------------------- publishers

_LEGAL = re.compile(
    "株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|財団法人|社団法人|"
    r"独立行政法人|国立大学法人|学校法人|宗教法人|特定非営利活動法人|NPO法人|[(\[](?:株|有|財|社|資|名|合|独|学|宗|福)[)\]]"
    r"|\b(?:co|inc|ltd|corp|llc|gmbh)\b\.?,?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^\s*[\[(]?[^:\[\]()]{1,12}[\])]?\s*:\s*")
_SELLER = re.compile(
    r"^\s*[\[(]?(?:発売元・販売元|発売元|販売元|発売|発行|製作|制作|出版者?|頒布)[\])]?\s*[::]?\s*|[\[(](?:発売|発行|製作|制作|出版者?|頒布)[\])]"
)
_BEHIND = re.compile(
    r"\s*(?:∥|\||;|/).*$|\s*[\[(][ァ-ヶーぁ-ん\s・]+[\])]\s*$|\s*,?\s*(?:18|19|20)\d\d.*$"
)
_NONE = frozenset({"出版者不明", "発行者不明", "出版社不明", "sn", "不明", "発行所不明"})


@lru_cache(maxsize=131_072)
def publisher_key(text: str) -> str:
    """The folded name without place, legal form, reading and date; former names as the present one."""
    plain = _PLACE.sub("", unicodedata.normalize("NFKC", text))
    plain = _LEGAL.sub("", _SELLER.sub("", plain))
    plain = _BEHIND.sub("", plain) or plain
    key = search_key(plain)
    return "" if key in _NONE else _one_publisher().get(key, key)


@lru_cache(maxsize=1)
def _one_publisher() -> dict[str, str]:
    """Former name or imprint → the name it is counted under, from data/publisher-names.tsv."""
    table = (files("yuinowa.catalogue") / "data" / "publisher-names.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {search_key(name): search_key(row[0]) for row in rows for name in row[1:]}
