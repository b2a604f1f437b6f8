"""What each verb of ``yuinowa`` does. Django is set up when these run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from yuinowa.config.database import bring_up_to_date
from yuinowa.config.operation import (
    backup,
    export_institution,
    reindex,
    restore,
    support_bundle,
    upgrade,
)
from yuinowa.config.restoring import broken_chain
from yuinowa.config.serving import jobs, serve
from yuinowa.config.words import _
from yuinowa.core import audit
from yuinowa.core.rights import Actor

__all__ = [
    "backup",
    "export_institution",
    "jobs",
    "reindex",
    "restore",
    "serve",
    "support_bundle",
    "upgrade",
]

if TYPE_CHECKING:
    from yuinowa.directory.services import ImportReport


def migrate(_options: argparse.Namespace) -> int:
    """Bring the database up to this version, and with it what ships as data."""
    bring_up_to_date()
    print(_("The database is up to date."))
    return 0


def demo(options: argparse.Namespace) -> int:
    from yuinowa.config.demo import librarieswest
    from yuinowa.config.demo.region import load

    if not settings.DEMO:
        return _refuse(_("the demo region is not loaded in production mode."))
    print(_("Demo region loaded.") if load() else _("The demo region is already there."))
    if options.also == "librarieswest":
        print(
            _("LibrariesWest loaded.")
            if librarieswest.load() is not None
            else _("LibrariesWest is already there.")
        )
        page = f"{settings.BASE_URL}/ledger/?year={librarieswest.A_WHOLE_YEAR}&whole=1"
        print(_("Look at it as the region office: %(address)s") % {"address": page})
    return 0


def _refuse(words: str, status: int = 1) -> int:
    print(f"yuinowa: {words}", file=sys.stderr)
    return status


def import_plan(options: argparse.Namespace) -> int:
    from yuinowa.plans.services import import_plan_file

    plan = import_plan_file(options.file, owner=options.owner, actor=Actor.system())
    print(_("Taken in: %(name)s (%(at)s)") % {"name": plan.name, "at": plan.get_absolute_url()})
    return 0


def import_directory(options: argparse.Namespace) -> int:
    """Take in one file or, where none is named, what ships; all faults of a file go into a list (R8)."""
    from yuinowa.directory.domain.sources import SourceCode
    from yuinowa.directory.services import (
        ImportRefused,
        import_directory,
        import_shipped_sources,
        load_shipped_desks,
    )

    if options.file is None:
        if options.source or options.only_good:
            return _refuse(_("--source and --only-good go with a FILE."), 2)
        for report in import_shipped_sources(actor=Actor.system()):
            print(report)
        new = load_shipped_desks(actor=Actor.system())
        print(_("New desks of the National Diet Library: %(count)s.") % {"count": new})
        return 0
    if options.source is None:
        return _refuse(_("say with --source whose list the FILE is."), 2)
    source = SourceCode[options.source.upper()]
    try:
        report = import_directory(
            options.file, source, actor=Actor.system(), only_good=options.only_good
        )
    except ImportRefused as refusal:
        print(f"yuinowa: {refusal}", file=sys.stderr)
        _keep_faults(refusal.report)
        return 1
    print(report)
    _keep_faults(report)
    return 0


def import_institutions(options: argparse.Namespace) -> int:
    """Take in a table of institutions with its columns as they look; without ``--take`` it is only shown."""
    from yuinowa.directory.services import tables
    from yuinowa.directory.services.tables.report import faults_as_csv, lines_of

    actor = Actor.system()
    with options.file.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        run = tables.receive_table(chunks, name=options.file.name, actor=actor)
    run = tables.choose_columns(
        run, tables.columns_of(run), kind=None, version=run.version, actor=actor
    )
    tables.read_table(run.pk)
    run.refresh_from_db()
    print(*lines_of(run), sep="\n")
    if run.counts.get("refused"):
        path = Path(settings.DATA_DIR) / "imports" / f"{options.file.name}.faults.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(faults_as_csv(run))
        print(_("All faults are listed in %(file)s") % {"file": path}, file=sys.stderr)
    if not options.take:
        page = f"{settings.BASE_URL}{run.get_absolute_url()}"
        print(_("Nothing was changed. Look at it: %(address)s") % {"address": page})
        return 1 if run.trouble else 0
    run = tables.take_table(
        run,
        version=run.version,
        actor=actor,
        only_good=options.only_good,
        with_doubtful=options.with_doubtful,
    )
    tables.write_table(run.pk)
    run.refresh_from_db()
    print(*lines_of(run), sep="\n")
    return 1 if run.trouble else 0


def import_records(options: argparse.Namespace) -> int:
    """Take in a file of catalogue records; without ``--take`` it is only shown."""
    from yuinowa.catalogue.services.runs import at_once

    actor = Actor.system()
    run = at_once.look_at(options.file, options.source, is_full=options.full, actor=actor)
    print(*at_once.lines_of(run), sep="\n")
    if run.findings.exists():
        path = Path(settings.DATA_DIR) / "imports" / f"{options.file.name}.faults.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(at_once.findings_as_csv(run))
        print(_("All faults are listed in %(file)s") % {"file": path}, file=sys.stderr)
    if run.trouble or not options.take:
        page = f"{settings.BASE_URL}{run.get_absolute_url()}"
        print(_("Nothing was changed. Look at it: %(address)s") % {"address": page})
        return 1 if run.trouble else 0
    run = at_once.take_now(run, gone_too=options.gone_too, actor=actor)
    print(*at_once.lines_of(run), sep="\n")
    return 1 if run.trouble else 0


def _keep_faults(report: ImportReport) -> None:
    """Write every fault of the file into the data folder and say where; nothing where there is none."""
    if not report.faults:
        return
    path = Path(settings.DATA_DIR) / "imports" / f"{report.file}.faults.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(report.faults_as_csv())
    print(_("All faults are listed in %(file)s") % {"file": path}, file=sys.stderr)


def import_isil(options: argparse.Namespace) -> int:
    """Read a file of the ISIL register, say what becomes of its lines, and take them unless only looking."""
    from yuinowa.directory.domain.register import Section
    from yuinowa.directory.services.register import files, report

    section = Section(options.section) if options.section else None
    actor = Actor.system()
    with options.file.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        run = files.receive(
            chunks, name=options.file.name, section=section, actor=actor, most_bytes=None
        )
    files.read(run.pk)
    run.refresh_from_db()
    told = report.report_of(run)
    print(told)
    if run.trouble:
        return 1
    if told.notes:
        path = Path(settings.DATA_DIR) / "imports" / f"{options.file.name}.notes.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(told.as_csv())
        print(_("All faults and warnings are listed in %(file)s") % {"file": path}, file=sys.stderr)
    if options.look:
        files.drop(run, version=run.version, actor=actor)
        print(_("Nothing was taken."))
        return 0
    run = files.take(
        run,
        version=run.version,
        actor=actor,
        only_good=options.only_good,
        with_institutions=options.institutions,
    )
    files.write(run.pk)
    run.refresh_from_db()
    print(run.trouble or _("The file is taken."))
    return 1 if run.trouble else 0


def ledger_verify(_options: argparse.Namespace) -> int:
    from yuinowa.ledger.services import verify

    report = verify()
    for fault in report.faults:
        print(fault, file=sys.stderr)
    counts = {"entries": f"{report.entries:,}", "cells": f"{report.cells:,}"}
    if report.is_clean:
        print(_("%(entries)s entries and %(cells)s cells read; no faults.") % counts)
    else:
        counts["faults"] = f"{report.fault_count:,}"
        print(_("%(entries)s entries and %(cells)s cells read; faults: %(faults)s.") % counts)
    return 0 if report.is_clean else 1


def verify_audit(options: argparse.Namespace) -> int:
    count, breaks = audit.verify(options.anchors or audit.anchor_file())
    for found in breaks:
        print(broken_chain(found), file=sys.stderr)
    if breaks:
        counts = {"rows": f"{count:,}", "chains": len(breaks)}
        print(_("%(rows)s audit rows read; broken chains: %(chains)s.") % counts)
    else:
        print(_("%(rows)s audit rows read; no chain is broken.") % {"rows": f"{count:,}"})
    return 1 if breaks else 0


def clear_second_factor(options: argparse.Namespace) -> int:
    """For the day the only administrator of the region lost the phone; whoever types it has met the person."""
    from yuinowa.accounts.domain.factors import IdentityCheck
    from yuinowa.accounts.services import clear_second_factors

    clear_second_factors(options.login, IdentityCheck.IN_PERSON, actor=Actor.system())
    print(_("Cleared. The password alone lets in now; the person is told by mail."))
    return 0


def doctor(_options: argparse.Namespace) -> int:
    from yuinowa.config import health

    findings = health.examine()
    for finding in findings:
        print(finding)
    return 0 if all(finding.ok for finding in findings) else 1
