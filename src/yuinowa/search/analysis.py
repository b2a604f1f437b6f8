"""From text to tokens, the same for documents and for what people type (design: 6, Catalogue).

- A text field holds the overlapping bigrams of its folded text, blanks and punctuation gone, with
  ``^`` and ``$`` at the ends. A phrase of bigrams is then exactly what ``LIKE`` on the folded text
  finds, in any script and across any blank.
- ``chars`` holds the single characters, because one character is no bigram.
- ``words`` holds what is written in letters and digits as words, found whole or by their beginning;
  a compound (JP-1000907, e-book) also as one word. So "art" does not find "party".
- ``sounds`` holds the bigrams of the readings as far as romaji can tell them (``sound_keys``).

What people type is taken literally: there are no operators, only words and "quoted phrases" (R5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.textkeys import LONG, kana_readings, search_key, sound_keys, words_key
from yuinowa.search.ports import Analysed, Clause, Document, Term

#: To be raised with every change of what is made here: an index of another version is rebuilt.
VERSION = 1

MAX_CHARACTERS = 200
MAX_TERMS = 20
MAX_WORD = 100

READINGS = "readings"
CHARS = "chars"
WORDS = "words"
SOUNDS = "sounds"

_START, _END = "^", "$"
#: Two of these part the values of a field: no phrase, whose tokens are at most two apart, can span them.
_GAP = "_ _"

# Scripts that part words by blanks stand below the Thai block, or are Latin and Greek additions.
_WORD = re.compile("[\x00-\u0dff\u1e00-\u1fff]+")
_QUOTED = re.compile('["\u201c\u201d\uff02]([^"\u201c\u201d\uff02]*)["\u201c\u201d\uff02]')


def text_field(name: str) -> str:
    """The index field of a collection's text; the readings are one more."""
    return f"text_{name}"


# ---------------------------------------------------------------- documents


def analysed(document: Document) -> Analysed:
    texts = {**document.texts, READINGS: document.readings}
    keys = {name: [search_key(value) for value in values] for name, values in texts.items()}
    chars = {c for values in keys.values() for key in values for c in key if not _WORD.match(c)}
    worded = [*document.codes, *(value for values in document.texts.values() for value in values)]
    sounds = [key for reading in document.readings for key in sound_keys(reading)]
    return Analysed(
        id=document.id,
        tokens={
            **{text_field(name): _joined(map(_bounded, values)) for name, values in keys.items()},
            WORDS: _joined(map(_words, worded)),
            SOUNDS: _joined(map(_bounded, sounds)),
        },
        sets={CHARS: frozenset(chars)},
        facets=document.facets,
        sorts=document.sorts,
        seen_by=document.seen_by,
    )


def _joined(values: Iterable[str]) -> str:
    return f" {_GAP} ".join(value for value in values if value)


def _bounded(key: str) -> str:
    return " ".join(bigrams(f"{_START}{key}{_END}")) if key else ""


def bigrams(key: str) -> list[str]:
    return [key[at : at + 2] for at in range(len(key) - 1)]


def _words(text: str) -> str:
    """The words of ``text``, a gap where other scripts stand between, then its compounds as one word."""
    runs = [
        " ".join(word[:MAX_WORD] for word in run.split()) for run in _WORD.findall(words_key(text))
    ]
    compounds = [
        run.replace(" ", "")[:MAX_WORD]
        for chunk in text.split()
        for run in _WORD.findall(words_key(chunk))
        if " " in run.strip()
    ]
    return _joined([*(run for run in runs if run), *compounds])


# ---------------------------------------------------------------- what people type


def terms(text: str, fields: Mapping[str, float]) -> tuple[Term, ...]:
    """One term per word or quoted phrase; ``fields`` are the collection's texts with their weights.

    Raises:
        InputRefused: longer than ``MAX_CHARACTERS``, or more than ``MAX_TERMS`` words.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputRefused(
            _("Please search with at most %(most)s characters.") % {"most": MAX_CHARACTERS}
        )
    chunks = [(phrase, True) for phrase in _QUOTED.findall(text)]
    chunks += [(word, False) for word in _QUOTED.sub(" ", text).split()]
    found = [_term(chunk, fields, quoted=quoted) for chunk, quoted in chunks if _typed_key(chunk)]
    if len(found) > MAX_TERMS:
        raise InputRefused(_("Please search with at most %(most)s words.") % {"most": MAX_TERMS})
    return tuple(found)


def _term(chunk: str, fields: Mapping[str, float], *, quoted: bool) -> Term:
    key = _typed_key(chunk)
    if _WORD.fullmatch(key):
        return _word_term(chunk, quoted=quoted)
    if len(key) == 1:
        return (Clause(CHARS, ((0, key),)),)
    places = _places(key)
    return tuple(Clause(text_field(name), places, weight=weight) for name, weight in fields.items())


def _typed_key(chunk: str) -> str:
    """The key of a part of a word, which may begin with the sign that lengthens what stood before it."""
    key = search_key(chunk)
    return LONG + key if chunk.lstrip().startswith((LONG, "ｰ")) else key


def _places(key: str) -> tuple[tuple[int, str], ...]:
    """Every second bigram and the last one, with their offsets: they hold every character."""
    grams = bigrams(key)
    return tuple((at, gram) for at, gram in enumerate(grams) if at % 2 == 0 or at == len(grams) - 1)


def _word_term(chunk: str, *, quoted: bool) -> Term:
    words = [word[:MAX_WORD] for word in words_key(chunk).split()]
    whole = Clause(WORDS, tuple(enumerate(words)))
    if quoted:
        return (whole,)
    begun = Clause(WORDS, ((0, search_key(chunk)[:MAX_WORD]),), is_prefix=True)
    spoken = tuple(
        Clause(SOUNDS, _places(reading), weight=0.5)
        for reading in kana_readings(chunk)
        if len(reading) > 1
    )
    return (whole, begun, *spoken)


def preferred(text: str, fields: Mapping[str, float]) -> tuple[Clause, ...]:
    """What ranks a document up: its first text begins with what was typed, or is just that."""
    key = search_key(text)
    if not key or not fields:
        return ()
    field = text_field(next(iter(fields)))
    return (
        Clause(field, _places(_START + key), weight=2.0),
        Clause(field, _places(_START + key + _END), weight=4.0),
    )


def weights(texts: Mapping[str, float]) -> dict[str, float]:
    """A collection's texts and their weights, with the readings, which weigh less than the names."""
    return {**texts, READINGS: 0.5}


def field_names(texts: Sequence[str]) -> list[str]:
    """The index fields that hold tokens with positions."""
    return [*map(text_field, [*texts, READINGS]), WORDS, SOUNDS]
