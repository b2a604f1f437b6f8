"""A collection with everything the port offers: a language, numbers, a tree, prominence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from yuinowa.core.rights import Level
from yuinowa.kernel.identifiers import isbn
from yuinowa.search import analysis, meaning
from yuinowa.search.collections import Collection, Language
from yuinowa.search.ports import Document, Engine, Query

TEXTS = {"title": 4.0, "title_kana": 1.0, "maker": 2.0, "maker_kana": 0.5, "cls": 0.5}


def _normal(text: str) -> Sequence[str]:
    checked = isbn(text)
    return (checked.value,) if checked else ()


LANGUAGE = Language(
    fields={
        "title": ("title", "title_kana"),
        "maker": ("maker", "maker_kana"),
        "code": (analysis.CODES,),
        "cls": ("cls",),
    },
    spoken=("title_kana", "maker_kana"),
    aside=("cls",),
    titles=("title", "title_kana"),
    makers=("maker",),
    spellings=_normal,
)


def book_collection(name: str = "books", **values: Any) -> Collection:
    given: dict[str, Any] = {"is_weighed": True} | values
    return Collection(
        name,
        load=lambda _ids: (),
        ids=lambda: (),
        texts=TEXTS,
        facets=("material", "library"),
        trees={"ndc": (1, 2, 3)},
        numbers=("year", "holders"),
        language=LANGUAGE,
        **given,
    )


def book(
    number: int,
    title: str = "本",
    *,
    maker: str = "",
    kana: Sequence[str] = (),
    code: str = "",
    cls: str = "",
    years: Sequence[int] = (),
    holders: int | None = None,
    ndc: Sequence[str] = (),
    material: str = "book",
    library: Sequence[str] = (),
    prominence: float = 0.0,
    level: Level = Level.PUBLIC,
    institution: int | None = None,
    parts: Sequence[str] = (),
) -> Document:
    """``kana`` is the reading of the maker."""
    return Document(
        id=number,
        texts={"title": [title], "maker": [maker], "maker_kana": kana, "cls": [cls]},
        level=level,
        institution=institution,
        parts=parts,
        codes=[code] if code else [],
        facets={"material": [material], "library": library},
        numbers={"year": years, "holders": [] if holders is None else [holders]},
        trees={"ndc": ndc},
        prominence=prominence,
    )


def shelve(engine: Engine, documents: Iterable[Document]) -> None:
    engine.replace((analysis.analysed(document, LANGUAGE) for document in documents), [])


def asked_of_books(text: str) -> Query:
    meant = meaning.meant(text, TEXTS, LANGUAGE)
    return Query(meant.terms, meant.preferred)
