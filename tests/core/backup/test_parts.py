"""The parts of a backup: seal, archive, generations."""

from __future__ import annotations

import errno
import io
import shutil
import tarfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from yuinowa.core import clock
from yuinowa.core.backup import archive, generations, making, marker, sealed
from yuinowa.core.backup.archive import Manifest
from yuinowa.core.backup.faults import BackupFault

pytestmark = pytest.mark.usefixtures("in_english")
PASSPHRASE = "kawa-no-nagare-no-oto"
MANIFEST = Manifest("0.1.0", "sqlite", "2026-11-21T00:00:00+00:00", 0, [], {})


def seal(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    out = io.BytesIO()
    writer = sealed.SealingWriter(out, passphrase)
    writer.write(content)
    writer.close()
    return out.getvalue()


def unseal(raw: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return sealed.SealedReader(io.BytesIO(raw), passphrase).read()


# ---------------------------------------------------------------- the seal


@hypothesis_settings(max_examples=20)
@given(st.binary(max_size=300), st.sampled_from([0, 1, 2]))
def test_what_is_sealed_is_read_again(content: bytes, pieces: int) -> None:
    content += bytes(pieces * sealed.PIECE)

    assert unseal(seal(content)) == content


@hypothesis_settings(max_examples=30)
@given(st.data())
def test_no_byte_can_be_changed_and_none_cut_off(data: st.DataObject) -> None:
    raw = bytearray(seal(b"a" * 50))
    place = data.draw(st.integers(0, len(raw) - 1))

    cut = bytes(raw[:place])
    raw[place] ^= data.draw(st.integers(1, 255))

    for damaged in (bytes(raw), cut):
        with pytest.raises(BackupFault):
            unseal(damaged)


def test_whole_pieces_cannot_be_left_out_or_swapped() -> None:
    raw = seal(bytes(sealed.PIECE) + b"b" * sealed.PIECE + b"c")
    head, piece = raw[: sealed.HEAD], 4 + sealed.PIECE + sealed.TAG
    first, second, last = (
        raw[sealed.HEAD :][:piece],
        raw[sealed.HEAD + piece :][:piece],
        raw[sealed.HEAD + 2 * piece :],
    )

    assert unseal(head + first + second + last)[-1:] == b"c"
    for wrong in (head + second + first + last, head + first + last, head + first + second):
        with pytest.raises(BackupFault):
            unseal(wrong)


def test_another_passphrase_opens_nothing_and_a_short_one_seals_nothing() -> None:
    with pytest.raises(BackupFault, match="not the one"):
        unseal(seal(b"x"), PASSPHRASE + "x")
    with pytest.raises(BackupFault, match="too short"):
        seal(b"x", "short")


# ---------------------------------------------------------------- the archive


def written(tmp_path: Path, passphrase: str = "", name: str = "database.sqlite3") -> Path:
    source = tmp_path / "source"
    source.write_bytes(b"content" * 1000)
    target = tmp_path / "x.tar.gz"
    archive.write(target, MANIFEST, {name: source}, passphrase)
    return target


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_backup_is_one_file_for_its_owner_alone_and_comes_out_as_it_went_in(
    passphrase: str, tmp_path: Path
) -> None:
    target = written(tmp_path, passphrase)

    with archive.opened(target, passphrase) as (said, tar):
        archive.take_out(said, tar, tmp_path / "out")

    assert target.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out" / "database.sqlite3").read_bytes() == b"content" * 1000
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("keep", [0, 3, 100])
def test_a_file_cut_off_is_damaged(keep: int, tmp_path: Path) -> None:
    target = written(tmp_path)
    target.write_bytes(target.read_bytes()[:keep])

    with pytest.raises(BackupFault), archive.opened(target, "") as (said, tar):
        archive.take_out(said, tar, tmp_path / "out")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\x1f\x8b", b"YUINOWA-SEAL-1\n", b"x" * 99]
)
def test_other_files_are_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)

    with pytest.raises(BackupFault), archive.opened(file, PASSPHRASE):
        pass


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "files/../../evil",
        "files/a/../b",
        "files/",
        "files//a",
        "index/x",
        "files/a\\..\\b",
        "database.other",
    ],
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    assert not archive.is_safe(name)
    target = written(tmp_path, name=name)

    with pytest.raises(BackupFault), archive.opened(target, "") as (said, tar):
        archive.take_out(said, tar, tmp_path / "out")

    assert not (tmp_path / "evil").exists()


