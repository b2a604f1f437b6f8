"""Taking in a directory source: all or nothing, again and again with the same result, one audit row.

The file is read twice, a line at a time: first for its faults and to find who is the same as whom, then to
write. A record already taken in is recognised by its source and key; a new one joins the institution that
another source named, or becomes one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.directory import permissions
from yuinowa.directory.domain import merging, records
from yuinowa.directory.domain.institutions import Certainty, NameKind
from yuinowa.directory.domain.matching import (
    Fingerprint,
    Pairing,
    Reason,
    Verdict,
    fingerprint_of,
    pair,
)
from yuinowa.directory.domain.records import Finding, Refused, SourceRecord
from yuinowa.directory.domain.sources import SOURCES, SourceCode
from yuinowa.directory.exchange.readers import SourceFile, open_file, reread
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionName,
    InstitutionSource,
    ServiceSwitch,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries import imports as known_rows
from yuinowa.directory.services.reports import ImportReport
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, Unreadable
from yuinowa.kernel.textkeys import search_key
from yuinowa.search import index

BATCH = 500


class ImportRefused(InputRefused):
    """The file has faults and nothing was taken; ``report`` names them."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__(
            _("Nothing was taken: %(refused)s of %(read)s records have faults.")
            % {"refused": report.refused, "read": report.read},
            place=report.file,
            next_step=_("Correct them, or choose to take the good lines only."),
        )
        self.report = report

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *self.report.lines()])


def import_shipped_sources(*, actor: Actor) -> list[ImportReport]:
    """Take in the sources that ship with the platform, in the order in which they build on each other."""
    reports = []
    for source in SourceCode:
        with as_file(files("yuinowa.directory") / "data" / SOURCES[source].file) as path:
            reports.append(import_directory(path, source, actor=actor))
    return reports


def import_directory(
    path: Path, source: SourceCode, *, actor: Actor, only_good: bool = False
) -> ImportReport:
    """Take in the file of a source; what was taken, warned of and refused.

    With ``only_good`` the lines without faults are taken although others have some.

    Raises:
        NotAllowed: ``actor`` may not import the directory.
        Unreadable: the file is no text, or no coding reads it.
        InputRefused: the columns are wrong, or there is no record in it (R9).
        ImportRefused: some lines have faults, and ``only_good`` was not chosen.
        AlreadyDone: another import of the same source ran at the same moment.
    """
    if not permissions.may_keep_directory(actor):
        raise NotAllowed(_("Taking in directory sources is for the region office."))
    file = open_file(path, source)
    report = ImportReport(source, path.name, file.coding)
    prints = _survey(file, report)
    if not report.read:
        raise InputRefused(_("There is no record in the file."), place=path.name)
    if report.faults and (not only_good or not prints):
        raise ImportRefused(report)
    with _one_at_a_time(path), transaction.atomic():
        known = known_rows.source_keys(source)
        fresh = [(key, print_) for key, print_ in prints.items() if key not in known]
        pairing = pair(fresh, known_rows.fingerprints_without(source))
        writer = _Writer(source, report, pairing)
        good = _good_rows(file, prints)
        while batch := list(islice(good, BATCH)):
            writer.write(batch)
        if report.taken != report.read - report.refused:
            raise Unreadable(_("The file changed while it was read."), place=path.name)
        audit.record(
            "directory.import",
            None,
            actor=actor,
            after={"source": source.value, "file": path.name, **report.counts()},
        )
    return report


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    try:
        yield
    except IntegrityError as fault:
        raise AlreadyDone(
            _("Another import of the same list ran at the same time. Nothing was taken."),
            place=path.name,
            next_step=_("Try again."),
        ) from fault


def _survey(file: SourceFile, report: ImportReport) -> dict[str, Fingerprint]:
    """The fingerprint of every good record by its key; faults and warnings go to the report."""
    prints: dict[str, Fingerprint] = {}
    for outcome in file.rows():
        report.read += 1
        refused = outcome if isinstance(outcome, Refused) else None
        if isinstance(outcome, SourceRecord) and outcome.key in prints:
            fault = Finding.at(outcome.line, outcome.key, "", records.KEY_TWICE, outcome.key)
            refused = Refused(outcome.line, outcome.key, (fault,))
        if refused is not None:
            report.refused += 1
            report.faults += refused.faults
        elif isinstance(outcome, SourceRecord):
            prints[outcome.key] = fingerprint_of(outcome)
            report.warnings += outcome.warnings
    return prints


