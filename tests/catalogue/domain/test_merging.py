"""Several records of one thing told as one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.catalogue.domain.merging import Told, merged
from yuinowa.catalogue.domain.records import Identifier, Record, Scheme, Written

ISBN = Identifier(Scheme.ISBN, "9784000000000", "978-4-00-000000-0")
THE_SAME = Identifier(Scheme.ISBN, "9784000000000", "4-00-000000-X")
PLAIN = Record("1", Written("平塚の石仏"))


def test_the_more_trusted_source_gives_the_words() -> None:
    told = [
        Told(
            3, replace(PLAIN, title=Written("平塚の石佛"), year=2006, publisher=Written("博物館"))
        ),
        Told(7, PLAIN),
    ]

    assert merged(told).title.text == "平塚の石仏"
    assert merged(told).publisher.text == "博物館"
    assert merged(told).year == 2006


def test_a_reading_comes_only_from_the_same_text() -> None:
    other = replace(PLAIN, title=Written("平塚の石佛", "ヒラツカ ノ セキブツ"))
    same = replace(PLAIN, title=Written("平塚の石仏", "ヒラツカノセキブツ"))

    assert merged([Told(9, PLAIN), Told(5, other)]).title.kana == ""
    assert (
        merged([Told(9, PLAIN), Told(5, other), Told(4, same)]).title.kana == "ヒラツカノセキブツ"
    )


def test_a_number_stands_once_however_it_was_printed() -> None:
    told = [
        Told(5, replace(PLAIN, identifiers=(ISBN,))),
        Told(5, replace(PLAIN, identity="2", identifiers=(THE_SAME,))),
    ]

    assert merged(told).identifiers == (ISBN,)


def test_a_volume_keeps_its_own_title() -> None:
    told = [
        Told(9, replace(PLAIN, volume="5")),
        Told(5, replace(PLAIN, volume="6", volume_title=Written("神田地区編"))),
    ]

    assert (merged(told).volume, merged(told).volume_title.text) == ("5", "")


@given(st.permutations([Told(5, replace(PLAIN, identity=str(n), date=f"{n}")) for n in range(5)]))
def test_the_order_of_the_records_does_not_matter(told: list[Told]) -> None:
    assert merged(told) == merged(sorted(told, key=lambda each: each.record.identity))
