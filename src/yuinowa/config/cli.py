"""The command ``yuinowa``: what an operator types. Each verb says what it did and what to do next."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yuinowa.config import init

EXIT_FAULT = 1
EXIT_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; 0 when it did what it says, 1 when it found a fault, 2 when the call was wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["django"]:
        return _django(arguments[1:])
    options = _parser().parse_args(arguments)
    from yuinowa.config.env import SettingsError

    try:
        if options.run == "init":
            # Before the settings are read: it is what decides them.
            return init.run(options)
        import django

        django.setup()
        from django.db import DatabaseError

        from yuinowa.config import commands
    except SettingsError as error:
        print(f"yuinowa: {error}", file=sys.stderr)
        return EXIT_USAGE
    from yuinowa.config.database import NOT_OF_THIS_VERSION, misses_a_table
    from yuinowa.core.backup.faults import BackupFault
    from yuinowa.kernel.errors import YuinowaError

    try:
        return int(getattr(commands, options.run)(options))
    except (YuinowaError, BackupFault) as error:
        print(f"yuinowa: {error}", file=sys.stderr)
    except DatabaseError as error:
        if not misses_a_table(error):
            raise
        print(f"yuinowa: {NOT_OF_THIS_VERSION}", file=sys.stderr)
    return EXIT_FAULT


def _django(arguments: Sequence[str]) -> int:
    """Django's own commands, for developers (``yuinowa django makemigrations``)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["yuinowa django", *arguments])
    return 0


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def _add_isil(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    isil = kinds.add_parser("isil", help="a file of the ISIL register, in its fourteen columns")
    isil.add_argument("file", type=_file, metavar="FILE")
    isil.add_argument(
        "--section",
        choices=("public", "other", "museum", "archive"),
        help="which part of the register FILE is; without it, as its header says",
    )
    isil.add_argument(
        "--look", action="store_true", help="say what would become of each line, and take nothing"
    )
    isil.add_argument(
        "--only-good", action="store_true", help="take the good lines although others have faults"
    )
    isil.add_argument(
        "--institutions", action="store_true", help="enter institutions the directory lacks"
    )
    isil.set_defaults(run="import_isil")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yuinowa", description="結の輪: the libraries' cooperation platform"
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    begin = verbs.add_parser("init", help="set up an empty installation: region, office, operator")
    init.add_options(begin)
    begin.set_defaults(run="init")

    serve = verbs.add_parser("serve", help="start web pages and job loop")
    serve.add_argument("--address", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument(
        "--port", type=int, default=None, help="port to listen on (YUINOWA_PORT, 8000)"
    )
    serve.add_argument("--workers", type=int, default=2, help="web processes (2)")
    serve.add_argument(
        "--with-demo", action="store_true", help="migrate and load the demo region first"
    )
    serve.add_argument(
        "--no-jobs", action="store_true", help="web pages only; run `yuinowa jobs` apart"
    )
    serve.set_defaults(run="serve")

    jobs = verbs.add_parser("jobs", help="run the job loop alone")
    jobs.add_argument("--once", action="store_true", help="work through what is due now, then stop")
    jobs.add_argument(
        "--until-input-ends", action="store_true", help="stop when standard input ends, too"
    )
    jobs.set_defaults(run="jobs")

    verbs.add_parser("migrate", help="bring the database up to this version").set_defaults(
        run="migrate"
    )
    demo = verbs.add_parser("demo", help="load the demo region 試験県 once")
    demo.add_argument(
        "--with",
        dest="also",
        choices=("librarieswest",),
        help="an example from elsewhere too: open data of a consortium in England",
    )
    demo.set_defaults(run="demo")

    bring = verbs.add_parser("import", help="take in a file")
    kinds = bring.add_subparsers(required=True, metavar="WHAT")
    plan = kinds.add_parser("plan", help="a plan with its progress, in the exchange format")
    plan.add_argument("file", type=Path)
    plan.add_argument("--owner", help="id of the institution that owns the plan", type=int)
    plan.set_defaults(run="import_plan")
    table = kinds.add_parser("institutions", help="a table of institutions: CSV, TSV or XLSX")
    table.add_argument("file", type=_file)
    table.add_argument(
        "--take", action="store_true", help="write it; without this it is only shown"
    )
    table.add_argument("--only-good", action="store_true", help="leave out lines with faults")
    table.add_argument(
        "--with-doubtful", action="store_true", help="take lines that are not sure whom they mean"
    )
    table.set_defaults(run="import_institutions")
    directory = kinds.add_parser(
        "directory", help="a directory source; without FILE, those that ship with the platform"
    )
    directory.add_argument("file", type=_file, nargs="?", metavar="FILE")
    directory.add_argument("--source", choices=("crd", "nacsis"), help="whose list FILE is")
    directory.add_argument(
        "--only-good", action="store_true", help="take the good lines although others have faults"
    )
    directory.set_defaults(run="import_directory")

    _add_isil(kinds)

    ledger = verbs.add_parser("ledger", help="the exchange ledger")
    deeds = ledger.add_subparsers(required=True, metavar="WHAT")
    deeds.add_parser("verify", help="compare every roll-up with the entries").set_defaults(
        run="ledger_verify"
    )

    audit = verbs.add_parser("verify-audit", help="check every chain of the audit trail")
    audit.add_argument(
        "--anchors", type=Path, help="file of daily anchors (default: in the data folder)"
    )
    audit.set_defaults(run="verify_audit")

    clear = verbs.add_parser(
        "clear-second-factor", help="let somebody in who lost phone and recovery codes"
    )
    clear.add_argument("login", help="the person's sign-in name")
    clear.set_defaults(run="clear_second_factor")

    _add_operation(verbs)
    verbs.add_parser("doctor", help="look at the installation and say what to mend").set_defaults(
        run="doctor"
    )
    return parser


def _add_operation(verbs: Any) -> None:
    """Keeping an installation for years: backup, restore, upgrade, reindex."""
    backup = verbs.add_parser("backup", help="keep database, files and audit anchors as one file")
    backup.add_argument("--to", type=Path, metavar="DIR", help="folder (YUINOWA_BACKUP_DIR)")
    backup.add_argument(
        "--passphrase-file", type=_file, metavar="FILE", help="seal it (YUINOWA_BACKUP_PASSPHRASE)"
    )
    backup.add_argument("--with-key", action="store_true", help="keep the secret key in it too")
    backup.set_defaults(run="backup")

    restore = verbs.add_parser("restore", help="put a backup back, and check everything")
    restore.add_argument("file", type=_file, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="over what is here, after a backup of it"
    )
    restore.add_argument(
        "--passphrase-file", type=_file, metavar="FILE", help="for a sealed backup"
    )
    restore.set_defaults(run="restore")

    upgrade = verbs.add_parser("upgrade", help="backup, migrate, reindex if needed, doctor")
    upgrade.add_argument("--to", type=Path, metavar="DIR", help="folder of the backup")
    upgrade.set_defaults(run="upgrade")

    export = verbs.add_parser("export", help="give out, in open formats")
    kinds = export.add_subparsers(required=True, metavar="WHAT")
    institution = kinds.add_parser("institution", help="all it owns or is a party to, as one file")
    institution.add_argument("id", type=int, metavar="ID")
    institution.add_argument("--to", type=Path, metavar="FILE", required=True)
    institution.set_defaults(run="export_institution")

    bundle = verbs.add_parser("support-bundle", help="what a helper needs to know, without persons")
    bundle.add_argument("--to", type=Path, metavar="FILE", default=Path("yuinowa-support.zip"))
    bundle.add_argument(
        "--log", type=_file, metavar="FILE", help="a log of yuinowa, of which the end comes along"
    )
    bundle.set_defaults(run="support_bundle")

    verbs.add_parser("reindex", help="make the search index anew").set_defaults(run="reindex")


if __name__ == "__main__":
    sys.exit(main())
