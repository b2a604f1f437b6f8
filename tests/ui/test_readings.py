"""Readings over kanji: ruby on the page, plain words everywhere else, and never a way in for anybody's markup."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.core.text import has_refused_character
from yuinowa.ui import readings
from yuinowa.ui.readings import BEGIN, marked, on_page, over, with_reading, without

#: What a catalogue may hold, broken writing included.
TEXTS = st.text("あア図書館本々〆12<>&\"'《》｜（） \n", max_size=30)
#: What comes from outside: anything the gate lets through.
FROM_OUTSIDE = st.text(max_size=30).filter(lambda text: not has_refused_character(text))
RUBY = '<ruby>図書館<rp>（</rp><rt aria-hidden="true">としょかん</rt><rp>）</rp></ruby>'
BOOKS = with_reading("図書館", "としょかん")


class _Words(HTMLParser):
    """The words of a page without the readings, and the tags it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags = "", set[str]()
        self._skipped = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.add(tag)
        if tag in {"rt", "rp"}:
            self._skipped = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""

    def handle_data(self, data: str) -> None:
        self.words += "" if self._skipped else data


def test_a_reading_stands_over_its_word() -> None:
    assert on_page(f"<p>{BOOKS}で</p>") == f"<p><bdi>{RUBY}で</bdi></p>"
    assert over("図書館《としょかん》") == RUBY
    assert "<ruby>12月<" in on_page(f"<p>{marked('｜12月《じゅうにがつ》')}</p>")


@pytest.mark.parametrize(
    "html",
    [
        '<a title="{}">a</a>',
        "<img alt='{} > x' src=''>",
        "<title>{} | 結の輪</title>",
        "<option value='1'>{}</option>",
        "<textarea>{}</textarea>",
        "<svg><title>{}</title><text>{}</text></svg>",
        '<span class="yw-hidden">{} <b>{}</b> <span>a</span> {}</span>',
        "<!-- {} -->",
    ],
)
def test_where_no_ruby_can_stand_the_word_stands_alone(html: str) -> None:
    page = on_page(f"<p>{html.replace('{}', BOOKS)}</p>{BOOKS}")

    assert page == f"<p>{html.replace('{}', '図書館')}</p><bdi>{RUBY}</bdi>"


def test_what_an_institution_wrote_stays_as_it_is() -> None:
    theirs = "源氏物語《げんじものがたり》を読む｜会"

    assert on_page(f"<p>{theirs}{BOOKS}</p>") == f"<p><bdi>{theirs}{RUBY}</bdi></p>"


def test_a_word_that_was_cut_in_two_leaves_no_mark() -> None:
    for length in range(len(BOOKS) + 1):
        page = on_page(f"<p>{BOOKS[:length]}</p>")
        assert not has_refused_character(page)
        assert "と" not in page or "<rt" in page


@given(TEXTS)
def test_the_ruby_of_any_text_is_its_words_and_nothing_of_its_markup(text: str) -> None:
    page = _Words(on_page(f"<p>{escape(marked(text))}</p>"))

    assert page.words == without(marked(text))
    assert page.tags <= {"p", "bdi", "ruby", "rt", "rp"}


@given(TEXTS)
def test_written_and_marked_readings_give_the_same_page(text: str) -> None:
    assert over(escape(text)) == re.sub("^<bdi>|</bdi>$", "", on_page(escape(marked(text))))


@given(FROM_OUTSIDE, FROM_OUTSIDE)
def test_text_from_outside_is_never_touched(before: str, after: str) -> None:
    page = on_page(f"<p>{escape(before)}{BOOKS}{escape(after)}</p>")

    assert page == f"<p><bdi>{escape(before)}{RUBY}{escape(after)}</bdi></p>"
    assert unescape(_Words(page).words) == _Words(page).words or "&" in before + after


@given(FROM_OUTSIDE)
def test_the_gate_refuses_every_mark(text: str) -> None:
    assert has_refused_character(f"{text}{BOOKS}")
    assert not re.search(f"[{BEGIN}\ufdd1\ufdd2]", text)


@given(TEXTS)
def test_plain_words_have_no_mark_left(text: str) -> None:
    assert not has_refused_character(without(marked(text)).replace("\n", ""))
    assert readings.without(text) == text
