"""``yuinowa import directory``: one file or what ships, and the full list of faults (R8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.directory.domain.test_crd import SANKO
from yuinowa.config import cli
from yuinowa.directory.domain import crd
from yuinowa.directory.models import Institution

pytestmark = pytest.mark.django_db
Written = Callable[..., Path]
Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_english_with_its_own_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    with translation.override("en"):
        yield


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A list of the Collaborative Reference Database with these keys, each the row of 三康図書館."""

    def write(*keys: str) -> Path:
        rows = [crd.COLUMNS, *([key, *SANKO[1:]] for key in keys)]
        path = tmp_path / "list.tsv"
        path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
        return path

    return write


def test_a_file_of_a_source_is_taken_in(written: Written, settings: Settings, capsys: Told) -> None:
    status = cli.main(["import", "directory", str(written("4200008")), "--source", "crd"])

    assert status == 0
    assert "1 records read" in capsys.readouterr().out
    assert Institution.objects.get().name == "公益財団法人三康文化研究所附属三康図書館"
    assert not (settings.DATA_DIR / "imports").exists()


def test_a_refused_file_leaves_the_list_of_all_its_faults(
    written: Written, settings: Settings, capsys: Told
) -> None:
    faulty = [f"=wrong{number}" for number in range(150)]

    status = cli.main(["import", "directory", str(written("4200008", *faulty)), "--source", "crd"])

    kept = settings.DATA_DIR / "imports" / "list.tsv.faults.csv"
    told = capsys.readouterr().err
    assert status == 1
    assert "=wrong0" in told
    assert "And 50 faults more." in told
    assert f"All faults are listed in {kept}" in told
    assert not Institution.objects.exists()
    head, *rows = csv.reader(io.StringIO(kept.read_text(encoding="utf-8-sig")))
    assert head == ["Line", "Key", "Column", "What is written", "What to do"]
    assert [row[0] for row in rows] == [str(line) for line in range(3, 153)]
    assert rows[0][2] == "crd_id"
    assert rows[0][3] == "'=wrong0"  # nothing that a spreadsheet would run (R16)
    assert rows[0][4].startswith("The key does not have the form of this list.")


def test_the_good_lines_can_be_taken_alone(
    written: Written, settings: Settings, capsys: Told
) -> None:
    file = written("4200008", "wrong")

    status = cli.main(["import", "directory", str(file), "--source", "crd", "--only-good"])

    assert status == 0
    assert Institution.objects.count() == 1
    assert "list.tsv.faults.csv" in capsys.readouterr().err
    assert (settings.DATA_DIR / "imports" / "list.tsv.faults.csv").is_file()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["FILE"], "--source"),
        (["--source", "crd"], "go with a FILE"),
        (["--only-good"], "go with a FILE"),
    ],
)
def test_a_file_and_its_source_are_named_together(
    options: list[str], why: str, written: Written, capsys: Told
) -> None:
    file = str(written("4200008"))

    status = cli.main(["import", "directory", *(file if o == "FILE" else o for o in options)])

    assert status == 2
    assert why in capsys.readouterr().err
    assert not Institution.objects.exists()


@pytest.mark.parametrize("wrong", [["no-such.tsv", "--source", "crd"], ["--source", "other"]])
def test_a_wrong_call_says_so(wrong: list[str], capsys: Told) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["import", "directory", *wrong])

    assert ended.value.code == 2
    assert wrong[0] in capsys.readouterr().err
