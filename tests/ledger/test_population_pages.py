"""The pages of a population: everybody reads the series, its officers keep it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation, an_institution
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.ledger.models import Population
from yuinowa.ledger.services.populations import (
    PopulationEntry,
    correct_population,
    record_population,
)

pytestmark = pytest.mark.django_db
GOOD = {
    "as_of": "令和7年10月1日",
    "number": "４１，２０３",
    "source": "住民基本台帳人口（試験市）",
    "source_url": "https://example.org/jinko",
}


@pytest.fixture
def town() -> Institution:
    return an_institution("試験市立図書館")


def _officer(town: Institution) -> Client:
    person = a_person()
    an_affiliation(person, town, Role.PLAN_OFFICER)
    return a_client(person)


def _new(town: Institution) -> str:
    return reverse("ledger:population-new", args=[town.pk])


def _list(town: Institution) -> str:
    return reverse("ledger:population-list", args=[town.pk])


def test_without_one_the_page_says_so_and_who_enters_it(town: Institution) -> None:
    page = Client().get(_list(town)).content.decode()

    assert "出どころのある人口が登録されていない" in page
    assert _new(town) not in page


def test_an_officer_enters_it_as_people_write_and_everybody_reads_it(town: Institution) -> None:
    officer = _officer(town)

    answer = officer.post(_new(town), GOOD | {"once": new_key()})

    assert answer.status_code == 302
    row = Population.objects.get()
    assert (row.as_of, row.number) == (date(2025, 10, 1), 41_203)
    page = Client().get(_list(town)).content.decode()
    assert "41,203" in page
    assert "令和7年10月1日" in page
    assert GOOD["source"] in page
    assert 'href="https://example.org/jinko"' in page


def test_the_same_form_twice_enters_it_once(town: Institution) -> None:
    officer, said = _officer(town), GOOD | {"once": new_key()}

    answers = [officer.post(_new(town), said).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Population.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", ""),
        ("number", "0"),
        ("number", "-5"),
        ("number", "約4万人"),
        ("number", "41203.5"),
        ("number", "999999999"),
        ("number", "9" * 400),
        ("as_of", ""),
        ("as_of", "平成32年4月1日"),
        ("as_of", "令和7年2月30日"),
        ("as_of", "さくら"),
        ("as_of", (clock.today() + timedelta(days=1)).isoformat()),
        ("source", ""),
        ("source", "　"),
        ("source", "あ" * 301),
        ("source", "a\x00b"),
        ("source_url", "javascript:alert(1)"),
        ("source_url", "example.org"),
        ("source_url", "https://["),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_kept(
    town: Institution, field: str, text: str
) -> None:
    answer = _officer(town).post(_new(town), GOOD | {"once": new_key(), field: text})

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Population.objects.exists()


def test_a_day_that_has_one_is_refused_with_what_was_typed(town: Institution) -> None:
    officer = _officer(town)
    officer.post(_new(town), GOOD | {"once": new_key()})

    answer = officer.post(_new(town), GOOD | {"once": new_key(), "number": "5"})

    assert answer.status_code == 409
    assert 'value="5"' in answer.content.decode()
    assert Population.objects.get().number == 41_203


def test_a_correction_keeps_what_stood_before_and_its_reason(town: Institution) -> None:
    officer = _officer(town)
    officer.post(_new(town), GOOD | {"once": new_key()})
    row = Population.objects.get()
    address = reverse("ledger:population-correct", args=[row.pk])

    answer = officer.post(address, GOOD | {"number": "41302", "reason": "写し間違い"})

    assert answer.status_code == 302
    page = Client().get(_list(town)).content.decode()
    assert "41,302" in page
    assert "41,203" in page
    assert "写し間違い" in page


def test_who_corrects_second_keeps_his_words_and_sees_what_stands(town: Institution) -> None:
    officer = _officer(town)
    officer.post(_new(town), GOOD | {"once": new_key()})
    row = Population.objects.get()
    other = correct_population(
        row.pk, PopulationEntry(50_000, "別"), reason="訂正", actor=Actor.system()
    )

    answer = officer.post(
        reverse("ledger:population-correct", args=[row.pk]),
        GOOD | {"number": "41302", "reason": "写し間違い"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="41302"' in page
    assert "50,000" in page
    assert reverse("ledger:population-correct", args=[other.pk]) in page


def test_others_neither_see_the_button_nor_open_the_form(town: Institution) -> None:
    row = record_population(
        town.pk, date(2025, 10, 1), PopulationEntry(5, "x"), actor=Actor.system()
    )
    stranger = _officer(an_institution())

    assert _new(town) not in stranger.get(_list(town)).content.decode()
    assert stranger.get(_new(town)).status_code == 403
    assert stranger.get(reverse("ledger:population-correct", args=[row.pk])).status_code == 403
