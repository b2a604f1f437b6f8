"""The ledger's pages, as the owner, its partner, a stranger, the region office and a visitor open them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import factories as accounts
from tests.ledger.factories import deed, loan
from yuinowa.accounts.models import SignedInSession
from yuinowa.core import clock
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Choice, Closing
from yuinowa.ledger.queries import closings
from yuinowa.ledger.services import Figure

pytestmark = pytest.mark.django_db
EXPLORER = "/ledger/"
YEAR = "year=2025"
SYSTEM = Actor.system()


@pytest.fixture
def owner() -> Institution:
    return accounts.an_institution("港区立図書館")


@pytest.fixture
def partner() -> Institution:
    return accounts.an_institution("三康図書館")


def client_of(institution: Institution, *roles: Role) -> Client:
    affiliation = accounts.an_affiliation(None, institution, *(roles or (Role.EDITOR,)))
    return accounts.a_client(affiliation.person)


def office() -> Client:
    region = accounts.an_institution("地域事務局", region_office=True)
    return client_of(region, Role.COORDINATOR)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return unescape(answer.content.decode())


def contact(one: Institution, other: Institution, persons: int = 0, **more: Any) -> None:
    legs = [loan(one.pk, other.pk, 1, kind="contact", unit=Unit.TIME)]
    if persons:
        legs.append(loan(one.pk, other.pk, persons, kind="contact", unit=Unit.PERSON))
    ledger.post(deed(*legs, **more), SYSTEM)


def lend(giver: Institution, receiver: Institution, quantity: int = 1, **more: Any) -> None:
    ledger.post(deed(loan(giver.pk, receiver.pk, quantity), **more), SYSTEM)


def contested(owner: Institution, partner: Institution) -> Choice:
    """The owner lent 7 by the record, 9 by its own word."""
    lend(owner, partner, 7)
    figure = Figure("ill.loan", Unit.ITEM, 9, owner.pk, partner.pk, date(2025, 5, 20))
    ledger.state(
        [figure],
        stated_by=owner.pk,
        title="令和7年度 図書館年報",
        received_on=date(2026, 4, 10),
        digest="d" * 64,
        actor=SYSTEM,
    )
    return Choice.objects.get(institution=owner, side=Side.GIVEN.value)


def links_to(page: str, start: str) -> list[str]:
    return re.findall(rf'href="({re.escape(start)}[^"]*)"', page)


# ---------------------------------------------------------------- the table


def test_the_owner_and_the_partner_see_the_same_from_their_side(
    owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, 3)
    lend(owner, partner, 4)

    ours = text(client_of(owner), f"{EXPLORER}?{YEAR}")
    theirs = text(client_of(partner), f"{EXPLORER}?{YEAR}")

    assert re.search(
        r"三康図書館</a></th><td[^>]*></td></tr>\s*<tr><th[^>]*>貸出（相互貸借）.*?>7点</a>.*?（2件）",
        ours,
        re.DOTALL,
    )
    assert re.search(
        r"港区立図書館</a></th><td[^>]*></td></tr>\s*<tr><th[^>]*>貸出（相互貸借）.*?0点.*?>7点</a>",
        theirs,
        re.DOTALL,
    )


def test_strangers_and_visitors_see_the_regions_sums_alone(
    client: Client, owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, 7)
    stranger = client_of(accounts.an_institution())

    for who in (client, stranger):
        page = text(who, f"{EXPLORER}?{YEAR}&whole=1")
        assert '<td class="yw-n">7</td><td>点</td>' in page
        assert "三康図書館" not in page
        assert who.get(f"{EXPLORER}?{YEAR}&institution={owner.pk}").status_code == 404
    assert "まだ何もありません" in text(stranger, f"{EXPLORER}?{YEAR}")


def test_the_region_office_opens_any_institutions_table(
    owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, 7)
    region = office()

    whole = text(region, f"{EXPLORER}?{YEAR}")
    one = text(region, f"{EXPLORER}?{YEAR}&institution={owner.pk}")

    assert f'<option value="{owner.pk}">港区立図書館</option>' in whole
    assert "三康図書館</a></th>" in one


def test_filters_narrow_by_kind_partner_and_direction(
    owner: Institution, partner: Institution
) -> None:
    third = accounts.an_institution("試験市立図書館")
    lend(owner, partner, 3)
    lend(third, owner, 5)
    contact(owner, partner)
    client = client_of(owner)

    def rows(words: str) -> list[str]:
        page = text(client, f"{EXPLORER}?{YEAR}&{words}")
        body = page.partition("<tbody>")[2].partition("<tfoot>")[0]
        return re.findall(r'<th scope="row"[^>]*>(.*?)</th>', body)

    assert rows("") == ["連絡", "貸出（相互貸借）", "貸出（相互貸借）"]
    assert rows("kind=contact") == ["連絡"]
    assert rows(f"partner={third.pk}") == ["貸出（相互貸借）"]
    assert rows("direction=given") == ["貸出（相互貸借）"]
    assert rows(f"direction=given&partner={third.pk}") == []


def test_a_contact_has_no_giving_side(owner: Institution, partner: Institution) -> None:
    contact(owner, partner)
    contact(partner, owner)

    page = text(client_of(owner), f"{EXPLORER}?{YEAR}")

    assert re.search(r'colspan="2"><span class="yw-soft">たがいに</span> <a [^>]*>2回</a>', page)


def test_thirty_partners_cost_as_many_queries_as_one(
    owner: Institution, partner: Institution
) -> None:
    client = client_of(owner)
    lend(owner, partner)
    with CaptureQueriesContext(
        connection,
    ) as one:
        text(client, f"{EXPLORER}?{YEAR}")
    for _ in range(29):
        lend(owner, accounts.an_institution())
    with CaptureQueriesContext(connection) as thirty:
        page = text(client, f"{EXPLORER}?{YEAR}")

    assert page.count("</a></th>") == 30
    assert len(thirty) == len(one)
    assert not [found for found in thirty if '"ledger_entry"' in found["sql"]]


def test_the_table_as_csv_opens_in_an_office(owner: Institution, partner: Institution) -> None:
    lend(owner, partner, 3)
    contact(owner, partner)

    answer = client_of(owner).get(f"{EXPLORER}?{YEAR}&format=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "令和7年度,三康図書館,連絡,回,,,,,1,1,",
        "令和7年度,三康図書館,貸出（相互貸借）,点,3,1,0,0,,,",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "year=abc", "year=99999999999999999999", "year=²", "year=-1", "kind=no.such", "kind=%20",
        "partner=x", "partner=999999999999999999", "direction=up", "institution=", "whole=2",
        "format=exe", "partner=0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["", "entries/"])
def test_what_cannot_be_read_becomes_the_default(
    owner: Institution, partner: Institution, words: str, page: str
) -> None:
    lend(owner, partner)
    base = f"fiscal_year=2025&kind=ill.loan&unit=item&{words}" if page else words

    answer = client_of(owner).get(f"{EXPLORER}{page}?{base}")

    assert answer.status_code in {200, 302}


def test_the_public_cannot_subtract_its_way_to_a_few_persons(
    client: Client, owner: Institution, partner: Institution
) -> None:
    contact(owner, partner, persons=3)
    event = loan(owner.pk, partner.pk, 40, kind="activity.joint", unit=Unit.PERSON)
    ledger.post(deed(event), SYSTEM)

    public = text(client, f"{EXPLORER}?{YEAR}")
    narrowed = text(client, f"{EXPLORER}?{YEAR}&kind=activity.joint")
    region = text(office(), f"{EXPLORER}?{YEAR}")

    assert public.count("非公開") == 2
    assert narrowed.count("非公開") == 1
    assert '<td class="yw-n">3</td><td>人</td>' in region


# ---------------------------------------------------------------- down to the entries


def test_what_a_cell_says_is_the_sum_of_the_entries_behind_it(
    owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, 3)
    lend(owner, partner, 4, source="x/1")
    lend(partner, owner, 100)
    contact(owner, partner)
    contact(partner, owner)
    ledger.correct(
        deed(loan(owner.pk, partner.pk, 6), source="x/1"), reason="数え直し", actor=SYSTEM
    )
    client = client_of(owner)
    page = text(client, f"{EXPLORER}?{YEAR}")

    said = re.findall(r'<a href="(/ledger/entries/[^"]*)">(\d+)[点回]</a>', page)
    opened = {
        (number, re.search(r'<tfoot>.*?class="yw-n">(\d+)[点回]', text(client, url), re.DOTALL)[1])  # type: ignore[index]
        for url, number in said
    }

    assert opened == {("9", "9"), ("100", "100"), ("2", "2")}


def test_reversals_and_corrections_are_shown_with_their_reason(
    owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, 4, source="x/1")
    ledger.correct(
        deed(loan(owner.pk, partner.pk, 6), source="x/1"), reason="数え直し", actor=SYSTEM
    )

    page = text(client_of(partner), "/ledger/entries/?fiscal_year=2025&kind=ill.loan&unit=item")

    for word in ("取り消し</span>", "取り消し済み", "第2版", "数え直し", "−4点"):
        assert word in page
    assert links_to(page, "/ledger/deeds/x/1/")


def test_a_stranger_sees_no_entry_and_no_deed(
    client: Client, owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, source="x/1")
    stranger = client_of(accounts.an_institution())
    behind = "/ledger/entries/?fiscal_year=2025&kind=ill.loan&unit=item"

    assert "見られる内訳はありません" in text(stranger, behind)
    assert stranger.get("/ledger/deeds/x/1/").status_code == 404
    assert stranger.get("/ledger/deeds/no/such/").status_code == 404
    for address in (behind, "/ledger/deeds/x/1/", "/ledger/closings/", "/ledger/choices/1/"):
        assert client.get(address).status_code == 302


def test_numbers_of_persons_are_never_opened(owner: Institution, partner: Institution) -> None:
    contact(owner, partner, persons=12, source="c/1")

    page = text(client_of(owner), f"{EXPLORER}?{YEAR}")
    behind = text(client_of(owner), "/ledger/entries/?fiscal_year=2025&kind=contact&unit=person")

    assert "12人" in page
    assert "unit=person" not in page
    assert "人数の内訳は開けません" in behind
    assert "12人" in text(client_of(owner), "/ledger/deeds/c/1/")
    assert "12人" not in text(office(), "/ledger/deeds/c/1/")


def test_a_deed_shows_both_versions_after_a_correction(
    owner: Institution, partner: Institution
) -> None:
    lend(owner, partner, 4, source="x/1")
    ledger.correct(
        deed(loan(owner.pk, partner.pk, 6), source="x/1"), reason="数え直し", actor=SYSTEM
    )

    page = text(client_of(owner), "/ledger/deeds/x/1/")

    assert page.index("6点") < page.index("4点")
    assert "第1版" in page
    assert "第2版" in page
    assert "数え直し" in page


def test_a_deed_taken_back_says_so(owner: Institution, partner: Institution) -> None:
    lend(owner, partner, source="x/1")
    ledger.reverse("x/1", reason="二重", actor=SYSTEM)

    page = text(client_of(owner), "/ledger/deeds/x/1/")

    assert "もう数に入りません" in page
    assert "二重" in page


def test_the_entries_as_csv(owner: Institution, partner: Institution) -> None:
    lend(owner, partner, 3, source="x/1")

    answer = client_of(owner).get(
        "/ledger/entries/?fiscal_year=2025&kind=ill.loan&unit=item&format=csv"
    )

    (line,) = answer.content.decode("utf-8-sig").splitlines()[1:]
    assert line == (
        "令和7年5月20日,港区立図書館,三康図書館,貸出（相互貸借）,3,点,この仕組みの記録,1,,,,x/1"
    )


# ---------------------------------------------------------------- which figure counts


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "貸出（相互貸借）・渡した 令和7年度：どちらの数を使うか"),
        ("en", "Loan (inter-library) (Given), FY2025: which figure counts?"),
    ],
)
def test_an_open_question_waits_for_an_administrator_in_the_readers_language(
    owner: Institution, partner: Institution, language: str, words: str
) -> None:
    choice = contested(owner, partner)
    admin = client_of(owner, Role.ADMIN)
    admin.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    wait = Wait.objects.get(ended_at=None)

    assert words in text(admin, "/")
    assert (wait.role, wait.url) == ("admin", reverse("ledger:choice-decide", args=[choice.pk]))


def test_the_question_names_the_document_that_states_a_figure(
    owner: Institution, partner: Institution
) -> None:
    choice = contested(owner, partner)

    page = text(client_of(owner, Role.ADMIN), reverse("ledger:choice-decide", args=[choice.pk]))

    assert re.findall(r"<bdi>([^<]*)</bdi> <span[^>]*>([^<]*)</span>", page) == [
        ("令和7年度 図書館年報", "（令和8年4月10日受け取り）")
    ]


def test_deciding_closes_the_wait_and_moves_the_table(
    owner: Institution, partner: Institution
) -> None:
    choice = contested(owner, partner)
    admin = client_of(owner, Role.ADMIN)
    address = reverse("ledger:choice-decide", args=[choice.pk])
    before = text(admin, f"{EXPLORER}?{YEAR}")

    page = text(admin, address)
    refused = admin.post(address, {"voice": "2", "reason": " "})
    answer = admin.post(address, {"voice": "2", "reason": "全館の数"}, follow=True)

    assert links_to(before, address)
    assert "7<small> 点" in page
    assert "9<small> 点" in page
    assert refused.status_code == 422
    after = unescape(answer.content.decode())
    assert "決まりました" in after
    assert ">9点</a>" in after
    assert "数が2つ" not in after
    assert not Wait.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("voice", ["", "1x", "3", "9", "²"])
def test_a_voice_nobody_speaks_with_is_refused(
    owner: Institution, partner: Institution, voice: str
) -> None:
    choice = contested(owner, partner)
    address = reverse("ledger:choice-decide", args=[choice.pk])

    answer = client_of(owner, Role.ADMIN).post(address, {"voice": voice, "reason": "x"})

    assert answer.status_code == 422
    assert Choice.objects.get().contested


def test_who_decides_is_an_administrator_of_the_institution_itself(
    owner: Institution, partner: Institution
) -> None:
    choice = contested(owner, partner)
    address = reverse("ledger:choice-decide", args=[choice.pk])
    given = {"voice": "2", "reason": "全館の数"}

    assert "管理者が決めます" in text(client_of(owner), address)
    assert client_of(owner).post(address, given).status_code == 403
    assert client_of(partner, Role.ADMIN).post(address, given).status_code == 404


# ---------------------------------------------------------------- closing a year


def test_an_administrator_closes_a_year_and_late_postings_need_a_reason(
    owner: Institution, partner: Institution
) -> None:
    admin = client_of(owner, Role.ADMIN)

    offered = text(admin, "/ledger/closings/")
    asked = text(admin, "/ledger/closings/2025/close/")
    answer = admin.post("/ledger/closings/2025/close/", follow=True)

    assert links_to(offered, "/ledger/closings/2025/close/")
    assert "締めるとどうなるか" in asked
    assert "令和7年度を締める" in asked
    assert "令和7年度を締めました" in answer.content.decode()
    assert Closing.objects.get().institution == owner
    with pytest.raises(InputRefused, match="理由が要ります"):
        lend(owner, partner)
    lend(owner, partner, 2, source="late/1", reason="伝票が後で届いた")
    page = text(admin, "/ledger/entries/?fiscal_year=2025&kind=ill.loan&unit=item")
    assert "締めたあと" in page
    assert "伝票が後で届いた" in page


@pytest.mark.parametrize("year", [0, 1999, 2026, 9999, 10**30])
def test_a_year_that_is_not_over_or_not_offered_is_not_closed(
    owner: Institution, year: int
) -> None:
    admin = client_of(owner, Role.ADMIN)

    assert admin.get(f"/ledger/closings/{year}/close/").status_code == 409
    assert admin.post(f"/ledger/closings/{year}/close/").status_code == 409
    assert not Closing.objects.exists()


def test_a_closed_year_is_not_closed_once_more(owner: Institution) -> None:
    admin = client_of(owner, Role.ADMIN)
    admin.post("/ledger/closings/2025/close/")

    again = admin.post("/ledger/closings/2025/close/")

    assert again.status_code == 409
    assert "この年度は締められません" in again.content.decode()
    assert Closing.objects.count() == 1


def test_before_a_year_is_closed_the_page_asks_who_is_there(owner: Institution) -> None:  # R27
    admin = client_of(owner, Role.ADMIN)
    SignedInSession.objects.update(fresh_at=clock.now() - timedelta(minutes=11))

    page = admin.get("/ledger/closings/2025/close/")
    sent = admin.post("/ledger/closings/2025/close/")

    assert page["Location"].startswith("/accounts/again/")
    assert sent.status_code == 403
    assert not Closing.objects.exists()


def test_the_page_before_closing_names_the_figures_nobody_has_decided(
    owner: Institution, partner: Institution
) -> None:
    choice = contested(owner, partner)

    page = text(client_of(owner, Role.ADMIN), "/ledger/closings/2025/close/")

    assert links_to(page, reverse("ledger:choice-decide", args=[choice.pk]))


def test_an_editor_reads_closed_years_and_closes_none(owner: Institution) -> None:
    editor = client_of(owner)

    assert "まだ締めた年度はありません" in text(editor, "/ledger/closings/")
    assert not links_to(text(editor, "/ledger/closings/"), "/ledger/closings/2025/close/")
    assert editor.get("/ledger/closings/2025/close/").status_code == 403
    assert editor.post("/ledger/closings/2025/close/").status_code == 403


# ---------------------------------------------------------------- on other pages


def test_home_and_the_partners_page_say_what_passed_this_year(
    owner: Institution, partner: Institution
) -> None:
    today = date(2026, 5, 1)
    ledger.post(deed(loan(owner.pk, partner.pk, 7, day=today)), SYSTEM)
    client = client_of(owner)

    home, page = text(client, "/"), text(client, partner.get_absolute_url())

    assert re.search(r"<dt>貸した</dt><dd><a [^>]*>7</a><small> 点", home)
    assert "わたしたちとのやりとり" in page
    assert ">7点</a>" in page
    assert f"partner={partner.pk}" in page


def test_visitors_find_the_ledger_in_the_menu_and_no_card(client: Client) -> None:
    home = text(client, "/")

    assert links_to(home, "/ledger/")
    assert "今年度の動き" not in home


def test_a_year_that_is_not_over_is_refused_in_japanese(
    owner: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    this_year = FiscalYear.of(clock.today())
    monkeypatch.setattr(closings, "years_to_close", lambda *_, **__: [this_year])

    answer = client_of(owner, Role.ADMIN).post(f"/ledger/closings/{this_year.start_year}/close/")

    assert answer.status_code == 409
    assert "この年度はまだ終わっていません。" in answer.content.decode()
    assert "4月1日以降に締めてください。" in answer.content.decode()
