"""What an import asks the tables; the whole directory is compared, whoever may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from yuinowa.directory.domain.matching import Fingerprint, fingerprint_of_columns
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.directory.models import Institution, InstitutionIdentifier, InstitutionSource


def source_keys(source: SourceCode) -> set[str]:
    """Keys of the records of ``source`` that were taken in before."""
    rows = InstitutionSource.objects.filter(source=source)
    return set(rows.order_by().values_list("external_key", flat=True))


def source_rows(source: SourceCode, keys: Collection[str]) -> dict[str, InstitutionSource]:
    rows = InstitutionSource.objects.filter(source=source, external_key__in=keys)
    return {row.external_key: row for row in rows}


_TELLING = ("pk", "name", "name_kana", "telephone", "telephone_note", "postal_code", "prefecture", "municipality")  # fmt: skip


def _fingerprint(row: Mapping[str, Any]) -> tuple[int, Fingerprint]:
    """By what a record may be known to be the institution with these columns (``_TELLING``)."""
    known = fingerprint_of_columns(
        name=row["name"],
        reading=row["name_kana"],
        telephone=f"{row['telephone']} {row['telephone_note']}",
        postal_code=row["postal_code"],
        prefecture=row["prefecture"],
        municipality=row["municipality"],
    )
    return row["pk"], known


def fingerprints_without(source: SourceCode) -> Iterator[tuple[int, Fingerprint]]:
    """All institutions that a record of ``source`` may still join; made-up ones never."""
    rows = (
        Institution.objects.filter(demo=False)
        .exclude(sources__source=source)
        .order_by("pk")
        .values(*_TELLING)
    )
    for row in rows.iterator(chunk_size=2_000):
        yield _fingerprint(row)


def institutions_with_parts(ids: Collection[int]) -> dict[int, Institution]:
    """Institutions, locked, with all that belongs to them."""
    found = (
        Institution.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .prefetch_related("kinds", "names", "identifiers", "switches")
    )
    return {institution.pk: institution for institution in found}


def identifiers_in_use(numbers: Collection[tuple[str, str]]) -> list[InstitutionIdentifier]:
    """The valid identifiers among these pairs of scheme and value."""
    rows = InstitutionIdentifier.objects.filter(
        value__in={value for _scheme, value in numbers}, valid=True, former=False
    )
    return [row for row in rows if (row.scheme, row.value) in numbers] if numbers else []


def fingerprints() -> Iterator[tuple[int, Fingerprint]]:
    """All institutions that a row of a table may mean, the made-up ones too: a person looks before it is taken."""
    for row in Institution.objects.order_by("pk").values(*_TELLING).iterator(chunk_size=2_000):
        yield _fingerprint(row)


def institutions_in_batch(ids: Collection[int]) -> dict[int, Institution]:
    """Institutions with what a table can say of them."""
    parts = ("kinds", "identifiers", "part_levels")
    found = Institution.objects.filter(pk__in=ids).prefetch_related(*parts)
    return {institution.pk: institution for institution in found}
