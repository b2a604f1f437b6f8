"""The pages of the directory, as a visitor, a member and a stranger open them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.accounts import factories as accounts
from tests.directory import factories as make
from yuinowa.core import sockets
from yuinowa.core.rights import Role
from yuinowa.directory.domain.institutions import (
    Certainty,
    IdentifierScheme,
    InstitutionKind,
    SuccessionKind,
)
from yuinowa.directory.models import Institution

pytestmark = pytest.mark.django_db
Indexed = Callable[[], int]
LIST = "/institutions/"
FILE = "/institutions/export.csv"


def client_of(institution: Institution) -> Client:
    affiliation = accounts.an_affiliation(None, institution, Role.EDITOR)
    return accounts.a_client(affiliation.person)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


# ---------------------------------------------------------------- search


def test_a_visitor_searches_without_a_cookie(client: Client, indexed: Indexed) -> None:
    make.institution("三康図書館", isil="JP-1000031", kinds=[InstitutionKind.SPECIAL_LIBRARY])
    indexed()

    answer = client.get(LIST, {"q": "三康"})

    page = answer.content.decode()
    assert "三康図書館" in page
    assert "JP-1000031" in page
    assert "専門図書館" in page
    assert "東京都港区" in page
    assert not answer.cookies


def test_a_row_tells_the_names_that_its_own_name_does_not_hold(
    client: Client, indexed: Indexed
) -> None:
    entry = make.institution("みなと図書館")
    make.other_name(entry, "三田文庫")
    make.other_name(entry, "図書館")
    indexed()

    page = text(client, f"{LIST}?q=三田文庫")

    assert "前の名前 <bdi>三田文庫</bdi>" in page
    assert "前の名前 <bdi>図書館</bdi>" not in page


def test_narrowing_keeps_words_and_order_in_the_address(client: Client, indexed: Indexed) -> None:
    make.institution("港図書館")
    make.institution("港大学図書館", kinds=[InstitutionKind.UNIVERSITY_LIBRARY])
    indexed()

    page = text(client, f"{LIST}?q=港&kind=university_library&sort=name")

    assert "港大学図書館" in page
    assert "<bdi>港図書館</bdi>" not in page
    assert 'href="/institutions/?q=%E6%B8%AF&amp;sort=name"' in page  # takes it off
    assert '<input type="hidden" name="kind" value="university_library">' in page


def test_nothing_found_says_what_to_try(client: Client, indexed: Indexed) -> None:
    make.institution("港図書館")
    indexed()

    page = text(client, f"{LIST}?q=港&kind=npo")

    assert "「港」に合う機関はありません" in page
    assert "しぼりこみをすべて外す（1件）" in page
    assert "すべての機関を見る" in page


def test_an_empty_directory_says_how_it_is_filled(client: Client, indexed: Indexed) -> None:
    indexed()

    assert "機関はまだありません" in text(client, LIST)


def test_without_an_index_the_page_says_to_wait(client: Client) -> None:
    answer = client.get(LIST)

    assert answer.status_code == 503
    assert answer["Retry-After"]


@pytest.mark.parametrize(
    "query",
    [
        "page=abc",
        "page=0",
        "page=-1",
        "page=１",
        "page=99999999999999999999999",
        "page=",
        "kind=dragon",
        "kind=public_library&kind=public_library",
        "prefecture=99",
        "member=maybe",
        "sort=-pk;drop",
        "institution__level=private",
        "q=%22",
        "q=(",
        "q=AND",
        "q=a%3Ab*",
        "q=%20",
        "q=%E3%80%80",
        "q=%F0%A0%AE%B7",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_odd_queries_get_a_page(query: str, client: Client, indexed: Indexed) -> None:
    make.institution("港図書館")
    indexed()

    page = text(client, f"{LIST}?{query}")

    assert "<script" not in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "あ" * 201, 422),
        ("q=" + "あ+" * 21, 422),
        ("q=a%0Ab", 422),
        ("q=a%00b", 400),
        ("q=%ff", 400),
        ("page=2", 404),
    ],
)
def test_unreadable_queries_are_refused(
    query: str, status: int, client: Client, indexed: Indexed
) -> None:
    make.institution("港図書館")
    indexed()

    assert client.get(f"{LIST}?{query}").status_code == status


def test_a_fault_of_the_words_keeps_them(client: Client, indexed: Indexed) -> None:
    indexed()

    page = text(client, f"{LIST}?q={'あ' * 201}", status=422)

    assert "<title>誤り：" in page
    assert "あ" * 201 in page
    assert 'role="alert"' in page


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_costs_the_same_for_one_and_for_thirty(
    count: int, client: Client, indexed: Indexed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        entry = make.full_institution(f"港区{number}図書館")
        make.institution(f"みなと{number}", member=True)
        make.other_name(entry, f"旧{number}")
    indexed()
    client.get(LIST, {"q": "図書館"})

    with django_assert_num_queries(8):
        assert client.get(LIST, {"q": "図書館"}).status_code == 200


# ---------------------------------------------------------------- one institution


def test_the_page_tells_all_that_is_known(client: Client) -> None:
    entry = make.full_institution(
        "港区立三康図書館",
        address="東京都港区芝公園4-7-4",
        telephone="03-3431-6073",
        url="https://example.org/lib",
        name_en="Sanko Library",
    )
    make.identifier(
        entry,
        "123",
        scheme=IdentifierScheme.CORPORATE_NUMBER,
        valid=False,
        warnings=["check-digit", "a-word-of-tomorrow"],
        raw="１２３",
    )

    page = text(client, entry.get_absolute_url())

    for told in (
        "港区立三康図書館",
        "サンコウトショカン",
        "Sanko Library",
        "公共図書館・東京都港区",
        "名簿の登録",
        "機関の確認がまだ",
        "東京都港区芝公園4-7-4",
        "03-3431-6073",
        'href="https://example.org/lib"',
        "前の名前",
        "ほかの機関への貸出し",
        "受け付ける",
        "令和2年7月27日",
        "別の窓口で受け付ける",
        "照合に使いません",
        "検査数字が合いません",
        "a-word-of-tomorrow",
        "出典では「<bdi>１２３</bdi>」です。",
        "たぶん同じ機関です",
        "名前の中心が同じです。 電話番号が同じです。",
        "CC BY 4.0",
        "機関の確認は、まだありません",
    ):
        assert told in page, told
    assert "平成31年" not in page
    assert "令和元年7月27日" not in page  # an older word on the same service
    assert "as received" not in page


def test_an_entry_without_anything_says_so(client: Client) -> None:
    page = text(client, make.institution("無名の館", kinds=[]).get_absolute_url())

    assert "何を受け付けているか、書いた出典がありません" in page
    assert "番号は分かっていません" in page
    assert "ここで登録しました" in page
    assert "分かりません" in page


def test_a_made_up_institution_says_so(client: Client) -> None:
    entry = make.institution("試験市立図書館", demo=True, member=True)

    page = text(client, entry.get_absolute_url())

    assert "実在しない機関です" in page
    assert "参加館" in page


def test_a_confirmed_entry_gives_the_day(client: Client) -> None:
    entry = make.institution(last_confirmed=date(2026, 4, 1))

    page = text(client, entry.get_absolute_url())

    assert "令和8年4月1日" in page
    assert "機関の確認がまだ" not in page


def test_what_came_before_and_after_is_linked_as_far_as_it_may_be_seen(client: Client) -> None:
    here = make.institution("統合館")
    before, after = make.institution("旧い館"), make.institution("後の館")
    hidden = make.institution("隠れた館", level="private")
    make.succession(before, here)
    make.succession(here, after, SuccessionKind.RENAME)
    make.succession(hidden, here)

    page = text(client, here.get_absolute_url())

    assert "この機関に統合されました" in page
    assert "いまの名前の機関" in page
    assert f'href="{before.get_absolute_url()}"' in page
    assert f'href="{after.get_absolute_url()}"' in page
    assert "隠れた館" not in page


def test_what_other_wings_plug_in_stands_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make.institution("試験館")
    note = {"title": f"{entry.name}の知らせ", "tone": "", "icon": "info"}
    panel = sockets.Panel(1, "ui/components/note.html", note)
    key = "directory.institution"
    monkeypatch.setitem(sockets._PANELS, key, [lambda _obj, _actor: panel])
    monkeypatch.setitem(
        sockets._DEEDS, key, [lambda obj, _actor: sockets.Deed(1, "たずねる", f"/ask/{obj.pk}/")]
    )

    page = text(client, entry.get_absolute_url())

    assert "試験館の知らせ" in page
    assert f'href="/ask/{entry.pk}/">たずねる</a>' in page


@pytest.mark.parametrize("level", ["members", "private"])
def test_who_may_not_see_it_gets_the_page_of_what_is_not_there(level: str, client: Client) -> None:
    entry = make.institution("隠れた館", level=level, member=True)
    member = make.institution("参加館", member=True)

    missing = text(client, "/institutions/999999/", status=404)

    assert text(client, entry.get_absolute_url(), status=404) == missing
    client_of(entry).get(entry.get_absolute_url())
    assert text(client_of(entry), entry.get_absolute_url())
    expected = 200 if level == "members" else 404
    assert client_of(member).get(entry.get_absolute_url()).status_code == expected


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999999", "18446744073709551616"])
def test_an_id_beyond_all_is_missing(pk: str, client: Client) -> None:
    assert client.get(f"/institutions/{pk}/").status_code == 404


def test_the_page_costs_the_same_with_one_part_and_with_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = make.full_institution()
    for number in range(30):
        make.other_name(entry, f"旧{number}")
        make.identifier(entry, f"X{number}", scheme=IdentifierScheme.URL)
        make.source(entry, f"list-{number}", certainty=Certainty.SURE, reasons=["name"])
        make.succession(make.institution(f"前{number}"), entry)
    few = make.full_institution()
    make.succession(make.institution("前"), few)

    for address in (few.get_absolute_url(), entry.get_absolute_url()):
        with django_assert_num_queries(19):
            client.get(address)


@pytest.mark.parametrize("address", [LIST, FILE, "/institutions/1/"])
def test_only_reading_is_possible(address: str, client: Client) -> None:
    assert client.post(address).status_code == 405


# ---------------------------------------------------------------- the file


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_holds_what_the_search_finds(client: Client, indexed: Indexed) -> None:
    make.full_institution("=HYPERLINK図書館")
    make.institution("港区立図書館", prefecture="13")
    make.institution("隠れた図書館", level="members")
    indexed()

    answer = client.get(FILE, {"q": "図書館"})

    rows = rows_of(answer.content)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="institutions.csv"'
    assert {row["名前"] for row in rows} == {"'=HYPERLINK図書館", "港区立図書館"}
    assert {row["種類"] for row in rows} == {"公共図書館"}
    assert any("レファレンス協同データベース" in row["出典"] for row in rows)
    assert not answer.cookies


def test_the_file_goes_beyond_a_page_at_the_same_cost_a_hundred(
    client: Client, indexed: Indexed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(150):
        make.institution(f"試験{number:03}図書館")
    indexed()

    with django_assert_num_queries(16):  # two parts of at most a hundred
        answer = client.get(FILE)

    names = [row["名前"] for row in rows_of(answer.content)]
    assert len(names) == len(set(names)) == 150


@pytest.mark.parametrize(("query", "status"), [("q=" + "あ" * 201, 400), ("q=" + "あ+" * 21, 422)])
def test_a_file_of_unreadable_words_is_refused(
    query: str, status: int, client: Client, indexed: Indexed
) -> None:
    indexed()

    assert client.get(f"{FILE}?{query}").status_code == status
