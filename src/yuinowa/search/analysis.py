"""From text to tokens, the same for documents and for what people type (design: 6, Catalogue).

- A text field holds the overlapping bigrams of its folded text, blanks and punctuation gone, with
  ``^`` and ``$`` at the ends. A phrase of bigrams is then exactly what ``LIKE`` on the folded text
  finds, in any script and across any blank.
- ``chars`` holds the single characters, because one character is no bigram.
- ``words`` holds what is written in letters and digits as words, found whole or by their beginning;
  a compound (JP-1000907, e-book) also as one word. So "art" does not find "party".
- ``sounds`` holds the bigrams of the readings as far as romaji can tell them (``sound_keys``).

A collection with a language has more, so that one field can be asked and ranking knows where words
begin: ``words_<text>`` and ``sounds_<text>`` beside ``text_<text>``, and ``heads`` with the beginnings of
the runs of one script, of two to four characters: 石仏の京都 has 京都, 東京都の石仏 has not.

``terms`` takes what people type literally: no operators, only words and "quoted phrases" (R5).
``search.meaning`` does it for a collection with a language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.textkeys import LONG, kana_readings, search_key, sound_keys, words_key
from yuinowa.search.collections import Language
from yuinowa.search.ports import Analysed, Clause, Document, Term

#: To be raised with every change of what is made here: an index of another version is rebuilt.
VERSION = 1

MAX_CHARACTERS = 200
MAX_TERMS = 20
MAX_WORD = 100

READINGS = "readings"
#: The name under which a language speaks of the document's codes.
CODES = "codes"
CHARS = "chars"
WORDS = "words"
SOUNDS = "sounds"
HEADS = "heads"
#: The longest beginning of a run that is kept.
LONGEST_HEAD = 4

_START, _END = "^", "$"
#: Two of these part the values of a field: no phrase, whose tokens are at most two apart, can span them.
_GAP = "_ _"

# Scripts that part words by blanks stand below the Thai block, or are Latin and Greek additions.
WORD_SIGNS = re.compile("[\x00-\u0dff\u1e00-\u1fff]+")
#: What ``WORD_SIGNS`` holds, as a set.
_LETTERS = frozenset(map(chr, (*range(0x0E00), *range(0x1E00, 0x2000))))
#: Kanji with their marks, or katakana: hiragana is what stands between words.
_RUN = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆]+|[\u30a1-\u30fa\u30fc-\u30fe]+"
)
_QUOTED = re.compile('["\u201c\u201d\uff02]([^"\u201c\u201d\uff02]*)["\u201c\u201d\uff02]')


def text_field(name: str) -> str:
    """The index field of a collection's text; the readings are one more."""
    return f"text_{name}"


def words_field(name: str) -> str:
    """The words of one text, where a collection has a language."""
    return f"words_{name}"


def sounds_field(name: str) -> str:
    """The sounds of one text that is a reading, where a collection has a language."""
    return f"sounds_{name}"


# ---------------------------------------------------------------- documents


def analysed(document: Document, language: Language | None = None) -> Analysed:
    """``document`` as an engine stores it; with ``language`` for asking one field too."""
    texts = {**document.texts, READINGS: document.readings}
    folded = {name: [_folded(text) for text in values] for name, values in texts.items()}
    codes = [words for _key, words in map(_folded, document.codes)]
    aside = language.aside if language else ()
    keys = {name: [key for key, _words in values] for name, values in folded.items()}
    words = {name: [word for _key, word in folded[name]] for name in document.texts}
    openly = [name for name in texts if name not in aside]
    tokens = {text_field(name): _joined(map(_bounded, values)) for name, values in keys.items()}
    tokens[WORDS] = _joined([*codes, *(w for n in words if n not in aside for w in words[n])])
    tokens[SOUNDS] = _sounds(document.readings)
    sets = {CHARS: frozenset("".join(key for n in openly for key in keys[n])) - _LETTERS}
    if language is not None:
        tokens |= {words_field(name): _joined(values) for name, values in words.items()}
        tokens[words_field(CODES)] = _joined(codes)
        tokens |= {sounds_field(name): _sounds(texts.get(name, ())) for name in language.spoken}
        titles = (text for name in language.titles for text in texts.get(name, ()))
        sets[HEADS] = frozenset(head for text in titles for head in heads_of(text))
    return Analysed(
        id=document.id,
        tokens=tokens,
        sets=sets,
        facets=document.facets,
        sorts=document.sorts,
        seen_by=document.seen_by,
        numbers=document.numbers,
        trees=document.trees,
        prominence=document.prominence,
        parts=document.parts,
    )


