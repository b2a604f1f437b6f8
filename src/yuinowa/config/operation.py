"""The verbs that keep an installation for years: backup, restore, upgrade, reindex."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings

from yuinowa.config import bundle, health, running, taking_out
from yuinowa.config.database import bring_up_to_date
from yuinowa.config.restoring import Steps, check_everything, put_back
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
        print("It is not sealed, and holds names of persons: see YUINOWA_BACKUP_PASSPHRASE.")
    if not options.with_key:
        print("The secret key is not in it; without the key, everybody signs in again.")
    return 0


def _tell(made: Made) -> None:
    print(f"Kept: {made.file} ({made.size / 1024**2:.1f} MiB)")


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
    print(f"Restored in {steps.total:.1f} s." if not faults else "Restored, with faults:")
    for fault in faults:
        print(f"  - {fault}")
    return 1 if faults else 0


def upgrade(options: argparse.Namespace) -> int:
    """Backup, migrate, reindex if needed, doctor; stops at the first fault and says how to go back."""
    steps = Steps()
    with running.alone():
        missing = migrations_missing()
        with steps.step("backup"):
            made = making.make(backup_folder(options.to), passphrase=passphrase_of(options))
        _tell(made)
        try:
            with steps.step(f"migrate ({len(missing)} migrations)"):
                bring_up_to_date()
            with steps.step("index"):
                index.ensure_current()
            faults = [finding for finding in health.examine() if not finding.ok]
        except Exception as error:
            raise BackupFault(f"The upgrade stopped: {error}\n{_way_back(made)}") from error
    for finding in faults:
        print(finding)
    if faults:
        print(f"The upgrade is done, but something is to be mended. {_way_back(made)}")
        return 1
    print(f"Upgraded in {steps.total:.1f} s. Start Yuinowa again.")
    return 0


def _way_back(made: Made) -> str:
    return (
        "To go back: install the release that ran before,"
        f" then run: yuinowa restore {made.file} --replace"
    )


def reindex(_options: argparse.Namespace) -> int:
    steps = Steps()
    for name, count in index.reindex_all():
        print(f"{name}: {count} documents")
    print(f"Made anew in {steps.total:.1f} s.")
    return 0


def export_institution(options: argparse.Namespace) -> int:
    if options.to.exists():
        print(f"yuinowa: {options.to} is there already: name another file.", file=sys.stderr)
        return 1
    counts = taking_out.write(options.id, options.to)
    for name, count in counts.items():
        print(f"  {name:<36}{count:>8}")
    print(f"Written: {options.to}")
    return 0


def support_bundle(options: argparse.Namespace) -> int:
    bundle.write(options.to, log=options.log)
    print(f"Written: {options.to}. Look into it before you send it.")
    return 0
