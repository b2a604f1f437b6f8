"""Making a backup (R50): database, files, audit anchors and settings of one moment as one file.

The search index and static files are left out: they are made again.
"""

from __future__ import annotations

import errno
import fcntl
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Sum
from django.utils.translation import gettext as _

import yuinowa
from yuinowa.core import audit, clock
from yuinowa.core.backup import archive, databases, generations, marker
from yuinowa.core.backup.archive import Manifest
from yuinowa.core.backup.faults import BackupFault
from yuinowa.core.backup.marker import Made
from yuinowa.core.handlers import Payload
from yuinowa.core.models import AuditHead

HANDLER = "core.backup"
#: Room that must be left when everything is written.
SPARE_BYTES = 64 * 1024**2
_MAKING = ".making-"


def make(folder: Path, *, passphrase: str = "", with_key: bool = False) -> Made:
    """Make one backup in ``folder``; what it is called and how large it is.

    Raises:
        BackupFault: there is no room, another backup is being made, or a program is missing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone_in(folder):
            require_room(folder, 2 * database_bytes() + _files_bytes())
            with tempfile.TemporaryDirectory(prefix=_MAKING, dir=folder) as scratch:
                return _make(folder, Path(scratch), passphrase, with_key=with_key)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        words = _("the disk is full; make room") if full else error.strerror
        made = {"folder": folder, "why": words}
        raise BackupFault(_("No backup was made in %(folder)s: %(why)s.") % made) from error


def _make(folder: Path, scratch: Path, passphrase: str, *, with_key: bool) -> Made:
    if not MigrationRecorder(connection).has_table():
        raise BackupFault(_("There is no database yet: run yuinowa migrate."))
    moment = clock.now()
    deeds = deeds_so_far()
    parts = {databases.part_name(): scratch / databases.part_name()}
    counts = databases.copy_to(parts[databases.part_name()])
    parts["settings.json"] = scratch / "settings.json"
    parts["settings.json"].write_text(json.dumps(settings.IN_EFFECT, indent=1), encoding="utf-8")
    if audit.anchor_file().is_file():
        parts["audit-anchors.txt"] = audit.anchor_file()
    if with_key:
        parts["secret-key"] = scratch / "secret-key"
        parts["secret-key"].write_text(settings.SECRET_KEY, encoding="ascii")
    parts |= {f"files/{name}": path for name, path in _files()}
    manifest = Manifest(
        version=yuinowa.__version__,
        vendor=connection.vendor,
        made_at=moment.isoformat(),
        deeds=deeds,
        migrations=sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        counts=counts,
    )
    target = _free_name(folder, moment, sealed=bool(passphrase))
    archive.write(target, manifest, parts, passphrase)
    made = Made(moment, str(target), target.stat().st_size, deeds)
    marker.keep(made)
    return made


def _free_name(folder: Path, moment: datetime, *, sealed: bool) -> Path:
    target = folder / generations.name_of(moment, sealed=sealed)
    if target.exists():
        raise BackupFault(_("%(file)s was made this very second: try again.") % {"file": target})
    return target


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One backup at a time; what a killed one left is taken away."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupFault(
                _("Another backup is being made in %(folder)s.") % {"folder": folder}
            ) from error
        for left in [*folder.glob(f"{_MAKING}*"), *folder.glob("yuinowa-*.unfinished")]:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield


def require_room(folder: Path, needed: int) -> None:
    """Nothing, if ``folder`` has room for ``needed`` bytes.

    Raises:
        BackupFault: it has not.
    """
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        wanted = (needed + SPARE_BYTES) // 1024**2
        raise BackupFault(
            _(
                "There is too little room in %(folder)s: %(wanted)s MiB are needed,"
                " %(free)s MiB are free. Make room, or name another folder with --to."
            )
            % {"folder": folder, "wanted": f"{wanted:,}", "free": f"{free // 1024**2:,}"}
        )


def database_bytes() -> int:
    """How large the live database is."""
    if connection.vendor == "sqlite":
        file = databases.sqlite_file()
        beside = (file, file.with_name(file.name + "-wal"))
        return sum(one.stat().st_size for one in beside if one.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


def _files_bytes() -> int:
    return sum(path.stat().st_size for _name, path in _files())


def deeds_so_far() -> int:
    """How many deeds the audit trail knows: what changed since the last backup shows in it."""
    return int(AuditHead.objects.aggregate(n=Sum("number"))["n"] or 0)


# ---------------------------------------------------------------- by the clock

#: SQLite every five minutes while deeds are done (R50); PostgreSQL by night, beside its own archive of logs.
EVERY = {"sqlite": "*/5 * * * *", "postgresql": "30 2 * * *"}
#: Even without a deed, what is not a deed (sessions, mails) is kept once a day.
AT_LEAST_HOURS = 23


def is_due() -> bool:
    """Whether anything was done since the last backup, or it is a day old."""
    last = marker.last()
    if last is None or not Path(last.file).exists():
        return True
    return last.deeds != deeds_so_far() or last.age.total_seconds() > AT_LEAST_HOURS * 3600


def by_the_clock(_payload: Payload) -> None:
    """Make a backup where one is due, and remove what is no longer kept."""
    folder = settings.BACKUP_DIR
    if folder is None or not is_due():
        return
    make(folder, passphrase=settings.BACKUP_PASSPHRASE)
    generations.prune(folder, keep=settings.BACKUP_KEEP)
