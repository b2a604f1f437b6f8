"""Writing the shown lines of a run: all of them or none, and each with what stood there before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.directory.domain.columns import IDENTIFIER_COLUMNS, Column
from yuinowa.directory.domain.entries import SCHEMES
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.matching import fingerprint_of_columns, pair
from yuinowa.directory.domain.nacsis import fa_number
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.domain.sources import TABLE_SOURCE
from yuinowa.directory.models import (
    ImportLine,
    ImportRun,
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionSource,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries import imports as known
from yuinowa.directory.services.runs.rows import batches
from yuinowa.directory.services.tables.reading import is_doubtful
from yuinowa.kernel import identifiers
from yuinowa.kernel.errors import VersionMovedOn, WrongState
from yuinowa.kernel.identifiers import Checked
from yuinowa.search import index

#: Fields that are rows of their own.
_PARTS = frozenset({"kinds", *(column.value for column in IDENTIFIER_COLUMNS)})


def lines_to_take(run: ImportRun) -> QuerySet[ImportLine]:
    """New and changed lines; without the doubtful ones, unless they were chosen too."""
    lines = run.lines.filter(outcome__in=[LineOutcome.NEW.value, LineOutcome.CHANGED.value])
    if run.counts.get("with_doubtful") or not run.counts.get("doubtful"):
        return lines
    return lines.exclude(pk__in=[line.pk for line in lines if is_doubtful(line)])


def write(run: ImportRun) -> dict[str, int]:
    """Write every line that is to be taken; how many were made, changed and left out as doubtful.

    Raises:
        VersionMovedOn: an institution was changed, or entered, since the lines were shown.
        WrongState: a line no longer fits; nothing is written.
    """
    chosen = lines_to_take(run)
    _refuse_what_came_meanwhile(chosen)
    counts: Counter[str] = Counter()
    ids = list(chosen.order_by("pk").values_list("pk", flat=True))
    same = list(run.lines.filter(outcome=LineOutcome.SAME.value).values_list("pk", flat=True))
    for batch in batches(ids):
        _write_batch(run, batch, counts)
    for batch in batches(same):
        _keep_records(run, run.lines.filter(pk__in=batch))
    left = run.counts.get("new", 0) + run.counts.get("changed", 0) - len(ids)
    return {"made": counts["new"], "altered": counts["changed"], "left_out": left}


def _refuse_what_came_meanwhile(lines: QuerySet[ImportLine]) -> None:
    """A new line whose institution somebody entered since the preview would be a duplicate."""
    new = {
        line.pk: line
        for line in lines.filter(outcome=LineOutcome.NEW.value)
        if not is_doubtful(line)
    }
    if not new:
        return
    prints = ((pk, _fingerprint(line.says["values"])) for pk, line in new.items())
    for pk in pair(prints, known.fingerprints()).joined:
        raise _moved_on(new[pk])


def _fingerprint(values: Mapping[str, Any]) -> Any:
    return fingerprint_of_columns(
        name=values["name"],
        reading=values.get("name_kana", ""),
        telephone=f"{values.get('telephone', '')} {values.get('telephone_note', '')}",
        postal_code=values.get("postal_code", ""),
        prefecture=values.get("prefecture", ""),
        municipality=values.get("municipality", ""),
    )


def _moved_on(line: ImportLine) -> VersionMovedOn:
    return VersionMovedOn(
        _("“%(name)s” was changed or entered here after the lines were shown. Nothing was taken.")
        % {"name": line.label[:50]},
        place=place_of(line),
        next_step=_("Have the file read again and look at the difference."),
    )


def place_of(line: ImportLine) -> str:
    """Sheet and line, as people look for it in their file."""
    words = _("Line %(line)s") % {"line": line.number}
    return f"{line.sheet} {words}" if line.sheet else words


def _write_batch(run: ImportRun, ids: Collection[int], counts: Counter[str]) -> None:
    lines = list(run.lines.filter(pk__in=ids).order_by("pk"))
    here = known.institutions_with_parts({line.object_id for line in lines if line.object_id})
    for line in lines:
        try:
            if line.outcome == LineOutcome.NEW:
                institution = Institution()
                _write_line(line, institution)
            else:
                found = here.get(line.object_id) if line.object_id is not None else None
                if found is None or found.version != line.stood["version"]:
                    raise _moved_on(line)
                institution = found
                _write_line(line, institution)
        except (ValidationError, IntegrityError) as fault:
            words = "; ".join(fault.messages) if isinstance(fault, ValidationError) else ""
            raise WrongState(
                _("“%(name)s” cannot be written. Nothing was taken. %(why)s")
                % {"name": line.label[:50], "why": words},
                place=place_of(line),
                next_step=_("Have the file read again and look at the line."),
            ) from fault
        counts[line.outcome] += 1
    ImportLine.objects.bulk_update(lines, ["object_id", "before", "after"])
    _keep_records(run, run.lines.filter(pk__in=ids))
    index.touch(INSTITUTIONS, [line.object_id for line in lines if line.object_id is not None])


def _write_line(line: ImportLine, institution: Institution) -> None:
    """The columns, then kinds and numbers; ``line`` keeps what undo needs."""
    values = line.says["values"]
    plain = {name: value for name, value in values.items() if name not in _PARTS}
    for name, value in plain.items():
        setattr(institution, name, value)
    is_new = line.outcome == LineOutcome.NEW
    institution.version += not is_new
    institution.full_clean()
    institution.save(update_fields=None if is_new else [*plain, "version", "updated_at"])
    before: dict[str, Any] = dict(line.stood)
    if "kinds" in values:
        _set_kinds(institution, values["kinds"])
    schemes = [SCHEMES[column] for column in IDENTIFIER_COLUMNS if column.value in values]
    before["identifiers"] = snapshot(institution, schemes)
    for column in IDENTIFIER_COLUMNS:
        if column.value in values:
            _set_numbers(institution, column, values[column.value])
    line.object_id, line.before = institution.pk, before
    line.after = {**line.says, "version": institution.version}


def _set_kinds(institution: Institution, kinds: list[str]) -> None:
    old = {row.kind: row for row in institution.kinds.all()}
    for kind in kinds:
        if kind not in old:
            InstitutionKindRow.objects.create(institution=institution, kind=kind)
    institution.kinds.exclude(kind__in=kinds).delete()


def snapshot(
    institution: Institution, schemes: Collection[IdentifierScheme]
) -> list[dict[str, Any]]:
    """The numbers of these schemes with all that is known of them, for undo."""
    columns = ("scheme", "value", "raw", "valid", "warnings", "former")
    rows = institution.identifiers.filter(scheme__in=[scheme.value for scheme in schemes])
    return list(rows.order_by("pk").values(*columns))


def _set_numbers(institution: Institution, column: Column, numbers: list[str]) -> None:
    """``numbers`` hold from now on; one that no longer stands there becomes a former one."""
    scheme = SCHEMES[column]
    old = {row.value: row for row in institution.identifiers.filter(scheme=scheme.value)}
    for value, row in old.items():
        is_former = value not in numbers
        if row.valid and row.former != is_former:
            row.former = is_former
            row.save(update_fields=["former"])
    for number in numbers:
        if number in old:
            continue
        checked = _checked(column, number)
        row = InstitutionIdentifier(
            institution=institution,
            scheme=scheme.value,
            value=checked.value,
            raw=checked.raw,
            valid=checked.valid,
            warnings=list(checked.warnings),
        )
        row.full_clean()
        row.save()


def _checked(column: Column, text: str) -> Checked:
    if column is Column.ISIL:
        return identifiers.isil(text, demo=settings.DEMO)
    return fa_number(text) if column is Column.FA else identifiers.corporate_number(text)


# ---------------------------------------------------------------- records as received


def record_key(run: ImportRun, institution: int) -> str:
    """One record for each sender, institution and head: a file with other columns stands beside it."""
    head = "\n".join(run.mapping.get("head", ()))
    mark = hashlib.sha256(head.encode()).hexdigest()[:8]
    return f"{run.for_institution_id}/{institution}/{mark}"


def _keep_records(run: ImportRun, lines: QuerySet[ImportLine]) -> None:
    """What the file said of each institution, columns of no field of ours among it (R9)."""
    kept = [line for line in lines if line.says.get("raw") and line.object_id is not None]
    keys = {record_key(run, line.object_id or 0): line for line in kept}
    old = known_records(keys)
    new: list[InstitutionSource] = []
    for key, line in keys.items():
        row = old.get(key)
        line.before = {**line.stood, "record": row.record if row else None}
        if row is None:
            new.append(
                InstitutionSource(
                    institution_id=line.object_id or 0,
                    source=TABLE_SOURCE,
                    external_key=key,
                    record=line.says["raw"],
                    imported_at=clock.now(),
                    certainty=line.says["certainty"],
                    reasons=line.says["reasons"],
                )
            )
        elif row.record != line.says["raw"]:
            row.record, row.imported_at = line.says["raw"], clock.now()
            row.save(update_fields=["record", "imported_at"])
    InstitutionSource.objects.bulk_create(new)
    ImportLine.objects.bulk_update(kept, ["before"])


def known_records(keys: Collection[str]) -> dict[str, InstitutionSource]:
    rows = InstitutionSource.objects.filter(source=TABLE_SOURCE, external_key__in=keys)
    return {row.external_key: row for row in rows}
