"""Readings over kanji (ふりがな): how words of ours write them, and how a finished page shows them. Pure.

A catalogue writes 図書館《としょかん》, or ｜12月《じゅうにがつ》 where the base is not kanji alone. For the page this becomes
three noncharacters round base and reading: text from outside never holds one (R1), so no word of an institution is
taken for one of ours, and what it wrote with such brackets itself stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

BEGIN: Final = "\ufdd0"
_THEN: Final = "\ufdd1"
_END: Final = "\ufdd2"

_WRITTEN = re.compile(r"(?:｜([^《》｜]+)|([\u3400-\u9fff々〆ヶ]+))《([^《》]+)》")
_MARKED = re.compile(f"{BEGIN}([^{BEGIN}{_THEN}{_END}]*){_THEN}([^{BEGIN}{_THEN}{_END}]*){_END}")
#: What a filter cut in two leaves behind.
_LEFT_OVER = re.compile(f"{_THEN}[^{BEGIN}{_END}<]*|[{BEGIN}{_THEN}{_END}]")
#: A comment, a tag, or what stands between two of them.
_PIECE = re.compile(
    r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|[^<]+|<", re.DOTALL
)
#: Elements that hold words and no elements, or that nobody sees.
_WITHOUT: Final = frozenset({"title", "option", "textarea", "svg", "script", "style"})
_UNSEEN: Final = "yw-hidden"


def over(escaped: str) -> str:
    """``escaped`` HTML text with its written readings as ruby."""
    return _WRITTEN.sub(lambda m: _ruby(m[1] or m[2], m[3]), escaped)


def marked(text: str) -> str:
    """``text`` of a catalogue, its readings marked so that nothing from outside is like them."""
    return _WRITTEN.sub(lambda m: with_reading(m[1] or m[2], m[3]), text)


def with_reading(base: str, reading: str) -> str:
    """One word, marked, for what is put together in code."""
    return f"{BEGIN}{base}{_THEN}{reading}{_END}"


def without(text: str) -> str:
    """``text`` with its words alone, for where no ruby can stand."""
    return _LEFT_OVER.sub("", _MARKED.sub(r"\1", text))


def on_page(html: str) -> str:
    """A finished page: readings stand over the words one sees, and nowhere else."""
    done: list[str] = []
    inside, depth = "", 0
    for piece in _PIECE.finditer(html):
        closing, name = piece[1], (piece[2] or "").lower()
        if not name:
            seen = not inside and not piece[0].startswith("<!--")
            done.append(_shown(piece[0]) if seen else without(piece[0]))
            continue
        done.append(without(piece[0]))
        if name == inside:
            depth += -1 if closing else 1
            inside = inside if depth else ""
        elif not inside and not closing and (name in _WITHOUT or _UNSEEN in piece[0]):
            inside, depth = name, 1
    return "".join(done)


def _shown(text: str) -> str:
    """Words with their ruby, held together: in a row of boxes each ruby would be one. Styles speak of spans, not of ``bdi``."""
    shown, count = _MARKED.subn(lambda m: _ruby(m[1], m[2]), text)
    shown = _LEFT_OVER.sub("", shown)
    return f"<bdi>{shown}</bdi>" if count else shown


def _ruby(base: str, reading: str) -> str:
    """Ruby for the eye. Who hears the page hears the word once: its reading is not spoken after it again."""
    return f'<ruby>{base}<rp>（</rp><rt aria-hidden="true">{reading}</rt><rp>）</rp></ruby>'
