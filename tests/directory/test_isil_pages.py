"""Pages of the ISIL register: list, number, files, applications, and the command."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory import factories as make
from tests.directory.register_file import Made
from tests.directory.register_file import make as make_file
from yuinowa.config.cli import main
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import (
    ImportRun,
    Institution,
    RegisterApplication,
    RegisterEntry,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.DATA_DIR = tmp_path


def a_browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


@pytest.fixture
def office() -> Client:
    return a_browser(
        make.institution("試験県事務局", member=True, region_office=True), Role.REGION_ADMIN
    )


def send(office: Client, made: Made, **fields: str) -> int:
    file = SimpleUploadedFile("isil_public.csv", made.bytes(), "text/csv")
    sent = office.post("/isil/files/", {"file": file, "once": new_key(), **fields})
    assert sent.status_code == 302, sent.content.decode()
    return int(sent["Location"].rstrip("/").rsplit("/", 1)[1])


def taken(office: Client, made: Made) -> int:
    pk = send(office, made)
    answer = office.post(
        f"/isil/files/{pk}/take/", {"version": str(ImportRun.objects.get().version)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return pk


def test_a_file_is_looked_at_taken_and_taken_back(office: Client) -> None:
    made = make_file(30)
    pk = send(office, made)
    page = office.get(f"/isil/files/{pk}/").content.decode()
    assert "取り込む前に確かめる" in page
    assert "30行を取り込む" in page
    assert "郵便番号に、ふつうと違う記号や空白があります。" in page

    office.post(f"/isil/files/{pk}/take/", {"version": str(ImportRun.objects.get().version)})
    assert RegisterEntry.objects.count() == 30
    page = office.get(f"/isil/files/{pk}/").content.decode()
    assert "取り込みを元に戻す" in page
    version = ImportRun.objects.get().version
    assert office.post(f"/isil/files/{pk}/undo/", {"version": str(version)}).status_code == 302
    assert not RegisterEntry.objects.exists()
    assert office.post(f"/isil/files/{pk}/undo/", {"version": str(version)}).status_code == 409


def test_wrong_rows_hold_up_the_file_until_the_good_ones_are_chosen(office: Client) -> None:
    made = make_file(5)
    made.rows[2][0] = "JP-990012"
    pk = send(office, made)
    page = office.get(f"/isil/files/{pk}/").content.decode()
    assert "JP-990012" in page
    assert "付番機関に番号を確かめて" in page

    refused = office.post(
        f"/isil/files/{pk}/take/", {"version": str(ImportRun.objects.get().version)}
    )
    assert refused.status_code == 422
    assert "1行に誤りがある" in refused.content.decode()
    notes = office.get(f"/isil/files/{pk}/notes.csv").content.decode("utf-8-sig")
    assert "JP-990012" in notes
    assert office.post(f"/isil/files/{pk}/take/", {"version": str(ImportRun.objects.get().version), "only_good": "on"}).status_code == 302  # fmt: skip
    assert RegisterEntry.objects.count() == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04"),
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe\xfd\xfc"),
        ("a.csv", b"ISIL,b\r\n1,2\r\n"),
        ("a.csv", b'"' * 500),
    ],
)
def test_a_bad_file_is_refused_above_the_form(office: Client, name: str, content: bytes) -> None:
    answer = office.post(
        "/isil/files/", {"file": SimpleUploadedFile(name, content), "once": new_key()}
    )

    assert answer.status_code == 422
    assert not ImportRun.objects.exists()


def test_the_list_is_searched_narrowed_and_exported(client: Client, office: Client) -> None:
    taken(office, make_file(60))

    page = client.get("/isil/?q=さっぽろし").content.decode()
    assert "JP-9900003" in page
    narrowed = client.get("/isil/?prefecture=01&status=active&section=public").content.decode()
    assert "北海道" in narrowed
    assert "青森県弘前市" not in narrowed
    file = client.get("/isil/export.csv?q=JP-9900003").content.decode("utf-8-sig")
    assert len(file.splitlines()) == 2
    assert client.get("/isil/?section=cats&status=x&prefecture=99").status_code == 200
    assert client.get("/isil/?q=\x01").status_code in {400, 422}
    assert client.get(f"/isil/?q={'あ' * 101}").status_code == 422
    assert "当てはまる番号がありません" in client.get("/isil/?q=存在しない館").content.decode()


def test_the_agencys_layout_comes_out_as_it_came_in(client: Client, office: Client) -> None:
    made = make_file(40)
    taken(office, made)

    file = client.get("/isil/register/public.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(file, newline="")))
    assert rows[1:] == made.rows


def test_a_number_has_a_page_for_ever_and_a_former_one_names_its_successor(
    client: Client, office: Client
) -> None:
    made = make_file(6)
    made.rows[5][11] = "JP-9800099"
    taken(office, made)

    page = client.get("/isil/JP-9900006/").content.decode()
    assert made.rows[5][1] in page
    assert "台帳に載りました" in page
    former = client.get("/isil/JP-9800099/")
    assert former.status_code == 200
    assert "/isil/JP-9900006/" in former.content.decode()
    assert client.get("/isil/jp9900006/")["Location"] == "/isil/JP-9900006/"
    assert client.get("/isil/JP-9777777/").status_code == 404
    assert client.get("/isil/JP-1/").status_code == 404


def test_the_list_and_a_number_cost_the_same_for_few_and_many(
    client: Client, office: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    taken(office, make_file(60))

    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        client.get("/isil/")
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        client.get("/isil/JP-9900002/")


def _typed(**changes: str) -> dict[str, str]:
    return {
        "section": "public", "name": "試験市立南図書館", "name_kana": "シケンシリツミナミトショカン",
        "name_en": "Shiken South Library", "postal_code": "〒000-0000", "prefecture": "東京都",
        "municipality": "試験市", "street": "1-1", "telephone": "03-0000-0000", "once": new_key(),
    } | changes  # fmt: skip


def test_an_institution_applies_and_the_office_grants(office: Client) -> None:
    library = make.institution("試験市立南図書館", member=True, demo=True)
    admin = a_browser(library, Role.ADMIN)
    assert "試験市立南図書館" in admin.get("/isil/applications/new/").content.decode()
    sent = admin.post("/isil/applications/new/", _typed())
    assert sent.status_code == 302
    application = RegisterApplication.objects.get()
    where = f"/isil/applications/{application.pk}/"
    assert "付番機関" in admin.get(where).content.decode()
    assert "試験市立南図書館" in office.get("/isil/applications/").content.decode()

    office.post(f"{where}check/", {"version": "1"})
    office.post(f"{where}grant/", {"version": "2"})

    application.refresh_from_db()
    assert application.entry is not None
    isil = application.entry.isil
    assert isil in admin.get(where).content.decode()
    assert "変更を申請する" in admin.get(f"/isil/{isil}/").content.decode()
    change = admin.post(f"/isil/{isil}/change/", _typed(telephone="03-1111-1111"))
    assert change.status_code == 302
    page = office.get(change["Location"]).content.decode()
    assert "<del>" in page
    assert office.post(f"{change['Location']}refuse/", {"version": "1"}).status_code == 422
    refused = office.post(
        f"{change['Location']}refuse/", {"version": "1", "answer": "確かめられません"}
    )
    assert refused.status_code == 302
    abolition = admin.post(f"/isil/{isil}/abolish/", {"reason": "閉館", "once": new_key()})
    assert abolition.status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"section": "cats"},
        {"name": ""},
        {"name": "あ" * 201},
        {"name": "a\x00b"},
        {"name_en": "日本語"},
        {"postal_code": "12"},
        {"prefecture": "試験県"},
        {"telephone": ""},
        {"url": "javascript:x"},
        {"once": "x"},
    ],
)
def test_a_wrong_application_keeps_what_was_typed(changes: dict[str, str]) -> None:
    admin = a_browser(make.institution(member=True), Role.ADMIN)

    answer = admin.post("/isil/applications/new/", _typed(**changes))

    assert answer.status_code in {400, 422}
    assert not RegisterApplication.objects.exists()


def test_where_no_numbers_are_given_the_desk_is_named(settings: Settings) -> None:
    settings.ISIL_AGENCY = False
    admin = a_browser(make.institution(member=True), Role.ADMIN)

    page = admin.get("/isil/applications/new/").content.decode()

    assert "/ask/?topic=isil" in page


# ---------------------------------------------------------------- the command


@pytest.mark.usefixtures("office")
def test_the_command_says_what_the_page_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make_file(8)
    made.rows[1][0] = "JP-990012"
    path = tmp_path / "isil_public.csv"
    path.write_bytes(made.bytes())

    looked = main(["import", "isil", str(path), "--look"])
    refused = main(["import", "isil", str(path)])
    done = main(["import", "isil", str(path), "--only-good", "--institutions"])

    told = capsys.readouterr()
    assert (looked, refused, done) == (0, 1, 0)
    assert "JP-990012" in told.out
    assert "isil_public.csv.notes.csv" in told.err
    assert RegisterEntry.objects.exclude(institution=None).count() == 7
