"""Doors to the ISIL register: entries for everybody, applications and runs for those they concern."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.register import NAMES, EntryStatus, Section
from yuinowa.directory.domain.runs import RunKind, RunState
from yuinowa.directory.models import (
    ImportRun,
    InstitutionIdentifier,
    RegisterApplication,
    RegisterEntry,
    RegisterEvent,
    RegisterFormer,
)
from yuinowa.directory.permissions.register import may_keep_register
from yuinowa.kernel import identifiers
from yuinowa.kernel.textkeys import search_key

#: Entries that stand in the agency's file.
LISTED = (EntryStatus.ACTIVE.value, EntryStatus.NOT_OPERATING.value)


def entries_visible_to(_actor: Actor) -> QuerySet[RegisterEntry]:
    """The register is public."""
    return RegisterEntry.objects.all()


def find_entries(entries: QuerySet[RegisterEntry], text: str) -> QuerySet[RegisterEntry]:
    """Those whose number, former number, name or reading holds ``text``."""
    key = search_key(text)
    return entries.filter(search__contains=key) if key else entries


def listed(section: Section) -> QuerySet[RegisterEntry]:
    """What the file of ``section`` holds, in its order."""
    return RegisterEntry.objects.filter(section=section.value, status__in=LISTED).order_by("isil")


def cells_of(entry: RegisterEntry) -> dict[str, str]:
    """The fourteen cells as they were received."""
    return {name: getattr(entry, name) for name in NAMES}


def successors_of(isils: Collection[str]) -> dict[str, str]:
    """For each former number the entry that names it, if there is one."""
    rows = RegisterFormer.objects.filter(isil__in=isils).order_by("-entry__isil")
    return dict(rows.values_list("isil", "entry__isil"))


def history_of(isil: str) -> QuerySet[RegisterEvent]:
    """What happened to a number, the latest first."""
    return RegisterEvent.objects.filter(isil=isil)


def former_entries_of(entry: RegisterEntry) -> list[tuple[str, bool]]:
    """The former numbers an entry names, and whether the register has a page on each."""
    isils = [former.isil for former in entry.formers.all()]
    known = set(RegisterEntry.objects.filter(isil__in=isils).values_list("isil", flat=True))
    return [(isil, isil in known) for isil in isils]


def holders_of(isils: Iterable[str]) -> dict[str, int]:
    """The institution of the directory that has each number."""
    rows = InstitutionIdentifier.objects.filter(
        scheme=IdentifierScheme.ISIL.value, value__in=list(isils), valid=True, former=False
    )
    return dict(rows.values_list("value", "institution"))


def normal(isil: str) -> str:
    """A number from an address in its usual form; as it came, where it is none."""
    checked = identifiers.isil(isil, demo=True)
    return checked.value if checked.valid else isil


def living_entry(isil: str) -> RegisterEntry | None:
    """The entry of a number that has not ended."""
    return RegisterEntry.objects.filter(isil=normal(isil), status__in=LISTED).first()


def applications_visible_to(actor: Actor) -> QuerySet[RegisterApplication]:
    found = RegisterApplication.objects.select_related("applicant", "entry", "successor")
    return visible_to(actor, found)


def runs_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Files of the register that were taken in: for those who keep it."""
    runs = ImportRun.objects.filter(kind=RunKind.ISIL.value)
    return runs if may_keep_register(actor) else runs.none()


def head_of(section: Section) -> list[str]:
    """The header of the file of ``section`` that was taken in last."""
    runs = ImportRun.objects.filter(
        kind=RunKind.ISIL.value, state=RunState.APPLIED.value, mapping__section=section.value
    )
    last = runs.order_by("-applied_at").first()
    return list(last.mapping["head"]) if last is not None else []
