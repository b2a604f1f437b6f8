"""Pages of contacts as owner, partner and stranger; bad input; the same question count for many rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.relations.factories import contact, content, editor_of, institution
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import Closing, Entry
from yuinowa.relations import services
from yuinowa.relations.domain.contacts import ledger_source
from yuinowa.relations.models import Contact
from yuinowa.relations.views import contacts as contact_pages
from yuinowa.search import index

pytestmark = pytest.mark.django_db
DAY = content().day


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def fields(partner: Institution | None = None, **changes: str) -> dict[str, str]:
    given = {
        "partner": str(partner.pk) if partner else "",
        "partner_name": "",
        "day": "令和8年10月5日",
        "means": "visited",
        "about": "学級文庫",
        "headcount": "１２",
        "once": new_key(),
    }
    return given | changes


def test_the_form_is_filled_in_with_today_and_the_partner() -> None:
    library, school = institution(), institution("試験市立第一小学校")
    page = browser(library, Role.EDITOR).get(f"/contacts/new/?with={school.pk}")

    assert page.status_code == 200
    assert "試験市立第一小学校" in page.content.decode()


def test_a_contact_is_recorded_and_shown() -> None:
    library, school = institution(), institution("試験市立第一小学校")

    answer = browser(library, Role.EDITOR).post("/contacts/new/", fields(school), follow=True)

    made = Contact.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert (made.headcount, made.day) == (12, DAY)
    assert "両方の機関から見えます" in answer.content.decode()


def test_a_name_is_looked_up_and_several_are_offered() -> None:
    library = institution()
    for name in ("試験市立第一小学校", "試験市立第二小学校"):
        institution(name)
    index.reindex("institutions")
    page = browser(library, Role.EDITOR)

    unclear = page.post("/contacts/new/", fields(partner_name="小学校"))
    clear = page.post("/contacts/new/", fields(partner_name="第一小学校"))
    nobody = page.post("/contacts/new/", fields(partner_name="どこにもない館"))

    assert (unclear.status_code, clear.status_code, nobody.status_code) == (422, 302, 422)
    assert "試験市立第二小学校" in unclear.content.decode()
    assert "に合う機関はありません" in nobody.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"day": "令和8年2月30日"},
        {"day": "令和0年1月1日"},
        {"day": "平成32年4月1日"},
        {"day": "26/10/5"},
        {"day": ""},
        {"day": "2999-01-01"},
        {"means": "carrier-pigeon"},
        {"about": ""},
        {"about": "\u3000\u200b"},
        {"about": "あ" * 101},
        {"about": "a\x00b"},
        {"about": "一行\n二行"},
        {"headcount": "九"},
        {"headcount": "0"},
        {"headcount": "-3"},
        {"headcount": "1.5"},
        {"headcount": "1" * 30},
        {"partner": "999999999"},
        {"partner": "²"},
        {"partner": "1' OR 1=1"},
        {"once": ""},
        {"once": "x"},
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(changes: dict[str, str]) -> None:
    library, school = institution(), institution("小学校")
    index.reindex("institutions")

    answer = browser(library, Role.EDITOR).post("/contacts/new/", fields(school) | changes)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Contact.objects.exists()
    assert not Entry.objects.exists()


def test_one_is_not_in_contact_with_oneself() -> None:
    library = institution()

    answer = browser(library, Role.EDITOR).post("/contacts/new/", fields(library))

    assert answer.status_code == 422
    assert not Contact.objects.exists()


def test_the_same_form_sent_twice_is_one_contact() -> None:  # R31
    library, school = institution(), institution("小学校")
    page, form = browser(library, Role.EDITOR), fields(school)

    answers = [page.post("/contacts/new/", form, follow=True) for _ in range(2)]

    assert Contact.objects.count() == 1
    assert "数えるのは1回です" in answers[1].content.decode()


def test_a_second_contact_of_the_pair_and_day_is_asked_about() -> None:
    library, school = institution(), institution("小学校")
    contact(library, school)
    page = browser(school, Role.EDITOR)

    asked = page.post("/contacts/new/", fields(library))
    another = page.post("/contacts/new/", fields(library, another="1"))

    assert (asked.status_code, another.status_code) == (200, 302)
    assert "同じ連絡ですか" in asked.content.decode()
    assert Contact.objects.count() == 2


def test_after_closing_a_reason_is_asked_for_and_kept() -> None:
    library, school = institution(), institution("小学校")
    year = FiscalYear.of(DAY)
    Closing.objects.create(
        institution=school, fiscal_year=year.start_year, closed_at="2026-11-01T00:00Z", closed_by=1
    )
    page = browser(library, Role.EDITOR)

    asked = page.post("/contacts/new/", fields(school))
    given = page.post("/contacts/new/", fields(school, late_reason="手帳を見て気づいた"))

    assert (asked.status_code, given.status_code) == (422, 302)
    assert set(Entry.objects.values_list("late", "reason")) == {(True, "手帳を見て気づいた")}


@pytest.mark.parametrize("deed", ["", "correct/", "withdraw/"])
def test_a_strangers_contact_is_as_good_as_missing(deed: str) -> None:  # R22
    library, school, other = institution(), institution("小学校"), institution("他の館")
    made = contact(library, school)
    page = browser(other, Role.ADMIN)

    foreign = page.get(f"/contacts/{made.pk}/{deed}")
    missing = page.get(f"/contacts/{made.pk + 1000}/{deed}")

    assert (foreign.status_code, foreign.content) == (404, missing.content)


def test_the_deed_in_the_ledger_leads_back_to_the_contact_for_those_who_may_read_it() -> None:
    library, office = (
        institution(),
        institution("試験県図書館協力ネットワーク事務局", region_office=True),
    )
    made = contact(library, institution("試験市立第一小学校"))
    address = f"/ledger/deeds/{ledger_source(made.pk)}/"
    way_back = f'href="{made.get_absolute_url()}"'

    ours = browser(library, Role.EDITOR).get(address).content.decode()
    regions = browser(office, Role.COORDINATOR).get(address).content.decode()

    assert way_back in ours
    assert way_back not in regions


def test_the_partner_reads_and_does_not_change() -> None:
    library, school = institution(), institution("小学校")
    made = contact(library, school)
    page = browser(school, Role.ADMIN)

    assert page.get(made.get_absolute_url()).status_code == 200
    assert page.get(f"/contacts/{made.pk}/correct/").status_code == 403


def test_whoever_comes_second_gets_409_and_keeps_the_words() -> None:  # R31
    library, school = institution(), institution("小学校")
    made = contact(library, school)
    services.correct_contact(
        made.pk, content(about="選書"), reason="用件", expected_version=1, actor=editor_of(library)
    )

    answer = browser(library, Role.EDITOR).post(
        f"/contacts/{made.pk}/correct/", fields() | {"reason": "数え違い", "version": "1"}
    )

    assert answer.status_code == 409
    assert "選書" in answer.content.decode()
    assert "学級文庫" in answer.content.decode()


def test_withdrawing_asks_for_confirmation_and_a_reason() -> None:
    library, school = institution(), institution("小学校")
    made = contact(library, school)
    page = browser(library, Role.EDITOR)

    assert page.get(f"/contacts/{made.pk}/withdraw/").status_code == 200
    assert page.post(f"/contacts/{made.pk}/withdraw/", {"version": "1"}).status_code == 422
    page.post(f"/contacts/{made.pk}/withdraw/", {"version": "1", "reason": "別の館の分"})

    assert "取り消し" in page.get(made.get_absolute_url()).content.decode()


def test_a_list_asks_the_same_questions_for_one_row_and_for_thirty() -> None:
    library, school = institution(), institution("小学校")
    page = browser(library, Role.EDITOR)
    counts = []
    for rows in (1, 30):
        while Contact.objects.count() < rows:
            contact(library, school)
        page.get("/contacts/?year=all")
        with CaptureQueriesContext(connection) as asked:
            page.get("/contacts/?year=all")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_list_comes_as_a_file_that_nothing_runs_in() -> None:  # R16
    library, school = institution(), institution("小学校")
    contact(library, school, about="=HYPERLINK(1)")

    answer = browser(library, Role.EDITOR).get("/contacts/?year=all&format=csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == "2026-10-05"
    assert "'=HYPERLINK(1)" in rows[1]


@pytest.mark.parametrize(
    "query", ["year=abc", "year=99999", "page=-1", "page=x", "year=２０２６", "format=exe"]
)
def test_an_odd_question_gets_the_usual_list(query: str) -> None:  # R4
    library, school = institution(), institution("小学校")
    contact(library, school)

    assert browser(library, Role.EDITOR).get(f"/contacts/?{query}").status_code == 200


def test_a_visitor_is_sent_to_sign_in() -> None:
    assert Client().get("/contacts/").status_code == 302


def test_what_the_ledger_refuses_is_said_in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    library, school = institution(), institution("試験市立第一小学校")
    Closing.objects.create(
        institution=school, fiscal_year=FiscalYear.of(DAY).start_year, closed_at=clock.now()
    )
    # The year is closed between the form's look and the posting.
    monkeypatch.setattr(contact_pages, "is_closed_for", lambda *_, **__: False)

    answer = browser(library, Role.EDITOR).post("/contacts/new/", fields(school))

    assert answer.status_code == 422
    assert "この年度は締めてあるので、あとからの記録には理由が要ります。" in answer.content.decode()
    assert "遅れた理由を書いてください。" in answer.content.decode()
    assert not Contact.objects.exists()
