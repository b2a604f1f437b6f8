"""Taking in the two national lists, whole and in small."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directory import factories as make
from tests.directory.domain.test_crd import SANKO
from tests.directory.domain.test_nacsis import MEMBER
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain import crd, records
from yuinowa.directory.domain.institutions import Certainty, NameKind
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionName,
    InstitutionSource,
    ServiceSwitch,
)
from yuinowa.directory.services import ImportRefused, ImportReport, import_directory
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable
from yuinowa.search.models import Pending

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
Take = Callable[..., ImportReport]


@pytest.fixture
def crd_list(tmp_path: Path) -> Take:
    """Take in a list of these rows, each the row of 三康図書館 with other cells."""

    def take(*rows: dict[str, str], only_good: bool = False) -> ImportReport:
        table = [
            crd.COLUMNS,
            *((dict(zip(crd.COLUMNS, SANKO, strict=True)) | r).values() for r in rows),
        ]
        file = tmp_path / "list.tsv"
        file.write_text("\n".join("\t".join(cells) for cells in table), encoding="utf-8")
        return import_directory(file, SourceCode.CRD, actor=SYSTEM, only_good=only_good)

    return take


@pytest.fixture
def members(tmp_path: Path) -> Take:
    """Take in these members of NACSIS, each the one of the parser's tests with other values."""

    def take(*changed: dict[str, object]) -> ImportReport:
        file = tmp_path / "members.jsonl"
        file.write_text("\n".join(json.dumps(MEMBER | c) for c in changed), encoding="utf-8")
        return import_directory(file, SourceCode.NACSIS, actor=SYSTEM)

    return take


def test_a_record_becomes_an_institution_with_all_its_parts(crd_list: Take) -> None:
    report = crd_list({"isil": "JP-1000031", "tel": "03-3431-6073 ㈹"})

    institution = Institution.objects.get()
    assert (report.read, report.created, report.warned) == (1, 1, 0)
    assert institution.name == "公益財団法人三康文化研究所附属三康図書館"
    assert (institution.telephone, institution.telephone_note) == ("03-3431-6073", "(代)")
    assert institution.place == "東京都港区"
    assert [row.kind for row in institution.kinds.all()] == ["special_library"]
    assert [(n.kind, n.name) for n in institution.names.all()] == [(NameKind.SHORT, "三康図書館")]
    assert {i.value for i in institution.identifiers.all()} == {"4200008", "JP-1000031"}
    assert institution.sources.get().certainty == Certainty.SOLE


def test_the_record_stays_as_received(crd_list: Take) -> None:  # R9
    crd_list({"fax": "内線５６番"})

    assert InstitutionSource.objects.get().record["fax"] == "内線５６番"


def test_one_institution_where_both_lists_name_the_same(crd_list: Take, members: Take) -> None:
    crd_list({"name_and_short": "大阪市立大学都市研究プラザ / 阪市大", "address": "558-8585 大阪府 大阪市住吉区 杉本3", "tel": "06-6605-2071"})  # fmt: skip
    report = members({})

    institution = Institution.objects.get()
    nacsis = institution.sources.get(source=SourceCode.NACSIS)
    assert (report.joined_sure, report.created) == (1, 0)
    assert (nacsis.certainty, nacsis.reasons) == (
        Certainty.SURE,
        ["name", "telephone", "postal-code"],
    )
    assert institution.address == "大阪府 大阪市住吉区 杉本3"
    assert institution.url == "https://www.ur-plaza.osaka-cu.ac.jp/"
    assert ServiceSwitch.objects.filter(as_of=date(2020, 7, 27)).count() == 6


def test_a_probable_join_keeps_the_other_name(crd_list: Take, members: Take) -> None:
    crd_list({"name_and_short": "大阪市立大学 / 阪市大", "address": "558-8585 大阪府 大阪市住吉区 杉本3", "tel": "06-6605-2071"})  # fmt: skip
    report = members({})

    assert report.joined_probable == 1
    alias = InstitutionName.objects.get(kind=NameKind.ALIAS)
    assert alias.name == "大阪市立大学 都市研究プラザ"


def test_a_made_up_institution_is_never_joined(members: Take) -> None:
    make.institution(
        "大阪市立大学 都市研究プラザ", prefecture="27", telephone="06-6605-2071", demo=True
    )

    assert members({}).created == 1


def test_taking_in_the_same_list_again_changes_nothing(crd_list: Take, members: Take) -> None:
    crd_list({"isil": "JP-1000031,JP-1000032"})
    members({})
    before = _everything()

    again = [crd_list({"isil": "JP-1000031,JP-1000032"}), members({})]

    assert [(r.created, r.updated, r.unchanged) for r in again] == [(0, 0, 1), (0, 0, 1)]
    assert _everything() == before


