"""The verbs that keep an installation for years: backup, restore, upgrade, reindex."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings

from yuinowa.config import bundle, health, running, taking_out
from yuinowa.config.database import bring_up_to_date
from yuinowa.config.restoring import Steps, check_everything, put_back
from yuinowa.config.words import _
from yuinowa.core.backup import making
from yuinowa.core.backup.faults import BackupFault
from yuinowa.core.backup.marker import Made
from yuinowa.portal.queries.operation import migrations_missing
from yuinowa.search import index


def backup_folder(given: Path | None) -> Path:
    """Where backups go: as told, as set, or beside the data."""
    return given or settings.BACKUP_DIR or Path(settings.DATA_DIR) / "backups"


def passphrase_of(options: argparse.Namespace) -> str:
    file: Path | None = getattr(options, "passphrase_file", None)
    if file is None:
        return str(settings.BACKUP_PASSPHRASE)
    return file.read_text(encoding="utf-8").strip()


def backup(options: argparse.Namespace) -> int:
    folder = backup_folder(options.to)
    made = making.make(folder, passphrase=passphrase_of(options), with_key=options.with_key)
    _tell(made)
    if not passphrase_of(options):
        print(_("It is not sealed, and holds names of persons: see YUINOWA_BACKUP_PASSPHRASE."))
    if not options.with_key:
        print(_("The secret key is not in it; without the key, everybody signs in again."))
    return 0


def _tell(made: Made) -> None:
    print(_("Kept: %(file)s (%(size).1f MiB)") % {"file": made.file, "size": made.size / 1024**2})


def restore(options: argparse.Namespace) -> int:
    """Put a backup back and check everything; what it took stands at the end."""
    steps = Steps()
    with running.alone():
        put_back(
            options.file,
            passphrase=passphrase_of(options),
            replace=options.replace,
            safety=backup_folder(None),
            steps=steps,
        )
        faults = check_everything(steps)
    if faults:
        print(_("Restored, with faults:"))
    else:
        print(_("Restored in %(seconds).1f s.") % {"seconds": steps.total})
    for fault in faults:
        print(f"  - {fault}")
    return 1 if faults else 0


def upgrade(options: argparse.Namespace) -> int:
    """Backup, migrate, reindex if needed, doctor; stops at the first fault and says how to go back."""
    steps = Steps()
    with running.alone():
        missing = migrations_missing()
        with steps.step(_("backup")):
            made = making.make(backup_folder(options.to), passphrase=passphrase_of(options))
        _tell(made)
        try:
            with steps.step(_("migrate (migrations: %(count)s)") % {"count": len(missing)}):
                bring_up_to_date()
            with steps.step(_("index")):
                index.ensure_current()
            faults = [finding for finding in health.examine() if not finding.ok]
        except Exception as error:
            stopped = _("The upgrade stopped: %(why)s") % {"why": error}
            raise BackupFault(f"{stopped}\n{_way_back(made)}") from error
    for finding in faults:
        print(finding)
    if faults:
        print(_("The upgrade is done, but something is to be mended."))
        print(_way_back(made))
        return 1
    print(_("Upgraded in %(seconds).1f s. Start Yuinowa again.") % {"seconds": steps.total})
    return 0


def _way_back(made: Made) -> str:
    return _(
        "To go back: install the release that ran before, then run:"
        " yuinowa restore %(file)s --replace"
    ) % {"file": made.file}


def reindex(_options: argparse.Namespace) -> int:
    steps = Steps()
    for name, count in index.reindex_all():
        print(_("%(name)s: %(count)s documents") % {"name": name, "count": f"{count:,}"})
    print(_("Made anew in %(seconds).1f s.") % {"seconds": steps.total})
    return 0


def export_institution(options: argparse.Namespace) -> int:
    if options.to.exists():
        there = _("%(file)s is there already: name another file.") % {"file": options.to}
        print(f"yuinowa: {there}", file=sys.stderr)
        return 1
    counts = taking_out.write(options.id, options.to)
    for name, count in counts.items():
        print(f"  {name:<36}{count:>10,}")
    print(_("Written: %(file)s") % {"file": options.to})
    return 0


def support_bundle(options: argparse.Namespace) -> int:
    bundle.write(options.to, log=options.log)
    print(_("Written: %(file)s. Look into it before you send it.") % {"file": options.to})
    return 0
