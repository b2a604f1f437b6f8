"""The word somebody meant, from what there is."""

from __future__ import annotations

import pytest

from yuinowa.search.nearness import nearest

TITLES = [
    "鋼の錬金術師",
    "銀河鉄道999",
    "平塚の石仏",
    "平塚市の歴史",
    "手塚治虫作品集　ライオンブックス",
    "The loom of destiny",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("鋼の錬金術氏", "鋼の錬金術師"),
        ("鋼の練金術師", "鋼の錬金術師"),
        ("平塚の石像", "平塚の石仏"),
        ("手塚治中", "手塚治虫"),
        ("らいおんぶっくう", "ライオンブックス"),
        ("destinny", "destiny"),
        ("dsetiny", "destiny"),
        ("loom of destinny", "loom of destiny"),
        ("銀河鉄道９９８", "銀河鉄道999"),
    ],
)
def test_the_nearest_text_or_word_of_one_is_meant(typed: str, meant: str) -> None:
    assert nearest(typed, TITLES) == meant


@pytest.mark.parametrize(
    "typed", ["", "石", "石像", "銀河系", "ぜんぜんちがうことば", "鋼の錬金術師"]
)
def test_nothing_is_meant_by_what_is_far_short_or_right(typed: str) -> None:
    assert nearest(typed, TITLES) is None
