"""The command ``yuinowa``: what an operator types. Each verb says what it did and what to do next."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yuinowa.config import env, init, words
from yuinowa.config.words import Parser, _

EXIT_FAULT = 1
EXIT_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; 0 when it did what it says, 1 when it found a fault, 2 when the call was wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not stop a restore half way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        words.speak(env.one_of("LANGUAGE", words.LANGUAGES))
    except env.SettingsError as error:
        print(f"yuinowa: {error}", file=sys.stderr)
        return EXIT_USAGE
    if arguments[:1] == ["django"]:
        return _django(arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        if options.run == "init":
            # Before the settings are read: it is what decides them.
            return init.run(options)
        import django

        django.setup()
        from django.db import DatabaseError

        from yuinowa.config import commands
    except env.SettingsError as error:
        print(f"yuinowa: {error}", file=sys.stderr)
        return EXIT_USAGE
    from yuinowa.config.database import misses_a_table, not_of_this_version
    from yuinowa.core.backup.faults import BackupFault
    from yuinowa.kernel.errors import YuinowaError

    words.speak_in_wings()
    try:
        return int(getattr(commands, options.run)(options))
    except (YuinowaError, BackupFault) as error:
        print(f"yuinowa: {error}", file=sys.stderr)
    except DatabaseError as error:
        if not misses_a_table(error):
            raise
        print(f"yuinowa: {not_of_this_version()}", file=sys.stderr)
    return EXIT_FAULT


def _django(arguments: Sequence[str]) -> int:
    """Django's own commands, for developers (``yuinowa django makemigrations``)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["yuinowa django", *arguments])
    return 0


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(_("there is no file %(name)s") % {"name": text})
    return path


def _add_serve(verbs: argparse._SubParsersAction[Parser]) -> None:
    serve = verbs.add_parser("serve", help=_("start web pages and job loop"))
    serve.add_argument("--address", default="127.0.0.1", help=_("address to listen on (127.0.0.1)"))
    serve.add_argument(
        "--port", type=int, default=None, help=_("port to listen on (YUINOWA_PORT, 8000)")
    )
    serve.add_argument("--workers", type=int, default=2, help=_("web processes (2)"))
    serve.add_argument(
        "--with-demo", action="store_true", help=_("migrate and load the demo region first")
    )
    serve.add_argument(
        "--with-records",
        type=int,
        nargs="?",
        default=0,
        const=10**9,
        metavar=_("COUNT"),
        help=_("with --with-demo: its libraries give real records of so many works, or of all"),
    )
    serve.add_argument(
        "--no-jobs", action="store_true", help=_("web pages only; run `yuinowa jobs` apart")
    )
    serve.set_defaults(run="serve")


def _add_records(kinds: argparse._SubParsersAction[Parser]) -> None:
    records = kinds.add_parser(
        "records", help=_("a file of catalogue records of a library, of any size")
    )
    records.add_argument("file", type=_file)
    records.add_argument(
        "--source", type=int, required=True, help=_("number of the source, as in its address")
    )
    records.add_argument("--full", action="store_true", help=_("it holds all records"))
    records.add_argument(
        "--take", action="store_true", help=_("write it; without this it is only shown")
    )
    records.add_argument(
        "--gone-too", action="store_true", help=_("delete the records a full file lacks")
    )
    records.set_defaults(run="import_records")


