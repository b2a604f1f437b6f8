"""Taking a run back: what stood there before stands there again, or nothing changes."""

from __future__ import annotations

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from yuinowa.directory.domain.columns import IDENTIFIER_COLUMNS
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
from yuinowa.directory.services.tables.taking import place_of, record_key
from yuinowa.kernel.errors import WrongState
from yuinowa.search import index

_PARTS = frozenset({"kinds", *(column.value for column in IDENTIFIER_COLUMNS)})


def put_back(run: ImportRun) -> None:
    """Undo every written line of ``run``, the last one first.

    Raises:
        WrongState: an institution was changed since, or something else refers to a new one.
    """
    written = run.lines.filter(after__isnull=False, object_id__isnull=False)
    ids = list(written.order_by("-pk").values_list("pk", flat=True))
    for batch in batches(ids):
        lines = list(run.lines.filter(pk__in=batch).order_by("-pk"))
        here = known.institutions_with_parts({line.object_id for line in lines if line.object_id})
        for line in lines:
            _put_back_record(run, line)
            if line.outcome == LineOutcome.SAME or "version" not in line.says:
                continue
            institution = here.get(line.object_id) if line.object_id is not None else None
            if institution is None or institution.version != line.says["version"]:
                raise _refused(line, _("it was changed since"))
            if line.outcome == LineOutcome.NEW:
                _remove(line, institution)
            else:
                _restore(line, institution)
        index.touch(INSTITUTIONS, [line.object_id for line in lines if line.object_id is not None])


def _refused(line: ImportLine, why: str) -> WrongState:
    return WrongState(
        _("“%(name)s” cannot be put back: %(why)s. Nothing was taken back.")
        % {"name": line.label[:50], "why": why},
        place=place_of(line),
        next_step=_("Correct what is wrong on the institution's own page."),
    )


def _remove(line: ImportLine, institution: Institution) -> None:
    """An institution that the run had made is gone again, if nothing was built on it."""
    institution.kinds.all().delete()
    institution.identifiers.all().delete()
    try:
        institution.delete()
    except (ProtectedError, IntegrityError) as fault:
        raise _refused(line, _("something else refers to it")) from fault


def _restore(line: ImportLine, institution: Institution) -> None:
    before = line.stood
    values = before["values"]
    plain = {name: value for name, value in values.items() if name not in _PARTS}
    for name, value in plain.items():
        setattr(institution, name, value)
    institution.version += 1
    institution.save(update_fields=[*plain, "version", "updated_at"])
    if "kinds" in values:
        institution.kinds.exclude(kind__in=values["kinds"]).delete()
        held = {row.kind for row in institution.kinds.all()}
        for kind in values["kinds"]:
            if kind not in held:
                InstitutionKindRow.objects.create(institution=institution, kind=kind)
    schemes = [column.value for column in IDENTIFIER_COLUMNS if column.value in values]
    institution.identifiers.filter(scheme__in=schemes).delete()
    for number in before.get("identifiers", ()):
        InstitutionIdentifier.objects.create(institution=institution, **number)


def _put_back_record(run: ImportRun, line: ImportLine) -> None:
    before = line.stood
    if "record" not in before or line.object_id is None:
        return
    row = InstitutionSource.objects.filter(
        source=TABLE_SOURCE, external_key=record_key(run, line.object_id)
    )
    if before["record"] is None:
        row.delete()
    else:
        row.update(record=before["record"])
