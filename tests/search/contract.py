"""What every engine behind the port must do. A second engine subclasses ``EngineContract``.

Its test module gives a fixture ``make_engine``: a function that opens the index of a collection; called
twice it gives two views of one index, as two processes have.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest

from tests.search.books import LANGUAGE, TEXTS, asked_of_books, book, book_collection, shelve
from tests.search.conftest import Shelf, library, real_libraries
from yuinowa.core.rights import Actor, Level
from yuinowa.kernel.errors import Unavailable
from yuinowa.kernel.textkeys import looks_like_romaji, romaji_key, search_key, sound_key
from yuinowa.search import analysis, meaning
from yuinowa.search.collections import Collection
from yuinowa.search.ports import (
    EVERYTHING,
    Condition,
    Document,
    Engine,
    Not,
    Query,
    Range,
    Some,
    sight_of,
)

MakeEngine = Callable[[Collection], Engine]

FIELDS = analysis.weights({"name": 4.0, "address": 1.0})


def ask(text: str, **how: object) -> Query:
    query = Query(
        terms=analysis.terms(text, FIELDS), preferred=analysis.preferred(text, FIELDS), size=100
    )
    return Query(**{**query.__dict__, **how})


def put(engine: Engine, documents: Iterable[Document], gone: Sequence[int] = ()) -> None:
    engine.replace(map(analysis.analysed, documents), gone)


def _of_many(number: int) -> Document:
    """One of 3,000 in a mixed order."""
    material = "braille" if number % 1_000 == 0 else "map" if number % 3 == 0 else "book"
    return book(
        number,
        material=material,
        library=["big"] + ["rare"] * (number % 600 == 0),
        ndc=["7" if number // 2 % 2 else "2"],
        years=[2000 + number % 30],
    )


class EngineContract:
    @pytest.fixture
    def engine(self, make_engine: MakeEngine) -> Engine:
        engine = make_engine(Shelf().collection())
        engine.rebuild([])
        return engine

    def found(self, engine: Engine, text: str, **how: object) -> list[int]:
        return sorted(engine.search(ask(text, **how)).ids)

    # ------------------------------------------------------------ marks

    def test_the_mark_changes_with_every_commit_of_any_process_and_with_nothing_else(
        self, make_engine: MakeEngine
    ) -> None:
        writer, reader = make_engine(Shelf().collection()), make_engine(Shelf().collection())
        marks = [reader.mark()]
        writer.rebuild([])
        marks.append(reader.mark())
        put(writer, [library(1, "試験図書館")])
        marks.append(reader.mark())
        put(writer, [], gone=[1])
        marks.append(reader.mark())
        writer.rebuild([])
        marks.append(reader.mark())

        reader.search(ask("試験"))

        assert len(set(marks)) == len(marks)
        assert reader.mark() == writer.mark() == marks[-1]

    # ------------------------------------------------------------ matching

    def test_substrings_of_real_names_are_found_as_like_finds_them(self, engine: Engine) -> None:
        """Recall and precision 1.0 for 2,000 seeded substrings of 1 to 8 characters (design: 6)."""
        documents = real_libraries()
        engine.rebuild(map(analysis.analysed, documents))
        keys = {
            d.id: [search_key(text) for text in (*d.texts["name"], *d.readings)] for d in documents
        }
        chance = random.Random(20261121)
        pieces: set[str] = set()
        while len(pieces) < 2_000:
            key = chance.choice(keys[chance.choice(documents).id])
            start = chance.randrange(len(key))
            piece = key[start : start + chance.randint(1, 8)]
            if not piece.isascii():
                pieces.add(piece)

        wrong = {}
        for piece in sorted(pieces):
            like = {i for i, values in keys.items() if any(piece in value for value in values)}
            hits = engine.search(ask(piece))
            if hits.total != len(like) or not set(hits.ids) <= like:
                wrong[piece] = (hits.total, len(like))

        assert wrong == {}

    def test_real_libraries_are_found_by_romaji_of_any_part_of_their_reading(
        self, engine: Engine
    ) -> None:
        documents = [d for d in real_libraries() if d.readings[0]]
        engine.rebuild(map(analysis.analysed, documents))
        chance = random.Random(20261121)

        missed = []
        for document in chance.sample(documents, 200):
            sounds = sound_key(document.readings[0])
            start = chance.randrange(len(sounds) - 2)
            part = sounds[start : start + chance.randint(2, 12)].lstrip("ャュョッンー")
            typed = romaji_key(part)
            hits = engine.search(ask(typed))
            if len(part) > 1 and looks_like_romaji(typed) and not hits.total:
                missed.append((part, typed))

        assert missed == []

    @pytest.mark.parametrize(
        "text",
        [
            "三康図書館",
            "三康圖書館",
            "三康",
            "康図書",
            "さんこうとしょかん",
            "サンコウ",
            "ｻﾝｺｳ",
            "sanko",
            "sankō toshokan",
            "sankou tosyokan",
            "SankoToshokan",
            "JP-1000907",
            "jp1000907",
            "1000907",
            "ＪＰ－１０００９０７",
            "三康 港区",
            "康",
            '"三康図書館"',
            "sanko library",
            "lib",
        ],
    )
    def test_one_library_is_found_by_all_its_spellings(self, engine: Engine, text: str) -> None:
        sanko = library(
            1,
            "三康図書館",
            "サンコウトショカン",
            address="東京都港区芝公園 Sanko Library",
            codes=["JP-1000907"],
        )
        other = library(2, "松籟文庫", "ショウライブンコ", address="長野市", codes=["JP-1000908"])
        put(engine, [sanko, other])

        assert self.found(engine, text) == [1]

    @pytest.mark.parametrize(
        "text",
        [
            "書館図",
            "館三",
            "三康 長野",
            "anko",
            "ibrary",
            '"library sanko"',
            "サンコカン",
            "AND",
            "*",
            "san*o",
        ],
    )
    def test_what_is_not_there_is_not_found(self, engine: Engine, text: str) -> None:
        put(
            engine,
            [library(1, "三康図書館", "サンコウトショカン", address="東京都港区 Sanko Library")],
        )

        assert self.found(engine, text) == [] or not analysis.terms(text, FIELDS)

    def test_the_end_of_one_name_and_the_start_of_the_next_are_no_word(
        self, engine: Engine
    ) -> None:
        put(engine, [Document(1, {"name": ["北図書館", "館長室"]}, Level.PUBLIC)])

        found = [self.found(engine, text) for text in ("館館", "書館館長", "書館館", "館長")]

        assert found == [[], [], [], [1]]

    def test_all_words_must_be_there_in_any_field(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "中央図書館", address="港区芝"),
                library(2, "中央図書館", address="長野市"),
                library(3, "芝文庫", address="港区"),
            ],
        )

        assert self.found(engine, "港区 中央") == [1]

    def test_words_of_letters_are_found_by_their_beginning(self, engine: Engine) -> None:
        put(engine, [library(1, "Art Library"), library(2, "Party Hall"), library(3, "E-book室")])

        found = [self.found(engine, text) for text in ("art", "par", "ebook", "e-book", "e-b")]

        assert found == [[1], [2], [3], [3], [3]]

    def test_quoted_words_stand_together(self, engine: Engine) -> None:
        put(engine, [library(1, "Open Book Library"), library(2, "Book, Open Library")])

        assert self.found(engine, '"open book"') == [1]
        assert self.found(engine, "open book") == [1, 2]

    def test_letters_and_kanji_in_one_word_are_found(self, engine: Engine) -> None:
        put(engine, [library(1, "県立第3回NDL支部図書館"), library(2, "県立第13回支部")])

        assert self.found(engine, "第3回") == [1]
        assert self.found(engine, "NDL支部") == [1]

    def test_a_doubtful_n_finds_both_readings(self, engine: Engine) -> None:
        put(engine, [library(1, "真一", "シンイチ"), library(2, "仁智", "シニチ")])

        assert self.found(engine, "shinichi") == [1, 2]
        assert self.found(engine, "shin'ichi") == [1]

    # ------------------------------------------------------------ ranking, order, pages

    def test_the_name_itself_comes_first(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "港区立中央図書館分室"),
                library(2, "中央図書館"),
                library(3, "みなと文庫", address="中央図書館前"),
                library(4, "中央図書館南分館"),
            ],
        )

        ids = engine.search(ask("中央図書館")).ids

        assert (ids[0], ids[1], ids[-1]) == (2, 4, 3)

    def test_hits_are_sorted_both_ways(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "あ", "ウ", year=99),
                library(2, "い", "ア", year=2000),
                library(3, "う", "イ"),
            ],
        )

        orders = [engine.search(Query(sort=sort)).ids for sort in ("kana", "-kana", "year")]

        assert orders == [(2, 3, 1), (1, 3, 2), (1, 2, 3)]

    def test_pages_follow_each_other(self, engine: Engine) -> None:
        put(engine, [library(n, "図書館", f"カ{n:03d}") for n in range(25)])

        pages = [engine.search(Query(sort="kana", offset=o, size=10)) for o in (0, 10, 20, 30)]

        assert [page.ids for page in pages] == [
            tuple(range(10)),
            tuple(range(10, 20)),
            tuple(range(20, 25)),
            (),
        ]
        assert {page.total for page in pages} == {25}

    def test_far_pages_follow_the_order_of_the_code_points(self, engine: Engine) -> None:
        chance = random.Random(20261121)
        signs = ["a", " ", "0", "\u007f", "é", "あ", "ア", "ン", "ー", "一", "龠", "Ａ", "𠮷"]
        kana = ["".join(chance.choices(signs, k=chance.randint(1, 12))) for _ in range(1_000)]
        put(engine, [library(n, "図書館", f"{text} {n:03d}") for n, text in enumerate(kana)])
        right = sorted(range(1_000), key=lambda n: f"{kana[n]} {n:03d}")

        for sort, wanted in (("kana", right), ("-kana", right[::-1])):
            pages = [
                engine.search(ask("図書館", sort=sort, offset=offset, size=37))
                for offset in range(0, 1_074, 37)
            ]

            assert [pk for page in pages for pk in page.ids] == wanted
            assert {page.total for page in pages} == {1_000}

    def test_a_page_of_nothing_still_counts(self, engine: Engine) -> None:
        put(engine, [library(1, "図書館")])

        hits = engine.search(Query(size=0))

        assert (hits.total, hits.ids) == (1, ())

    # ------------------------------------------------------------ filters and facets

    def test_a_filter_takes_any_of_its_values_and_all_filters_hold(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "図書館", kind="public", area=["13"]),
                library(2, "図書館", kind="school", area=["13", "14"]),
                library(3, "図書館", kind="special", area=["14"]),
            ],
        )

        chosen: list[dict[str, list[str]]] = [
            {"kind": ["public", "special"]},
            {"kind": ["school"], "area": ["14"]},
            {"area": []},
        ]

        found = [self.found(engine, "", filters=filters) for filters in chosen]

        assert found == [[1, 3], [2], [1, 2, 3]]

    def test_a_facet_counts_what_is_found_without_its_own_filter(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "図書館", kind="public", area=["13"]),
                library(2, "図書館", kind="public", area=["13", "14"]),
                library(3, "図書館", kind="school", area=["14"]),
                library(4, "文庫", kind="school", area=["14"]),
            ],
        )

        hits = engine.search(ask("図書館", filters={"kind": ["public"]}, facets=["kind", "area"]))

        assert hits.total == 2
        assert hits.facets == {
            "kind": (("public", 2), ("school", 1)),
            "area": (("13", 2), ("14", 1)),
        }

    def test_each_facet_is_counted_under_the_filters_on_the_others(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "図書館", kind="public", area=["13"]),
                library(2, "図書館", kind="public", area=["13", "14"]),
                library(3, "図書館", kind="school", area=["14"]),
                library(4, "図書館", kind="special", area=["15"]),
                library(5, "図書館", kind="school", area=["13"], level=Level.PRIVATE),
            ],
        )

        hits = engine.search(
            ask(
                "図書館",
                filters={"kind": ["public", "school"], "area": ["13", "14"]},
                facets=["kind", "area"],
            )
        )

        assert hits.total == 3
        assert hits.facets == {
            "kind": (("public", 2), ("school", 1)),
            "area": (("13", 2), ("14", 2)),
        }

    @pytest.mark.parametrize(
        "value", ['"', "\\", 'a" OR kind:"b', "a b", "図書館 ", "(", "[* TO *]", "'", "kind:*", ""]
    )
    def test_filter_values_are_taken_literally(self, engine: Engine, value: str) -> None:
        put(engine, [library(1, "図書館", kind=value, area=["13"]), library(2, "図書館", kind="b")])

        hits = engine.search(Query(filters={"kind": [value]}, facets=["kind", "area"]))

        assert hits.ids == (1,)
        assert hits.facets["area"] == (("13", 1),)
        assert set(hits.facets["kind"]) == {(value, 1), ("b", 1)}

    # ------------------------------------------------------------ trees of conditions

    def test_conditions_are_joined_parted_and_taken_away(self, engine: Engine) -> None:
        names = {1: "鎌倉の石仏", 2: "鎌倉の石塔", 3: "秦野の石仏", 4: "秦野の寺"}
        put(engine, [library(number, name) for number, name in names.items()])
        kamakura, hadano, buddha, tower = (
            analysis.term(word, FIELDS, quoted=False) for word in ("鎌倉", "秦野", "石仏", "石塔")
        )
        asked: dict[str, tuple[Condition, ...]] = {
            "both": (Some((kamakura, buddha), least=2),),
            "either": (Some((buddha, tower)),),
            "two of three": (Some((kamakura, buddha, tower), least=2),),
            "without": (Some((hadano, Not(buddha)), least=2),),
            "without, at the top": (hadano, Not(buddha)),
            "all but": (Not(kamakura),),
            "all but both": (Not(Some((hadano, buddha), least=2)),),
            "inside another": (
                Some((Some((kamakura, hadano)), Not(Some((tower, buddha)))), least=2),
            ),
            "nothing at all": ((),),
            "not nothing": (Not(()), kamakura),
            "one or all but": (Some((tower, Not(kamakura))),),
        }

        found = {name: sorted(engine.search(Query(terms)).ids) for name, terms in asked.items()}

        assert found == {
            "both": [1],
            "either": [1, 2, 3],
            "two of three": [1, 2],
            "without": [4],
            "without, at the top": [4],
            "all but": [3, 4],
            "all but both": [1, 2, 4],
            "inside another": [4],
            "nothing at all": [],
            "not nothing": [1, 2],
            "one or all but": [2, 3, 4],
        }

    def test_exclusions_are_left_out_of_totals_and_facets(self, engine: Engine) -> None:
        put(engine, [library(1, "石仏"), library(2, "石仏 鎌倉", kind="school")])
        terms: tuple[Condition, ...] = (
            *analysis.terms("石仏", FIELDS),
            Not(analysis.term("鎌倉", FIELDS, quoted=False)),
        )

        hits = engine.search(Query(terms, facets=["kind"]))

        assert (hits.total, hits.facets) == (1, {"kind": (("public", 1),)})

    # ------------------------------------------------------------ numbers

    @pytest.fixture
    def books(self, make_engine: MakeEngine) -> Engine:
        engine = make_engine(book_collection())
        engine.rebuild([])
        return engine

    def test_a_range_holds_if_any_number_lies_in_it(self, books: Engine) -> None:
        shelve(
            books,
            [
                book(1, years=[1980, 2001]),
                book(2, years=[1995]),
                book(3, years=[2001]),
                book(4),
            ],
        )
        asked: list[Range] = [(1995, 2001), (2001, 2001), (None, 1990), (1996, None), (2002, 1990)]
        asked.append((None, None))

        found = [sorted(books.search(Query(ranges={"year": r})).ids) for r in asked]

        assert found == [[1, 2, 3], [1, 3], [1], [1, 3], [], [1, 2, 3, 4]]

    def test_facets_are_counted_under_a_range(self, books: Engine) -> None:
        shelve(books, [book(1, years=[1980]), book(2, years=[1995], material="map")])

        hits = books.search(Query(ranges={"year": (1990, 2000)}, facets=["material"]))

        assert (hits.total, hits.facets) == (1, {"material": (("map", 1),)})

    def test_a_number_sorts_both_ways_and_what_has_none_comes_last(self, books: Engine) -> None:
        shelve(books, [book(1), book(2, holders=9), book(3, holders=120), book(4, holders=30)])

        orders = [books.search(Query(sort=sort)).ids for sort in ("holders", "-holders")]

        assert orders == [(2, 4, 3, 1), (3, 4, 2, 1)]

    def test_pages_by_a_number_follow_each_other_however_far(self, books: Engine) -> None:
        shelve(books, [book(number, holders=number % 40) for number in range(1_200)])

        pages = [
            books.search(Query(sort="-holders", offset=o, size=100)) for o in range(0, 1_300, 100)
        ]
        ids = [pk for page in pages for pk in page.ids]

        assert sorted(ids) == list(range(1_200))
        assert [pk % 40 for pk in ids] == sorted((pk % 40 for pk in ids), reverse=True)

    # ------------------------------------------------------------ trees

    def test_a_tree_is_counted_level_by_level_below_what_is_chosen(self, books: Engine) -> None:
        shelve(
            books,
            [
                book(1, ndc=["726.101"]),
                book(2, ndc=["726"]),
                book(3, ndc=["720.2", "210.5"]),
                book(4, ndc=["718"]),
                book(5, ndc=["2"]),
                book(6),
            ],
        )
        chosen: list[list[str]] = [[], ["7"], ["72"], ["726"], ["72", "21"]]

        hits = [books.search(Query(filters={"ndc": c}, facets=["ndc"])) for c in chosen]

        top = (("7", 4), ("2", 2))
        below_7 = (("72", 3), ("71", 1))
        assert [sorted(h.ids) for h in hits] == [
            [1, 2, 3, 4, 5, 6],
            [1, 2, 3, 4],
            [1, 2, 3],
            [1, 2],
            [1, 2, 3],
        ]
        assert [h.facets["ndc"][:2] for h in hits] == [top] * 5
        assert hits[0].facets["ndc"] == top
        assert hits[1].facets["ndc"][2:] == below_7
        assert hits[2].facets["ndc"][2:] == (*below_7, ("726", 2), ("720", 1))
        assert hits[3].facets["ndc"] == hits[2].facets["ndc"]
        assert set(hits[4].facets["ndc"][2:]) == {
            *(*below_7, ("726", 2), ("720", 1)),
            *(("21", 1), ("210", 1)),
        }

    def test_facets_and_trees_are_right_under_each_other_over_many_documents(
        self, books: Engine
    ) -> None:
        """3,000 documents in several commits against a plain count."""
        chance = random.Random(20261122)
        made = [
            book(
                number,
                years=[chance.randint(1900, 2026)],
                ndc=[f"{chance.choice('279')}{chance.randint(0, 99):02d}.{chance.randint(0, 9)}"],
                material=chance.choice(["book", "map", "serial"]),
                library=sorted({f"{chance.randint(1, 1_500)}" for _ in range(3)}),
            )
            for number in range(3_000)
        ]
        for start in range(0, 3_000, 700):
            shelve(books, made[start : start + 700])

        query = Query(
            filters={"ndc": ["7"], "material": ["book", "map"]},
            ranges={"year": (1950, 2000)},
            facets=["ndc", "material", "library"],
            size=0,
        )
        hits = books.search(query)

        def fits(each: Document, *but: str) -> bool:
            return (
                1950 <= each.numbers["year"][0] <= 2000
                and ("ndc" in but or each.trees["ndc"][0].startswith("7"))
                and ("material" in but or each.facets["material"][0] in {"book", "map"})
            )

        top = Counter(each.trees["ndc"][0][:1] for each in made if fits(each, "ndc"))
        below = Counter(each.trees["ndc"][0][:2] for each in made if fits(each))
        assert hits.total == sum(fits(each) for each in made)
        assert dict(hits.facets["ndc"]) == dict(top | below)
        assert dict(hits.facets["material"]) == dict(
            Counter(each.facets["material"][0] for each in made if fits(each, "material"))
        )
        libraries = Counter(pk for each in made if fits(each) for pk in each.facets["library"])
        told = dict(hits.facets["library"])
        assert all(libraries[pk] == count for pk, count in told.items())
        assert len(told) == min(1_000, len(libraries))
        assert (
            sorted(told.values(), reverse=True) == sorted(libraries.values(), reverse=True)[:1_000]
        )

    def test_a_value_said_twice_is_counted_once(self, books: Engine) -> None:
        shelve(books, [book(1, library=["7", "7"], ndc=["726", "721"])])

        hits = books.search(Query(filters={"ndc": ["7"]}, facets=["library", "ndc"]))

        assert hits.facets == {"library": (("7", 1),), "ndc": (("7", 1), ("72", 1))}

    # ------------------------------------------------------------ more than is counted one by one

    @pytest.fixture
    def many(self, make_engine: MakeEngine) -> Engine:
        """3,000 books, of which 400 are counted one by one: a third of maps, 3 in braille, one library holds 5."""
        engine = make_engine(book_collection(most_counted=400))
        engine.rebuild([])
        shelve(engine, [_of_many(number) for number in range(1, 3_001)])
        return engine

    def test_facets_of_very_many_hits_are_estimates_and_say_so(self, many: Engine) -> None:
        hits = many.search(Query(facets=["material", "library", "ndc"], filters={"ndc": ["7"]}))

        told = {name: dict(values) for name, values in hits.facets.items()}
        assert hits.total == 1_500
        assert hits.rough == {"material", "library", "ndc"}
        assert abs(told["material"]["map"] - 500) < 100
        assert abs(told["material"]["book"] - 1_000) < 100
        assert abs(told["ndc"]["7"] - 1_500) < 150
        assert all(count <= 3_000 for counts in told.values() for count in counts.values())

    def test_a_rare_value_is_counted_one_by_one_among_very_many(self, many: Engine) -> None:
        everything = many.search(Query(facets=["material", "library"]))
        hidden = Query(facets=["material", "library"], hidden=frozenset({1_000, 600}))

        assert dict(everything.facets["material"])["braille"] == 3
        assert dict(everything.facets["library"])["rare"] == 5
        assert dict(many.search(hidden).facets["material"])["braille"] == 2
        assert dict(many.search(hidden).facets["library"])["rare"] == 4

    def test_facets_of_fewer_hits_are_exact_beside_those_of_very_many(self, many: Engine) -> None:
        few = many.search(Query(facets=["material", "ndc"], ranges={"year": (2000, 2001)}))
        narrowed = Query(facets=["material", "ndc"], filters={"material": ["braille"]})
        hits = many.search(narrowed)

        assert few.rough == frozenset()
        assert few.facets["ndc"] == (("2", 100), ("7", 100))
        assert (hits.total, hits.rough) == (3, {"material"})
        assert sum(count for _value, count in hits.facets["ndc"]) == 3

    def test_estimates_are_the_same_every_time(self, make_engine: MakeEngine, many: Engine) -> None:
        query = Query(facets=["material", "library", "ndc"])

        again = make_engine(book_collection(most_counted=400)).search(query)

        assert again == many.search(query)

    # ------------------------------------------------------------ as one types, what was meant

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("鋼", [1]),
            ("錬金", []),
            ("はがね", [1]),
            ("ハガネn", [1]),
            ("hagane", [1]),
            ("hagan", [1]),
            ("hagane no ren", [1]),
            ("the o", [2]),
            ("Open", []),
            ("", []),
        ],
    )
    def test_what_begins_with_the_letters_typed_so_far(
        self, books: Engine, typed: str, wanted: list[int]
    ) -> None:
        fullmetal = book(1, "鋼の錬金術師")
        kana = {**fullmetal.texts, "title_kana": ["ハガネ ノ レンキンジュツシ"]}
        shelve(books, [replace(fullmetal, texts=kana), book(2, "The open book")])
        term = meaning.begun(typed, LANGUAGE)

        assert sorted(books.search(Query((term,))).ids if term else []) == wanted

    def test_a_third_of_the_bigrams_finds_what_is_near(self, books: Engine) -> None:
        shelve(books, [book(1, "鋼の錬金術師"), book(2, "鉄の錬成"), book(3, "石仏")])
        grams = [
            analysis.term(part, TEXTS, quoted=False) for part in ("鋼の", "の錬", "錬金", "金術")
        ]

        found = [sorted(books.search(Query((Some(tuple(grams), least=n),))).ids) for n in (1, 2, 4)]

        assert found == [[1, 2], [1], [1]]

    # ------------------------------------------------------------ prominence, fields

    def test_between_equals_the_more_prominent_comes_first(self, books: Engine) -> None:
        shelve(books, [book(n, "石仏", prominence=p) for n, p in ((1, 0.0), (2, 2.0), (3, 0.5))])

        ids = books.search(Query(analysis.terms("石仏", {"title": 1.0}))).ids

        assert ids == (2, 3, 1)

    def test_prominence_is_nothing_where_a_collection_has_none(self, engine: Engine) -> None:
        put(engine, [replace(library(1, "石仏"), prominence=5.0)])

        assert self.found(engine, "石仏") == [1]

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("京都", [1, 2, 3]),
            ("title:京都", [1, 2]),
            ("maker:京都", [3]),
            ("maker:京", [3]),
            ("title:art", [1]),
            ("maker:art", [2]),
            ("maker:kyoto", [3]),
            ("to kyo shi", [3]),
            ("artbook", []),
            ("xoryz", []),
            ("catsanddogs", [6]),
            ("shi", []),
            ("title:kyoto", []),
            ("art", [1, 2]),
            ("art -maker:art", [1]),
            ("京都 -art", [3]),
            ("title:京都 OR maker:京都", [1, 2, 3]),
            ('title:"art book"', [1]),
            ("code:978-4-00-310101-8", [4]),
            ("978 4 00 310101 8", [4]),
            ("4-00-310101-4", [4]),
            ("4003101014", [4]),
            ("9784003101018", [4]),
            ("title:9784003101018", []),
            ("cls:726", [4]),
            ("726", []),
            ("X -OR- Y: (z)", [5]),
            ("X -OR- Y", [5]),
            ("NOT -x", []),
            ("京都 (art", [1, 2]),
        ],
    )
    def test_a_language_asks_one_field_or_all(
        self, books: Engine, text: str, wanted: list[int]
    ) -> None:
        shelve(
            books,
            [
                book(1, "京都 art book"),
                book(2, "京都", maker="Art House"),
                book(3, "寺", maker="京都市", kana=["キョウトシ"]),
                book(4, "猫", code="9784003101018", cls="7261"),
                book(5, "X -OR- Y: (z)"),
                book(6, "Cats and dogs' days"),
            ],
        )

        assert sorted(books.search(asked_of_books(text)).ids) == wanted

    def test_a_word_stands_before_what_is_inside_a_longer_one(self, books: Engine) -> None:
        shelve(
            books,
            [
                book(1, "東京都の石仏"),
                book(2, "奈良・京都の石仏"),
                book(3, "京都"),
                book(4, "京都石碑探偵"),
                book(5, "東京都中野区内の石仏"),
            ],
        )

        ids = books.search(asked_of_books("京都")).ids

        assert ids[:2] == (3, 4)
        assert ids.index(2) < min(ids.index(1), ids.index(5))

    @pytest.mark.parametrize("text", ["(" * 90, "-" * 200, "a OR " * 19 + "a", "( a ) " * 20])
    def test_no_question_breaks_the_engine(self, books: Engine, text: str) -> None:
        shelve(books, [book(1, "a")])

        assert books.search(asked_of_books(text)).total in {0, 1}

    # ------------------------------------------------------------ rights (R20)

    def test_an_actor_finds_and_counts_only_what_the_level_allows(self, engine: Engine) -> None:
        put(
            engine,
            [
                library(1, "公開", level=Level.PUBLIC, institution=7, parties=[8]),
                library(2, "参加館", level=Level.MEMBERS, institution=7, parties=[8]),
                library(3, "当事者", level=Level.PARTIES, institution=7, parties=[8]),
                library(4, "自館", level=Level.PRIVATE, institution=7, parties=[8]),
            ],
        )
        actors = [
            Actor.nobody(),
            Actor(person=1, institution=9),
            Actor(person=1, institution=9, member=True),
            Actor(person=1, institution=8, member=True),
            Actor(person=1, institution=7),
            Actor(person=1, region=True),
            Actor.system(),
        ]

        answers = [engine.search(Query(sight=sight_of(actor), facets=["kind"])) for actor in actors]

        assert [sorted(hits.ids) for hits in answers] == [
            [1],
            [1],
            [1, 2],
            [1, 2, 3],
            [1, 2, 3, 4],
            [1, 2],
            [1, 2, 3, 4],
        ]
        assert all(hits.total == len(hits.ids) for hits in answers)
        assert all(hits.facets == {"kind": (("public", hits.total),)} for hits in answers)

    def test_hidden_ids_are_neither_found_nor_counted(self, engine: Engine) -> None:
        put(engine, [library(n, "図書館") for n in (1, 2, 3)])

        hits = engine.search(
            ask("図書館", hidden=frozenset({2}), facets=["kind"], sight=EVERYTHING)
        )

        assert (hits.total, sorted(hits.ids)) == (2, [1, 3])
        assert hits.facets == {"kind": (("public", 2),)}

    def test_what_is_made_of_a_hidden_part_is_neither_found_nor_counted(
        self, books: Engine
    ) -> None:
        shelve(
            books,
            [
                book(1, "石仏", parts=["source:1"]),
                book(2, "石仏", parts=["source:1", "source:11"], material="map"),
                book(3, "石仏", parts=["source:11"]),
                book(4, "石仏"),
            ],
        )

        def found(*parts: str, hidden: Sequence[int] = ()) -> tuple[list[int], object]:
            asked = replace(asked_of_books("石仏"), facets=["material"], hidden=frozenset(hidden))
            hits = books.search(replace(asked, hidden_parts=frozenset(parts)))
            assert hits.total == len(hits.ids)
            return sorted(hits.ids), dict(hits.facets["material"])

        assert found() == ([1, 2, 3, 4], {"book": 3, "map": 1})
        assert found("source:1") == ([3, 4], {"book": 2})
        assert found("source:11") == ([1, 4], {"book": 2})
        assert found("source:1", "source:11", hidden=[4]) == ([], {})
        assert found("source:2") == found()

    def test_counts_that_were_given_before_follow_every_change(
        self, make_engine: MakeEngine
    ) -> None:
        """They may be remembered: for the same question, of the same state, and for no other."""
        collection = Shelf().collection()
        writer, reader = make_engine(collection), make_engine(collection)
        writer.rebuild(map(analysis.analysed, [library(1, "図書館"), library(2, "図書館")]))

        def counted(text: str = "図書館", **how: object) -> object:
            hits = reader.search(ask(text, facets=["kind"], **how))
            return hits.facets["kind"], hits.total

        before = [counted(), counted(), counted(size=1, offset=1)]
        hidden = counted(hidden=frozenset({1}))
        other_words = counted("文庫")
        put(writer, [library(3, "図書館", kind="school")])
        after = counted()
        writer.rebuild([analysis.analysed(library(9, "図書館"))])
        made_anew = counted()

        assert before == [((("public", 2),), 2)] * 3
        assert hidden == ((("public", 1),), 1)
        assert other_words == ((), 0)
        assert after == ((("public", 2), ("school", 1)), 3)
        assert made_anew == ((("public", 1),), 1)

    # ------------------------------------------------------------ writing

    def test_a_document_replaces_the_one_of_its_id(self, engine: Engine) -> None:
        put(engine, [library(1, "古い名前"), library(11, "別の館")])
        put(engine, [library(1, "新しい名前")])

        assert self.found(engine, "古い") == []
        assert self.found(engine, "新しい") == [1]
        assert engine.search(Query()).total == 2

    def test_writing_the_same_again_changes_nothing(self, engine: Engine) -> None:
        documents = [library(n, f"第{n}図書館") for n in range(300)]
        for _again in range(3):
            put(engine, documents)

        assert engine.search(Query()).total == 300

    def test_what_is_gone_is_found_no_more(self, engine: Engine) -> None:
        put(engine, [library(1, "図書館"), library(2, "図書館")])
        put(engine, [], gone=[1, 99])

        assert self.found(engine, "図書館") == [2]

    def test_a_reader_sees_what_another_process_wrote(self, make_engine: MakeEngine) -> None:
        collection = Shelf().collection()
        writer, reader = make_engine(collection), make_engine(collection)
        writer.rebuild([])
        before = reader.search(Query()).total
        put(writer, [library(1, "図書館")])
        after = reader.search(Query()).total
        put(reader, [library(2, "図書館")])

        assert (before, after, writer.search(Query()).total) == (0, 1, 2)

    def test_a_reader_goes_over_to_a_rebuilt_index(self, make_engine: MakeEngine) -> None:
        collection = Shelf().collection()
        writer, reader = make_engine(collection), make_engine(collection)
        writer.rebuild([analysis.analysed(library(1, "古い"))])
        before = reader.search(Query()).ids
        for number in (2, 3, 4):
            writer.rebuild([analysis.analysed(library(number, "新しい"))])

        assert (before, reader.search(Query()).ids) == ((1,), (4,))

    def test_an_index_of_other_fields_or_none_is_not_current(self, make_engine: MakeEngine) -> None:
        collection = Shelf().collection()
        engine = make_engine(collection)
        states = [engine.is_current()]
        engine.rebuild([])
        states.append(engine.is_current())
        widened = Collection(**{**collection.__dict__, "facets": ("kind", "area", "size")})
        states.append(make_engine(widened).is_current())

        assert states == [False, True, False]

    def test_an_index_of_another_analysis_is_not_current(
        self, make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = make_engine(Shelf().collection())
        engine.rebuild([])
        monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)

        assert not engine.is_current()

    def test_without_an_index_nothing_is_pretended(self, make_engine: MakeEngine) -> None:
        with pytest.raises(Unavailable):
            make_engine(Shelf().collection()).search(Query())

    @pytest.mark.parametrize(
        "text",
        [
            "\ud800",
            "\x00図",
            "a" * 200,
            "図" * 200,
            '"',
            '"""',
            "^三$",
            "_ _",
            "name:図 OR x",
            "{]",
            "𠮷" * 60,
            "'",
            "n" * 50,
        ],
    )
    def test_no_text_breaks_the_engine(self, engine: Engine, text: str) -> None:
        put(engine, [library(1, "三康図書館")])

        assert engine.search(ask(text)).total in {0, 1}
