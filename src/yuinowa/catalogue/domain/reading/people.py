"""Who is answerable, out of a statement as it is printed: 姓 名／著, 姓名∥[訳], 甲, 乙 監修 ; 丙 絵.

Source: the styles measured in real catalogues (data/synth-params/RECIPE.md §1.3).
"""

from __future__ import annotations

import re
from typing import Final

from yuinowa.catalogue.domain.records import Agent, Written

#: What people do for a book. The first ones stand behind a name without a blank too.
_GLUED: Final = (
    "編著", "共著", "共編", "監修", "編集", "編訳", "共訳", "訳注", "校注", "校訂", "著", "編", "訳",
)  # fmt: skip
_LOOSE: Final = (
    *_GLUED, "作", "文", "絵", "画", "漫画", "まんが", "マンガ", "写真", "原作", "原案", "脚本", "構成", "挿絵", "イラスト", "解説",
    "作曲", "作詞", "編曲", "演奏", "指揮", "朗読", "出演", "監督", "述", "撰", "輯", "纂", "撮影", "制作", "発行", "さく", "え",
    "ぶん", "やく", "author", "editor", "translator", "illustrator",
)  # fmt: skip
_ROLE: Final = rf"\[?(?:{'|'.join(sorted(_LOOSE, key=len, reverse=True))})(?:[・／/](?:{'|'.join(_LOOSE)}))*\]?"
_SIGN: Final = r"[/／∥‖|｜]"
_BY_SIGN = re.compile(
    rf"(?P<names>[^/／∥‖|｜]+?)\s*{_SIGN}\s*(?P<role>{_ROLE}|\[?[^\s/／∥‖|｜,，、]{{1,8}}\]?)(?:[\s,，、]+|$)"
)
_BY_BLANK = re.compile(rf"(?P<names>.+?)\s+(?P<role>{_ROLE})$")
_BY_END = re.compile(
    rf"(?P<names>.{{2,}}?)(?P<role>\[(?:{'|'.join(_LOOSE)})\]|(?:{'|'.join(_GLUED)}))$"
)
_GROUPS = re.compile(r"\s*[;；]\s*")
_NAMES = re.compile(r"\s*[,，、]\s*")
#: Others who are not named.
_OTHERS = re.compile(r"[\s,，、]*(?:\[?(?:ほか|他|et al\.?)\]?)$")


def agents_of(statement: str) -> tuple[Agent, ...]:
    """Everyone named in ``statement``, with the role where one is told."""
    return tuple(agent for group in _GROUPS.split(statement.strip()) for agent in _of(group))


def _of(group: str) -> list[Agent]:
    if found := list(_BY_SIGN.finditer(group)):
        rest = group[found[-1].end() :]
        return [
            *(a for one in found for a in _named(one["names"], one["role"])),
            *(_of(rest) if rest.strip() else ()),
        ]
    match = _BY_BLANK.fullmatch(group) or _BY_END.fullmatch(group)
    return _named(match["names"], match["role"]) if match else _named(group, "")


def _named(names: str, role: str) -> list[Agent]:
    role = role.strip("[] ")
    # 姓, 名 without a role is one heading, as 夏目, 漱石, 1867-1916 is.
    parts = _NAMES.split(_OTHERS.sub("", names)) if role else [_OTHERS.sub("", names)]
    return [Agent(Written(part.strip()), role) for part in parts if part.strip()]
