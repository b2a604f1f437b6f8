"""What people type, read as a small language; whatever is not of it is taken literally (R5).

    石仏 鎌倉               both words
    石仏 OR 石塔            one or the other; also または and |
    石仏 -鎌倉              without; also NOT 鎌倉
    "the open book"        the words as they stand
    (石仏 OR 石塔) 鎌倉     brackets
    著者:手塚 title:"my book"   in one field

Nothing here is ever an error. A title may hold OR, a dash, a colon or a bracket: a sign counts only
where it can mean something. An operator needs something on both its sides (NOT before it), an exclusion
something to take away from and no dash at its own end (-野の信仰- is a subtitle), a bracket its partner
with blanks around both, a field a name that is known. Pure: no engine, no Django.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted phrase; ``start`` and ``end`` say where in the text its own letters stand."""

    text: str
    start: int
    end: int
    field: str = ""
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All parts, of which at least one is no ``Without``."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Stands in an ``Every`` alone."""

    part: Tree


Tree = Word | Every | Either | Without


class _Kind(Enum):
    WORD = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    text: str
    start: int
    end: int
    is_quoted: bool = False

    @property
    def begins(self) -> bool:
        """Whether something asked for can begin here."""
        return self.kind in {_Kind.WORD, _Kind.NOT, _Kind.FIELD, _Kind.OPEN}

    @property
    def ends(self) -> bool:
        return self.kind in {_Kind.WORD, _Kind.CLOSE}


_QUOTE = re.compile('["\u201c\u201d\uff02]([^"\u201c\u201d\uff02]*)["\u201c\u201d\uff02]')
_CHUNK = re.compile(r'[^\s"\u201c\u201d\uff02]+')
_NAME = re.compile("([^\\s:\uff1a]+)[:\uff1a]")
_OPENING, _CLOSING = "(\uff08", ")\uff09"
_DASHES = "-\uff0d"
#: What a subtitle may end with.
_ANY_DASH = "-\uff0d\u2010\u2012\u2013\u2014\u2015\u2212\u30fc~\u301c\uff5e"
_OPERATORS = {
    "OR": _Kind.OR,
    "または": _Kind.OR,
    "又は": _Kind.OR,
    "|": _Kind.OR,
    "｜": _Kind.OR,
    "AND": _Kind.AND,
    "NOT": _Kind.NOT,
}


def read(text: str, fields: Collection[str] = ()) -> Tree | None:
    """What ``text`` asks for; ``fields`` are the known names, in small letters. None where it is blank."""
    tokens = list(_sound(list(_tokens(text, frozenset(fields)))))
    return _Reading(tokens).whole() if tokens else None


def words(tree: Tree | None) -> Iterator[Word]:
    """The words of ``tree`` from left to right, what is taken away among them."""
    match tree:
        case Word():
            yield tree
        case Every(parts) | Either(parts):
            for part in parts:
                yield from words(part)
        case Without(part):
            yield from words(part)


def wanted(tree: Tree | None) -> Iterator[Word]:
    """The words that are asked for: those taken away are left out."""
    match tree:
        case Word():
            yield tree
        case Every(parts) | Either(parts):
            for part in parts:
                yield from wanted(part)


# ---------------------------------------------------------------- signs


def _tokens(text: str, fields: frozenset[str]) -> Iterator[_Token]:
    pairs = _brackets(text)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _sign(text, at, fields, pairs) or _quoted(text, at) or _word(text, at, pairs)
        at = token.end
        yield token


def _brackets(text: str) -> dict[int, _Kind]:
    """The brackets that hold something together: in pairs, outside quotes, with blanks around."""
    quoted = {i for match in _QUOTE.finditer(text) for i in range(*match.span())}
    found: dict[int, _Kind] = {}
    open_at: list[int] = []
    for at, sign in enumerate(text):
        if at in quoted:
            continue
        if sign in _OPENING:
            open_at.append(at)
        elif sign in _CLOSING and open_at:
            start = open_at.pop()
            if _stands_free(text, start, at) and text[start + 1 : at].strip():
                found |= {start: _Kind.OPEN, at: _Kind.CLOSE}
    return found


