"""What would become of each line of a table: new, changed field by field, the same, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.directory.domain import records
from yuinowa.directory.domain.cells import storable
from yuinowa.directory.domain.columns import IDENTIFIER_COLUMNS, Column
from yuinowa.directory.domain.entries import SCHEMES, Entry, RowText
from yuinowa.directory.domain.institutions import Certainty, InstitutionKind
from yuinowa.directory.domain.nacsis import kinds_of_name
from yuinowa.directory.domain.records import Finding
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.exchange import own
from yuinowa.directory.models import ImportLine, ImportRun, Institution
from yuinowa.directory.queries import imports as known
from yuinowa.directory.services.runs.rows import batches, told
from yuinowa.directory.services.tables.meaning import Meant, meant_by
from yuinowa.directory.services.tables.receiving import columns_of, table_of
from yuinowa.kernel.errors import InputRefused

#: Warnings that leave open which institution is meant; such lines can be left out.
DOUBTS = frozenset({records.PROBABLY_SAME, records.SEVERAL_ALIKE, records.NAME_DIFFERS})


def parsed(run: ImportRun) -> Callable[[ImportRun], dict[str, int]]:
    """The rows of the file of ``run``, and how to write its lines.

    Raises:
        Unreadable, InputRefused: the file cannot be read to its end, or has no rows.
        WrongState: it is no longer kept.
    """
    table = table_of(run)
    rows = list(told(run, table.rows(columns_of(run))))
    if not rows:
        raise InputRefused(_("There is no row under the head."), place=table.file.name)
    return lambda run: _show(run, rows, is_ours=table.is_ours)


def _show(run: ImportRun, rows: list[tuple[RowText, int]], *, is_ours: bool) -> dict[str, int]:
    """Write the lines of ``run``; the counts by outcome, and of lines with warnings."""
    meant = meant_by(rows)
    kind = InstitutionKind(run.mapping["kind"]) if run.mapping.get("kind") else None
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in LineOutcome} | {"warned": 0, "doubtful": 0})  # fmt: skip
    for batch in batches(meant):
        here = known.institutions_in_batch({one.pk for one in batch if one.pk is not None})
        lines = [_line(run, one, here, kind, is_ours=is_ours) for one in batch]
        ImportLine.objects.bulk_create(lines)
        for line in lines:
            counts[line.outcome] += 1
            counts["warned"] += bool(line.warnings) and line.outcome != LineOutcome.REFUSED
            counts["doubtful"] += is_doubtful(line)
    return {**counts, "read": len(rows)}


def is_doubtful(line: ImportLine) -> bool:
    return line.outcome in {LineOutcome.NEW, LineOutcome.CHANGED} and any(
        warning["code"] in DOUBTS for warning in line.warnings
    )


# ---------------------------------------------------------------- what would change


def _line(
    run: ImportRun,
    one: Meant,
    here: Mapping[int, Institution],
    kind: InstitutionKind | None,
    *,
    is_ours: bool,
) -> ImportLine:
    entry = one.entry
    faults = [*entry.faults, *one.faults]
    line = ImportLine(
        run=run,
        sheet=entry.row.sheet[:60],
        number=entry.row.number,
        label=storable(entry.name[:200]),
        faults=_kept(faults),
        warnings=_kept([*entry.warnings, *one.more]),
        outcome=LineOutcome.REFUSED.value,
    )
    if faults:
        return line
    line.after = {
        "raw": {} if is_ours else dict(entry.row.raw),
        "certainty": (one.verdict.certainty if one.verdict else Certainty.SOLE).value,
        "reasons": [reason.value for reason in one.verdict.reasons] if one.verdict else [],
    }
    institution = here.get(one.pk) if one.pk is not None else None
    if institution is None:
        values = dict(entry.values)
        if "kinds" not in values:
            guessed = (kind,) if kind is not None else kinds_of_name(entry.name)
            values["kinds"] = [one.value for one in guessed]
        line.outcome = LineOutcome.NEW.value
        line.after["values"] = {name: value for name, value in values.items() if value not in ("", [], None)}  # fmt: skip
        return line
    now = facts_of(institution)
    wanted = _wanted(entry, institution, now, is_ours=is_ours)
    changes = {name: value for name, value in wanted.items() if value != now[name]}
    line.object_id = institution.pk
    line.outcome = (LineOutcome.CHANGED if changes else LineOutcome.SAME).value
    line.before = {"version": institution.version, "values": {name: now[name] for name in changes}}
    line.after["values"] = changes
    if changes and institution.last_confirmed is not None and not is_ours:
        line.warnings += _kept([Finding.at(entry.row.number, entry.name, "", records.CONFIRMED)])
    if changes and one.version is not None and one.version != institution.version:
        line.warnings += _kept(
            [Finding.at(entry.row.number, entry.name, "", records.CHANGED_SINCE)]
        )
    return line


def _kept(findings: Collection[Finding]) -> list[dict[str, str]]:
    return [{"field": f.column, "code": f.code, "value": storable(f.value)} for f in findings]


def facts_of(institution: Institution) -> dict[str, Any]:
    """What a table can say of ``institution``, as plain values by field."""
    columns = [c.value for c in Column if c not in {Column.ID, Column.KINDS, *IDENTIFIER_COLUMNS}]
    facts = {name: getattr(institution, name) for name in columns}
    facts["kinds"] = [row.kind for row in institution.kinds.all()]
    for column in IDENTIFIER_COLUMNS:
        facts[column.value] = own.numbers_of(institution, SCHEMES[column])
    return facts


def _wanted(
    entry: Entry, institution: Institution, now: Mapping[str, Any], *, is_ours: bool
) -> dict[str, Any]:
    """The values as they would stand afterwards. A stranger's table adds kinds and numbers and removes none."""
    wanted = dict(entry.values)
    if "kinds" in wanted and (not is_ours or set(wanted["kinds"]) == set(now["kinds"])):
        wanted["kinds"] = _joined(now["kinds"], wanted["kinds"])
    for column in IDENTIFIER_COLUMNS:
        if column.value not in wanted:
            continue
        flagged = {
            row.value for row in institution.identifiers.all() if row.scheme == SCHEMES[column] and not row.valid
        }  # fmt: skip
        given = [value for value in wanted[column.value] if value not in flagged]
        wanted[column.value] = given if is_ours else _joined(now[column.value], given)
    return wanted


def _joined(old: list[str], new: list[str]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))