@lru_cache(maxsize=20_000)  # publishers and makers come again and again
def _folded(text: str) -> tuple[str, str]:
    """The ``search_key`` of ``text``, and its words."""
    spaced = words_key(text)
    key = spaced.replace(" ", "")
    if not unicodedata.is_normalized("NFKC", key):
        key = search_key(key)
    return key, _words(text, spaced)


def _sounds(readings: Iterable[str]) -> str:
    return _joined(_bounded(key) for reading in readings for key in sound_keys(reading))


def heads_of(text: str) -> Iterator[str]:
    """The beginnings of two to four characters of every run of kanji or katakana in ``text``.

    A run begins at a blank, a sign or a change of script. Words of letters have ``words``.
    """
    runs = words_key(" ".join(_RUN.findall(unicodedata.normalize("NFKC", text))))
    for key in runs.split():
        for length in range(2, min(len(key), LONGEST_HEAD) + 1):
            yield key[:length]


def _joined(values: Iterable[str]) -> str:
    return f" {_GAP} ".join(value for value in values if value)


def _bounded(key: str) -> str:
    return " ".join(bigrams(f"{_START}{key}{_END}")) if key else ""


def bigrams(key: str) -> list[str]:
    return [key[at : at + 2] for at in range(len(key) - 1)]


def _words(text: str, spaced: str) -> str:
    """The words of ``text``, a gap where other scripts stand between, then its compounds as one word.

    ``spaced`` is its ``words_key``.
    """
    runs = [
        " ".join(word[:MAX_WORD] for word in run.split())
        for run in WORD_SIGNS.findall(spaced)
        if not run.isspace()
    ]
    if not runs:
        return ""
    compounds = [
        run.replace(" ", "")[:MAX_WORD]
        for chunk in text.split()
        if not (chunk.isascii() and chunk.isalnum())  # one word already
        for run in WORD_SIGNS.findall(words_key(chunk))
        if " " in run.strip()
    ]
    return _joined([*runs, *compounds])


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
    found = [term(chunk, fields, quoted=quoted) for chunk, quoted in chunks if typed_key(chunk)]
    if len(found) > MAX_TERMS:
        raise InputRefused(_("Please search with at most %(most)s words.") % {"most": MAX_TERMS})
    return tuple(found)


def term(chunk: str, fields: Mapping[str, float], *, quoted: bool) -> Term:
    key = typed_key(chunk)
    if WORD_SIGNS.fullmatch(key):
        return _word_term(chunk, quoted=quoted)
    if len(key) == 1:
        return (Clause(CHARS, ((0, key),)),)
    found_at = places(key)
    return tuple(
        Clause(text_field(name), found_at, weight=weight) for name, weight in fields.items()
    )


def typed_key(chunk: str) -> str:
    """The key of a part of a word, which may begin with the sign that lengthens what stood before it."""
    key = search_key(chunk)
    return LONG + key if chunk.lstrip().startswith((LONG, "ｰ")) else key


def places(key: str) -> tuple[tuple[int, str], ...]:
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
        Clause(SOUNDS, places(reading), weight=0.5)
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
        Clause(field, places(_START + key), weight=2.0),
        Clause(field, places(_START + key + _END), weight=4.0),
    )


def weights(texts: Mapping[str, float]) -> dict[str, float]:
    """A collection's texts and their weights, with the readings, which weigh less than the names."""
    return {**texts, READINGS: 0.5}


def field_names(texts: Sequence[str], language: Language | None = None) -> list[str]:
    """The index fields that hold tokens with positions."""
    names = [*map(text_field, [*texts, READINGS]), WORDS, SOUNDS]
    if language is not None:
        names += [*map(words_field, [*texts, CODES]), *map(sounds_field, language.spoken)]
    return names


def set_names(language: Language | None = None) -> list[str]:
    """The index fields that hold tokens without positions."""
    return [CHARS] if language is None else [CHARS, HEADS]
