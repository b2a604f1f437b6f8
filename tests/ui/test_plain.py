"""Plain Japanese: chosen like every language, falling back to Japanese, never to English."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import formats, translation
from django.utils.translation import get_language_info, gettext, ngettext, pgettext
from django.views.decorators.http import require_safe
from hypothesis import given
from hypothesis import strategies as st

from tests import messages
from yuinowa.core import languages, sockets
from yuinowa.core.languages import JAPANESE, PLAIN
from yuinowa.core.rights import Actor
from yuinowa.ui import plain_days, readings, words
from yuinowa.ui.middleware import PlainJapanese

NOVEMBER = date(2026, 11, 20)


@pytest.fixture
def reader() -> Client:
    """Somebody who chose plain Japanese."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = PLAIN
    return client


def said(html: str) -> str:
    """The words of the page without readings."""
    html = re.sub(r"<rp>.*?</rp>|<rt.*?</rt>", "", html)
    return re.sub(r"<[^>]+>", "", html)


def test_it_is_offered_beside_the_others_in_its_own_words() -> None:
    assert [code for code, _name in settings.LANGUAGES] == [JAPANESE, PLAIN, "en"]
    assert get_language_info(PLAIN)["name_local"] == "やさしい日本語"


@pytest.mark.parametrize(("chosen", "others"), [("ja", 2), (PLAIN, 2), ("en", 2)])
def test_the_switch_shows_the_other_languages(chosen: str, others: int) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen
    html = client.get("/help/").content.decode()

    assert html.count('name="language"') == others
    assert f'value="{chosen}"' not in html


def test_the_choice_is_remembered(visitor: Client) -> None:
    response = visitor.post("/language/", {"language": PLAIN})
    after = visitor.get("/help/")

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == PLAIN
    assert '<html lang="ja-simple">' in after.content.decode()
    assert after["Content-Language"] == PLAIN


@pytest.mark.parametrize("asked", ["ja", "ja-JP", "ja;q=0.9, en;q=0.8"])
def test_nobody_gets_it_without_having_chosen_it(asked: str) -> None:
    html = Client(headers={"Accept-Language": asked}).get("/help/").content.decode()

    assert '<html lang="ja">' in html
    assert "<ruby>" not in html


def test_a_page_for_residents_has_readings_and_costs_no_query(reader: Client) -> None:
    # No database mark: a query would fail the test (R28).
    html = reader.get("/help/").content.decode()

    assert '<html lang="ja-simple">' in html
    assert '<rt aria-hidden="true">としょかん</rt>' in html
    assert re.search(r"<title>[^<]*使い方", html)
    assert not re.search("[\ufdd0-\ufdef]", html)


def test_the_length_told_is_that_of_the_page_with_its_readings(reader: Client) -> None:
    # Otherwise a browser waits for what never comes.
    response = reader.get("/help/")

    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("address", ["/components/", "/open-data/", "/problems/"])
def test_another_page_is_wholly_in_japanese_and_says_so(reader: Client, address: str) -> None:
    response = reader.get(address)
    html = response.content.decode()
    in_japanese = Client(headers={"Accept-Language": "ja"}).get(address).content.decode()

    assert '<html lang="ja">' in html
    assert response["Content-Language"] == JAPANESE
    assert "このページには、やさしい" in html
    assert html.count('name="language"') == 2
    assert 'value="ja"' in html  # the way to ordinary Japanese, for good
    assert said(html[html.index("<h1") : html.index("</main>")]) == said(
        in_japanese[in_japanese.index("<h1") : in_japanese.index("</main>")]
    )


def test_a_page_that_is_missing_says_so_plainly(reader: Client) -> None:
    response = reader.get("/nothing/")

    assert response.status_code == 404
    assert "この ページは ありません" in said(response.content.decode())


def test_a_visitors_page_is_in_japanese_for_who_is_signed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sockets, "_RESIDENT_PAGES", {"a": False, "b": True})
    member = Actor(person=1, institution=2)

    assert [sockets.is_for_residents(name, Actor.nobody()) for name in "abc"] == [True, True, False]
    assert [sockets.is_for_residents(name, member) for name in "abc"] == [True, False, False]


