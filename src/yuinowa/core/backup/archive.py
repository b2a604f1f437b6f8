"""The one file of a backup: a tar, packed and perhaps sealed, that begins with its manifest.

The manifest names version, migrations, rows per table, and size and SHA-256 of each part; nothing that the
manifest does not name is taken out, and no name leads out of the folder it is taken to (R12).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from yuinowa.core.backup.faults import BackupFault
from yuinowa.core.backup.sealed import MAGIC, SealedReader, SealingWriter

FORMAT = 1
MANIFEST = "manifest.json"
MAX_MANIFEST = 64 * 1024**2
CHUNK = 1024 * 1024
_GZIP = b"\x1f\x8b"
_PART = re.compile(
    r"database\.(?:sqlite3|dump)|audit-anchors\.txt|settings\.json|secret-key|files/.+"
)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    version: str
    #: ``sqlite`` or ``postgresql``.
    vendor: str
    made_at: str
    #: Audit rows in it: how many deeds.
    deeds: int
    migrations: list[list[str]]
    #: Rows by table.
    counts: dict[str, int]
    parts: list[Part] = field(default_factory=list)
    format: int = FORMAT

    @classmethod
    def read(cls, raw: bytes) -> Manifest:
        try:
            content: dict[str, Any] = json.loads(raw)
            if content.get("format") != FORMAT:
                raise BackupFault(_("This backup has a format this version does not read."))
            parts = [Part(**part) for part in content.pop("parts")]
            return cls(**content, parts=parts)
        except (ValueError, TypeError, KeyError) as error:
            raise BackupFault(_("The manifest of this backup cannot be read.")) from error


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, manifest: Manifest, parts: Mapping[str, Path], passphrase: str) -> None:
    """Write the backup to ``target``, readable by its owner alone; whole, or not at all."""
    found = [Part(name, p.stat().st_size, digest_of(p)) for name, p in sorted(parts.items())]
    content = asdict(manifest) | {"parts": [asdict(part) for part in found]}
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as f:
            _write_to(f, json.dumps(content, ensure_ascii=False).encode(), parts, passphrase)
            f.flush()
            os.fsync(f.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_to(file: IO[bytes], manifest: bytes, parts: Mapping[str, Path], passphrase: str) -> None:
    sink = SealingWriter(file, passphrase) if passphrase else None
    out = cast("IO[bytes]", sink or file)
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=5, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(manifest)
        tar.addfile(head, io.BytesIO(manifest))
        for name, path in sorted(parts.items()):
            info = tarfile.TarInfo(name)
            info.size = path.stat().st_size
            with path.open("rb") as content:
                tar.addfile(info, content)
    if sink is not None:
        sink.close()


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """The manifest of the backup at ``path``, and the tar standing behind it.

    Raises:
        BackupFault: it is no backup of ours, damaged, or sealed with another passphrase.
    """
    try:
        with path.open("rb") as file:
            first = file.read(len(MAGIC))
            file.seek(0)
            if first == MAGIC and not passphrase:
                raise BackupFault(
                    _(
                        "This backup is sealed:"
                        " name the file of its passphrase with --passphrase-file."
                    )
                )
            if first != MAGIC and not first.startswith(_GZIP):
                raise BackupFault(_("%(file)s is not a backup of Yuinowa.") % {"file": path})
            source = cast("IO[bytes]", SealedReader(file, passphrase)) if first == MAGIC else file
            with (
                gzip.GzipFile(fileobj=source, mode="rb") as packed,
                tarfile.open(fileobj=packed, mode="r|") as tar,
            ):
                yield _manifest_of(tar), tar
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BackupFault(
            _("%(file)s is damaged: take another backup.") % {"file": path}
        ) from error
    except OSError as error:
        raise BackupFault(
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error


def _manifest_of(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.isfile() else None
    if first is None or content is None or first.name != MANIFEST or first.size > MAX_MANIFEST:
        raise BackupFault(_("This file does not begin with the manifest of a backup."))
    return Manifest.read(content.read())


def take_out(manifest: Manifest, tar: tarfile.TarFile, folder: Path) -> None:
    """Write every part into ``folder`` and compare it with the manifest.

    Raises:
        BackupFault: a part is missing, another than the manifest says, or not named there.
    """
    wanted = {part.name: part for part in manifest.parts}
    while (member := tar.next()) is not None:
        part = wanted.pop(member.name, None)
        content = tar.extractfile(member) if member.isfile() else None
        if part is None or content is None or not is_safe(part.name):
            raise BackupFault(
                _("The backup holds “%(name)s”, which its manifest does not name.")
                % {"name": member.name}
            )
        if _copy(content, folder / part.name) != (part.size, part.sha256):
            raise BackupFault(
                _("%(part)s in the backup is damaged: take another backup.") % {"part": part.name}
            )
    if wanted:
        raise BackupFault(
            _("The backup lacks %(parts)s: take another one.")
            % {"parts": ", ".join(sorted(wanted))}
        )


def is_safe(name: str) -> bool:
    """Whether ``name`` is one of ours and stays in its folder."""
    steps = name.split("/")
    whole = not {"", ".", ".."} & set(steps) and "\\" not in name and name.isprintable()
    return whole and bool(_PART.fullmatch(name))


def _copy(content: IO[bytes], target: Path) -> tuple[int, str]:
    target.parent.mkdir(parents=True, exist_ok=True)
    size, digest = 0, hashlib.sha256()
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            digest.update(chunk)
            file.write(chunk)
    return size, digest.hexdigest()
