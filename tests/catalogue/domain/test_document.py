"""A work as the search takes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from yuinowa.catalogue.domain.document import (
    Facet,
    Holder,
    Number,
    Text,
    document_of,
    found_of,
    name_as_asked,
    prominence,
)
from yuinowa.catalogue.domain.numbers import normal_forms, spellings
from yuinowa.catalogue.domain.records import (
    Agent,
    Classed,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Scheme,
    Series,
    Written,
)
from yuinowa.core.rights import Level

ISBN = Identifier(Scheme.ISBN, "9784794970756", "978-4-7949-7075-6 :")


HIRATSUKA = Record("1", Written("平塚の石仏", "ヒラツカ ノ セキブツ"))
record = partial(replace, HIRATSUKA)


def test_records_of_one_work_are_folded_with_what_most_say_first() -> None:
    found = found_of(
        7,
        [
            record(title=Written("平塚の石佛"), year=2006),
            record(year=1998, volume="5", volume_title=Written("大野地区編")),
            record(year=2006, agents=(Agent(Written("平塚市博物館", "ヒラツカシ ハクブツカン")),)),
        ],
        [Holder(3, ("14",)), Holder(3, ("14",)), Holder(9, ("13",))],
    )

    assert [title.text for title in found.titles] == ["平塚の石仏", "平塚の石佛"]
    assert found.whole_titles == ("平塚の石仏 5",)
    assert found.also == (Written("大野地区編"),)
    assert found.years == (1998, 2006)
    assert [holder.institution for holder in found.holders] == [3, 9]


def test_a_document_says_what_can_be_asked_of_a_work() -> None:
    found = found_of(
        7,
        [
            record(
                other_title=Written("野の信仰"),
                agents=(Agent(Written("浅田, 芳朗, 1909-", "アサダ, ヨシロウ, 1909-")),),
                publisher=Written("平塚市博物館"),
                year=1998,
                identifiers=(ISBN,),
                classes=(Classed(ClassScheme.NDC, "718.4", "9"), Classed(ClassScheme.NDLC, "K718")),
                series=(Series(Written("郷土叢書", "キョウド ソウショ")),),
                languages=("jpn", "eng"),
                material=Material.BOOK,
            ),
            record(year=2006),
        ],
        [Holder(3, ("14", "14203"))],
        level=Level.MEMBERS,
        institution=3,
    )

    made = document_of(found)

    assert {name: list(values) for name, values in made.texts.items() if values} == {
        Text.TITLE: ["平塚の石仏", "平塚の石仏 野の信仰"],
        Text.TITLE_KANA: ["ヒラツカ ノ セキブツ"],
        Text.ALSO: ["郷土叢書", "キョウド ソウショ"],
        Text.MAKER: ["浅田 芳朗"],
        Text.MAKER_KANA: ["アサダ ヨシロウ"],
        Text.PUBLISHER: ["平塚市博物館"],
        Text.CLASS: ["7184"],
    }
    assert made.codes == ["9784794970756"]
    assert made.trees == {"ndc": ("718.4",)}
    assert {name: list(values) for name, values in made.numbers.items()} == {
        Number.YEAR: [1998, 2006],
        Number.NEWEST: [2006],
        Number.OLDEST: [1998],
        Number.HOLDERS: [1],
    }
    assert {name: list(values) for name, values in made.facets.items() if values} == {
        Facet.LIBRARY: ["3"],
        Facet.AREA: ["14", "14203"],
        Facet.DECADE: ["1990", "2000"],
        Facet.LANGUAGE: ["jpn"],
        Facet.MATERIAL: ["book"],
    }
    assert (made.level, made.institution) == (Level.MEMBERS, 3)


def test_spellings_of_one_title_that_differ_in_width_alone_stand_once() -> None:
    found = found_of(1, [record(title=Written("Ｗ3")), record(title=Written("W3"))])

    assert document_of(found).texts[Text.TITLE] == ["Ｗ3"]


def test_the_more_held_and_the_better_described_is_the_more_prominent() -> None:
    bare = found_of(1, [record(title=Written("石仏"))])
    told = found_of(1, [record(year=1998, identifiers=(ISBN,))])
    held = found_of(1, [record(year=1998, identifiers=(ISBN,))], [Holder(n) for n in range(50)])

    assert 0 == prominence(bare) < prominence(told) < prominence(held) < 2


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("978-4-7949-7075-6", ["9784794970756"]),
        ("９７８－４－７９４９－７０７５－６", ["9784794970756"]),
        ("978 4 7949 7075 6", ["9784794970756"]),
        ("ISBN 978-4-7949-7075-6", ["9784794970756"]),
        ("4-7949-7075-6", ["9784794970756"]),
        ("4003101014", ["9784003101018"]),
        ("0386-3549", ["03863549"]),
        ("22473512", ["22473512"]),
        ("JP番号:22473512", ["22473512"]),
        ("77-12345", ["77012345"]),
        ("BN00123456", ["BN00123456"]),
        ("石仏", []),
        ("1984", []),
        ("", []),
    ],
)
def test_a_number_is_known_in_every_form(typed: str, normal: list[str]) -> None:
    assert list(spellings(typed)) == normal


def test_a_wrong_number_is_found_as_it_stands() -> None:
    wrong = Identifier(Scheme.ISBN, "9784794970757", "978-4-7949-7075-7", is_valid=False)

    assert [*normal_forms(wrong), *normal_forms(ISBN)] == ["978-4-7949-7075-7", "9784794970756"]


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("浅田, 芳朗, 1909-", "浅田 芳朗"),
        ("Howells, William Dean, 1837-1920.", "Howells William Dean"),
        ("Campbell, Wilfred, 1858?-1918", "Campbell Wilfred"),
        ("2010年度[明治大学]漫画研究会", "2010年度[明治大学]漫画研究会"),
        ("手塚治虫", "手塚治虫"),
        ("1909-", ""),
    ],
)
def test_a_heading_is_asked_for_without_the_years_of_a_life(heading: str, asked: str) -> None:
    assert name_as_asked(heading) == asked