def _stands_free(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip(_OPENING)[-1:]
    after = text[end + 1 :].lstrip(_CLOSING)[:1]
    return (not before or before.isspace() or before in f"{_DASHES}:\uff1a") and (
        not after or after.isspace()
    )


def _sign(text: str, at: int, fields: frozenset[str], pairs: dict[int, _Kind]) -> _Token | None:
    """A bracket, a dash that takes away, or the name of a field, if one stands here."""
    if at in pairs:
        return _Token(pairs[at], text[at], at, at + 1)
    is_first = at == 0 or text[at - 1].isspace() or pairs.get(at - 1) is _Kind.OPEN
    if text[at] in _DASHES and is_first and _takes_away(text, at):
        return _Token(_Kind.NOT, text[at], at, at + 1)
    after_dash = at > 0 and text[at - 1] in _DASHES and (at == 1 or text[at - 2].isspace())
    name = _NAME.match(text, at) if is_first or after_dash else None
    if name is None or not text[name.end() :].strip():
        return None
    known = unicodedata.normalize("NFKC", name[1]).casefold()
    return _Token(_Kind.FIELD, known, at, name.end()) if known in fields else None


def _takes_away(text: str, at: int) -> bool:
    chunk = text[at + 1 :].split(maxsplit=1)[0] if text[at + 1 : at + 2].strip() else ""
    return bool(chunk) and chunk[0] not in _ANY_DASH and chunk[-1] not in _ANY_DASH


def _quoted(text: str, at: int) -> _Token | None:
    match = _QUOTE.match(text, at)
    if match is None:
        return None
    return _Token(_Kind.WORD, match[1], at, match.end(), is_quoted=True)


def _word(text: str, at: int, pairs: dict[int, _Kind]) -> _Token:
    """Up to the next blank, bracket that counts, or quotation; a quote that never ends is a letter."""
    match = _CHUNK.match(text, at)
    end = match.end() if match else at + 1
    end = min([end, *(place for place in pairs if at < place < end)])
    chunk = text[at:end]
    return _Token(_OPERATORS.get(chunk, _Kind.WORD), chunk, at, end)


def _sound(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The tokens, operators that join nothing turned into the words they are."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        can_follow = after is not None and after.begins
        if token.kind in {_Kind.OR, _Kind.AND}:
            stands = can_follow and before is not None and before.ends
        elif (
            token.kind is _Kind.NOT and token.text == "NOT"
        ):  # a title in capitals may begin with it
            stands = can_follow and before is not None and (before.ends or before.kind is _Kind.AND)
        elif token.kind in {_Kind.NOT, _Kind.FIELD}:
            stands = can_follow
        else:
            stands = True
        yield token if stands else replace(token, kind=_Kind.WORD)


# ---------------------------------------------------------------- meaning


class _Reading:
    """One way through the tokens: ``or`` binds least, then what stands side by side, then not and field."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Tree:
        return self._either()

    def _next(self) -> _Kind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _either(self) -> Tree:
        parts = [self._every()]
        while self._next() is _Kind.OR:
            self._take()
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Tree:
        parts: list[Tree] = []
        while self._next() not in {None, _Kind.OR, _Kind.CLOSE}:
            if self._next() is _Kind.AND:
                self._take()
            parts.append(self._one())
        if all(isinstance(part, Without) for part in parts):  # nothing to take away from
            parts = [part.part if isinstance(part, Without) else part for part in parts]
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self) -> Tree:
        token = self._take()
        match token.kind:
            case _Kind.NOT:
                part = self._one()
                return part.part if isinstance(part, Without) else Without(part)
            case _Kind.FIELD:
                return _within(self._one(), token.text)
            case _Kind.OPEN:
                inside = self._either()
                self._take()
                return inside
        return _as_word(token)


def _as_word(token: _Token) -> Word:
    inner = 1 if token.is_quoted else 0
    return Word(token.text, token.start + inner, token.end - inner, is_quoted=token.is_quoted)


def _within(tree: Tree, field: str) -> Tree:
    """``tree`` in ``field``; the nearer name of a field stands."""
    match tree:
        case Word():
            return tree if tree.field else replace(tree, field=field)
        case Every(parts):
            return Every(tuple(_within(part, field) for part in parts))
        case Either(parts):
            return Either(tuple(_within(part, field) for part in parts))
        case Without(part):
            return Without(_within(part, field))