def _everything() -> list[list[object]]:
    models = (
        Institution,
        InstitutionName,
        InstitutionIdentifier,
        InstitutionSource,
        ServiceSwitch,
        Pending,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_changed_record_renews_what_it_said_and_leaves_what_people_wrote(crd_list: Take) -> None:
    crd_list({})
    Institution.objects.update(url="https://example.org/", fax="03-0000-0000")

    report = crd_list({"tel": "03-9999-9999", "fax": "03-1111-1111", "isil": "JP-1000031"})

    institution = Institution.objects.get()
    assert report.updated == 1
    assert (institution.telephone, institution.fax) == ("03-9999-9999", "03-0000-0000")
    assert institution.version == 2
    assert institution.identifiers.filter(value="JP-1000031").exists()


def test_a_changed_flag_is_renewed(members: Take) -> None:
    members({})
    members({"loanservice": "A"})

    assert ServiceSwitch.objects.get(service="loan").state == "open"


def test_a_number_claimed_twice_is_kept_and_not_used(crd_list: Take) -> None:  # R7
    report = crd_list({"isil": "JP-1001328"}, {"crd_id": "4200009", "isil": "JP-1001328"})

    rows = InstitutionIdentifier.objects.filter(value="JP-1001328").order_by("institution_id")
    assert [(row.valid, row.warnings) for row in rows] == [
        (True, ["claimed-twice"]),
        (False, ["claimed-twice"]),
    ]
    assert [(w.line, w.code) for w in report.warnings] == [(3, records.CLAIMED_TWICE)]


def test_all_or_nothing_and_every_fault_is_named(crd_list: Take) -> None:  # R8
    with pytest.raises(ImportRefused) as refused:
        crd_list({}, {"crd_id": "x"}, {"crd_id": "4200009", "name_and_short": ""})

    report = refused.value.report
    assert Institution.objects.count() == 0
    assert (report.read, report.refused) == (3, 2)
    assert [(f.line, f.key, f.column, f.code) for f in report.faults] == [
        (3, "x", "crd_id", records.BAD_KEY),
        (4, "4200009", "name_and_short", records.BLANK),
    ]
    assert not AuditRow.objects.exists()


def test_the_good_lines_are_taken_when_that_is_chosen(crd_list: Take) -> None:
    report = crd_list({}, {"crd_id": "x"}, {}, only_good=True)

    assert (report.read, report.taken, report.refused) == (3, 1, 2)
    assert [fault.code for fault in report.faults] == [records.BAD_KEY, records.KEY_TWICE]
    assert Institution.objects.count() == 1


def test_no_good_line_is_no_import(crd_list: Take) -> None:  # R9
    with pytest.raises(ImportRefused):
        crd_list({"crd_id": "x"}, only_good=True)


def test_a_hundred_faults_are_shown_and_the_rest_counted(crd_list: Take) -> None:
    with pytest.raises(ImportRefused) as refused:
        crd_list(*({"crd_id": f"x{n}"} for n in range(120)))

    lines = str(refused.value).splitlines()
    assert sum("crd_id" in line for line in lines) == 100
    assert any("20" in line for line in lines[-2:])


@pytest.mark.parametrize("written", ["", "\n\n"])
@pytest.mark.parametrize("source", SourceCode)
def test_a_file_without_records_is_refused(
    tmp_path: Path, written: str, source: SourceCode
) -> None:  # R9
    file = tmp_path / "empty"
    file.write_text(written)

    with pytest.raises(InputRefused):
        import_directory(file, source, actor=SYSTEM)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(100))

    with pytest.raises(Unreadable):
        import_directory(file, SourceCode.CRD, actor=SYSTEM)


@pytest.mark.parametrize("coding", ["cp932", "euc_jp", "iso-2022-jp", "utf-16", "utf-8-sig"])
def test_a_list_in_another_coding_says_the_same(tmp_path: Path, coding: str) -> None:  # R13
    file = tmp_path / "list.tsv"
    file.write_text("\n".join("\t".join(row) for row in (crd.COLUMNS, SANKO)), encoding=coding)

    report = import_directory(file, SourceCode.CRD, actor=SYSTEM)

    assert report.coding == coding
    assert Institution.objects.get().name == "公益財団法人三康文化研究所附属三康図書館"


def test_one_audit_row_is_written_for_an_import(crd_list: Take) -> None:
    crd_list({}, {"crd_id": "4200009"})

    row = AuditRow.objects.get()
    assert row.action == "directory.import"
    assert row.after is not None
    assert (row.after["source"], row.after["read"], row.after["created"]) == ("crd-isil", 2, 2)


def test_the_index_hears_of_what_changed_and_of_nothing_else(crd_list: Take) -> None:
    crd_list({}, {"crd_id": "4200009"})
    Pending.objects.all().delete()

    crd_list({}, {"crd_id": "4200009", "tel": "03-9999-9999"})

    changed = Institution.objects.get(telephone="03-9999-9999")
    assert [row.object_id for row in Pending.objects.all()] == [changed.pk]


@pytest.mark.parametrize(
    "actor",
    [
        Actor.nobody(),
        Actor(person=1, institution=1, roles=frozenset({Role.ADMIN}), member=True),
        Actor(person=1, institution=1, roles=frozenset({Role.EDITOR}), region=True, member=True),
    ],
)
def test_only_the_region_office_keeps_the_directory(tmp_path: Path, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        import_directory(tmp_path / "list", SourceCode.CRD, actor=actor)


def test_questions_to_the_database_do_not_grow_with_the_list(crd_list: Take) -> None:
    counts = []
    for start, rows in (
        (10, 2),
        (100, 25),
    ):  # SQLite takes some thirty institutions in one statement
        with CaptureQueriesContext(connection) as asked:
            crd_list(*({"crd_id": f"42{start + n:05}", "name_and_short": f"図書館{start}{n}", "isil": f"JP-1{start + n:06}"} for n in range(rows)))  # fmt: skip
        counts.append(len(asked))

    assert counts[0] == counts[1]
