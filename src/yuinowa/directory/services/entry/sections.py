"""Changing the sections of an entry: columns, kinds, rows, levels."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.checking import checked_identifier
from yuinowa.directory.domain.disclosure import CHOICES, DEFAULTS, Part
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.records import CLAIMED_TWICE
from yuinowa.directory.domain.sections import COLUMNS, Section
from yuinowa.directory.domain.units import would_circle
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    PartLevel,
    Post,
    Unit,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.entry import ROWS
from yuinowa.directory.queries.institutions import holder_of
from yuinowa.directory.services.entry.frame import change_section
from yuinowa.kernel.errors import InputRefused
from yuinowa.search import index

Values = Mapping[str, Any]


def change_columns(
    institution_id: int, section: Section, values: Values, *, seen: str, actor: Actor
) -> Institution:
    """The institution with new ``values`` in the columns of ``section``.

    Raises: as ``change_section``.
    """

    def write(institution: Institution) -> None:
        _set_columns(institution, section, values)

    return change_section(institution_id, section, write, seen=seen, actor=actor)


def _set_columns(institution: Institution, section: Section, values: Values) -> None:
    for column in COLUMNS[section]:
        setattr(institution, column, values[column])


def change_kinds(
    institution_id: int, kinds: Collection[InstitutionKind], *, seen: str, actor: Actor
) -> Institution:
    """The institution as these kinds, at least one.

    Raises: as ``change_section``, and InputRefused without any kind.
    """
    if not kinds:
        raise InputRefused(_("Choose at least one kind."), place="kinds")

    def write(institution: Institution) -> None:
        here = {row.kind for row in institution.kinds.all()}
        wanted = {kind.value for kind in kinds}
        institution.kinds.filter(kind__in=here - wanted).delete()
        InstitutionKindRow.objects.bulk_create(
            InstitutionKindRow(institution=institution, kind=kind.value)
            for kind in kinds
            if kind.value not in here
        )

    return change_section(institution_id, Section.KINDS, write, seen=seen, actor=actor)


def change_levels(
    institution_id: int, levels: Mapping[Part, str], *, seen: str, actor: Actor
) -> Institution:
    """The institution showing its parts as far as ``levels`` say; what is lowered is found no more at once.

    Raises: as ``change_section``.
    """

    def write(institution: Institution) -> None:
        before = {row.part: row.level for row in institution.part_levels.all()}
        institution.part_levels.all().delete()
        PartLevel.objects.bulk_create(
            PartLevel(institution=institution, part=part.value, level=level)
            for part, level in levels.items()
            if level != DEFAULTS[part]
        )
        width = CHOICES.index
        if any(
            width(level) > width(before.get(part, DEFAULTS[part])) for part, level in levels.items()
        ):
            index.hide(INSTITUTIONS, institution.pk)

    return change_section(institution_id, Section.DISCLOSURE, write, seen=seen, actor=actor)


def change_rows(
    institution_id: int,
    section: Section,
    rows: Sequence[Values],
    *,
    seen: str,
    actor: Actor,
    columns: Values | None = None,
) -> Institution:
    """The institution with exactly these ``rows`` in ``section``; a row with an ``id`` is the one that is there.

    Raises:
        InputRefused: two rows say the same, a unit would stand under itself, or something depends on a row
            that is left out.
        and as ``change_section``.
    """

    def write(institution: Institution) -> None:
        if columns is not None:
            _set_columns(institution, section, columns)
        try:
            _write_rows(institution, section, rows)
        except ProtectedError as fault:
            raise InputRefused(
                _("Something else still refers to what you took away."),
                next_step=_("Let it stand, and write the day on which it ended."),
            ) from fault
        except (IntegrityError, ValidationError) as fault:
            raise InputRefused(
                _("Two rows say the same."), next_step=_("Keep one of the two.")
            ) from fault

    return change_section(institution_id, section, write, seen=seen, actor=actor)


def _write_rows(institution: Institution, section: Section, rows: Sequence[Values]) -> None:
    table = ROWS[section]
    here: dict[int, Model] = {
        row.pk: row
        for row in table.model._base_manager.filter(institution=institution, **table.fixed)
    }
    kept = {row["id"] for row in rows if row.get("id")}
    for pk in here.keys() - kept:
        here[pk].delete()
    if section is Section.UNITS:
        _refuse_circles(rows)
    for values in rows:
        row = here.get(values.get("id") or 0)
        if row is None:
            row = table.model(institution=institution, **table.fixed)
        for name in table.fields:
            setattr(row, name, values[name])
        if isinstance(row, InstitutionIdentifier):
            _check(row, institution)
        if isinstance(row, Post | Unit):
            _refuse_foreign_units(institution, row)
            row.version += 1 if row.pk else 0
        row.full_clean()
        row.save()


def _check(row: InstitutionIdentifier, institution: Institution) -> None:
    """Judge the number by its scheme; one that another institution has is kept and flagged (R7)."""
    scheme = IdentifierScheme(row.scheme)
    checked = checked_identifier(scheme, row.raw, demo=institution.demo)
    row.value, row.valid, row.warnings = checked.value, checked.valid, list(checked.warnings)
    if checked.valid and not row.former:
        holder = holder_of(scheme, checked.value)
        if holder is not None and holder.pk != institution.pk:
            row.valid, row.warnings = False, [*row.warnings, CLAIMED_TWICE]


def _refuse_circles(rows: Sequence[Values]) -> None:
    parents = {row["id"]: row["parent_id"] for row in rows if row.get("id")}
    for unit, parent in parents.items():
        if would_circle(parents, unit, parent):
            raise InputRefused(
                _("A unit cannot stand under itself."),
                next_step=_("Choose another unit above it."),
            )


def _refuse_foreign_units(institution: Institution, row: Post | Unit) -> None:
    """A unit above, or of a post, belongs to the same institution."""
    above = row.parent_id if isinstance(row, Unit) else row.unit_id
    if (
        above is not None
        and not Unit._base_manager.filter(pk=above, institution=institution).exists()
    ):
        raise InputRefused(_("This unit is not there any more."), next_step=_("Choose another."))