def _good_rows(file: SourceFile, prints: dict[str, Fingerprint]) -> Iterator[SourceRecord]:
    """The good records again, each key once: the first of two was the one surveyed."""
    seen: set[str] = set()
    for outcome in file.rows():
        if isinstance(outcome, SourceRecord) and outcome.key in prints and outcome.key not in seen:
            seen.add(outcome.key)
            yield outcome


@dataclass(slots=True)
class _Rows:
    """New rows of one batch, written table by table."""

    kinds: list[InstitutionKindRow] = field(default_factory=list)
    names: list[InstitutionName] = field(default_factory=list)
    identifiers: list[InstitutionIdentifier] = field(default_factory=list)
    sources: list[InstitutionSource] = field(default_factory=list)
    switches: list[ServiceSwitch] = field(default_factory=list)

    def write(self) -> None:
        InstitutionKindRow.objects.bulk_create(self.kinds)
        InstitutionName.objects.bulk_create(self.names)
        InstitutionIdentifier.objects.bulk_create(self.identifiers)
        InstitutionSource.objects.bulk_create(self.sources)
        ServiceSwitch.objects.bulk_create(self.switches)


class _Writer:
    """Writes records batch by batch and counts what became of them."""

    def __init__(
        self, source: SourceCode, report: ImportReport, pairing: Pairing[str, int]
    ) -> None:
        self.source = source
        self.as_of: date = SOURCES[source].as_of
        self.report = report
        self.pairing = pairing
        self.now = clock.now()
        #: Numbers that several institutions give, as scheme and value.
        self.contested: set[tuple[str, str]] = set()

    def write(self, batch: list[SourceRecord]) -> None:
        known = known_rows.source_rows(self.source, [record.key for record in batch])
        joined = {
            record.key: self.pairing.joined[record.key]
            for record in batch
            if record.key not in known and record.key in self.pairing.joined
        }
        here = known_rows.institutions_with_parts(
            {row.institution_id for row in known.values()} | {pk for pk, _v in joined.values()}
        )
        rows, touched = _Rows(), []
        taken = self._identifiers_taken(batch)
        new = [r for r in batch if r.key not in known and r.key not in joined]
        touched += self._create(rows, new, taken)
        for record in batch:
            if record.key in joined:
                pk, verdict = joined[record.key]
                self._join(rows, record, here[pk], verdict, taken)
                touched.append(pk)
            elif record.key in known and known[record.key].record == record.raw:
                self.report.unchanged += 1
            elif record.key in known:
                row = known[record.key]
                self._renew(rows, record, here[row.institution_id], row, taken)
                touched.append(row.institution_id)
        rows.write()
        self._mark_contested()
        index.touch(INSTITUTIONS, touched)

    def _create(
        self, rows: _Rows, new: list[SourceRecord], taken: dict[tuple[str, str], int]
    ) -> list[int]:
        """Institutions of their own; their ids."""
        created = Institution.objects.bulk_create(
            [Institution(**merging.columns_of(record)) for record in new]
        )
        for record, institution in zip(new, created, strict=True):
            self.report.created += 1
            is_undecided = record.key in self.pairing.undecided
            self.report.undecided += is_undecided
            reasons = (Reason.SEVERAL_ALIKE,) if is_undecided else ()
            self._add_source(rows, record, institution, Verdict(Certainty.SOLE, reasons))
            self._add_parts(rows, record, institution, _Parts(), taken)
        return [institution.pk for institution in created]

    def _join(
        self,
        rows: _Rows,
        record: SourceRecord,
        institution: Institution,
        verdict: Verdict,
        taken: dict[tuple[str, str], int],
    ) -> None:
        """The record is of an institution that another source named first."""
        if verdict.certainty is Certainty.SURE:
            self.report.joined_sure += 1
        else:
            self.report.joined_probable += 1
        _change(institution, record, None)
        self._add_source(rows, record, institution, verdict)
        self._add_parts(rows, record, institution, _Parts.of(institution), taken)

    def _renew(
        self,
        rows: _Rows,
        record: SourceRecord,
        institution: Institution,
        row: InstitutionSource,
        taken: dict[tuple[str, str], int],
    ) -> None:
        """The record was taken in before; only what it now says otherwise is written."""
        self.report.updated += 1
        before = reread(self.source, row.record)
        _change(institution, record, before if isinstance(before, SourceRecord) else None)
        row.record, row.imported_at = dict(record.raw), self.now
        row.save(update_fields=["record", "imported_at"])
        self._add_parts(rows, record, institution, _Parts.of(institution), taken)

    def _add_source(
        self, rows: _Rows, record: SourceRecord, institution: Institution, verdict: Verdict
    ) -> None:
        rows.sources.append(
            InstitutionSource(
                institution=institution,
                source=self.source.value,
                external_key=record.key,
                record=dict(record.raw),
                imported_at=self.now,
                certainty=verdict.certainty.value,
                reasons=[reason.value for reason in verdict.reasons],
            )
        )

    def _add_parts(
        self,
        rows: _Rows,
        record: SourceRecord,
        institution: Institution,
        parts: _Parts,
        taken: dict[tuple[str, str], int],
    ) -> None:
        """Kinds where there are none; names, identifiers and switches that are not there yet."""
        if not parts.has_kinds:
            rows.kinds += [
                InstitutionKindRow(institution=institution, kind=kind.value)
                for kind in record.kinds
            ]
        rows.names += _new_names(record, institution, parts)
        rows.identifiers += self._new_identifiers(record, institution, parts, taken)
        for switch in record.switches:
            state = parts.switches.get((switch.service.value, self.as_of))
            if state is None:
                rows.switches.append(
                    ServiceSwitch(
                        institution=institution,
                        service=switch.service.value,
                        state=switch.state.value,
                        as_of=self.as_of,
                        source=self.source.value,
                    )
                )
            elif state.state != switch.state.value and state.source == self.source:
                state.state = switch.state.value
                state.save(update_fields=["state"])

    def _new_identifiers(
        self,
        record: SourceRecord,
        institution: Institution,
        parts: _Parts,
        taken: dict[tuple[str, str], int],
    ) -> Iterator[InstitutionIdentifier]:
        for found in record.identifiers:
            checked, pair_ = found.checked, (found.scheme.value, found.checked.value)
            if pair_ in parts.identifiers:
                continue
            warnings = list(checked.warnings)
            is_claimed = checked.valid and taken.get(pair_, institution.pk) != institution.pk
            if is_claimed:
                warnings.append(records.CLAIMED_TWICE)
                self.contested.add(pair_)
                self.report.warnings.append(
                    Finding.at(
                        record.line, record.key, pair_[0], records.CLAIMED_TWICE, checked.raw
                    )
                )
            elif checked.valid:
                taken[pair_] = institution.pk
            yield InstitutionIdentifier(
                institution=institution,
                scheme=found.scheme.value,
                value=checked.value,
                raw=checked.raw,
                valid=checked.valid and not is_claimed,
                warnings=warnings,
            )

    def _mark_contested(self) -> None:
        """Say at the first holder as well that another one gives its number: either may be wrong."""
        for row in known_rows.identifiers_in_use(self.contested):
            if records.CLAIMED_TWICE not in row.warnings:
                row.warnings = [*row.warnings, records.CLAIMED_TWICE]
                row.save(update_fields=["warnings"])
        self.contested.clear()

    def _identifiers_taken(self, batch: Iterable[SourceRecord]) -> dict[tuple[str, str], int]:
        """Which institution already gives each identifier of the batch."""
        numbers = {
            (found.scheme.value, found.checked.value)
            for record in batch
            for found in record.identifiers
        }
        rows = known_rows.identifiers_in_use(numbers)
        return {(row.scheme, row.value): row.institution_id for row in rows}


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an institution already has."""

    has_kinds: bool = False
    names: frozenset[tuple[str, str]] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    switches: dict[tuple[str, date], ServiceSwitch] = field(default_factory=dict)

    @classmethod
    def of(cls, institution: Institution) -> _Parts:
        return cls(
            has_kinds=bool(institution.kinds.all()),
            names=frozenset((row.kind, row.name) for row in institution.names.all()),
            identifiers=frozenset((row.scheme, row.value) for row in institution.identifiers.all()),
            switches={(row.service, row.as_of): row for row in institution.switches.all()},
        )


def _new_names(
    record: SourceRecord, institution: Institution, parts: _Parts
) -> Iterator[InstitutionName]:
    """Short names, and this source's name of the institution where it is called otherwise."""
    names = list(record.other_names)
    if search_key(record.name) != search_key(institution.name):
        names.append(records.OtherName(NameKind.ALIAS, record.name, record.name_kana))
    for other in names:
        if (other.kind.value, other.name) not in parts.names and other.name != institution.name:
            yield InstitutionName(
                institution=institution, kind=other.kind.value, name=other.name, kana=other.kana
            )


def _change(
    institution: Institution, record: SourceRecord, said_before: SourceRecord | None
) -> None:
    """Write what ``record`` may change."""
    now: dict[str, Any] = {
        column: getattr(institution, column) for group in merging.GROUPS for column in group
    }
    changes = merging.changes(now, record, said_before)
    if not changes:
        return
    for column, value in changes.items():
        setattr(institution, column, value)
    institution.version += 1
    institution.full_clean()
    institution.save(update_fields=[*changes, "version", "updated_at"])
