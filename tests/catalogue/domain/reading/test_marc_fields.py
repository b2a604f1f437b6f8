"""MARC 21 as a record: numbers, classes, what stands at fixed places, holdings."""

from __future__ import annotations

import pytest

from tests.catalogue.domain.reading.marc_made import FIXED, LEADER, a, of
from yuinowa.catalogue.domain.records import (
    Accessible,
    Audience,
    Classed,
    ClassScheme,
    Holding,
    Material,
    Scheme,
    Use,
)
from yuinowa.catalogue.domain.warnings import Warned
from yuinowa.standards.marc.records import Field

# ---------------------------------------------------------------- numbers


def test_numbers_are_sorted_by_whose_they_are() -> None:
    record = of(
        a("020", ("a", "978-4-7949-7075-6 (セット) :"), ("c", "3000円")),
        a("020", ("a", "4-7949-7075-X"), ("z", "978-4-06-218861-6")),
        a("020", ("a", "978-4-06-216963-9"), ("q", "(set)")),
        a("020", ("c", "非売品")),
        a("022", ("a", "0910-3201"), ("y", "0910-3202")),
        a("015", ("a", "23173255"), ("2", "jnb")),
        a("015", ("a", "GB1234567"), ("2", "bnb")),
        a("010", ("a", "   00000002 //r")),
        a("024", ("a", "10.11501/123"), ("2", "doi"), indicators="7 "),
        a("035", ("a", "(OCoLC)ocm34987929")),
        a("856", ("u", "https://dl.ndl.go.jp/pid/1234567"), indicators="41"),
    )

    assert [(n.scheme, n.value, n.is_valid, n.is_of_set) for n in record.identifiers] == [
        (Scheme.ISBN, "9784794970756", True, True),
        (Scheme.ISBN, "479497075X", False, False),
        (Scheme.ISBN, "9784062188616", False, False),
        (Scheme.ISBN, "9784062169639", True, True),
        (Scheme.ISSN, "0910-3201", True, False),
        (Scheme.ISSN, "0910-3202", False, False),
        (Scheme.JPNO, "23173255", True, False),
        (Scheme.OTHER, "GB1234567", True, False),
        (Scheme.LCCN, "00000002", True, False),
        (Scheme.DOI, "10.11501/123", True, False),
        (Scheme.OCLC, "34987929", True, False),
        (Scheme.NDLJP, "1234567", True, False),
    ]
    assert Warned.NUMBER_WRONG in record.warnings


def test_classes_keep_their_edition_and_say_when_they_are_none() -> None:
    record = of(
        a("084", ("a", "911.368"), ("2", "njb/08")),
        a("084", ("a", "E"), ("2", "njb/09")),
        a("082", ("a", "363.17/998"), ("2", "21")),
        a("050", ("a", "PR5054"), ("b", ".L4")),
    )

    assert record.classes == (
        Classed(ClassScheme.NDC, "911.368", "8"),
        Classed(ClassScheme.OTHER, "E"),
        Classed(ClassScheme.DDC, "363.17998", "21"),
        Classed(ClassScheme.LCC, "PR5054"),
    )
    assert Warned.CLASS_WRONG in record.warnings


# ---------------------------------------------------------------- what stands at fixed places


@pytest.mark.parametrize(
    ("kind", "form", "material"),
    [
        ("am", " ", Material.BOOK),
        ("am", "o", Material.ELECTRONIC),
        ("am", "b", Material.MICROFORM),
        ("as", " ", Material.SERIAL),
        ("ab", " ", Material.ARTICLE),
        ("cm", " ", Material.SCORE),
        ("em", " ", Material.MAP),
        ("gm", " ", Material.MOVING_IMAGE),
        ("jm", " ", Material.SOUND),
        ("km", " ", Material.STILL_IMAGE),
        ("mm", " ", Material.ELECTRONIC),
        ("rm", " ", Material.OTHER),
        ("  ", " ", Material.UNKNOWN),
    ],
)
def test_the_kind_of_thing(kind: str, form: str, material: Material) -> None:
    fixed = FIXED[:23] + form + FIXED[24:29] + form + FIXED[30:]
    record = of(leader=LEADER[:6] + kind + LEADER[8:], fixed=fixed)

    assert record.material is material
    assert (Warned.MATERIAL_UNKNOWN in record.warnings) == (material is Material.UNKNOWN)