def test_a_table_as_a_file_is_no_page(reader: Client) -> None:
    assert reader.get("/help/?format=csv")["Content-Language"] == JAPANESE


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [("text/html; charset=utf-8", False), ("application/octet-stream", True)],
)
def test_only_pages_are_looked_at(rf: RequestFactory, content_type: str, *, expected: bool) -> None:
    content = b"\xbf" + readings.BEGIN.encode() if expected else readings.BEGIN.encode()

    @require_safe
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(content, content_type=content_type)

    assert (PlainJapanese(view)(rf.get("/")).content == content) is expected


# ---------------------------------------------------------------- the catalogues


def _spoken(context: str | None, msgid: str, plural: str | None) -> str:
    if plural is not None:
        return ngettext(msgid, plural, 2)
    return pgettext(context, msgid) if context else gettext(msgid)


def _all_messages() -> dict[tuple[str | None, str, str | None], str | None]:
    """Every message of ours with its plain form, where it has one."""
    found: dict[tuple[str | None, str, str | None], str | None] = {}
    for locale in ("ja", messages.PLAIN):
        for wing in messages.wings():
            for message in messages.messages_of(wing, locale):
                ids = (message.id,) if isinstance(message.id, str) else message.id
                text = message.string if isinstance(message.string, str) else message.string[0]
                key = (message.context, ids[0], ids[1] if len(ids) > 1 else None)
                found.setdefault(key, None)
                if locale == messages.PLAIN:
                    found[key] = text
    return found


def test_what_has_a_plain_form_is_said_so_and_all_else_in_japanese() -> None:
    faults = []
    for key, plainly in _all_messages().items():
        with translation.override(JAPANESE):
            in_japanese = _spoken(*key)
        with translation.override(PLAIN):
            spoken = _spoken(*key)
        if spoken != (in_japanese if plainly is None else readings.marked(plainly)):
            faults.append((key, spoken))

    assert faults == []


def test_the_regions_own_word_reaches_plain_pages() -> None:
    # The plain catalogues leave the word to the Japanese ones, which speak the region's.
    plainly = [text for text in _all_messages().values() if text is not None]

    assert not [text for text in plainly if re.search("協働|共働|共創", text)]


def test_every_sentence_is_short() -> None:
    # Guideline: one idea a sentence. The law's own names and addresses of files are longer than any idea.
    long = [
        sentence
        for text in _all_messages().values()
        if text is not None
        for sentence in re.split("[。？]", re.sub("《[^》]*》|<[^>]+>", "", text))
        if len(re.sub(r"（[^）]*）|%\(\w+\)[sd]", "", sentence)) > 60
    ]

    assert long == []


def test_mails_and_members_pages_are_in_full() -> None:
    assert languages.in_full(PLAIN) == JAPANESE
    assert [languages.in_full(code) for code in ("ja", "en")] == ["ja", "en"]


# ---------------------------------------------------------------- days and years


def test_formats_are_the_japanese_ones() -> None:
    with translation.override(PLAIN):
        assert formats.get_format("DATE_FORMAT", lang=PLAIN) == "Y年n月j日"
        assert formats.date_format(NOVEMBER, "DATE_FORMAT") == "2026年11月20日"
        assert words.in_japanese()


def test_days_begin_with_the_western_year_and_have_readings() -> None:
    with translation.override(PLAIN):
        day = words.long_day_with_weekday(NOVEMBER)
        year = words.fiscal_year(2019)

    assert readings.without(day) == "2026年11月20日（令和8年）金曜日"
    assert "<ruby>20日<rp>（</rp>" in readings.on_page(day)
    assert readings.without(year) == "2019年度（令和元年度）"
    assert readings.without(plain_days.long_day(date(1870, 1, 1))) == "1870年1月1日"


@given(st.dates(date(1868, 1, 1), date(9998, 12, 31)))
def test_every_day_has_its_words(day: date) -> None:
    assert readings.without(plain_days.long_day(day)).startswith(
        f"{day.year}年{day.month}月{day.day}日"
    )
