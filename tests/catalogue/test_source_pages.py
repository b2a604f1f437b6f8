"""The pages on which a library gives its records, as a browser walks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.catalogue import factories
from tests.catalogue.test_taking_in import FOOT, HEAD, oai, taken
from tests.directory.factories import institution
from tests.standards.marc.making import assembled
from yuinowa.catalogue.domain.sources import Form, RunState
from yuinowa.catalogue.domain.warnings import Unusable, Warned
from yuinowa.catalogue.labels.findings import WORDS
from yuinowa.catalogue.models import Decision, Item, Question, Run, Source, SourceRecord
from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.catalogue.services.asking import ask
from yuinowa.core.idempotency import new_key
from yuinowa.core.jobs import run_due
from yuinowa.core.rights import Role
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.search import index
from yuinowa.standards.marc.codes import Doubt, Reason

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "書誌番号,書名,著者名,出版者,出版年,ISBN,請求記号\r\n1,髙い塔の石仏,佐藤 花子,試験書房,1998,4040000015,718\r\n2,村の歴史①,,試験書房,2001,,213\r\n".encode(
    "cp932"
)


@pytest.fixture
def library() -> Any:
    return institution("試験市立図書館", member=True)


@pytest.fixture
def keeper(library: Any) -> Client:
    person = a_person()
    an_affiliation(person, library, Role.ADMIN)
    return a_client(person)


def sent(client: Client, source: Source, data: bytes, name: str) -> Any:
    form = {"once": new_key(), "records": SimpleUploadedFile(name, data)}
    return client.post(reverse("sources:source-send", args=[source.pk]), form)


def opened(client: Client, form: Form) -> Source:
    said = {"once": new_key(), "name": "図書", "form": form.value, "missing": "kept", "licence": ""}
    answer = client.post(reverse("sources:source-new"), said)
    assert answer.status_code == 302, answer.content.decode()
    return Source.objects.get()


def test_a_table_in_cp932_comes_in_with_its_columns_confirmed_and_goes_back(keeper: Client) -> None:
    source = opened(keeper, Form.TABLE)
    answer = sent(keeper, source, TABLE, "books.csv")
    run = Run.objects.get()
    assert answer.url == run.get_absolute_url()
    columns = keeper.get(reverse("sources:run-columns", args=[run.pk]))
    assert "CP932" in columns.content.decode().upper()
    chosen = {f"column_{place}": field for place, field in run.mapping["columns"].items()}
    keeper.post(reverse("sources:run-columns", args=[run.pk]), {"version": run.version, **chosen})
    run_due()
    page = keeper.get(run.get_absolute_url()).content.decode()
    assert "髙い塔の石仏" in page
    assert "978" in page  # the number whose 978 was cut off is told
    run.refresh_from_db()
    keeper.post(reverse("sources:run-take", args=[run.pk]), {"version": run.version})
    run_due()
    assert SourceRecord.objects.filter(is_deleted=False).count() == 2
    run.refresh_from_db()
    assert "元に戻す" in keeper.get(run.get_absolute_url()).content.decode()
    keeper.post(reverse("sources:run-undo", args=[run.pk]), {"version": run.version})
    run_due()
    assert not SourceRecord.objects.exists()
    run.refresh_from_db()
    assert run.state == RunState.UNDONE
    # The next table with this head is read without asking.
    sent(keeper, source, TABLE, "again.csv")
    assert Run.objects.latest("pk").state == RunState.READING


def test_rows_of_one_number_are_the_copies_of_one_book(keeper: Client) -> None:
    source = opened(keeper, Form.TABLE)
    rows = "書誌番号,書名,所蔵館,請求記号\r\n1,石仏の里,本館,718\r\n1,石仏の里,分館,K718\r\n2,村の歴史,本館,213\r\n"
    sent(keeper, source, rows.encode(), "copies.csv")
    run = Run.objects.get()
    chosen = {f"column_{place}": field for place, field in run.mapping["columns"].items()}
    keeper.post(reverse("sources:run-columns", args=[run.pk]), {"version": run.version, **chosen})
    run_due()
    run.refresh_from_db()
    assert (run.counts["new"], run.counts["refused"]) == (2, 0)
    assert "material-unknown" not in {one.code for one in run.findings.all()}
    keeper.post(reverse("sources:run-take", args=[run.pk]), {"version": run.version})
    run_due()
    assert [(item.branch, item.call_number) for item in Item.objects.order_by("pk")] == [
        ("本館", "718"),
        ("分館", "K718"),
        ("本館", "213"),
    ]
    # Another file, and back: the copies stand again.
    sent(keeper, source, rows.replace("分館,K718", "分館,K999").encode(), "again.csv")
    run_due()
    again = Run.objects.latest("pk")
    keeper.post(reverse("sources:run-take", args=[again.pk]), {"version": again.version})
    run_due()
    again.refresh_from_db()
    keeper.post(reverse("sources:run-undo", args=[again.pk]), {"version": again.version})
    run_due()
    assert sorted(item.call_number for item in Item.objects.all()) == ["213", "718", "K718"]


def test_a_file_of_another_form_is_refused_at_its_field(keeper: Client) -> None:
    source = opened(keeper, Form.MARC)
    answer = sent(keeper, source, TABLE, "books.csv")
    assert answer.status_code == 422
    assert "この形式の書誌がありません" in answer.content.decode()
    assert not Run.objects.exists()


def test_the_owner_tells_the_coding_that_the_bytes_do_not_show(keeper: Client) -> None:
    """Kanji alone, in CP932: it might be anything, so it is refused until the owner says what it is."""
    fields = [("001", b"1"), ("245", "00\x1fa石仏里山歴史".encode("cp932"))]
    data = assembled(fields, said=" ")
    source = opened(keeper, Form.MARC)
    assert sent(keeper, source, data, "books.mrc").status_code == 422
    said = {
        "name": "図書",
        "form": "marc",
        "missing": "kept",
        "told": "cp932",
        "version": source.version,
    }
    keeper.post(reverse("sources:source-edit", args=[source.pk]), said)
    sent(keeper, source, data, "books.mrc")
    run_due()
    run = Run.objects.get()
    assert run.coding == "cp932"
    assert "石仏里山歴史" in keeper.get(run.get_absolute_url()).content.decode()
    keeper.post(reverse("sources:run-take", args=[run.pk]), {"version": run.version})
    run_due()
    assert SourceRecord.objects.count() == 1


def test_a_library_shows_its_records_when_it_has_looked(keeper: Client, library: Any) -> None:
    source = opened(keeper, Form.OAI_DC)
    sent(keeper, source, (HEAD + oai("a", "石仏の里") + FOOT).encode(), "feed.xml")
    run_due()
    run = Run.objects.get()
    keeper.post(reverse("sources:run-take", args=[run.pk]), {"version": run.version})
    run_due()
    assert Client().get(source.get_absolute_url()).status_code == 404
    keeper.post(reverse("sources:source-show", args=[source.pk]), {"version": source.version})
    page = Client().get(source.get_absolute_url()).content.decode()
    assert library.name in page
    assert "feed.xml" not in page  # how its files fared is the library's matter


def test_lists_ask_no_more_for_many(keeper: Client, django_assert_num_queries: Any) -> None:
    source = opened(keeper, Form.OAI_DC)
    for page in (reverse("sources:source-list"), source.get_absolute_url()):
        counts = []
        for _turn in range(2):
            with _counted() as queries:
                keeper.get(page)
            counts.append(len(queries))
            for n in range(8):
                other = factories.source(institution())
                factories.run(source, file_name=f"{n}.mrc")
                factories.record(of=other)
        assert counts[0] == counts[1], page


def _counted() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def doubtful() -> Question:
    """Two records of two libraries that look alike, and not enough."""
    one = factories.source(institution("甲図書館", member=True), form=Form.OAI_DC.value)
    other = factories.source(institution("乙図書館", member=True), form=Form.OAI_DC.value)
    more = "<dc:creator>{}</dc:creator><dc:publisher>{}</dc:publisher><dc:date>{}</dc:date>"
    taken(one, [oai("a", "鎌倉の石仏をめぐる", more=more.format("佐藤 花子", "試験書房", "1998"))])
    taken(other, [oai("1", "鎌倉の石仏をめぐる", more=more.format("佐藤 花子", "", "1999"))])
    records = SourceRecord.objects.order_by("pk")
    assert records[0].manifestation_id != records[1].manifestation_id
    return Question.objects.get()


def test_a_question_is_answered_once_and_holds_on_every_reload() -> None:
    question = doubtful()
    person = a_person()
    an_affiliation(person, question.record.source.owner, Role.EDITOR)
    client = a_client(person)
    assert "鎌倉の石仏をめぐる" in client.get(reverse("sources:question-list")).content.decode()
    page = reverse("sources:question-detail", args=[question.pk])
    assert "甲図書館" in client.get(page).content.decode()
    client.post(page, {"kind": "join", "reason": "奥付を見た"})
    assert len(set(SourceRecord.objects.values_list("manifestation", flat=True))) == 1
    assert client.post(page, {"kind": "split"}).status_code == 409
    assert "奥付を見た" in client.get(reverse("sources:decision-list")).content.decode()
    # Sent again, otherwise: the decision stands.
    other = question.other.source
    taken(other, [oai("1", "鎌倉の石仏めぐり", more="<dc:date>2004</dc:date>")])
    assert len(set(SourceRecord.objects.values_list("manifestation", flat=True))) == 1
    decision = Decision.objects.get()
    client.post(reverse("sources:decision-withdraw", args=[decision.pk]))
    assert len(set(SourceRecord.objects.values_list("manifestation", flat=True))) == 2


def test_two_records_of_one_library_are_told_apart_by_their_records_or_their_numbers() -> None:
    question = doubtful()
    owner = question.record.source.owner
    person = a_person()
    an_affiliation(person, owner, Role.EDITOR)
    client, page = a_client(person), reverse("sources:question-detail", args=[question.pk])
    assert question.record.source.name not in client.get(page).content.decode()  # two libraries
    Source.objects.filter(pk=question.other.source_id).update(owner=owner)
    for address in (page, reverse("sources:question-list")):
        text = client.get(address).content.decode()
        assert question.record.source.name in text
        assert question.other.source.name in text
    SourceRecord.objects.filter(pk=question.other_id).update(source=question.record.source_id)
    for address in (page, reverse("sources:question-list")):
        text = client.get(address).content.decode()
        assert "書誌番号 a" in text
        assert "書誌番号 1" in text


def test_two_that_a_person_kept_apart_stay_apart_however_alike() -> None:
    question = doubtful()
    person = a_person()
    an_affiliation(person, question.other.source.owner, Role.EDITOR)
    a_client(person).post(reverse("sources:question-detail", args=[question.pk]), {"kind": "split"})
    more = "<dc:creator>佐藤 花子</dc:creator><dc:publisher>試験書房</dc:publisher><dc:date>1998</dc:date>"
    taken(question.other.source, [oai("1", "鎌倉の石仏をめぐる", more=more)], is_full=True)
    assert len(set(SourceRecord.objects.values_list("manifestation", flat=True))) == 2
    ask([record.description_id or 0 for record in SourceRecord.objects.all()])
    assert not Question.objects.filter(answered_at=None).exists()


@pytest.mark.parametrize("codes", [Doubt, Reason, Warned, Unusable])
def test_whatever_is_found_has_a_sentence(codes: Any) -> None:
    assert [code.value for code in codes if code.value not in WORDS] == []


def test_a_library_names_its_subfolder_where_one_is_watched(
    keeper: Client, library: Any, settings: Any, tmp_path: Path
) -> None:
    source = factories.source(library, "図書", form=Form.MARC.value)
    address = reverse("sources:source-edit", args=[source.pk])
    said = {"name": "図書", "form": "marc", "missing": "kept", "version": source.version}
    assert 'name="folder"' not in keeper.get(address).content.decode()

    settings.DROP_FOLDER = tmp_path
    assert 'name="folder"' in keeper.get(address).content.decode()
    for wrong in ("../etc", "a/b", "町立", ".x", "-x"):
        answer = keeper.post(address, {**said, "folder": wrong})
        assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"folder"})
    answer = keeper.post(address, {**said, "folder": "Machi-1", "takes_itself": "on"})

    assert answer.status_code == 302
    source.refresh_from_db()
    assert (source.folder, source.takes_itself) == ("machi-1", True)
    assert "machi-1" in keeper.get(source.get_absolute_url()).content.decode()
    assert "machi-1" not in Client().get(source.get_absolute_url()).content.decode()

    settings.DROP_FOLDER = None  # for a while: what was said stays
    keeper.post(address, {**said, "version": source.version, "licence": "CC0"})
    source.refresh_from_db()
    assert (source.folder, source.takes_itself, source.licence) == ("machi-1", True, "CC0")


def test_anothers_subfolder_is_refused(
    keeper: Client, library: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DROP_FOLDER = tmp_path
    factories.source(institution("試験県立図書館"), folder="kencho")
    said = {
        "once": new_key(),
        "name": "図書",
        "form": "marc",
        "missing": "kept",
        "folder": "kencho",
    }

    answer = keeper.post(reverse("sources:source-new"), said)

    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"folder"})
    assert Source.objects.filter(owner=library).count() == 0


def test_open_data_names_where_materials_are_read_and_whose_terms_hold(library: Any) -> None:
    factories.record(of=factories.source(library, licence="CC BY 4.0"))
    for collection in (INSTITUTIONS, WORKS):
        index.reindex(collection)
    page = Client().get(reverse("ui:open-data")).content.decode()
    assert "全体に一つの利用条件はありません" in page
    for address in ("/api/v1/works", "/works/opensearch.xml", "/sources/"):
        assert f'href="{address}"' in page
        assert Client().get(address).status_code == 200
    assert "CC BY 4.0" in Client().get(Source.objects.get().get_absolute_url()).content.decode()
