"""What people type is read as a small language, and nothing they type is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.search import asking
from yuinowa.search.asking import Either, Every, Tree, Without, Word

FIELDS = {"書名", "著者", "title", "isbn"}


def shape(tree: Tree | None) -> str:
    """The tree as a line: + joins, / parts, ! takes away, a field and a phrase as they are written."""
    match tree:
        case Word():
            text = f'"{tree.text}"' if tree.is_quoted else tree.text
            return f"{tree.field}:{text}" if tree.field else text
        case Every(parts):
            return f"({' + '.join(map(shape, parts))})"
        case Either(parts):
            return f"({' / '.join(map(shape, parts))})"
        case Without(part):
            return f"!{shape(part)}"
    return ""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("石仏", "石仏"),
        ("石仏　鎌倉", "(石仏 + 鎌倉)"),
        ("石仏 AND 鎌倉", "(石仏 + 鎌倉)"),
        ("石仏 OR 石塔", "(石仏 / 石塔)"),
        ("石仏 または 石塔", "(石仏 / 石塔)"),
        ("石仏 | 石塔", "(石仏 / 石塔)"),
        ("石仏 ｜ 石塔 鎌倉", "(石仏 / (石塔 + 鎌倉))"),
        ("（石仏 または 石塔） 鎌倉", "((石仏 / 石塔) + 鎌倉)"),
        ("石仏 -鎌倉", "(石仏 + !鎌倉)"),
        ("石仏 －鎌倉", "(石仏 + !鎌倉)"),
        ("石仏 NOT 鎌倉", "(石仏 + !鎌倉)"),
        ("石仏 AND NOT 鎌倉", "(石仏 + !鎌倉)"),
        ("石仏 -(鎌倉 OR 秦野)", "(石仏 + !(鎌倉 / 秦野))"),
        ("-鎌倉 石仏", "(!鎌倉 + 石仏)"),
        ('"open book" cat', '("open book" + cat)'),
        ("“open book”", '"open book"'),
        ("書名:石仏", "書名:石仏"),
        ("書名：石仏 鎌倉", "(書名:石仏 + 鎌倉)"),
        ("Title: 石仏", "title:石仏"),
        ("ＩＳＢＮ：4794970756", "isbn:4794970756"),
        ('title:"open book"', 'title:"open book"'),
        ("title:(石仏 OR 石塔)", "(title:石仏 / title:石塔)"),
        ("石仏 -著者:手塚", "(石仏 + !著者:手塚)"),
        ("著者:(手塚 書名:火の鳥)", "(著者:手塚 + 書名:火の鳥)"),
    ],
)
def test_the_language(text: str, read: str) -> None:
    assert shape(asking.read(text, FIELDS)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("OR", "OR"),
        ("石仏 OR", "(石仏 + OR)"),
        ("DEAD or ALIVE", "(DEAD + or + ALIVE)"),
        ("NOT WITHOUT MY DAUGHTER", "(NOT + WITHOUT + MY + DAUGHTER)"),
        ("a OR NOT b", "(a / (NOT + b))"),
        ("-196", "196"),
        ("石仏 -野の信仰-", "(石仏 + -野の信仰-)"),
        ("石仏 —野の信仰—", "(石仏 + —野の信仰—)"),
        ("るろうに剣心 --", "(るろうに剣心 + --)"),
        ("e-book", "e-book"),
        ("東京(とうきょう)の本", "東京(とうきょう)の本"),
        ("(株) 日立", "(株 + 日立)"),
        ("石仏 (鎌倉", "(石仏 + (鎌倉)"),
        ("石仏) 鎌倉", "(石仏) + 鎌倉)"),
        ("() 石仏", "(() + 石仏)"),
        ("Re:ゼロ", "Re:ゼロ"),
        ("書名:", "書名:"),
        ("石仏 | ", "(石仏 + |)"),
        ('12" 石仏', '(12 + " + 石仏)'),
        ("AND OR NOT", "(AND + OR + NOT)"),
    ],
)
def test_what_means_nothing_is_taken_as_it_stands(text: str, read: str) -> None:
    assert shape(asking.read(text, FIELDS)) == read


@given(st.text(alphabet='ab石 　-－"”()（）:：|ORNTAD書名', max_size=60) | st.text(max_size=200))
def test_every_text_can_be_read(text: str) -> None:
    tree = asking.read(text, FIELDS)

    assert (tree is None) == (not text.strip())
    assert tree is None or _is_sound(tree, inside_every=False)


@given(st.text(alphabet='ab石 　-"()（）:|ORNT書名', max_size=60))
def test_a_word_says_where_it_stands(text: str) -> None:
    for word in asking.words(asking.read(text, FIELDS)):
        assert text[word.start : word.end] == word.text


@given(st.text(max_size=100).map(lambda text: text.replace('"', "")))
def test_what_is_taken_away_is_not_wanted(text: str) -> None:
    tree = asking.read(text, FIELDS)
    wanted = list(asking.wanted(tree))

    assert set(wanted) <= set(asking.words(tree))
    assert bool(wanted) == (tree is not None)


def _is_sound(tree: Tree, *, inside_every: bool) -> bool:
    """An exclusion stands only beside something it is taken away from."""
    match tree:
        case Word():
            return True
        case Every(parts):
            return (
                len(parts) > 1
                and any(not isinstance(p, Without) for p in parts)
                and all(_is_sound(part, inside_every=True) for part in parts)
            )
        case Either(parts):
            return len(parts) > 1 and all(_is_sound(part, inside_every=False) for part in parts)
        case Without(part):
            return inside_every and _is_sound(part, inside_every=False)
