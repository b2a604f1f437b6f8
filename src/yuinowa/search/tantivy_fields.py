"""The fields of a Tantivy index: what a collection's documents are stored as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tantivy

from yuinowa.search import analysis
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Analysed

#: To be raised with every change of the fields here: an index of other fields is rebuilt.
VERSION = 4
SEEN_BY = "seen_by"
ID = "id"
PROMINENCE = "prominence"
PARTS = "parts"
#: The draws a document is in: "3" is in one of eight.
DRAWS = "draws"
SMALLEST_DRAW = 10

_TOKENIZER = "blanks"
_STEP_SIGNS = 8
_ALL_BITS = (1 << 64) - 1


def facet_field(name: str) -> str:
    """The field of a facet."""
    return f"facet_{name}"


def tree_field(name: str, length: int) -> str:
    """The field of one level of a tree: the beginnings of ``length`` characters."""
    return f"tree_{name}_{length}"


def number_field(name: str) -> str:
    """The field of a number."""
    return f"number_{name}"


def sort_field(name: str) -> str:
    """The field of a text to sort by."""
    return f"sort_{name}"


def step_field(name: str) -> str:
    """The field of the beginning of a text to sort by, as a number."""
    return f"step_{name}"


def register(index: tantivy.Index) -> None:
    """Make our tokenizer known to ``index``: the engine forgets it at every opening."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, blanks)


def schema_of(collection: Collection) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (SEEN_BY, PARTS, DRAWS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in analysis.field_names(list(collection.texts), collection.language):
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
    for name in analysis.set_names(collection.language):
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="basic")
    for field in (*map(facet_field, collection.facets), *_levels(collection)):
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for name in collection.sorts:
        builder.add_text_field(
            sort_field(name), fast=True, tokenizer_name="raw", index_option="basic"
        )
        builder.add_unsigned_field(step_field(name), fast=True)
    for name in collection.numbers:
        builder.add_unsigned_field(number_field(name), fast=True, indexed=True)
    if collection.is_weighed:
        builder.add_float_field(PROMINENCE, fast=True)
    return builder.build()


def made_of(collection: Collection) -> dict[str, Any]:
    """What decides the fields: an index made of anything else is rebuilt. The names of a language are not in it."""
    language = collection.language
    return {
        "fields": VERSION,
        "texts": list(collection.texts),
        "facets": list(collection.facets),
        "sorts": list(collection.sorts),
        "numbers": list(collection.numbers),
        "trees": {name: list(lengths) for name, lengths in collection.trees.items()},
        "is_weighed": collection.is_weighed,
        "language": language
        and {
            "spoken": list(language.spoken),
            "aside": list(language.aside),
            "titles": list(language.titles),
        },
    }


def _levels(collection: Collection) -> list[str]:
    return [
        tree_field(name, length) for name, lengths in collection.trees.items() for length in lengths
    ]


def stored(analysed: Analysed, collection: Collection) -> tantivy.Document:
    """The document as the engine takes it."""
    document = tantivy.Document()
    document.add_text(ID, str(analysed.id))
    _add_all(document, SEEN_BY, sorted(analysed.seen_by))
    _add_all(document, PARTS, analysed.parts)
    _add_all(document, DRAWS, draws_of(analysed.id))
    for name, tokens in analysed.tokens.items():
        document.add_text(name, tokens)
    for name, values in analysed.sets.items():
        document.add_text(name, " ".join(sorted(values)))
    for name, facet_values in analysed.facets.items():
        _add_all(document, facet_field(name), facet_values)
    for name, wholes in analysed.trees.items():
        for length in collection.trees[name]:
            branches = {whole[:length] for whole in wholes if len(whole) >= length}
            _add_all(document, tree_field(name, length), sorted(branches))
    for name, value in analysed.sorts.items():
        document.add_text(sort_field(name), value)
        document.add_unsigned(step_field(name), step(value))
    for name, numbers in analysed.numbers.items():
        for number in numbers:
            document.add_unsigned(number_field(name), number)
    if collection.is_weighed:
        document.add_float(PROMINENCE, analysed.prominence)
    return document


def _add_all(document: tantivy.Document, field: str, values: Iterable[str]) -> None:
    for value in dict.fromkeys(values):  # said twice it would be counted twice
        document.add_text(field, value)


def draws_of(object_id: int) -> Iterator[str]:
    """The draws an object is in: "1" is every second object, "2" every fourth, each a part of the one before.

    By a mixed number (splitmix64), so that a draw has nothing to do with the order of the numbers, and is always the same.
    """
    mixed = (object_id + 0x9E3779B97F4A7C15) & _ALL_BITS
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _ALL_BITS
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _ALL_BITS
    mixed ^= mixed >> 31
    for level in range(1, SMALLEST_DRAW + 1):
        if mixed & (1 << level) - 1:
            return
        yield str(level)


def step(value: str) -> int:
    """The beginning of a sort value as a number that never goes against its order; many share one.

    Eight signs of eight bits: ASCII and katakana, of which readings and codes are made, keep their order
    one by one. Any other sign shares its place with its neighbours, so what comes after it is left out.
    """
    places = []
    for sign in value[:_STEP_SIGNS]:
        place, is_exact = _place(ord(sign))
        places.append(place)
        if not is_exact:
            break
    return int.from_bytes(bytes(places).ljust(_STEP_SIGNS, b"\0"))


def _place(code_point: int) -> tuple[int, bool]:
    """Where a sign stands among 256 places, and whether it stands there alone."""
    if code_point < 0x80:
        return code_point, True
    if code_point < 0x30A0:
        return 0x80, False
    if code_point <= 0x30FF:
        return code_point - 0x30A0 + 0x81, True
    return 0xFF, False
