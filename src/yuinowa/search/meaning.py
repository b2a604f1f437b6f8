"""What somebody asked in a collection's language, as conditions an engine is given.

Only our own tokenizer makes the engine's query (R5): the words of the tree become tokens here, the
operators become ``Some`` and ``Not``. What was typed is also looked for as a whole title, so that no
sign in a title can keep it from being found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.textkeys import (
    kana_from_romaji,
    kana_readings,
    search_key,
    sound_key,
    words_key,
)
from yuinowa.search import analysis, asking
from yuinowa.search.analysis import places, sounds_field, text_field, words_field
from yuinowa.search.asking import Either, Every, Tree, Without, Word
from yuinowa.search.collections import Language
from yuinowa.search.ports import Clause, Condition, Not, Some, Term

_START, _END = "^", "$"
#: Shorter words are begun by too many others.
SHORTEST_GLUED = 6
#: Letters that wait for their vowel, after romaji and after kana.
_WAITING = re.compile("[b-df-hj-np-tv-z]{1,2}$", re.IGNORECASE)
_OPEN_KANA = re.compile("(?<=[ァ-ヺー])[b-df-hj-np-tv-z]{1,2}$")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each likeness raises a rank, beside the words themselves."""

    is_title: float = 8.0
    is_maker: float = 3.0
    begins_title: float = 3.0
    is_word: float = 2.0
    begins_word: float = 5.0


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Meant:
    """``tree``: what was understood; ``terms`` and ``preferred`` as a ``Query`` takes them."""

    tree: Tree | None
    terms: tuple[Condition, ...]
    preferred: tuple[Clause, ...]


def meant(text: str, texts: Mapping[str, float], language: Language) -> Meant:
    """What ``text`` asks of a collection with ``texts`` (name → weight) and ``language``.

    Raises:
        InputRefused: longer than ``analysis.MAX_CHARACTERS``, or more than ``analysis.MAX_TERMS`` words.
    """
    if len(text) > analysis.MAX_CHARACTERS:
        raise InputRefused(
            _("Please search with at most %(most)s characters.") % {"most": analysis.MAX_CHARACTERS}
        )
    tree = _whole_number(text, language) or asking.read(text, language.fields)
    asked = [word for word in asking.words(tree) if analysis.typed_key(word.text)]
    if len(asked) > analysis.MAX_TERMS:
        raise InputRefused(
            _("Please search with at most %(most)s words.") % {"most": analysis.MAX_TERMS}
        )
    spoken = sum(bool(kana_readings(word.text)) for word in asked)
    meaning = _Meaning(texts, language, takes_syllables=spoken > 1)
    condition = _condition(tree, meaning) if tree is not None else None
    if condition is None:
        return Meant(tree, (), ())
    if not isinstance(tree, Word):
        condition = Some((condition, _whole_titles(text, language)))
    return Meant(tree, (condition,), tuple(_preferred(tree, language)))


def _whole_number(text: str, language: Language) -> Word | None:
    """A number that was typed with blanks, or with its kind in front, is one word."""
    bare = text.strip()
    return Word(bare, 0, len(text)) if bare and language.spellings(bare) else None


def _whole_titles(text: str, language: Language) -> Term:
    whole = places(f"{_START}{search_key(text)}{_END}")
    return tuple(Clause(text_field(name), whole) for name in language.titles)


# ---------------------------------------------------------------- conditions


def _condition(tree: Tree, meaning: _Meaning) -> Condition | None:
    """None for what holds no letter: it asks for nothing."""
    match tree:
        case Word():
            return meaning.of(tree)
        case Without(part):
            inside = _condition(part, meaning)
            return None if inside is None else Not(inside)
        case Every(parts) | Either(parts):
            found = [c for part in parts if (c := _condition(part, meaning)) is not None]
            if len(found) < 2:
                return found[0] if found and not isinstance(found[0], Not) else None
            return Some(tuple(found), least=len(found) if isinstance(tree, Every) else 1)


