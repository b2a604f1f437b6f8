"""A collection in memory, and an index directory of its own for each test."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from yuinowa.core.rights import Level
from yuinowa.search import collections
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Document

NAMES = Path(__file__).parents[1] / "files" / "crd-library-names.tsv"


@dataclass
class Shelf:
    """Documents by id, and how often each was loaded."""

    documents: dict[int, Document] = field(default_factory=dict)
    loads: list[list[int]] = field(default_factory=list)

    def load(self, ids: Sequence[int]) -> Iterable[Document]:
        self.loads.append(list(ids))
        return [self.documents[i] for i in ids if i in self.documents]

    def ids(self) -> Iterable[int]:
        return list(self.documents)

    def put(self, document: Document) -> None:
        self.documents[document.id] = document

    def collection(self, name: str = "shelf") -> Collection:
        return Collection(
            name,
            load=self.load,
            ids=self.ids,
            texts={"name": 4.0, "address": 1.0},
            facets=("kind", "area"),
            sorts=("kana", "year"),
        )


def library(
    number: int,
    name: str,
    *readings: str,
    level: Level = Level.PUBLIC,
    institution: int | None = None,
    parties: Sequence[int] = (),
    address: str = "",
    codes: Sequence[str] = (),
    kind: str = "public",
    area: Sequence[str] = ("13",),
    year: int = 2026,
) -> Document:
    return Document(
        id=number,
        texts={"name": [name], "address": [address]},
        readings=readings,
        codes=codes,
        facets={"kind": [kind], "area": area},
        sorts={"kana": readings[0] if readings else "", "year": f"{year:06d}"},
        level=level,
        institution=institution,
        parties=parties,
    )


def real_libraries() -> list[Document]:
    """818 libraries: full and short name, reading, ISILs."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Document(
            id=int(row["id"]),
            texts={"name": row["name_and_short"].split(" / ")},
            readings=[row["name_kana"]],
            codes=[code.strip() for code in row["isil"].split(",")],
            level=Level.PUBLIC,
        )
        for row in rows
    ]


@pytest.fixture
def shelf(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    settings.SEARCH_DIR = tmp_path / "index"
    made = Shelf()
    monkeypatch.setitem(collections._COLLECTIONS, "shelf", made.collection())
    return made
