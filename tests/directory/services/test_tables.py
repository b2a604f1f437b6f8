"""Tables of institutions: shown, taken all or none, taken back; our own comes back and changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.directory import factories as make
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.exchange import own, rows
from yuinowa.directory.exchange.tables import open_table
from yuinowa.directory.models import (
    ImportRun,
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionSource,
)
from yuinowa.directory.queries.shown import shown as shown_to
from yuinowa.directory.services import tables
from yuinowa.directory.services.runs import file_of
from yuinowa.documents.csv import csv_bytes
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    Unreadable,
    VersionMovedOn,
    WrongState,
    YuinowaError,
)

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[2] / "files"
TAKAMATSU = FILES / "takamatsu"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> Actor:
    made = make.institution("試験県図書館協力事務局", member=True, region_office=True, demo=True)
    return Actor(
        person=7,
        institution=made.pk,
        roles=frozenset({Role.COORDINATOR}),
        region=True,
        member=True,
    )


def send(data: bytes, actor: Actor, name: str = "list.csv") -> ImportRun:
    return tables.receive_table([data], name=name, actor=actor)


def shown(data: bytes, actor: Actor, name: str = "list.csv", **kind: Any) -> ImportRun:
    """The table with its columns as proposed, read."""
    run = send(data, actor, name)
    return tables.choose_columns(
        run, tables.columns_of(run), kind=kind.get("kind"), version=run.version, actor=actor
    )


def take(run: ImportRun, actor: Actor, **how: bool) -> ImportRun:
    choices = {"only_good": False, "with_doubtful": False} | how
    return tables.take_table(run, version=run.version, actor=actor, **choices)


def undo(run: ImportRun, actor: Actor) -> ImportRun:
    return tables.undo_table(run, version=run.version, actor=actor)


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    new, changed, same, refused = (run.counts[n] for n in ("new", "changed", "same", "refused"))
    return new, changed, same, refused


def export(*institutions: Institution) -> bytes:
    found = Institution.objects.filter(pk__in=[one.pk for one in institutions]).order_by("pk")
    return csv_bytes(rows.heads(), rows.rows(found))


def with_cell(data: bytes, line: int, head: str, text: str) -> bytes:
    """The CSV file with one cell changed."""
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    lines[line][lines[0].index(head)] = text
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def state() -> list[dict[str, Any]]:
    """Everything the directory holds but for the runs, versions and times."""
    return [
        *Institution.objects.order_by("pk").values(
            "pk", *(c.value for c in Column if hasattr(Institution, c.value) and c is not Column.KINDS)
        ),
        *InstitutionKindRow.objects.order_by("institution", "kind").values("institution", "kind"),
        *InstitutionIdentifier.objects.order_by("institution", "scheme", "value").values(
            "institution", "scheme", "value", "valid", "former", "raw"
        ),
        *InstitutionSource.objects.order_by("source", "external_key").values("external_key", "record"),
    ]  # fmt: skip


# ---------------------------------------------------------------- our own export comes back


def test_our_own_export_changes_nothing(office: Actor) -> None:
    full = make.full_institution(
        address="港区1-1 〒",
        telephone="代表 03-0000-0000",
        latitude=35.1,
        url="ftp://odd.example.org",
    )
    run = shown(export(full, make.institution("=試験館")), office)

    assert counts(run) == (0, 0, 2, 0)
    with pytest.raises(InputRefused):  # R9: never "imported" for 0
        take(run, office)


def test_what_a_reader_was_not_shown_is_not_emptied_when_the_file_comes_back(office: Actor) -> None:
    one = make.institution("試験館", telephone="000-1111-1111", isil="JP-1000001")
    for part in (Part.TELEPHONE, Part.IDENTIFIERS):
        one.part_levels.create(part=part.value, level="private")
    seen = rows.rows([shown_to(one, Actor.nobody())])
    data = csv_bytes(rows.heads(), seen)

    run = shown(data, office)

    assert b"000-1111-1111" not in data
    assert counts(run) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("head", "field", "text", "after"),
    [
        ("名前", "name", "試験館 改", "試験館 改"),
        ("電話", "telephone", "000-0000-0000", "000-0000-0000"),
        ("電話", "telephone", "", ""),
        ("都道府県", "prefecture", "香川県", "37"),
        ("緯度", "latitude", "34.5", 34.5),
        ("郵便番号", "postal_code", "１０５００１１", "105-0011"),
    ],
)
def test_a_changed_cell_changes_exactly_its_field(
    head: str, field: str, text: str, after: object, office: Actor
) -> None:
    one = make.institution("試験館", telephone="000-1111-1111", fax="000-2222-2222")
    before = {name: getattr(one, name) for name in (c.value for c in Column) if hasattr(one, name)}
    head = str(own.LABELS[Column(field)])

    run = take(shown(with_cell(export(one), 1, head, text), office), office)

    one.refresh_from_db()
    now = {name: getattr(one, name) for name in before}
    assert run.state == RunState.APPLIED
    assert {n: v for n, v in now.items() if v != before[n] and n != "kinds"} == {field: after}


def test_kinds_and_numbers_of_our_own_table_are_taken_as_they_stand(office: Actor) -> None:
    one = make.institution("試験館", isil="JP-1000001")
    data = with_cell(export(one), 1, str(own.LABELS[Column.ISIL]), "JP-1000002")
    data = with_cell(data, 1, str(own.LABELS[Column.KINDS]), "大学図書館、Museum")

    before = state()
    run = take(shown(data, office), office)

    held = {(row.value, row.former) for row in one.identifiers.all()}
    assert held == {("JP-1000001", True), ("JP-1000002", False)}
    assert {row.kind for row in one.kinds.all()} == {"university_library", "museum"}
    undo(run, office)
    assert state() == before


def test_an_id_that_was_not_given_here_is_refused(office: Actor) -> None:
    one = make.institution("試験館")
    token = own.id_of(one)
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")
    gone = make.institution("消えた館")
    data = export(gone)
    gone.kinds.all().delete()
    gone.delete()

    first = shown(with_cell(export(one), 1, str(own.LABELS[Column.ID]), forged), office)
    second = shown(data, office)

    assert [line.faults[0]["code"] for line in first.lines.all()] == ["foreign-id"]
    assert [line.faults[0]["code"] for line in second.lines.all()] == ["id-gone"]


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="\ufffd"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text and text.strip("'"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, address=NAMES, telephone=NAMES, kinds=st.sets(st.sampled_from(InstitutionKind)))
def test_whatever_stands_here_an_export_that_comes_back_changes_nothing(
    name: str, address: str, telephone: str, kinds: set[InstitutionKind], office: Actor
) -> None:
    one = make.institution(name, kinds=list(kinds), address=address, telephone=telephone)

    run = shown(export(one), office)

    assert counts(run) == (0, 0, 1, 0), list(run.lines.values())


# ---------------------------------------------------------------- tables of others


@pytest.mark.parametrize(("file", "count"), [("library", 5), ("citizen_activity_facility", 4)])
def test_the_workbooks_of_takamatsu_come_in_as_they_are(
    file: str, count: int, office: Actor
) -> None:
    data = (TAKAMATSU / f"{file}.xlsx").read_bytes()

    run = take(shown(data, office, f"{file}.xlsx", kind=InstitutionKind.PUBLIC_LIBRARY), office)

    assert counts(run) == (count, 0, 0, 0)
    made = list(Institution.objects.filter(prefecture="37").order_by("pk"))
    assert {one.municipality for one in made} == {"372013"}
    assert len(made) == count
    assert all(one.latitude and one.longitude and one.address and one.telephone for one in made)


def test_nothing_of_takamatsu_is_lost_and_a_second_time_changes_nothing(office: Actor) -> None:
    data = (TAKAMATSU / "library.xlsx").read_bytes()
    run = take(shown(data, office, "library.xlsx"), office)

    table = open_table(TAKAMATSU / "library.xlsx", name="library.xlsx")
    said = [dict(row.raw) for row, _more in table.rows({})]
    kept = [row.record for row in InstitutionSource.objects.filter(source="table").order_by("pk")]
    again = shown(data, office, "library.xlsx")

    filled = [{k: v for k, v in record.items() if v} for record in kept]
    assert filled == said
    assert {cell for record in said for cell in record.values()} >= {"火水木金土日", "09:30"}
    assert counts(again) == (0, 0, 5, 0)
    before = Institution.objects.count()
    undo(run, office)
    assert Institution.objects.count() == before - 5
    assert not InstitutionSource.objects.filter(source="table").exists()


def test_a_list_of_events_is_told_from_institutions(office: Actor) -> None:
    with pytest.raises(InputRefused, match="51") as caught:
        send((TAKAMATSU / "events.xlsx").read_bytes(), office, "events.xlsx")

    assert "行事名" in str(caught.value) or "開催日" in str(caught.value)
    assert caught.value.next_step
    assert not ImportRun.objects.exists()


def test_the_columns_are_remembered_for_the_same_sender(office: Actor) -> None:
    run = send("名称,それ\nい図書館,x\n".encode(), office)
    moved = tables.choose_columns(
        run, {0: Column.NAME, 1: Column.NAME_EN}, kind=None, version=run.version, actor=office
    )

    again = send("名称,それ\nう図書館,y\n".encode(), office)

    assert moved.state == RunState.PREVIEW
    assert tables.columns_of(again) == {0: Column.NAME, 1: Column.NAME_EN}
    assert again.mapping["remembered"] is True


def test_a_known_number_or_name_is_the_same_institution(office: Actor) -> None:
    by_number = make.institution("港区立第一図書館", isil="JP-1000001")
    by_name = make.institution("港区立第二図書館", telephone="03-0000-0000")
    doubtful = make.institution("港区立第三図書館")
    data = (
        "名称,ISIL,電話,住所\n"
        "港区立第一図書館,JP-1000001,03-1111-1111,東京都港区1-1\n"
        "港区立第二図書館,,03-0000-0000,東京都港区2-2\n"
        "港区立第三図書館,,,東京都港区3-3\n"
        "港区立第四図書館,,,東京都港区4-4\n"
    ).encode()

    run = shown(data, office)

    lines = list(run.lines.order_by("number"))
    assert [line.object_id for line in lines] == [by_number.pk, by_name.pk, doubtful.pk, None]
    assert [w["code"] for w in lines[2].warnings] == ["probably-same"]
    assert run.counts["doubtful"] == 1
    taken = take(run, office)
    assert (taken.counts["made"], taken.counts["altered"], taken.counts["left_out"]) == (1, 2, 1)
    doubtful.refresh_from_db()
    assert doubtful.address == ""


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("あ館,JP-1000001\nい館,JP-1000001\n", ["entry-twice"]),
        ("あ館,\nあ館,\n", ["entry-twice"]),
        (",JP-1000001\nい館,\n", ["blank"]),
        ("あ館,,x,y\nい館,\n", ["more-cells"]),
        ("あ\ufffd館,\nい館,\n", ["bad-character"]),
        ("あ\x00館,\nい館,\n", ["bad-character"]),
        ("あ" * 201 + ",\nい館,\n", ["too-long"]),
        ("あ館," + "x" * 32_768 + "\nい館,\n", ["cell-too-long"]),
    ],
)
def test_every_fault_is_named_and_nothing_is_taken_until_it_is_chosen(
    rows: str, codes: list[str], office: Actor
) -> None:  # R8
    before = Institution.objects.count()
    run = shown(f"名称,ISIL\n{rows}".encode(), office)

    faulty = [line for line in run.lines.all() if line.faults]
    assert [fault["code"] for line in faulty for fault in line.faults] == codes
    assert all(len(fault["value"]) <= 50 for line in faulty for fault in line.faults)
    with pytest.raises(InputRefused):
        take(run, office)
    assert Institution.objects.count() == before
    take(run, office, only_good=True)
    assert Institution.objects.count() == before + 1


BAD_FILES: dict[str, tuple[bytes, type[YuinowaError]]] = {
    "empty": (b"", InputRefused),
    "blank lines": (b"\n\n , \n", InputRefused),
    "no head": ("あ図書館,東京都\n".encode(), InputRefused),
    "no rows": ("名称,住所\n".encode(), InputRefused),
    "a column twice": ("名称,住所,住所\nあ,い,う\n".encode(), InputRefused),
    "NUL in the head": ("名称,住\x00所\nあ,い\n".encode(), InputRefused),
    "HTML": (b"<html><table><tr><td>x</td></tr></table>", Unreadable),
    "OLE": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Unreadable),
    "PDF": (b"%PDF-1.7 ...", Unreadable),
    "xz": (b"\xfd7zXZ\x00" + b"\0" * 20, Unreadable),
    "another zip": (b"PK\x03\x04" + b"\0" * 40, Unreadable),
    "an open quotation mark": ('名称,住所\n"あ,い\n'.encode(), Unreadable),
    "no coding": ("名称,住所\nあ,い\n".encode() + b"\xff\xfe\x80\x81", Unreadable),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_what_is_no_table_is_refused_with_words_and_leaves_nothing(
    name: str, office: Actor
) -> None:
    data, kind = BAD_FILES[name]

    with pytest.raises(kind) as caught:
        shown(data, office, "名簿.xlsx")

    assert caught.value.next_step
    assert "名簿.xlsx" in str(caught.value)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso-2022-jp"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_coding_and_delimiter_is_found_out(coding: str, delimiter: str, office: Actor) -> None:
    text = '施設名簿\r\n\r\n名称,所在地_連結表記,緯度\r\n試験図書館,"高松市番町\n1-1",34.3\r\n'

    run = shown(text.replace(",", delimiter).encode(coding), office)

    line = run.lines.get()
    assert (line.number, line.label) == (4, "試験図書館")
    assert line.says["values"] == {
        "name": "試験図書館", "address": "高松市番町 1-1", "latitude": 34.3,
        "prefecture": "37", "municipality": "372013", "municipality_name": "高松市",
    }  # fmt: skip


# ---------------------------------------------------------------- all or nothing, and back


def test_a_change_since_the_preview_stops_all_of_it(office: Actor) -> None:
    one, other = (
        make.institution("試験館", isil="JP-1000001"),
        make.institution("第二館", isil="JP-1000002"),
    )
    data = "名称,ISIL,住所\n試験館,JP-1000001,東京都港区1\n第二館,JP-1000002,東京都港区2\n".encode()
    run = shown(data, office)
    Institution.objects.filter(pk=other.pk).update(version=9)
    before = state()

    failed = take(run, office)

    assert failed.state == RunState.FAILED
    assert "第二館" in failed.trouble
    assert state() == before
    again = tables.change_columns(failed, version=failed.version, actor=office)
    read = tables.choose_columns(again, tables.columns_of(again), kind=None, version=again.version, actor=office)  # fmt: skip
    assert take(read, office).state == RunState.APPLIED
    assert one.pk


def test_an_institution_entered_since_the_preview_is_no_duplicate(office: Actor) -> None:
    run = shown("名称,住所\n港区立新館,東京都港区1-1\n".encode(), office)
    make.institution("港区立新館")

    failed = take(run, office)
    again = tables.read_table_again(failed, version=failed.version, actor=office)

    assert failed.state == RunState.FAILED
    assert (again.state, again.trouble) == (RunState.PREVIEW, "")
    assert again.counts["new"] == 0
    assert Institution.objects.filter(name="港区立新館").count() == 1


def test_undo_puts_back_exactly_what_stood_there(office: Actor) -> None:
    one = make.full_institution("港区立第一図書館")
    isil = one.identifiers.get(scheme=IdentifierScheme.ISIL).value
    before = state()
    data = f"名称,館種,ISIL,電話,備考\n港区立第一図書館,博物館,{isil},03-1111-1111,x\n港区立新館,,,,y\n".encode()

    run = take(shown(data, office), office)
    assert state() != before
    undone = undo(run, office)

    assert state() == before
    assert undone.state == RunState.UNDONE
    actions = (
        AuditRow.objects.filter(object_id=run.pk).order_by("pk").values_list("action", flat=True)
    )
    assert [a for a in actions if a.startswith("importrun")] == [
        f"importrun.{step}" for step in ("read", "show", "take", "finish", "undo")
    ]


def test_undo_refuses_when_a_row_was_changed_or_is_used_since(office: Actor) -> None:
    run = take(
        shown("名称,住所\n港区立新館,東京都港区1-1\n港区立別館,東京都港区2\n".encode(), office),
        office,
    )
    new = Institution.objects.get(name="港区立新館")
    make.other_name(new, "旧館")
    before = state()

    with pytest.raises(WrongState, match="港区立新館"):
        undo(run, office)
    assert state() == before
    new.names.all().delete()
    Institution.objects.filter(pk=new.pk).update(version=5)
    with pytest.raises(WrongState, match="港区立新館"):
        undo(run, office)


def test_two_who_take_at_once_take_once(office: Actor) -> None:
    run = shown("名称,住所\n港区立新館,東京都港区1-1\n".encode(), office)
    take(run, office)

    with pytest.raises((VersionMovedOn, WrongState)):
        take(run, office)
    assert Institution.objects.filter(name="港区立新館").count() == 1


def test_only_the_region_office_takes_tables_in() -> None:
    one = make.institution(member=True)

    for actor in (make.editor_of(one), Actor.nobody()):
        with pytest.raises(NotAllowed):
            send("名称,住所\nあ,い\n".encode(), actor)


def test_a_dropped_table_leaves_no_file(office: Actor) -> None:
    run = shown("名称,住所\n港区立新館,東京都港区1-1\n".encode(), office)
    assert file_of(run).exists()

    dropped = tables.drop_table(run, version=run.version, actor=office)

    assert not file_of(run).exists()
    assert (dropped.state, dropped.lines.count()) == (RunState.DROPPED, 0)


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    from django.utils import translation

    with translation.override("ja"):
        yield
