"""Places that records write: named by who keeps them, put where they belong, shown by their name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.catalogue import factories
from tests.directory.factories import institution
from yuinowa.catalogue.domain.packing import packed
from yuinowa.catalogue.domain.records import Holding, Record, Written
from yuinowa.catalogue.models import Branch, Item, Source, Work
from yuinowa.catalogue.queries.works import work_in_full
from yuinowa.catalogue.services import branches as deeds
from yuinowa.catalogue.services.branches import Meant, name_branches
from yuinowa.catalogue.views import branches as views
from yuinowa.core.jobs import run_due
from yuinowa.core.models import AuditRow, Job
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.kernel.errors import NotAllowed, VersionMovedOn
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library() -> Any:
    return institution("試験市立図書館", member=True)


@pytest.fixture
def keeper(library: Any) -> Client:
    person = a_person()
    an_affiliation(person, library, Role.EDITOR)
    return a_client(person)


@pytest.fixture
def books(library: Any) -> Source:
    """Three things at 01, one at 02; and one of another library in a shared catalogue, which is left out."""
    source = factories.source(library)
    held = [Holding(branch="01", call_number=str(n)) for n in range(3)] + [Holding(branch="02")]
    record = factories.record("石仏の里", of=source, holdings=held)
    record.understood = packed(
        replace(
            Record(record.identity, Written("石仏の里")),
            holdings=(*held, Holding(holder="JP-9", holder_name="よそ")),
        )
    )
    record.save()
    for written in ("01", "02", "JP-9"):
        Branch.objects.create(source=source, written=written)
    return source


def address(source: Source) -> str:
    return reverse("sources:source-branches", args=[source.pk])


def filled(source: Source, **said: str) -> dict[str, Any]:
    """The whole form as the page has it, with ``said`` typed (``name_01``, ``institution_01``)."""
    source.refresh_from_db()
    values: dict[str, Any] = {"version": source.version}
    for one in Branch.objects.filter(source=source):
        values[f"name_{one.pk}"] = said.get(f"name_{one.written}", one.name)
        values[f"institution_{one.pk}"] = said.get(
            f"institution_{one.written}", str(one.institution or "")
        )
    return values


def test_a_place_gets_its_name_and_its_institution_and_its_things_stand_there(
    keeper: Client, books: Source
) -> None:
    branch = institution("試験市立図書館北分館")
    text = keeper.get(books.get_absolute_url()).content.decode()
    assert "分館・所在の名前（3 か所、うち名前なし 3）" in text
    said = filled(books, name_01="中央館 児童室", institution_02="試験市立図書館北分館")
    assert keeper.post(address(books), said).status_code == 302
    run_due()
    assert Item.objects.filter(institution=branch).get().branch == "02"
    assert Item.objects.filter(institution=books.owner).count() == 3
    work = work_in_full(Work.objects.get().pk, Actor.nobody())
    assert work is not None
    shelves = {(one.institution.name, one.branch) for one in work.editions[0].held}
    assert shelves == {
        ("試験市立図書館", "中央館 児童室"),
        ("試験市立図書館北分館", "試験市立図書館北分館"),
    }
    text = Client().get(reverse("catalogue:work-detail", args=[work.pk])).content.decode()
    assert "中央館 児童室" in text
    assert ">01<" not in text
    row = AuditRow.objects.filter(action="source.name-branches").get()
    assert row.after == {"01": ["中央館 児童室", None], "02": ["", branch.pk]}


def test_things_of_another_library_in_a_shared_catalogue_come_in_when_it_is_named_and_go_again(
    keeper: Client, books: Source
) -> None:
    other = institution("よその図書館")
    keeper.post(address(books), filled(books, **{"institution_JP-9": "よその図書館"}))
    run_due()
    assert Item.objects.filter(institution=other).count() == 1
    assert Item.objects.count() == 5
    deeds.place_items(
        {
            "source": books.pk,
            "branches": list(Branch.objects.values_list("pk", flat=True)),
            "version": 2,
            "after": 0,
        }
    )  # told twice, done once
    assert Item.objects.count() == 5
    keeper.post(address(books), filled(books, **{"institution_JP-9": ""}))
    run_due()
    assert not Item.objects.filter(institution=other).exists()
    assert Item.objects.count() == 4


def test_a_long_table_is_placed_batch_by_batch_also_in_several_jobs(
    books: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "BATCH", 2)
    monkeypatch.setattr(deeds, "STRETCH", timedelta(seconds=-1))
    for n in range(5):
        factories.record(f"本{n}", of=books, holdings=[Holding(branch="01")])
    branch = institution("試験市立図書館北分館")
    place = Branch.objects.get(written="01")
    name_branches(
        books, {place.pk: Meant("", branch.pk)}, version=books.version, actor=Actor.system()
    )
    # Each job ends after its first batch, and the next one goes on where it stood.
    run_due()
    assert Item.objects.filter(institution=branch).count() == 8
    assert Job.objects.filter(handler=deeds.PLACE_JOB).count() == 4


def test_what_is_wrong_stands_at_its_row_and_what_was_typed_is_kept(
    keeper: Client, books: Source
) -> None:
    institution("二つある図書館")
    institution("二つある図書館")
    index.reindex(INSTITUTIONS)
    said = filled(
        books, name_01="児童室", institution_01="どこにもない館", institution_02="二つある図書館"
    )
    answer = keeper.post(address(books), said)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "「どこにもない館」に合う機関はありません" in text
    assert "「二つある図書館」に合う機関がいくつもあります" in text
    assert 'value="児童室"' in text
    assert not Branch.objects.exclude(name="").exists()


def test_who_comes_second_is_told_and_nothing_is_lost(keeper: Client, books: Source) -> None:  # R31
    late = filled(books, name_01="児童室")
    keeper.post(address(books), filled(books, name_01="中央館"))
    assert keeper.post(address(books), late).status_code == 409
    assert Branch.objects.get(written="01").name == "中央館"
    place = Branch.objects.get(written="01")
    with pytest.raises(VersionMovedOn):
        name_branches(books, {place.pk: Meant("x", None)}, version=1, actor=Actor.system())


def test_only_who_keeps_the_source_names_its_places(books: Source) -> None:
    place = Branch.objects.get(written="01")
    with pytest.raises(NotAllowed):
        name_branches(books, {place.pk: Meant("x", None)}, version=1, actor=Actor.nobody())
    # A place of another source is passed over.
    other = factories.source(institution())
    name_branches(other, {place.pk: Meant("x", None)}, version=1, actor=Actor.system())
    assert Branch.objects.get(written="01").name == ""


def test_the_table_is_a_file_has_pages_and_can_be_narrowed(
    keeper: Client, books: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.post(address(books), filled(books, name_01="中央館"))
    rows = (
        keeper.get(reverse("sources:source-branches-file", args=[books.pk]))
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert rows[1:] == ["01,3,中央館,", "02,1,,", "JP-9,,,"]
    text = keeper.get(address(books) + "?open=1").content.decode()
    assert ">01<" not in text
    assert ">02<" in text
    monkeypatch.setattr(views, "ROWS_A_PAGE", 2)
    assert "?page=2" in keeper.get(address(books)).content.decode()
    # Of one page only that page is written.
    page = address(books) + "?page=2"
    last = Branch.objects.get(written="JP-9")
    books.refresh_from_db()
    said = {"version": books.version, f"name_{last.pk}": "よそ", f"institution_{last.pk}": ""}
    assert keeper.post(page, said).status_code == 302
    assert sorted(Branch.objects.values_list("name", flat=True)) == ["", "よそ", "中央館"]


def test_a_source_without_places_says_so(keeper: Client, library: Any) -> None:
    text = keeper.get(address(factories.source(library))).content.decode()
    assert "書誌に所在がまだありません" in text


def test_a_hundred_places_cost_as_many_queries_as_three(keeper: Client, books: Source) -> None:
    pages = (
        address(books),
        books.get_absolute_url(),
        reverse("sources:source-branches-file", args=[books.pk]),
    )
    Branch.objects.filter(written="01").update(institution=books.owner)
    few = [_queries(keeper, page) for page in pages]
    for n in range(100):
        Branch.objects.create(source=books, written=f"x{n}", institution=institution())
    assert [_queries(keeper, page) for page in pages] == few


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)
