"""Open data: the dictionary says what the files hold, and machines find the same as people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client

from tests.directory import factories as make

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