def _add_isil(kinds: argparse._SubParsersAction[Parser]) -> None:
    isil = kinds.add_parser("isil", help=_("a file of the ISIL register, in its fourteen columns"))
    isil.add_argument("file", type=_file, metavar="FILE")
    isil.add_argument(
        "--section",
        choices=("public", "other", "museum", "archive"),
        help=_("which part of the register FILE is; without it, as its header says"),
    )
    isil.add_argument(
        "--look",
        action="store_true",
        help=_("say what would become of each line, and take nothing"),
    )
    isil.add_argument(
        "--only-good",
        action="store_true",
        help=_("take the good lines although others have faults"),
    )
    isil.add_argument(
        "--institutions", action="store_true", help=_("enter institutions the directory lacks")
    )
    isil.set_defaults(run="import_isil")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="yuinowa",
        description=_("Yuinowa: the libraries' cooperation platform"),
    )
    verbs = parser.add_subparsers(required=True, metavar=_("VERB"))

    begin = verbs.add_parser(
        "init", help=_("set up an empty installation: region, office, operator")
    )
    init.add_options(begin)
    begin.set_defaults(run="init")

    _add_serve(verbs)

    jobs = verbs.add_parser("jobs", help=_("run the job loop alone"))
    jobs.add_argument(
        "--once", action="store_true", help=_("work through what is due now, then stop")
    )
    jobs.add_argument(
        "--until-input-ends", action="store_true", help=_("stop when standard input ends, too")
    )
    jobs.set_defaults(run="jobs")

    verbs.add_parser("migrate", help=_("bring the database up to this version")).set_defaults(
        run="migrate"
    )
    demo = verbs.add_parser("demo", help=_("load the demo region 試験県 once"))
    demo.add_argument(
        "--with",
        dest="also",
        choices=("librarieswest",),
        help=_("an example from elsewhere too: open data of a consortium in England"),
    )
    demo.set_defaults(run="demo")

    bring = verbs.add_parser("import", help=_("take in a file"))
    kinds = bring.add_subparsers(required=True, metavar=_("WHAT"))
    plan = kinds.add_parser("plan", help=_("a plan with its progress, in the exchange format"))
    plan.add_argument("file", type=Path)
    plan.add_argument("--owner", help=_("id of the institution that owns the plan"), type=int)
    plan.set_defaults(run="import_plan")
    table = kinds.add_parser("institutions", help=_("a table of institutions: CSV, TSV or XLSX"))
    table.add_argument("file", type=_file)
    table.add_argument(
        "--take", action="store_true", help=_("write it; without this it is only shown")
    )
    table.add_argument("--only-good", action="store_true", help=_("leave out lines with faults"))
    table.add_argument(
        "--with-doubtful",
        action="store_true",
        help=_("take lines that are not sure whom they mean"),
    )
    table.set_defaults(run="import_institutions")
    _add_records(kinds)
    directory = kinds.add_parser(
        "directory", help=_("a directory source; without FILE, those that ship with the platform")
    )
    directory.add_argument("file", type=_file, nargs="?", metavar="FILE")
    directory.add_argument("--source", choices=("crd", "nacsis"), help=_("whose list FILE is"))
    directory.add_argument(
        "--only-good",
        action="store_true",
        help=_("take the good lines although others have faults"),
    )
    directory.set_defaults(run="import_directory")

    _add_isil(kinds)

    ledger = verbs.add_parser("ledger", help=_("the exchange ledger"))
    deeds = ledger.add_subparsers(required=True, metavar=_("WHAT"))
    deeds.add_parser("verify", help=_("compare every roll-up with the entries")).set_defaults(
        run="ledger_verify"
    )

    audit = verbs.add_parser("verify-audit", help=_("check every chain of the audit trail"))
    audit.add_argument(
        "--anchors", type=Path, help=_("file of daily anchors (default: in the data folder)")
    )
    audit.set_defaults(run="verify_audit")

    clear = verbs.add_parser(
        "clear-second-factor", help=_("let somebody in who lost phone and recovery codes")
    )
    clear.add_argument("login", help=_("the person's sign-in name"))
    clear.set_defaults(run="clear_second_factor")

    _add_operation(verbs)
    verbs.add_parser(
        "doctor", help=_("look at the installation and say what to mend")
    ).set_defaults(run="doctor")
    return parser


def _add_operation(verbs: Any) -> None:
    """Keeping an installation for years: backup, restore, upgrade, reindex."""
    backup = verbs.add_parser(
        "backup", help=_("keep database, files and audit anchors as one file")
    )
    backup.add_argument("--to", type=Path, metavar="DIR", help=_("folder (YUINOWA_BACKUP_DIR)"))
    backup.add_argument(
        "--passphrase-file",
        type=_file,
        metavar="FILE",
        help=_("seal it (YUINOWA_BACKUP_PASSPHRASE)"),
    )
    backup.add_argument("--with-key", action="store_true", help=_("keep the secret key in it too"))
    backup.set_defaults(run="backup")

    restore = verbs.add_parser("restore", help=_("put a backup back, and check everything"))
    restore.add_argument("file", type=_file, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help=_("over what is here, after a backup of it")
    )
    restore.add_argument(
        "--passphrase-file", type=_file, metavar="FILE", help=_("for a sealed backup")
    )
    restore.set_defaults(run="restore")

    upgrade = verbs.add_parser("upgrade", help=_("backup, migrate, reindex if needed, doctor"))
    upgrade.add_argument("--to", type=Path, metavar="DIR", help=_("folder of the backup"))
    upgrade.set_defaults(run="upgrade")

    export = verbs.add_parser("export", help=_("give out, in open formats"))
    kinds = export.add_subparsers(required=True, metavar=_("WHAT"))
    institution = kinds.add_parser(
        "institution", help=_("all it owns or is a party to, as one file")
    )
    institution.add_argument("id", type=int, metavar="ID")
    institution.add_argument("--to", type=Path, metavar="FILE", required=True)
    institution.set_defaults(run="export_institution")

    bundle = verbs.add_parser(
        "support-bundle", help=_("what a helper needs to know, without persons")
    )
    bundle.add_argument("--to", type=Path, metavar="FILE", default=Path("yuinowa-support.zip"))
    bundle.add_argument(
        "--log",
        type=_file,
        metavar="FILE",
        help=_("a log of yuinowa, of which the end comes along"),
    )
    bundle.set_defaults(run="support_bundle")

    verbs.add_parser("reindex", help=_("make the search index anew")).set_defaults(run="reindex")


if __name__ == "__main__":
    sys.exit(main())
