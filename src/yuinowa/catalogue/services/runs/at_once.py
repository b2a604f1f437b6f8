"""A file taken in by whoever stands at the machine: read and shown in one go, and written, if that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.exchange.opening import fields_of
from yuinowa.catalogue.labels.findings import words_of
from yuinowa.catalogue.models import Run, Source
from yuinowa.catalogue.queries.sources import findings_of
from yuinowa.catalogue.services.runs import reading, steps, taking
from yuinowa.core.rights import Actor
from yuinowa.documents.csv import csv_bytes
from yuinowa.kernel.errors import NotFound


def look_at(path: Path, source_id: int, *, is_full: bool, actor: Actor) -> Run:
    """The file of any size, read with the columns of a table as they look, and shown; nothing is changed.

    Raises:
        NotFound: there is no such source.
        Unreadable, InputRefused: it is not in the form of the source.
    """
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        raise NotFound(
            _("There is no source with the number %(number)s.") % {"number": source_id},
            next_step=_("Its number stands in the address of its page."),
        )
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        run = steps.receive(
            source, chunks, name=path.name, is_full=is_full, actor=actor, most_bytes=None
        )
    if run.state == RunState.COLUMNS:
        run = steps.choose_columns(run, fields_of(run.mapping), version=run.version, actor=actor)
    reading.read(run.pk)
    run.refresh_from_db()
    return run


def take_now(run: Run, *, gone_too: bool, actor: Actor) -> Run:
    """Write what was shown, to the end.

    Raises:
        InputRefused: nothing is left to take, or a full file lacks records and ``gone_too`` was not said.
    """
    steps.have_taken(run, version=run.version, actor=actor, gone_too=gone_too)
    while run.state in {RunState.PREVIEW, RunState.TAKING}:
        taking.take(run.pk)  # as long as a job may work; then once more
        run.refresh_from_db()
    return run


def lines_of(run: Run) -> Iterator[str]:
    """What became of it so far, in words for the command line."""
    if run.trouble:
        yield run.trouble
        return
    counts = run.counts.get("taken", run.counts) if run.state == RunState.APPLIED else run.counts
    words = (
        _("%(file)s: new %(new)s, changed %(changed)s, deleted %(deleted)s, not in the file %(gone)s, the same %(same)s, not taken %(refused)s.")
    )  # fmt: skip
    names = ("new", "changed", "deleted", "gone", "same", "refused")
    yield words % {"file": run.file_name, **{name: f"{counts.get(name, 0):,}" for name in names}}


def findings_as_csv(run: Run) -> bytes:
    """Every record that is not taken or is to be looked at (R8)."""
    head = (
        pgettext("of a catalogue", "Record"),
        _("Its number"),
        pgettext("a record", "Not taken"),
        _("What is written"),
        _("What to do"),
    )
    rows = (
        [
            one.number,
            one.identity,
            "1" if one.is_refused else "",
            one.value,
            str(words_of(one.code)),
        ]
        for one in findings_of(run).iterator()
    )
    return csv_bytes(head, rows)
