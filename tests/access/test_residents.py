"""Residents read every page of theirs in plain Japanese: no message of it is without a plain form (docs/adr/0016)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import LazySettings, settings
from django.db import transaction
from django.template import Template
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils.translation import get_language, trans_real

from tests import messages
from tests.access import matrix, world
from tests.access.addresses import addresses
from tests.access.samples import sample_of
from yuinowa.core import sockets
from yuinowa.core.languages import JAPANESE, PLAIN
from yuinowa.search import index
from yuinowa.ui import readings

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
]  # the words of pages are no matter of a database

#: Pages that everybody may open and that have no plain Japanese, each with the reason.
NOT_FOR_RESIDENTS: Final[dict[str, str]] = {
    "desks:desk-list": "for librarians, who look through all desks; residents ask, and get one",
    "directory:institution-history": "for whoever keeps the entry: what was changed field by field",
    "directory:programme-list": "for whoever reports as of a day: programmes and who took part then",
    "directory:service-list": "for whoever reports as of a day: services and who gave them then",
    "isil:entry-detail": "for those who work with identifiers of libraries",
    "isil:entry-list": "for those who work with identifiers of libraries",
    "ledger:figure": "for whoever checks a figure: its definition and its parts",
    "ledger:indicator-detail": "for whoever checks a figure: its definition and its parts",
    "ledger:indicator-figure": "for whoever checks a figure: its definition and its parts",
    "ledger:metric-detail": "for whoever checks a figure: its definition and its parts",
    "ledger:metric-figure": "for whoever checks a figure: its definition and its parts",
    "ledger:metric-list": "for whoever checks a figure: its definition and its parts",
    "ledger:metric-version": "for whoever checks a figure: its definition and its parts",
    "accounts:second-options": "for a program: the script of the second step",
    "partnerships:posting-detail": "for those who look for partners: what institutions offer and seek",
    "partnerships:posting-list": "for those who look for partners: what institutions offer and seek",
    "plans:edition-annex": "the report's own words, which stay as they are printed",
    "plans:edition-detail": "the report's own words, which stay as they are printed",
    "plans:edition-figure": "for whoever checks a figure: its definition and its parts",
    "plans:edition-list": "for whoever looks up what was published when and what was corrected",
    "plans:edition-project": "the report's own words, which stay as they are printed",
    "plans:plan-index": "the report's own words, which stay as they are printed",
    "plans:plan-indicators": "for whoever checks a figure: its definition and its parts",
    "plans:plan-reference": "the report's own words, which stay as they are printed",
    "plans:plan-report": "the report's own words, which stay as they are printed",
    "plans:plan-rule": "for whoever checks a rating: the rule it is derived by",
    "plans:plan-sheets": "the report's own words, which stay as they are printed",
    "relations:institution-coverage": "for those who look for partners: the kinds that the texts name",
    "relations:reference-rings": "for those who look for partners: the kinds that the texts name",
    "relations:institution-ring": "for those who look for partners: who is related to whom, and by what ground",
    "relations:relation-detail": "for those who look for partners: who is related to whom, and by what ground",
    "sources:source-detail": "for librarians: what a library gives to the catalogue, and how its files fared",
    "sources:source-list": "for librarians: what a library gives to the catalogue, and how its files fared",
    "ui:errors": "for those who write programs: the kinds of failure in REST",
    "ui:gallery": "for those who write pages",
    "ui:open-data": "for those who write programs",
}
#: Words of Django's own that are a sign and no word.
SIGNS: Final = {":"}


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


@pytest.fixture
def reader() -> Client:
    """Somebody who chose plain Japanese and does not sign in."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = PLAIN
    return client


@pytest.fixture
def not_plain(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Fills with every message that a plain page takes from the Japanese catalogues."""
    found: set[str] = set()
    japanese = trans_real.translation(JAPANESE)

    def watch(name: str) -> None:
        look_up = getattr(japanese, name)

        def watched(msgid: str, *rest: Any) -> str:
            if get_language() == PLAIN:
                found.add(msgid.rpartition("\x04")[2])
            said: str = look_up(msgid, *rest)
            return said

        monkeypatch.setattr(japanese, name, watched)

    watch("gettext")
    watch("ngettext")
    return found


def _pages(client: Client, built: world.World) -> Iterator[tuple[str, Any]]:
    """What a visitor is answered at every address, seen as often as there are objects to see."""
    by_name = {address.name: address for address in addresses()}
    for key, expected in sorted(matrix.read().items()):
        if key.standing != "visitor" or expected not in {"200", "422"}:
            continue
        sample = sample_of(by_name[key.url_name])
        path = sample.path(key.url_name, built, key.object)
        with transaction.atomic():
            answer = client.get(path) if key.method == "GET" else client.post(path)
            transaction.set_rollback(True)
        if answer.get("Content-Type", "").startswith("text/html"):
            yield key.url_name, answer


def test_residents_read_all_of_their_pages_in_plain_japanese(
    reader: Client, not_plain: set[str]
) -> None:
    templates: set[str] = set()
    names: set[str] = set()

    def note(template: Template, **_rest: object) -> None:
        if get_language() == PLAIN and template.name and not template.name.startswith("django/"):
            templates.add(f"{template.name.partition('/')[0]}/templates/{template.name}")

    template_rendered.connect(note)
    try:
        for name, answer in _pages(reader, world.build()):
            names.add(name)
            html = answer.content.decode()
            is_plain = name in sockets.resident_pages()
            assert (f'<html lang="{PLAIN}">' in html) is is_plain, name
            # No mark is left, neither as it is nor in the address of a link.
            assert readings.BEGIN not in html, name
            assert "%EF%B7%9" not in html, name
    finally:
        template_rendered.disconnect(note)

    assert names - set(sockets.resident_pages()) == NOT_FOR_RESIDENTS.keys()
    assert not_plain <= SIGNS, "these have no plain form"
    assert templates <= messages.RESIDENT_FILES, "name them in tests/resident_files.txt"


def test_resident_pages_are_addresses_that_exist() -> None:
    assert set(sockets.resident_pages()) <= {address.name for address in addresses()}


def test_the_files_named_are_there() -> None:
    assert [file for file in messages.RESIDENT_FILES if not (messages.ROOT / file).is_file()] == []


def test_a_message_that_lacks_its_plain_form_is_found_out(
    reader: Client, not_plain: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin: one plain form gone, and the page is noticed."""
    plain: Any = trans_real.translation(PLAIN)
    less = [
        {key: text for key, text in catalogue.items() if key != "Accessibility"}
        for catalogue in plain._catalog._catalogs
    ]
    monkeypatch.setattr(plain._catalog, "_catalogs", less)

    reader.get(reverse("ui:help"))

    assert not_plain == {"Accessibility"}