@dataclass(frozen=True, slots=True)
class _Meaning:
    texts: Mapping[str, float]
    language: Language
    #: Whether a syllable of romaji (no, ni) is one: only where other romaji stands beside it.
    takes_syllables: bool

    def of(self, word: Word) -> Term | None:
        key = analysis.typed_key(word.text)
        if not key:
            return None
        names = self.language.fields.get(word.field, ())
        found = self._in(names, word, key) if names else self._anywhere(word, key)
        spellings = self.language.spellings(word.text)
        if spellings and (not names or analysis.CODES in names):
            field = words_field(analysis.CODES)
            found += tuple(Clause(field, ((0, search_key(s)),)) for s in spellings)
        return found

    def _anywhere(self, word: Word, key: str) -> Term:
        if analysis.WORD_SIGNS.fullmatch(key):
            found = (*_worded(analysis.WORDS, word, key), *self._glued(key))
            return found if word.is_quoted else (*found, *self._spoken_anywhere(word))
        open_texts = {n: w for n, w in self.texts.items() if n not in self.language.aside}
        return analysis.term(word.text, open_texts, quoted=word.is_quoted)

    def _in(self, names: Sequence[str], word: Word, key: str) -> Term:
        """One text or several: each has its own words and, in a bigram, its own characters."""
        if analysis.WORD_SIGNS.fullmatch(key):
            return (
                *(c for name in names for c in _worded(words_field(name), word, key)),
                *(() if word.is_quoted else self._spoken(names, word)),
            )
        there = [name for name in names if name != analysis.CODES]
        if len(key) == 1:  # a bigram begins with every character, the last one's ends the text
            return tuple(Clause(text_field(n), ((0, key),), is_prefix=True) for n in there)
        return tuple(Clause(text_field(n), places(key), weight=self.texts[n]) for n in there)

    def _glued(self, key: str) -> Iterator[Clause]:
        """Words written as one (dogdays) are found where a title begins with them, blanks or not."""
        if len(key) >= SHORTEST_GLUED:
            for name in self.language.titles:
                yield Clause(text_field(name), places(_START + key), weight=0.5)

    def _spoken_anywhere(self, word: Word) -> Iterator[Clause]:
        """Romaji; a syllable that stands alone (hi no tori) is asked of the characters."""
        yield from self._spoken(self.language.spoken, word)
        for reading in kana_readings(word.text):
            if len(reading) == 1 and self.takes_syllables:
                yield Clause(analysis.CHARS, ((0, reading),), weight=0.1)

    def _spoken(self, names: Sequence[str], word: Word) -> Iterator[Clause]:
        for reading in kana_readings(word.text):
            if len(reading) > 1:
                for name in names:
                    if name in self.language.spoken:
                        yield Clause(sounds_field(name), places(reading), weight=0.5)


def _worded(field: str, word: Word, key: str) -> Iterator[Clause]:
    words = [part[: analysis.MAX_WORD] for part in words_key(word.text).split()]
    yield Clause(field, tuple(enumerate(words)))
    if not word.is_quoted:
        yield Clause(field, ((0, key[: analysis.MAX_WORD]),), is_prefix=True)


# ---------------------------------------------------------------- ranking


def _preferred(tree: Tree | None, language: Language) -> Iterator[Clause]:
    """What ranks up: a title or maker that is what was typed, a title or a word that begins with it."""
    asked = list(asking.wanted(tree))
    whole = " ".join(word.text for word in asked)
    key = search_key(whole)
    if not key:
        return
    for name in language.titles:
        yield Clause(text_field(name), places(_START + key + _END), weight=WEIGHTS.is_title)
        yield Clause(text_field(name), places(_START + key), weight=WEIGHTS.begins_title)
    for name in language.makers:
        yield Clause(text_field(name), places(_START + key + _END), weight=WEIGHTS.is_maker)
    if spoken := (kana_from_romaji(whole) or "").replace(" ", ""):
        yield from _spoken_preferred(sound_key(spoken), language)
    for word in asked:
        yield from _words_begun(word, language)


def _spoken_preferred(reading: str, language: Language) -> Iterator[Clause]:
    for name in (*language.titles, *language.makers):
        if name not in language.spoken:
            continue
        weight = WEIGHTS.is_title if name in language.titles else WEIGHTS.is_maker
        sounds = sounds_field(name)
        yield Clause(sounds, places(_START + reading + _END), weight=weight)
        if name in language.titles:
            yield Clause(sounds, places(_START + reading), weight=WEIGHTS.begins_title)


def _words_begun(word: Word, language: Language) -> Iterator[Clause]:
    key = search_key(word.text)
    if analysis.WORD_SIGNS.fullmatch(key):
        for name in language.titles:
            yield Clause(words_field(name), ((0, key),), weight=WEIGHTS.is_word)
    elif len(key) > 1:
        yield Clause(
            analysis.HEADS, ((0, key[: analysis.LONGEST_HEAD]),), weight=WEIGHTS.begins_word
        )


# ---------------------------------------------------------------- as one types


def begun(text: str, language: Language) -> Term:
    """Titles and readings that begin with what was typed so far, the last letters of a kana left open."""
    key = search_key(text[: analysis.MAX_CHARACTERS])
    if not key:
        return ()
    keys = dict.fromkeys([key, _OPEN_KANA.sub("", key)])
    found = [Clause(text_field(n), places(_START + k)) for k in keys for n in language.titles]
    found += [
        Clause(sounds_field(name), places(_START + spoken))
        for spoken in _readings_so_far(text)
        for name in language.titles
        if name in language.spoken
    ]
    return tuple(found)


def _readings_so_far(text: str) -> Sequence[str]:
    """Whoever typed haganr means ハガン as yet: the last letter waits for its vowel; n may, too."""
    bare = "".join(text.split())
    spoken = list(kana_readings(bare))
    if last := _WAITING.search(bare):
        spoken += kana_readings(bare[: last.start()])
    return tuple(dict.fromkeys(spoken))
