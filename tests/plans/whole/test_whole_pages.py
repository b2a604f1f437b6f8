"""A plan goes out on one page and comes in on another."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, own_plan
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.plans.models import Plan

pytestmark = pytest.mark.django_db
PAGE = "/plans/take-in/"


def _client(owner: Institution) -> Client:
    return a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)


def _file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("計画.json", data)


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_a_plan_goes_out_is_looked_at_and_comes_in(form: str) -> None:
    owner = an_owner("試験市")
    plan = own_plan(owner)
    data = _client(owner).get(f"/plans/{plan.pk}/whole.{form}").content
    there = an_owner("丙市")
    client = _client(there)

    looked = client.post(PAGE, {"plan": _file(data), "look": "1"})
    taken = client.post(PAGE, {"plan": _file(data), "take": "1"})

    assert looked.status_code == 200
    assert f"「{plan.name}」は取り込めます" in looked.content.decode()
    made = Plan.objects.get(owner=there)
    assert taken["Location"] == made.get_absolute_url()
    assert "計画を持ち出す" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ファイルに何もありません。"),
        (b"{", "JSON"),
        ("計画".encode("cp932"), "UTF-8"),
        (b"PK\x03\x04 no workbook", "XLSX"),
        (b'{"format": "yuinowa-plan"}', "/goals"),
        (b'{"format": "another"}', "違うところ"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(data: bytes, words: str) -> None:
    client = _client(an_owner("試験市"))

    for button in ("look", "take"):
        answer = client.post(PAGE, {"plan": _file(data), button: "1"})

        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Plan.objects.exists()
