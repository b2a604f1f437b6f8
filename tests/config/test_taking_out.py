"""What leaves the installation: an institution's own, and a bundle for somebody who helps."""

from __future__ import annotations

import csv
import io
import json
import logging
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.access import world
from yuinowa.config import bundle, cli
from yuinowa.core.logs import JsonLine
from yuinowa.core.models import AuditRow
from yuinowa.directory.models import Institution
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    index.ensure_current()


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return "\n".join(file.read(name).decode("utf-8-sig") for name in file.namelist())


def test_an_institution_takes_along_what_is_its_own_and_nobody_elses(
    built: world.World, tmp_path: Path
) -> None:
    own, target = built.institutions["own"], tmp_path / "own.zip"

    assert cli.main(["export", "institution", str(own.pk), "--to", str(target)]) == 0

    text = text_of(target)
    assert target.stat().st_mode & 0o777 == 0o600
    for kind in (
        "contact",
        "institution_own",
        "plan_private",
        "sheet_draft",
        "indicator",
        "statement",
        "isil_application",
    ):
        assert built.words[kind] in text, kind
    for kind in ("institution_private", "institution_members", "job"):
        assert built.words[kind] not in text, kind
    assert AuditRow.objects.latest("pk").action == "operation.export-institution"


def test_an_onlooker_takes_nothing_of_the_others(built: world.World, tmp_path: Path) -> None:
    target = tmp_path / "stranger.zip"

    cli.main(["export", "institution", str(built.institutions["stranger"].pk), "--to", str(target)])

    text = text_of(target)
    assert [kind for kind, word in built.words.items() if word in text] == []


def test_the_same_rows_stand_in_both_formats(built: world.World, tmp_path: Path) -> None:
    target = tmp_path / "own.zip"
    cli.main(["export", "institution", str(built.institutions["own"].pk), "--to", str(target)])

    with zipfile.ZipFile(target) as file:
        names = {Path(name).stem for name in file.namelist() if name.endswith(".json")}
        for name in names:
            rows = list(csv.reader(io.StringIO(file.read(f"{name}.csv").decode("utf-8-sig"))))
            assert len(rows) - 1 == len(json.loads(file.read(f"{name}.json"))), name
    assert {
        "core.auditrow",
        "directory.institution",
        "ledger.entry",
        "plans.plan",
        "plans.project",
        "directory.registerapplication",
        "directory.registerentry",
        "relations.contact",
    } <= names


def test_an_unknown_institution_and_a_file_that_is_there_are_refused(tmp_path: Path) -> None:
    made = Institution.objects.create(name="試験館")
    (tmp_path / "there").write_text("mine")

    assert cli.main(["export", "institution", "999999", "--to", str(tmp_path / "x")]) == 1
    assert cli.main(["export", "institution", str(made.pk), "--to", str(tmp_path / "there")]) == 1
    assert (tmp_path / "there").read_text() == "mine"
    assert not (tmp_path / "x").exists()


def test_the_bundle_for_a_helper_holds_no_word_of_anybody(
    built: world.World, tmp_path: Path, settings: LazySettings
) -> None:
    for standing in ("own", "region"):
        built.client(standing, "any")
    names = set(Institution.objects.values_list("name", flat=True))

    bundle.write(tmp_path / "bundle.zip")

    text = text_of(tmp_path / "bundle.zip")
    assert [word for word in built.words.values() if word in text] == []
    assert [name for name in names if name in text] == []
    assert "カナリア" not in text
    assert "person1" not in text
    assert settings.SECRET_KEY not in text
    assert '"handler": "search.index"' in text


CANARY = "カナリア花子"


def logged(event: str, *arguments: object, error: Exception | None = None, **fields: object) -> str:
    record = logging.LogRecord(
        "yuinowa.core.jobs", logging.WARNING, __file__, 1, event, arguments, None
    )
    record.fields = fields
    if error is not None:
        try:
            raise error
        except type(error) as raised:
            record.exc_info = (type(raised), raised, raised.__traceback__)
    return JsonLine().format(record)


def test_the_end_of_the_log_comes_along_without_persons(tmp_path: Path) -> None:
    lines = [
        logged("job %s failed for “%s”", "core.mail", CANARY, lane=3, login=CANARY, q=f"/?q={CANARY}"),
        logged("cannot reach hanako@example.org", error=ValueError(f"no '{CANARY}' 090-0000-0000")),
        logged("answered", method="GET", route="portal:home", status=500, ms=3.5),
        f"Traceback of {CANARY}",
        json.dumps([CANARY]),
        json.dumps({"at": CANARY, "level": CANARY, "logger": CANARY, "event": f"'{CANARY}'", "trace": CANARY}),
    ]  # fmt: skip
    log = tmp_path / "log"
    log.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe" + CANARY.encode())

    bundle.write(tmp_path / "bundle.zip", log=log)

    text = text_of(tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as file:
        found = json.loads(file.read("log.json"))
    for word in (CANARY, "hanako", "090-0000"):
        assert word not in text
    assert [line["event"] for line in found["lines"]] == [
        "job core.mail failed for …",
        "cannot reach …@…",
        "answered",
        "…",
    ]
    assert found["lines"][0]["lane"] == 3
    assert found["lines"][2] | {"route": "portal:home", "status": 500} == found["lines"][2]
    assert found["lines"][1]["error"].startswith("ValueError")
    assert found["unreadable"] == 3


def test_of_a_long_log_only_the_end_is_taken(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("".join(logged("job %s", n) + "\n" for n in range(bundle.MOST_LINES + 5)))

    bundle.write(tmp_path / "bundle.zip", log=log)

    with zipfile.ZipFile(tmp_path / "bundle.zip") as file:
        found = json.loads(file.read("log.json"))["lines"]
    assert (len(found), found[0]["event"]) == (bundle.MOST_LINES, "job 5")