@given(st.text())
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    if archive.is_safe(f"files/{name}"):
        assert (Path("/in") / "files" / name).resolve().is_relative_to("/in/files")


def test_a_link_in_a_backup_is_not_followed(tmp_path: Path) -> None:
    import gzip
    import json
    from dataclasses import asdict

    said = asdict(MANIFEST) | {"parts": [{"name": "settings.json", "size": 0, "sha256": ""}]}
    raw = json.dumps(said).encode()
    with gzip.open(tmp_path / "x", "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        head = tarfile.TarInfo("manifest.json")
        head.size = len(raw)
        tar.addfile(head, io.BytesIO(raw))
        link = tarfile.TarInfo("settings.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)

    with pytest.raises(BackupFault), archive.opened(tmp_path / "x", "") as (manifest, tar):
        archive.take_out(manifest, tar, tmp_path / "out")


# ---------------------------------------------------------------- generations

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@given(st.sets(st.integers(0, 60 * 24 * 60), max_size=60), st.integers(1, 30))
def test_the_newest_and_one_of_each_day_are_kept_and_nothing_else_is_touched(
    minutes: set[int], keep: int
) -> None:
    moments = {m: NOW - timedelta(minutes=m) for m in minutes}
    names = [generations.name_of(moment, sealed=False) for moment in moments.values()]

    gone = generations.superfluous([*names, "letter.txt", "yuinowa-x.tar.gz"], keep=keep)

    kept = [name for name in sorted(names, reverse=True) if name not in gone]
    assert set(gone) <= set(names)
    assert kept[:keep] == sorted(names, reverse=True)[:keep]
    assert len(kept) <= keep + generations.DAYS
    # Whatever went, a later one of the same day stayed.
    days = sorted({day_of(name) for name in names}, reverse=True)
    assert set(days[: generations.DAYS]) <= {day_of(name) for name in kept}


def day_of(name: str) -> date:
    moment = generations.moment_of(name)
    assert moment is not None
    return moment.astimezone(clock.TOKYO).date()


# ---------------------------------------------------------------- making


@pytest.fixture
def _own_data(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    settings.BACKUP_DIR = tmp_path / "backups"


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_data")
def test_a_disk_without_room_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": making.SPARE_BYTES // 2})
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    with pytest.raises(BackupFault, match="too little room"):
        making.make(tmp_path / "backups")

    assert [p.name for p in (tmp_path / "backups").iterdir()] == [".lock"]
    assert marker.last() is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_data")
def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive, "_write_to", full)

    with pytest.raises(BackupFault, match="disk is full"):
        making.make(tmp_path / "backups")

    assert [p.name for p in (tmp_path / "backups").iterdir()] == [".lock"]
    assert marker.last() is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_data")
def test_the_clock_makes_one_where_something_was_done_and_one_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, deeds = clock.now(), [5]
    monkeypatch.setattr(making, "deeds_so_far", lambda: deeds[0])
    made = []
    for minutes, more in ((0, 0), (5, 0), (10, 1), (15, 0), (24 * 60, 0)):
        monkeypatch.setattr(clock, "now", lambda m=minutes: start + timedelta(minutes=m))
        deeds[0] += more
        making.by_the_clock({})
        made.append(len(list((tmp_path / "backups").glob("*.tar.gz"))))

    assert made == [1, 1, 2, 2, 3]


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_data")
def test_without_its_programs_postgresql_says_what_to_install(
    settings: LazySettings, tmp_path: Path
) -> None:
    from yuinowa.core.backup import databases

    settings.PG_BIN = str(tmp_path)

    with pytest.raises(BackupFault, match="YUINOWA_PG_BIN"):
        databases.program("pg_dump")
