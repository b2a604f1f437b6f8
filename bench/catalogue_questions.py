"""What is asked in the bench of the catalogue's search."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from bench.catalogue_works import LIBRARIES, works
from yuinowa.catalogue.domain.document import NDC, Facet, Found, Number
from yuinowa.kernel.textkeys import romaji_key, search_key

SEED = 20261122


@cache
def _sample(count: int) -> list[Found]:
    return list(works(count, SEED))


class Questions:
    """Searches of each kind, drawn from a sample of the works that are there."""

    def __init__(self, count: int, seed: int) -> None:
        self._chance = random.Random(seed)
        sample = _sample(min(count, 5_000))
        self._titles = [key for w in sample if (key := search_key(w.titles[0].text))]
        self._kana = [key for w in sample if len(key := search_key(w.titles[0].kana)) > 5]
        self._makers = [w.makers[0].text for w in sample if w.makers]
        self._isbns = [w.numbers[0].value for w in sample if w.numbers]
        self.kinds: dict[str, Callable[[], tuple[str, dict[str, object]]]] = {
            "1 kanji": lambda: (self._piece(1), {}),
            "2 kanji": lambda: (self._piece(2), {}),
            "4 kanji": lambda: (self._piece(4), {}),
            "whole title": lambda: (self._chance.choice(self._titles), {}),
            "kana, 5": lambda: (self._part(self._chance.choice(self._kana), 5), {}),
            "romaji": lambda: (
                romaji_key(self._part(self._chance.choice(self._kana), 6).lstrip("ャュョッンー")),
                {},
            ),
            "title and maker": lambda: (
                f"{self._piece(2)} {self._chance.choice(self._makers)}",
                {},
            ),
            "書名:, OR, NOT": lambda: (
                f"(書名:{self._piece(2)} OR {self._piece(2)}) -{self._piece(2)}",
                {},
            ),
            "ISBN": lambda: (self._chance.choice(self._isbns), {}),
            "2 kanji, years, NDC": lambda: (
                self._piece(2),
                {
                    "ranges": {Number.YEAR: self._years()},
                    "filters": {NDC: [str(self._chance.randint(0, 9))]},
                },
            ),
            "2 kanji, newest first": lambda: (self._piece(2), {"sort": f"-{Number.NEWEST}"}),
            "no words, a range of years": lambda: (
                "",
                {"ranges": {Number.YEAR: self._years()}, "sort": f"-{Number.HOLDERS}"},
            ),
            "no words, library and class": lambda: (
                "",
                {
                    "filters": {
                        Facet.LIBRARY: [str(self._chance.randint(1, LIBRARIES))],
                        NDC: [str(self._chance.randint(0, 99)).zfill(2)],
                    },
                    "sort": f"-{Number.HOLDERS}",
                },
            ),
        }

    def _years(self) -> tuple[int, int]:
        since = self._chance.randint(1950, 2020)
        return since, since + self._chance.randint(0, 20)

    def _piece(self, length: int) -> str:
        while True:
            part = self._part(self._chance.choice(self._titles), length)
            if all("\u4e00" <= sign <= "\u9fff" for sign in part):
                return part

    def _part(self, key: str, length: int) -> str:
        start = self._chance.randrange(max(1, len(key) - length))
        return key[start : start + length]

    def any(self) -> tuple[str, dict[str, object]]:
        """One with words: a list that is only narrowed is asked far less often."""
        with_words = [kind for name, kind in self.kinds.items() if not name.startswith("no words")]
        return self._chance.choice(with_words)()
