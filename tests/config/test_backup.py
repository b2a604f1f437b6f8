"""Backup and restore as an operator runs them, each in processes of its own (R50)."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.config.installation import Installation, end
from yuinowa.core.backup import archive

PASSPHRASE = "kawa-no-nagare-no-oto"
KILLS = 3
#: Rows that come and go by themselves: what ran, what is signed in, the restore's own line.
PASSING = {"core_audit", "core_audit_head", "accounts_signedinsession", "core_schedule", "core_job"}


def only_backup(folder: Path) -> Path:
    (found,) = folder.glob("yuinowa-*.tar.gz*")
    return found


def lasting(counts: dict[str, int]) -> dict[str, int]:
    return {table: rows for table, rows in counts.items() if table not in PASSING}


def wait_until_locked(path: Path) -> None:
    for _ in range(600):
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody locks {path}")


@pytest.fixture
def sealed_with(tmp_path: Path) -> list[str]:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return ["--passphrase-file", str(file)]


def test_what_was_kept_comes_back_onto_an_empty_installation(
    installed: Installation, empty: Installation, sealed_with: list[str], tmp_path: Path
) -> None:
    (installed.data / "files" / "a").mkdir(parents=True)
    (installed.data / "files" / "a" / "図.png").write_bytes(b"picture")
    before = installed.counted()

    told = installed.run("backup", "--to", str(tmp_path / "kept"), *sealed_with)
    file = only_backup(tmp_path / "kept")
    restored = empty.run("restore", str(file), *sealed_with)

    assert "The secret key is not in it" in told
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"seeded" not in file.read_bytes()
    for step in ("replace", "index", "ledger verify", "verify-audit", "Restored in"):
        assert step in restored
    after = empty.counted()
    assert lasting(after) == lasting(before)
    assert after["core_audit"] == before["core_audit"] + 1
    assert (after["accounts_signedinsession"], before["accounts_signedinsession"]) == (0, 1)
    assert (empty.data / "files" / "a" / "図.png").read_bytes() == b"picture"
    anchors = (installed.data / "audit-anchors.txt").read_text()
    assert (empty.data / "audit-anchors.txt").read_text() == anchors
    empty.run("verify-audit")
    empty.run("ledger", "verify")


def test_the_secret_key_comes_along_only_when_asked_for(
    installed: Installation, empty: Installation, tmp_path: Path
) -> None:
    key = (installed.data / "secret-key").read_text()

    installed.run("backup", "--to", str(tmp_path / "without"))
    installed.run("backup", "--to", str(tmp_path / "with"), "--with-key")
    empty.run("restore", str(only_backup(tmp_path / "with")))

    with archive.opened(only_backup(tmp_path / "without"), "") as (said, _tar):
        assert "secret-key" not in {part.name for part in said.parts}
    assert (empty.data / "secret-key").read_text() == key
    assert (empty.data / "secret-key").stat().st_mode & 0o777 == 0o600


def test_nothing_is_replaced_unless_told_and_then_it_is_kept_first(
    installed: Installation, tmp_path: Path
) -> None:
    installed.run("backup", "--to", str(tmp_path / "kept"))
    file = str(only_backup(tmp_path / "kept"))
    before = installed.counted()
    installed.run("contact", module="tests.config.seed")
    later = installed.counted()

    refused = installed.run("restore", file, status=1)
    unchanged = installed.counted()
    installed.run("restore", file, "--replace")
    back = installed.counted()
    installed.run("restore", str(only_backup(installed.data / "backups")), "--replace")

    assert "not empty" in refused
    assert unchanged == later
    assert lasting(back) == lasting(before)
    assert lasting(installed.counted()) == lasting(later)


def test_a_damaged_or_foreign_backup_changes_nothing(
    installed: Installation, tmp_path: Path, sealed_with: list[str]
) -> None:
    installed.run("backup", "--to", str(tmp_path / "kept"))
    file = only_backup(tmp_path / "kept")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "damaged").write_bytes(raw)
    (tmp_path / "other").write_text("not a backup")
    before = installed.counted()

    for name in ("damaged", "other"):
        said = installed.run("restore", str(tmp_path / name), "--replace", status=1)
        assert "Traceback" not in said
    installed.run("restore", str(tmp_path / "none"), status=2)

    assert installed.counted() == before
    assert not list(installed.data.glob(".restoring-*"))


def test_a_backup_of_a_later_version_or_of_another_database_is_refused(
    installed: Installation, empty: Installation, tmp_path: Path
) -> None:
    vendor = "postgresql" if installed.database else "sqlite"
    other = "sqlite" if installed.database else "postgresql"
    source = tmp_path / "source"
    source.write_bytes(b"x")
    for name, kind, migrations in (
        ("later", vendor, [["plans", "9999_later"]]),
        ("foreign", other, []),
    ):
        said = archive.Manifest("9.0.0", kind, "2030-01-01T00:00:00+00:00", 0, migrations, {})
        archive.write(tmp_path / name, said, {"settings.json": source}, "")

    assert "install that version first" in empty.run("restore", str(tmp_path / "later"), status=1)
    assert f"backup of {other}" in empty.run("restore", str(tmp_path / "foreign"), status=1)


def test_a_copy_is_of_one_moment_while_others_write(
    installed: Installation, tmp_path: Path
) -> None:
    before = installed.counted()["core_job"]
    writer = installed.start("pairs", module="tests.config.seed")
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        for number in range(3):
            installed.run("backup", "--to", str(tmp_path / str(number)))
    finally:
        end(writer, signal.SIGKILL)

    kept = []
    for number in range(3):
        with archive.opened(only_backup(tmp_path / str(number)), "") as (said, _tar):
            kept.append(said.counts["core_job"] - before)
    assert kept == sorted(kept)
    assert kept[-1] > 0
    assert [rows % 2 for rows in kept] == [0, 0, 0]


def test_a_running_site_is_not_restored_under_its_feet(
    installed: Installation, tmp_path: Path
) -> None:
    installed.run("backup", "--to", str(tmp_path / "kept"))
    jobs = installed.start("jobs")
    try:
        wait_until_locked(installed.data / "running.lock")
        said = installed.run("restore", str(only_backup(tmp_path / "kept")), status=1)
    finally:
        end(jobs)

    assert "running here: stop it first" in said


def test_killed_at_any_point_a_restore_leaves_what_was_or_what_is_to_be(
    installed: Installation, tmp_path: Path
) -> None:
    installed.run("backup", "--to", str(tmp_path / "kept"))
    file = str(only_backup(tmp_path / "kept"))
    kept = lasting(installed.counted())
    installed.run("contact", module="tests.config.seed")
    begun = time.monotonic()
    installed.start("restore", file, "--replace").communicate()
    whole = time.monotonic() - begun
    chance = random.Random(os.environ.get("YUINOWA_SEED", "restore"))

    for _ in range(KILLS):
        installed.run("contact", module="tests.config.seed")
        live = lasting(installed.counted())
        process = installed.start("restore", file, "--replace")
        time.sleep(chance.uniform(0.2, 1.0) * whole)
        end(process, signal.SIGKILL)
        found = lasting(installed.counted())
        assert found in (live, kept)
        installed.run("migrate")
        installed.run("verify-audit")
    installed.run("restore", file, "--replace")
    assert lasting(installed.counted()) == kept


def test_backup_and_restore_are_for_an_installation_with_tables(empty: Installation) -> None:
    assert "run yuinowa migrate" in empty.run("backup", status=1)
