"""A library joins by OAI-PMH on the pages: address, look, choose, fetch; and what it is told where that fails (R8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.catalogue.oai_target import DC, MARC, Target, open_target
from tests.core.fetching.hostile import says, serving
from tests.directory.factories import institution
from yuinowa.catalogue.domain.sources import Form, RunState, Way
from yuinowa.catalogue.forms.harvests import kept_offer, offer_of
from yuinowa.catalogue.labels.harvests import ENDS, FAULTS, words_of_fault
from yuinowa.catalogue.models import Run, Source
from yuinowa.core.fetching import FetchFault
from yuinowa.core.idempotency import new_key
from yuinowa.core.jobs import run_due
from yuinowa.core.rights import Role
from yuinowa.standards.harvest import End
from yuinowa.standards.xml import Fault

pytestmark = pytest.mark.django_db(transaction=True)
JOIN = "/sources/new/harvest/"


@pytest.fixture
def keeper() -> Client:
    person = a_person()
    an_affiliation(person, institution("試験市立図書館", member=True), Role.ADMIN)
    return a_client(person)


@pytest.fixture
def target() -> Target:
    made = Target(
        formats=(("oai_dc", DC), ("marc21", MARC), ("junii2", "http://irdb.nii.ac.jp/oai")),
        sets=(("local", "郷土資料"), ("books", "図書")),
    )
    made.add("oai:1", "石仏の里", sets=("local",))
    return made


@pytest.fixture
def address(target: Target, settings: Any) -> Iterator[str]:
    with open_target(target) as address:
        settings.FETCH_ORIGINS = [address.removesuffix("/oai")]
        settings.FETCH_NETWORKS = ["127.0.0.0/8"]
        yield address


def chosen(page: Any, **said: str) -> dict[str, str]:
    """What a browser sends of the form that stands there."""
    form = page.context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    return {name: str(value) for name, value in (given | said).items()}


def joined(keeper: Client, address: str, **said: str) -> Source:
    page = keeper.post(JOIN, {"address": address})
    assert page.status_code == 200, page.context["address"].errors
    answer = keeper.post(JOIN, chosen(page, **said))
    assert answer.status_code == 302, answer.context["form"].errors
    return Source.objects.get()


def test_a_library_joins_by_what_its_server_offers(keeper: Client, address: str, target: Target) -> None:  # fmt: skip
    assert "OAI-PMH" in keeper.get(reverse("sources:source-new")).content.decode()
    page = keeper.post(JOIN, {"address": f" {address}?verb=Identify "})
    text = page.content.decode()
    assert "試験市立図書館 蔵書" in text
    assert "郷土資料 (local)" in text
    assert "junii2" in text  # offered, and not read here

    answer = keeper.post(JOIN, chosen(page, form="oai_dc", selection="local"))

    source = Source.objects.get()
    assert answer["Location"] == reverse("sources:source-send", args=[source.pk])
    assert (source.way, source.form, source.prefix, source.selection, source.address) == (Way.OAI, Form.OAI_DC, "oai_dc", "local", address)  # fmt: skip
    assert source.name == "試験市立図書館 蔵書"
    fetching = keeper.post(answer["Location"], {"once": new_key()})
    run = Run.objects.get()
    assert fetching["Location"] == run.get_absolute_url()
    assert "件が届きました" in keeper.get(run.get_absolute_url()).content.decode()
    run_due()
    assert "石仏の里" in keeper.get(run.get_absolute_url()).content.decode()


def test_the_form_that_says_most_is_proposed(keeper: Client, address: str) -> None:
    source = joined(keeper, address)

    assert (source.form, source.prefix) == (Form.MARCXML, "marc21")


def test_nothing_is_chosen_that_the_server_does_not_offer(keeper: Client, address: str) -> None:
    page = keeper.post(JOIN, {"address": address})

    answer = keeper.post(JOIN, chosen(page, form="marcxml", selection="none"))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"form", "selection"}
    answer = keeper.post(JOIN, chosen(page, looked="forged"))
    assert answer.status_code == 422
    assert not Source.objects.exists()


def test_an_address_nobody_approved_is_refused_at_its_field(keeper: Client, target: Target, settings: Any) -> None:  # fmt: skip
    settings.FETCH_ORIGINS = []

    answer = keeper.post(JOIN, {"address": "https://oai.example.jp/oai"})

    assert answer.status_code == 422
    said = " ".join(answer.context["address"].errors["address"])
    assert "https://oai.example.jp" in said
    assert "YUINOWA_FETCH_ORIGINS" in said
    assert answer.context["address"]["address"].value() == "https://oai.example.jp/oai"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<html><body>Login</body></html>", "200 OK", "OAI-PMH のサーバーではありません"),
        (b"Not here", "404 Not Found", "404"),
        (b"", "503 Service Unavailable", "混み合って"),
        (b"<!DOCTYPE a []><a/>", "200 OK", "DTD"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(keeper: Client, settings: Any, body: bytes, status: str, words: str) -> None:  # fmt: skip
    with serving(says(body, status=status)) as port:
        settings.FETCH_ORIGINS = [f"http://127.0.0.1:{port}"]
        settings.FETCH_NETWORKS = ["127.0.0.0/8"]
        answer = keeper.post(JOIN, {"address": f"http://127.0.0.1:{port}/oai"})

    assert words in " ".join(answer.context["address"].errors["address"])


def test_a_server_without_a_form_we_read_is_told(keeper: Client, address: str, target: Target) -> None:  # fmt: skip
    target.formats = (("junii2", "http://irdb.nii.ac.jp/oai"),)

    answer = keeper.post(JOIN, {"address": address})

    assert "junii2" in " ".join(answer.context["address"].errors["address"])


def test_more_sets_than_can_be_shown_are_said(keeper: Client, address: str, target: Target) -> None:
    target.sets = tuple((f"set{n}", "") for n in range(600))

    page = keeper.post(JOIN, {"address": address})

    assert len(page.context["form"].fields["selection"].choices) == 501
    assert "多くのセット" in page.content.decode()


def test_what_is_said_of_a_fetched_source_is_changed_without_its_server(keeper: Client, address: str, settings: Any) -> None:  # fmt: skip
    source = joined(keeper, address, form="oai_dc")
    settings.FETCH_ORIGINS = []
    page = reverse("sources:source-edit", args=[source.pk])

    keeper.post(page, {"name": "図書", "licence": "CC0", "version": source.version})

    source.refresh_from_db()
    assert (source.name, source.licence, source.address, source.form) == ("図書", "CC0", address, Form.OAI_DC)  # fmt: skip


def test_another_set_is_chosen_by_looking_again(keeper: Client, address: str) -> None:
    source = joined(keeper, address, form="oai_dc")
    place = reverse("sources:source-address", args=[source.pk])
    assert address in keeper.get(place).content.decode()
    page = keeper.post(place, {"address": address})

    answer = keeper.post(place, chosen(page, selection="local"))

    assert answer["Location"] == source.get_absolute_url()
    source.refresh_from_db()
    assert (source.selection, source.prefix) == ("local", "oai_dc")


def test_a_harvest_that_failed_is_tried_again_from_its_page(keeper: Client, address: str, target: Target, settings: Any) -> None:  # fmt: skip
    source = joined(keeper, address, form="oai_dc")
    approved, settings.FETCH_ORIGINS = settings.FETCH_ORIGINS, []
    keeper.post(reverse("sources:source-send", args=[source.pk]), {"once": new_key()})
    run_due()
    run = Run.objects.get()
    assert run.state == RunState.FAILED
    assert "認めた" in keeper.get(run.get_absolute_url()).content.decode()
    settings.FETCH_ORIGINS = approved

    keeper.post(reverse("sources:run-again", args=[run.pk]), {"version": run.version})
    run_due()

    run.refresh_from_db()
    assert run.state == RunState.PREVIEW


def test_every_fault_has_words_and_a_next_step() -> None:
    assert {*map(str, FetchFault), *map(str, Fault)} <= set(map(str, FAULTS))
    assert set(ENDS) == set(End) - {End.DONE}
    for code in (*map(str, FAULTS), "http-404", "http-503"):
        fault, then = words_of_fault(code, "https://oai.example.jp/oai")
        assert fault
        assert then
        assert "%(" not in fault + then


def test_what_was_offered_holds_an_hour_and_only_ours() -> None:
    from yuinowa.catalogue.exchange.harvesting import Offer
    from yuinowa.standards.oaipmh import Granularity
    from yuinowa.standards.oaipmh_answers import Deleted, Identity

    offer = Offer(
        Identity("結", "", None, Deleted.NO, Granularity.DAY), (), (), has_more_sets=False
    )
    kept = kept_offer("https://oai.example.jp/oai", offer)

    assert (offer_of(kept) or {})["address"] == "https://oai.example.jp/oai"
    assert offer_of(kept[:-2] + "xx") is None
