"""Putting a backup back: checked first, replaced at once or not at all, then looked at from every side.

Killed at any moment before the database is replaced, the installation is what it was; after it, running
``restore`` again ends what was begun.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction

from yuinowa.accounts.services import end_all_sessions
from yuinowa.config import health
from yuinowa.config.database import bring_up_to_date
from yuinowa.config.words import _, padded
from yuinowa.core import audit, clock
from yuinowa.core.backup import archive, databases, making
from yuinowa.core.backup.archive import Manifest
from yuinowa.core.backup.faults import BackupFault
from yuinowa.core.rights import Actor
from yuinowa.portal.queries.operation import shipped_migrations
from yuinowa.search import index

_STAGING = ".restoring-"
#: An installation with a row in one of these is somebody's.
_SOMEBODYS = ("core_audit", "accounts_person", "directory_institution")


class Steps:
    """Prints each step with the seconds it took."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        print(f"  {padded(name, 32)}{time.monotonic() - begun:8.1f} s", flush=True)

    @property
    def total(self) -> float:
        return time.monotonic() - self._begun


def put_back(file: Path, *, passphrase: str, replace: bool, safety: Path, steps: Steps) -> None:
    """Replace this installation by the backup ``file``; with ``replace``, over what is here.

    Raises:
        BackupFault: the backup is damaged, of another database or of a later version, or something is
            here already and ``replace`` is not said. Nothing was changed then.
    """
    data = Path(settings.DATA_DIR)
    for left in data.glob(f"{_STAGING}*"):  # of a restore that was killed
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_STAGING, dir=data) as scratch:
        staged = Path(scratch)
        with (
            steps.step(_("read and check the backup")),
            archive.opened(file, passphrase) as (said, tar),
        ):
            _require_fitting(said)
            _require_empty(replace=replace)
            making.require_room(data, 2 * sum(part.size for part in said.parts))
            archive.take_out(said, tar, staged)
        if _is_somebodys():
            with steps.step(_("backup of what was here")):
                made = making.make(safety, passphrase=passphrase)
            print("  " + _("what was here is kept: %(file)s") % {"file": made.file})
        with steps.step(_("replace")):
            _replace(staged)
    _require_counts(said)
    with steps.step(_("migrate")):
        connections.close_all()
        bring_up_to_date()
        _begin_anew(said)


def _require_fitting(said: Manifest) -> None:
    if said.vendor != connection.vendor:
        raise BackupFault(
            _(
                "This is a backup of %(theirs)s, and %(ours)s is set: change"
                " YUINOWA_DATABASE_URL to a database of that kind."
            )
            % {"theirs": said.vendor, "ours": connection.vendor}
        )
    later = {tuple(name) for name in said.migrations} - shipped_migrations()
    if later:
        raise BackupFault(
            _(
                "This backup is of version %(version)s, which is later than this one:"
                " install that version first."
            )
            % {"version": said.version}
        )


def _is_somebodys() -> bool:
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in _SOMEBODYS:
            if table in present:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  # names of our own
                if cursor.fetchone():
                    return True
    return False


def _require_empty(*, replace: bool) -> None:
    if not replace and _is_somebodys():
        raise BackupFault(
            _(
                "This installation is not empty."
                " With --replace it is kept as a backup and then replaced."
            )
        )


def _replace(staged: Path) -> None:
    """Files first, and only added to; then the database, at once; then what belongs to it."""
    files, media = staged / "files", Path(settings.MEDIA_ROOT)
    if files.is_dir():
        shutil.copytree(files, media, dirs_exist_ok=True)
    databases.put_back(staged / databases.part_name())
    _replace_anchors(staged / "audit-anchors.txt")
    if (staged / "secret-key").exists():
        (staged / "secret-key").replace(Path(settings.DATA_DIR) / "secret-key")
    for path in list(media.rglob("*")):
        if path.is_file() and not (files / path.relative_to(media)).exists():
            path.unlink()


def _replace_anchors(restored: Path) -> None:
    """The anchors of the backup; those of what was here are kept beside them, for they bear witness too."""
    live = audit.anchor_file()
    if live.exists():
        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        os.link(live, live.with_name(f"audit-anchors.before-{stamp}.txt"))
        live.unlink()
    if restored.exists():
        restored.replace(live)


def _require_counts(said: Manifest) -> None:
    found = databases.counts()
    differing = [name for name, count in said.counts.items() if found.get(name) != count]
    if differing:
        tables = ", ".join(sorted(differing)[:5])
        raise BackupFault(_("Rows are missing in %(tables)s: restore again.") % {"tables": tables})


@transaction.atomic
def _begin_anew(said: Manifest) -> None:
    """Nobody stays signed in through a session that may have been ended since; the restore is written down."""
    end_all_sessions()
    Session.objects.all().delete()
    after = {"made_at": said.made_at, "version": said.version}
    audit.record("operation.restore", None, actor=Actor.system(), after=after)


def check_everything(steps: Steps) -> list[str]:
    """Make the index anew and look at everything; what is wrong, in words."""
    from yuinowa.ledger.services import verify

    faults = []
    with steps.step(_("index")):
        index.reindex_all()
    with steps.step("doctor"):
        faults += [str(finding) for finding in health.examine() if not finding.ok]
    with steps.step("ledger verify"):
        report = verify()
        faults += [str(fault) for fault in report.faults]
    with steps.step("verify-audit"):
        _count, breaks = audit.verify(audit.anchor_file())
        faults += map(broken_chain, breaks)
    return faults


def broken_chain(found: audit.Break) -> str:
    return _("Audit chain %(chain)s, row %(row)s: %(fault)s") % {
        "chain": found.chain,
        "row": found.number,
        "fault": found.fault,
    }
