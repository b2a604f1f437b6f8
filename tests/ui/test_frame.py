"""The frame round every page: menu, language, headers, lists by pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.ui.urls import rows
from yuinowa import ui
from yuinowa.core import sockets
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import MenuEntry
from yuinowa.ui.middleware import ResponseHeaders

PAGES = ["/components/", "/problems/", "/help/", "/accessibility/", "/privacy/", "/open-data/"]

LIBRARIAN = Actor(person=1, institution=2, label="試験市立中央図書館", unit="連携担当")


@pytest.fixture
def _menu(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        MenuEntry(1, "今日", "ui:help", "/", counts_turns=True),
        MenuEntry(2, "機関", "rows", "/rows/"),
        MenuEntry(3, "計画", "ui:gallery", "/components/", also=("/open-data/",)),
    ]
    monkeypatch.setattr(sockets, "_MENU", entries)


def menu_of(html: str) -> dict[str, str | None]:
    links = re.findall(r'<li><a href="[^"]*"( aria-current="([a-z]+)")?>(今日|機関|計画)', html)
    return {label: current or None for _, current, label in links}


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_reads_without_cookie_session_or_database(visitor: Client, address: str) -> None:
    # No database mark: a query would fail the test (R28).
    response = visitor.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert 'lang="ja"' in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_style_or_script_inline(visitor: Client, address: str) -> None:
    html = visitor.get(address).content.decode()

    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", html)


@pytest.mark.parametrize("address", PAGES)
def test_english_is_english(address: str) -> None:
    html = Client(headers={"Accept-Language": "en"}).get(address).content.decode()
    frame = html[: html.index("<main")] + html[html.index("</main>") :]

    assert '<html lang="en">' in html
    assert re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]+", frame) == ["日本語", "やさしい日本語"]


@pytest.mark.usefixtures("_menu")
def test_the_menu_shows_where_one_is(visitor: Client) -> None:
    page = menu_of(visitor.get("/rows/").content.decode())
    below = menu_of(visitor.get("/rows/?page=2").content.decode())
    also = menu_of(visitor.get("/open-data/").content.decode())
    elsewhere = menu_of(visitor.get("/privacy/").content.decode())

    assert page == below == {"今日": None, "機関": "page", "計画": None}
    assert also == {"今日": None, "機関": None, "計画": "true"}
    assert elsewhere == {"今日": None, "機関": None, "計画": None}


@pytest.mark.usefixtures("_menu")
@pytest.mark.django_db
def test_one_query_counts_the_turns_of_who_is_signed_in(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = rf.get("/rows/")
    request.actor = LIBRARIAN  # type: ignore[attr-defined]  # as ActorMiddleware does

    with django_assert_num_queries(1):
        html = rows(request).content.decode()

    assert "試験市立中央図書館 連携担当" in html


def test_no_shared_copy_is_kept_of_what_one_person_sees(rf: RequestFactory) -> None:
    request = rf.get("/rows/")
    request.actor = LIBRARIAN  # type: ignore[attr-defined]  # as ActorMiddleware does

    response = ResponseHeaders(lambda _request: HttpResponse())(request)

    assert response["Cache-Control"] == "private, no-cache"


def test_the_language_is_remembered_and_leads_back(visitor: Client) -> None:
    response = visitor.post(
        "/language/", {"language": "en"}, headers={"Referer": "http://testserver/help/?q=1"}
    )
    after = visitor.get("/help/", headers={"Accept-Language": "ja"}).content.decode()

    assert (response.status_code, response["Location"]) == (302, "http://testserver/help/?q=1")
    assert response.cookies["yuinowa-language"]["httponly"]
    assert '<html lang="en">' in after


def test_the_language_switch_never_leads_to_another_site(visitor: Client) -> None:
    response = visitor.post(
        "/language/",
        {"language": "en", "next": "https://evil.example/"},
        headers={"Referer": "https://evil.example/"},
    )

    assert response["Location"] == "/"


def test_every_answer_carries_its_headers(visitor: Client) -> None:
    response = visitor.get("/help/")

    assert "camera=()" in response["Permissions-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_a_made_up_region_is_not_for_search_engines(visitor: Client) -> None:
    response = visitor.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert "Disallow: /\n" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "status", "first"),
    [("", 200, "0"), ("?page=2", 200, "10"), ("?page=４", 200, "30")],
)
def test_a_list_is_read_by_pages(visitor: Client, query: str, status: int, first: str) -> None:
    response = visitor.get(f"/rows/{query}")

    assert response.status_code == status
    assert f'<p id="first">{first}</p>' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "status"), [("?page=x", 400), ("?page=0", 400), ("?page=5", 404), ("?page=-1", 400)]
)
def test_a_page_that_is_none_is_refused(visitor: Client, query: str, status: int) -> None:
    assert visitor.get(f"/rows/{query}").status_code == status


def test_links_to_other_pages_keep_the_search(visitor: Client) -> None:
    html = visitor.get("/rows/", {"q": "石&仏", "page": "2"}).content.decode()

    assert 'href="?q=%E7%9F%B3%26%E4%BB%8F&amp;page=3" rel="next"' in html
    assert html.count('aria-current="page"') == 2  # the page of the list, and the last crumb


def test_every_form_that_posts_says_where_to() -> None:
    # Left out, the address keeps the #main of the skip link, and the faults of the answer get no focus.
    pages = Path(ui.__file__).parents[1].rglob("*.html")
    forms = [
        (page.name, form)
        for page in pages
        for form in re.findall(r"<form[^>]*>", page.read_text(encoding="utf-8"))
        if 'method="post"' in form
    ]

    assert forms
    assert [form for form in forms if "action=" not in form[1]] == []
