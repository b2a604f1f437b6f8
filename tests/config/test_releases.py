"""A database of every release before this one comes forward whole (R34). docs/operate/upgrade.md says how each adds its own."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.config import shape
from tests.config.installation import Installation, copy_of, fresh, made_once, remove
from tests.made_once import folder_of, url_of
from yuinowa import __version__

FILES = Path(__file__).parents[1] / "files" / "releases"
RELEASES = sorted({path.name.rpartition(".sqlite.sql")[0] for path in FILES.glob("*.sqlite.sql")})
#: What an upgrade said, kept in the folder of its installation.
SAID = "said-by-the-upgrade"
INSERT = re.compile(r'^INSERT INTO (?:public\.)?"?(\w+)"? ', re.MULTILINE)
#: What ships with a release, so that a later one has more of it.
GROWING = {
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "ledger_metric",
    "core_audit",
}
#: What the index had yet to do, and has done when the upgrade is over.
CAUGHT_UP = {"search_hidden", "search_pending"}


def script_of(release: str) -> Path:
    return FILES / f"{release}.{connection.vendor}.sql"


def rows_of(release: str) -> dict[str, int]:
    """How many rows each table of ``release`` has."""
    return Counter(INSERT.findall(script_of(release).read_text(encoding="utf-8")))


def load(installation: Installation, release: str) -> None:
    """Put the database of ``release`` into this installation."""
    (installation.data / "audit-anchors.txt").write_bytes(
        (FILES / f"{release}.{connection.vendor}.anchors.txt").read_bytes()
    )
    file = script_of(release)
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(installation.data / "yuinowa.sqlite3")) as made:
            made.executescript(file.read_text(encoding="utf-8"))
    else:
        psql = [
            "psql",
            "--quiet",
            "--no-psqlrc",
            "--set=ON_ERROR_STOP=1",
            f"--file={file}",
            "--output=/dev/null",
        ]
        subprocess.run([*psql, url_of(installation.database)], check=True)


@pytest.fixture
def upgraded(
    release: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Installation]:
    """An installation of ``release`` after ``yuinowa upgrade``, with what that said in its folder."""

    def make(data: Path) -> Installation:
        made = fresh(data)
        load(made, release)
        (data / SAID).write_text(made.run("upgrade"), encoding="utf-8")
        return made

    made = made_once(folder_of(request.config) / f"upgraded-{release}", make)
    own = copy_of(made, tmp_path / "data")
    yield own
    remove(own)


@pytest.mark.parametrize("release", RELEASES)
def test_a_database_of_an_earlier_release_comes_forward_whole(
    release: str, upgraded: Installation
) -> None:
    before = rows_of(release)

    told = (upgraded.data / SAID).read_text(encoding="utf-8")
    after = upgraded.counted()

    kept = {
        table: rows
        for table, rows in before.items()
        if table in after and table not in GROWING | CAUGHT_UP
    }
    assert {table: after[table] for table in kept} == kept
    assert all(after[table] >= before[table] for table in GROWING & after.keys())
    assert "Start Yuinowa again" in told
    for words in (("ledger", "verify"), ("verify-audit",), ("reindex",), ("doctor",)):
        upgraded.run(*words)
    upgraded.run("django", "makemigrations", "--check", "--dry-run")
    assert len(list((upgraded.data / "backups").glob("yuinowa-*.tar.gz"))) == 1


@pytest.mark.parametrize("release", RELEASES)
def test_what_was_migrated_is_what_a_new_installation_gets_at_once(
    release: str, upgraded: Installation, request: pytest.FixtureRequest
) -> None:
    """core.fresh makes the tables of an empty database without going the way of the migrations."""
    new: Installation = request.getfixturevalue("_migrated")

    def made_of(installation: Installation) -> set[tuple[str, ...]]:
        if installation.database:
            return shape.on_server(installation.database)
        return shape.of_file(installation.data / "yuinowa.sqlite3")

    by_way, at_once = made_of(upgraded), made_of(new)

    assert len(at_once) > 1_000
    assert by_way - at_once == set()
    assert at_once - by_way == set()


@pytest.mark.parametrize("release", RELEASES)
def test_an_upgrade_that_stops_can_be_gone_back_from(release: str, upgraded: Installation) -> None:
    """The backup an upgrade begins with is one of the earlier release, and comes back as such."""
    before = rows_of(release)
    (made,) = (upgraded.data / "backups").glob("yuinowa-*.tar.gz")

    upgraded.run("restore", str(made), "--replace")

    after = upgraded.counted()
    assert after["relations_contact"] == before["relations_contact"]
    assert after["accounts_signedinsession"] == 0


def test_this_release_is_no_earlier_than_those_that_are_tried() -> None:
    def number(version: str) -> list[int]:
        return [int(part) for part in version.split(".")]

    assert RELEASES
    assert all(number(release) <= number(__version__) for release in RELEASES)
