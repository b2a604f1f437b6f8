"""Open data: the dictionary says what the files hold, and machines find the same as people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils.http import http_date
from openpyxl import load_workbook

from tests.accounts.factories import a_client, an_affiliation
from tests.directory import factories as make
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.search import index

pytestmark = pytest.mark.django_db


def test_the_dictionary_names_the_columns_of_the_file_in_their_order(
    indexed: Callable[[], int],
) -> None:
    make.full_institution()
    indexed()

    page = Client().get("/open-data/")
    file = Client().get("/institutions/export.csv")

    (found,) = [one for one in page.context["datasets"] if one["dataset"].key == "institutions"]
    head = next(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [column.name for column in found["columns"]] == head
    assert all(c.type and c.meaning and c.example for c in found["columns"])
    for column in found["columns"]:
        assert column.meaning in page.content.decode()


def test_a_file_that_is_known_already_is_not_sent_again(indexed: Callable[[], int]) -> None:
    one = make.full_institution()
    indexed()

    for address in ("/institutions/export.csv", f"/institutions/{one.pk}.jsonld"):
        first = Client().get(address)
        again = Client().get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)


def test_linked_data_says_who_it_is_and_by_what_numbers(indexed: Callable[[], int]) -> None:
    one = make.full_institution(name_en="Sanko Library", latitude=35.6, longitude=139.7)
    indexed()

    page = Client().get(one.get_absolute_url()).content.decode()
    said = json.loads(Client().get(f"/institutions/{one.pk}.jsonld").content)
    listed = json.loads(Client().get("/institutions/export.jsonld").content)

    assert (
        f'rel="alternate" type="application/ld+json" href="/institutions/{one.pk}.jsonld"' in page
    )
    assert said["@type"] == ["Library"]
    assert said["@id"].endswith(one.get_absolute_url())
    assert [name["@value"] for name in said["name"]] == [one.name, one.name_kana, "Sanko Library"]
    assert [number["propertyID"] for number in said["identifier"]] == ["isil"]
    assert said["address"]["addressRegion"] == "東京都"
    assert listed["@graph"][0]["@id"] == said["@id"]


def test_what_is_hidden_stays_hidden_from_machines(indexed: Callable[[], int]) -> None:
    one = make.full_institution(telephone="000-1111-1111")
    one.part_levels.create(part="telephone", level="private")
    hidden = make.institution(level="private")
    indexed()

    said = Client().get(f"/institutions/{one.pk}.jsonld").content.decode()
    listed = Client().get("/institutions/export.jsonld").content.decode()

    assert "000-1111-1111" not in said + listed
    assert hidden.name not in listed
    assert Client().get(f"/institutions/{hidden.pk}.jsonld").status_code == 404


def test_every_dataset_tells_its_rows_its_date_and_the_columns_of_its_file(
    indexed: Callable[[], int],
) -> None:
    one = make.full_institution()
    one.participations.create(programme="rekion")
    one.desks.create(topic="isil", unit="調べ係")
    indexed()

    page = Client().get("/open-data/")

    assert [(d["dataset"].key, d["rows"]) for d in page.context["datasets"]] == [
        ("institutions", 1),
        ("programmes", 1),
        ("services", 1),
        ("desks", 1),
        ("isil", 0),
    ]
    for found in page.context["datasets"]:
        assert found["changed"] is not None
        (address,) = [link.url for link in found["files"] if link.label == "CSV"]
        answer = Client().get(address)
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0] == [column.name for column in found["columns"]], address
        assert len(rows) - 1 == found["rows"], address
        assert all(c.meaning and c.type for c in found["columns"])


FILES = [
    "/institutions/export.csv",
    "/institutions/export.xlsx",
    "/institutions/export.jsonld",
    "/institutions/programmes/export.csv",
    "/institutions/services/export.csv",
    "/desks/export.csv",
    "/isil/export.csv",
]


@pytest.mark.parametrize("address", FILES)
def test_a_file_says_when_it_last_changed_and_is_sent_again_only_then(
    indexed: Callable[[], int], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    one = make.full_institution()
    indexed()
    with transaction.atomic():
        audit.record("test.before", one, actor=Actor.system())
    now = clock.now()

    # Within the second of the change no date is told: another change could have the same.
    monkeypatch.setattr(clock, "now", lambda: now)
    at_once = Client().get(address)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=2))
    first = Client().get(address)
    since = {"If-Modified-Since": first["Last-Modified"]}
    same = Client().get(address, headers=since)
    with transaction.atomic():
        row = audit.record("test.after", one, actor=Actor.system())
    later = http_date(row.at.timestamp() - 5)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=9))
    again = Client().get(address, headers={"If-Modified-Since": later})

    assert "Last-Modified" not in at_once.headers
    assert (first.status_code, same.status_code, again.status_code) == (200, 304, 200)
    if "isil" not in address:
        assert first["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def test_while_the_index_lags_and_for_those_signed_in_no_date_is_told(
    indexed: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed()
    member = an_affiliation(None, make.institution(member=True))

    signed_in = a_client(member.person).get("/institutions/export.csv")
    monkeypatch.setattr(index, "lag", lambda: 1)
    lagging = Client().get("/institutions/export.csv")

    for answer in (signed_in, lagging):
        assert answer.status_code == 200
        assert "Last-Modified" not in answer.headers


def test_workbook_and_linked_data_carry_day_and_terms_inside(indexed: Callable[[], int]) -> None:
    make.full_institution()
    indexed()

    linked = json.loads(Client().get("/institutions/export.jsonld").content)
    book = load_workbook(io.BytesIO(Client().get("/institutions/export.xlsx").content))

    assert linked["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert linked["dateModified"] == clock.today().isoformat()
    assert "CC BY 4.0" in (book.properties.description or "")
    assert str(clock.today()) in (book.properties.description or "")
