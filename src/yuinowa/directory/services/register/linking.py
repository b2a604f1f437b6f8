"""Entries of the register and institutions of the directory: known by the same number, or entered from it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import ProtectedError

from yuinowa.core import clock
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.places import place_of
from yuinowa.directory.domain.register import NAMES, Section, widened
from yuinowa.directory.domain.telephones import read as read_telephone
from yuinowa.directory.labels import REGISTER_SOURCE
from yuinowa.directory.models import (
    ImportLine,
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionSource,
    RegisterEntry,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.register import holders_of
from yuinowa.directory.services.register.entries import ALIVE
from yuinowa.search import index

_KINDS = {
    Section.PUBLIC: InstitutionKind.PUBLIC_LIBRARY,
    Section.MUSEUM: InstitutionKind.MUSEUM,
    Section.ARCHIVE: InstitutionKind.ARCHIVE,
}


def link(
    batch: list[ImportLine],
    entries: Mapping[str, RegisterEntry],
    *,
    with_institutions: bool,
) -> tuple[int, int]:
    """Link entries to the institutions that have their number; enter those that nobody has, if wanted."""
    open_ = [entry for entry in entries.values() if entry.institution_id is None]
    holders = holders_of(entry.isil for entry in open_)
    missing = [entry for entry in open_ if entry.isil not in holders and entry.status in ALIVE]
    new = _entered(missing) if with_institutions else {}
    for entry in open_:
        entry.institution_id = holders.get(entry.isil) or new.get(entry.isil)
    RegisterEntry.objects.bulk_update(open_, ["institution"])
    for line in batch:
        entry = entries[line.label]
        line.object_id = entry.pk
        if line.label in new:
            line.after = {**(line.after or {}), "made_institution": new[line.label]}
    ImportLine.objects.bulk_update(batch, ["object_id", "after"])
    return len(holders), len(new)


def _entered(entries: list[RegisterEntry]) -> dict[str, int]:
    """New institutions of the directory, as the register describes them; the flaws of its cells are read through."""
    made = [_institution(entry) for entry in entries]
    Institution.objects.bulk_create(made)
    pairs = list(zip(entries, made, strict=True))
    InstitutionKindRow.objects.bulk_create(
        [
            InstitutionKindRow(institution=one, kind=_KINDS[Section(entry.section)].value)
            for entry, one in pairs
            if Section(entry.section) in _KINDS
        ]
    )
    InstitutionIdentifier.objects.bulk_create(
        [
            InstitutionIdentifier(
                institution=one,
                scheme=IdentifierScheme.ISIL.value,
                value=entry.isil,
                raw=entry.isil,
            )
            for entry, one in pairs
        ]
    )
    InstitutionSource.objects.bulk_create(
        [
            InstitutionSource(
                institution=one,
                source=REGISTER_SOURCE,
                external_key=entry.isil,
                record={name: getattr(entry, name) for name in NAMES},
                imported_at=clock.now(),
            )
            for entry, one in pairs
        ]
    )
    index.touch(INSTITUTIONS, [one.pk for one in made])
    return {entry.isil: one.pk for entry, one in pairs}


def _institution(entry: RegisterEntry) -> Institution:
    place = place_of(
        f"{entry.prefecture}{entry.municipality}{entry.street}", postal_code=entry.postal_code
    )
    telephone = read_telephone(entry.telephone)
    return Institution(
        name=widened(entry.name),
        name_kana=widened(entry.name_kana),
        name_en=entry.name_en,
        prefecture=place.prefecture,
        municipality=place.municipality,
        municipality_name=place.municipality_name or entry.municipality,
        postal_code=place.postal_code,
        address=place.address,
        telephone=telephone.number[:60],
        telephone_note=telephone.note[:100],
        fax=read_telephone(entry.fax).number[:60],
        url=entry.url,
        demo=entry.isil.startswith("JP-9"),
    )


def erase_entered(batch: list[ImportLine]) -> None:
    """The institutions that the run entered; one that something else already names stays."""
    made = [pk for line in batch if (pk := (line.after or {}).get("made_institution")) is not None]
    untouched = Institution.objects.filter(pk__in=made, version=1, member=False)
    for institution in untouched:
        try:
            with transaction.atomic():
                for parts in ("kinds", "identifiers", "sources"):
                    getattr(institution, parts).all().delete()
                institution.delete()
        except ProtectedError:
            continue
    index.touch(INSTITUTIONS, made)
