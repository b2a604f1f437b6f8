"""Finding institutions by all the ways in which people write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directory import factories as make
from yuinowa.core.rights import Actor
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Criteria, Facet, Sort, TakesPart
from yuinowa.directory.domain.institutions import InstitutionKind, NameKind

pytestmark = pytest.mark.django_db
Indexed = Callable[[], int]
NOBODY = Actor.nobody()


def names(text: str, actor: Actor = NOBODY) -> list[str]:
    return [found.name for found in queries.find_institutions(text, actor)]


@pytest.fixture
def directory(indexed: Indexed) -> None:
    make.institution(
        "三康図書館",
        "サンコウトショカン",
        kinds=[InstitutionKind.SPECIAL_LIBRARY],
        isil="JP-1000031",
    )
    make.institution(
        "東京都立中央図書館", "トウキョウトリツチュウオウトショカン", isil="JP-1000907"
    )
    make.institution(
        "徳島県立図書館",
        "トクシマケンリツトショカン",
        prefecture="36",
        municipality="362018",
        municipality_name="徳島市",
    )
    former = make.institution("港区立みなと図書館", "ミナトクリツミナトトショカン")
    make.other_name(former, "港区立三田図書館", NameKind.FORMER, "ミナトクリツミタトショカン")
    indexed()


@pytest.mark.parametrize(
    "text",
    [
        "三康図書館",
        "三康",
        "三康圖書館",
        "サンコウトショカン",
        "さんこうとしょかん",
        "ｻﾝｺｳ",
        "さんこう",
        "sanko toshokan",
        "SANKO",
        "sankou",
        "sankō",
        "JP-1000031",
        "jp-1000031",
        "JP1000031",
        "ＪＰ－１００００３１",
        "三康 港区",
    ],
)
@pytest.mark.usefixtures("directory")
def test_a_library_is_found_however_it_is_written(text: str) -> None:
    assert names(text) == ["三康図書館"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tokyo", "東京都立中央図書館"),
        ("とうきょう", "東京都立中央図書館"),
        ("chuo toshokan", "東京都立中央図書館"),
        ("徳島", "徳島県立図書館"),
        ("徳島市", "徳島県立図書館"),
        ("三田", "港区立みなと図書館"),
        ("mita", "港区立みなと図書館"),
    ],
)
@pytest.mark.usefixtures("directory")
def test_others_are_found_by_reading_place_and_former_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text", ["", "  ", "　", "、。", "存在しない館", '"', "(", "AND", "*", "x:"]
)
@pytest.mark.usefixtures("directory")
def test_what_fits_nothing_finds_nothing_and_breaks_nothing(text: str) -> None:
    assert names(text) == []


def test_a_reading_in_latin_letters_is_found_by_its_words(indexed: Indexed) -> None:
    make.institution("スターリング大学図書館", "Ｕｎｉｖｅｒｓｉｔｙ of Stirling Library")
    indexed()

    assert names("University of Stirling") == ["スターリング大学図書館"]
    assert names("stirl") == ["スターリング大学図書館"]


def test_the_exact_name_stands_first_then_what_begins_with_it(indexed: Indexed) -> None:
    for name in ("新みなと図書館", "みなと図書館分室", "みなと図書館", "山のみなと図書館前文庫"):
        make.institution(name)
    indexed()

    found = names("みなと図書館")

    assert found[:2] == ["みなと図書館", "みなと図書館分室"]
    assert set(found[2:]) == {"新みなと図書館", "山のみなと図書館前文庫"}


def test_an_exact_former_name_stands_before_a_longer_name(indexed: Indexed) -> None:
    make.institution("三田文庫の会")
    make.other_name(make.institution("みなと図書館"), "三田文庫")
    indexed()

    assert names("三田文庫") == ["みなと図書館", "三田文庫の会"]


def test_of_equal_names_the_one_that_takes_part_stands_first(indexed: Indexed) -> None:
    make.institution("伊達市立図書館", prefecture="01")
    member = make.institution("伊達市立図書館", prefecture="07", member=True)
    make.institution("伊達市立図書館", prefecture="08")
    indexed()

    assert queries.find_institutions("伊達市立図書館", NOBODY)[0] == member


def test_paging_shows_each_hit_once_across_the_closely_ranked_part(indexed: Indexed) -> None:
    for number in range(130):
        make.institution(f"試験{number}図書館")
    indexed()

    pages = [
        queries.search_institutions(Criteria("図書館"), NOBODY, offset=offset, size=30)
        for offset in range(0, 150, 30)
    ]

    shown = [found.pk for page in pages for found in page.institutions]
    assert [page.total for page in pages] == [130] * 5
    assert len(shown) == len(set(shown)) == 130


def test_narrowing_counts_each_facet_without_itself(indexed: Indexed) -> None:
    make.institution("あ図書館", member=True)
    make.institution("い図書館", prefecture="20", kinds=[InstitutionKind.UNIVERSITY_LIBRARY])
    make.institution("う図書館", prefecture="20")
    indexed()

    found = queries.search_institutions(Criteria("図書館", prefectures=("20",)), NOBODY)

    assert found.total == 2
    assert dict(found.facets[Facet.PREFECTURE]) == {"13": 1, "20": 2}
    assert dict(found.facets[Facet.KIND]) == {"university_library": 1, "public_library": 1}
    assert dict(found.facets[Facet.MEMBER]) == {"no": 2}


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(), ["う", "あ", "い"]),
        (Criteria(sort=Sort.NAME), ["あ", "い", "う"]),
        (Criteria(sort=Sort.PLACE), ["い", "う", "あ"]),
        (Criteria(takes_part=(TakesPart.YES,)), ["う"]),
        (Criteria(takes_part=(TakesPart.YES, TakesPart.NO), sort=Sort.NAME), ["あ", "い", "う"]),
        (Criteria(kinds=(InstitutionKind.NPO,)), []),
    ],
)
def test_order_and_narrowing(criteria: Criteria, expected: list[str], indexed: Indexed) -> None:
    make.institution("あ", prefecture="47", municipality="")
    make.institution("い", prefecture="01", municipality="")
    make.institution("う", member=True)
    indexed()

    found = queries.search_institutions(criteria, NOBODY)

    assert [institution.name for institution in found.institutions] == expected


@pytest.mark.parametrize(
    ("level", "who"),
    [
        ("public", {"nobody", "stranger", "member", "own"}),
        ("members", {"member", "own"}),
        ("parties", {"own"}),
        ("private", {"own"}),
    ],
)
def test_only_those_who_may_see_it_find_and_count_it(
    level: str, who: set[str], indexed: Indexed
) -> None:
    other = make.institution("別の機関", member=True)
    entry = make.institution("隠れた図書館", level=level)
    indexed()
    actors = {
        "nobody": NOBODY,
        "stranger": make.editor_of(other, member=False),
        "member": make.editor_of(other),
        "own": make.editor_of(entry, member=False),
    }

    totals = {
        name: queries.search_institutions(Criteria("隠れた図書館"), actor).total
        for name, actor in actors.items()
    }

    assert {name for name, total in totals.items() if total} == who


def test_a_lowered_level_is_obeyed_before_the_index_has_caught_up(indexed: Indexed) -> None:
    entry = make.institution("隠れた図書館")
    indexed()
    entry.level = "private"
    entry.save()

    assert names("隠れた図書館") == []


@pytest.mark.usefixtures("directory")
def test_the_parts_of_a_list_are_read_without_their_institutions() -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.search_institutions(Criteria("図書館"), NOBODY)

    assert len(asked) == 8
    assert not [query["sql"] for query in asked.captured_queries if " JOIN " in query["sql"]]