@pytest.mark.parametrize(
    ("code", "audience"),
    [("j", Audience.CHILDREN), ("d", Audience.YOUNG), ("g", Audience.GENERAL), (" ", Audience.UNKNOWN)],
)  # fmt: skip
def test_for_whom_it_was_made(code: str, audience: Audience) -> None:
    assert of(fixed=FIXED[:22] + code + FIXED[23:]).audience is audience


@pytest.mark.parametrize(
    ("fields", "form", "accessible"),
    [
        ([], "d", (Accessible.LARGE_PRINT,)),
        ([], "f", (Accessible.BRAILLE,)),
        ([("007", "tc")], " ", (Accessible.BRAILLE,)),
        ([("007", "tb")], " ", (Accessible.LARGE_PRINT,)),
        ([a("300", ("a", "録音ディスク1枚 (DAISY)"))], " ", (Accessible.DAISY,)),
        ([a("500", ("a", "大活字本."))], " ", (Accessible.LARGE_PRINT,)),
        ([a("650", ("a", "点字"), indicators=" 7")], " ", ()),
    ],
)
def test_forms_for_those_who_cannot_read_print(
    fields: list[Field], form: str, accessible: tuple[Accessible, ...]
) -> None:
    assert of(*fields, fixed=FIXED[:23] + form + FIXED[24:]).accessible == accessible


def test_languages_of_the_text_come_before_that_of_the_original() -> None:
    record = of(a("041", ("a", "jpneng"), ("h", "fre"), indicators="1 "))

    assert record.languages == ("jpn", "eng", "fre")


@pytest.mark.parametrize(
    ("fixed", "date", "year"),
    [
        (FIXED, "2018.12", 2019),
        (FIXED.replace("2019", "    "), "昭和52年.", 1977),
        (FIXED.replace("2019", "19uu"), "[19--]", None),
        ("", "c2004.", 2004),
    ],
)
def test_the_year(fixed: str, date: str, year: int | None) -> None:
    assert of(a("260", ("a", "東京 :"), ("b", "試験社,"), ("c", date)), fixed=fixed).year == year


def test_publication_stands_in_264_before_260() -> None:
    record = of(
        a("264", ("a", "京都 :"), ("b", "刷る所,"), ("c", "2020."), indicators=" 3"),
        a("264", ("a", "東京 :"), ("b", "出す所,"), ("c", "2019."), indicators=" 1"),
    )

    assert (record.place, record.publisher.text, record.date) == ("東京", "出す所", "2019")


# ---------------------------------------------------------------- holdings


def test_holdings_of_852_952_and_856() -> None:
    record = of(
        a("852", ("a", "JP-9000001"), ("b", "中央館"), ("c", "地域"), ("h", "213"), ("i", "シ"), ("p", "0001"), ("z", "館内"), ("x", "staff only"), indicators="8 "),
        a("866", ("a", "1巻1号-"), indicators=" 0"),
        a("952", ("a", "北分館"), ("o", "913.6-ケ"), ("p", "0002"), ("7", "1")),
        a("856", ("u", "https://example.org/1"), ("z", "全文"), indicators="40"),
        a("856", ("u", "https://example.org/contents"), indicators="42"),
        a("090", ("a", "UE13-M1")),
    )  # fmt: skip

    assert record.holdings == (
        Holding(
            "中央館 地域", "213 シ", Use.IN_LIBRARY, "0001", "JP-9000001", "", "1巻1号-", "館内"
        ),
        Holding("北分館", "913.6-ケ", Use.IN_LIBRARY, "0002"),
        Holding(use=Use.ONLINE, note="全文", url="https://example.org/1"),
    )
