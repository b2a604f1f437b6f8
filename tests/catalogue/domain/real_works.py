"""35,894 real records as works to be found, and the questions put to them (tests/files/README.md).

The records do not say how many libraries hold them: that is drawn with a fixed seed as RECIPE says for rare
works, and knows nothing of the questions.
"""

from __future__ import annotations

import csv
import lzma
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yuinowa.catalogue.domain.document import Found, Holder
from yuinowa.catalogue.domain.records import Identifier, Material, Scheme, Written
from yuinowa.kernel.identifiers import isbn

FILES = Path(__file__).parents[2] / "files"
_MATERIALS = {
    "anime_video_package": Material.MOVING_IMAGE,
    "manga_magazine": Material.SERIAL,
    "manga_serial_work": Material.ARTICLE,
    "manga_other": Material.BOOK,
}


@dataclass(frozen=True, slots=True)
class Question:
    """``titles``: one of them, by ``maker`` if any, belongs among the first three; ``never`` in none of them."""

    text: str
    titles: tuple[str, ...]
    maker: str
    never: str


def questions() -> list[Question]:
    with (FILES / "catalogue-queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Question(row["query"], tuple(row["titles"].split("|")), row["maker"], row["not"])
            for row in rows
        ]


@lru_cache(maxsize=1)
def works() -> list[Found]:
    return list(_works())


def _works() -> Iterator[Found]:
    chance = random.Random(20261122)
    with lzma.open(FILES / "catalogue-records.tsv.xz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, start=1):
            yield _work(number, row, chance)


def _work(number: int, row: dict[str, str], chance: random.Random) -> Found:
    titles, kana, also, makers, maker_kana, publishers, numbers, classes = (
        [part for part in row[name].split(" | ") if part]
        for name in ("title", "kana", "also", "makers", "maker_kana", "publisher", "numbers", "ndc")
    )
    written = tuple(
        Written(title, kana[at] if at < len(kana) else "") for at, title in enumerate(titles)
    )
    return Found(
        id=number,
        titles=written,
        whole_titles=(f"{titles[0]} {row['volume']}",) if row["volume"] else (),
        also=tuple(map(Written, also)),
        makers=tuple(
            Written(maker, maker_kana[at] if at < len(maker_kana) else "")
            for at, maker in enumerate(makers)
        ),
        publishers=tuple(publishers),
        years=(int(row["year"]),) if row["year"] else (),
        numbers=tuple(map(_number, numbers)),
        classes=tuple(classes),
        materials=(_MATERIALS.get(row["class"], Material.BOOK),),
        holders=tuple(Holder(pk, (f"{pk % 47 + 1:02d}",)) for pk in _holders(chance)),
    )


def _number(text: str) -> Identifier:
    checked = isbn(text)
    if checked:
        return Identifier(Scheme.ISBN, checked.value, text)
    return Identifier(Scheme.JPNO, text, text, is_valid=text.isdigit() and len(text) == 8)


def _holders(chance: random.Random) -> range:
    """RECIPE 2.3: 80 % of rare works have one holder, 10 % two, 4 % three."""
    count = chance.choices((1, 2, 3, 4, 12), (80, 10, 4, 2, 0.5))[0]
    return range(1, count + 1)
