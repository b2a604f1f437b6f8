"""What becomes of institutions: renamed, merged, split, found twice. Both histories and both names stay (I6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.directory.domain.institutions import NameKind, Status, SuccessionKind
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionName,
    Succession,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.services.entry.frame import keep_change, moved_on
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.search import index

_DAY = timedelta(days=1)
#: After a split both go on; else the predecessor is no more.
_ENDS = frozenset({SuccessionKind.MERGE, SuccessionKind.DUPLICATE})


@transaction.atomic
def rename(
    institution_id: int,
    *,
    name: str,
    kana: str,
    on_day: date,
    was_a_slip: bool,
    expected_version: int,
    actor: Actor,
) -> Institution:
    """The institution under its new name; the old one stays as a former name, unless it ``was_a_slip``.

    Raises:
        NotAllowed: only its admin and the region office rename it.
        VersionMovedOn: the entry was changed since.
        InputRefused: it is called so already.
    """
    institution = lock(Institution, institution_id, expected_version)
    require(actor, "institution.rename", institution)
    if name == institution.name:
        raise InputRefused(_("It is called so already."), place="name")
    before = {"name": institution.name, "name_kana": institution.name_kana}
    if not was_a_slip:
        InstitutionName.objects.update_or_create(
            institution=institution,
            kind=NameKind.FORMER.value,
            name=institution.name,
            defaults={"kana": institution.name_kana, "until": on_day - _DAY},
        )
    institution.name, institution.name_kana = name, kana
    after = {"name": name, "name_kana": kana, "on_day": on_day.isoformat()}
    keep_change(institution, "rename", before=before, after=after, actor=actor)
    return institution


@transaction.atomic
def succeed(
    predecessor_id: int,
    successor_id: int,
    kind: SuccessionKind,
    *,
    on_day: date,
    expected: tuple[int, int],
    actor: Actor,
) -> Succession:
    """``successor`` follows ``predecessor``; ``expected`` are the versions that the preview showed.

    After a merger or a duplicate the predecessor is no more: it takes no part, its numbers become former ones,
    and the successor has them too, so that whoever asks by them is led on. Nothing else moves.

    Raises:
        NotAllowed: this is for the region office.
        VersionMovedOn: one of the two was changed since the preview.
        WrongState: one of the two is no more, or is the region office and would end.
        InputRefused: the two are one.
    """
    if predecessor_id == successor_id:
        raise InputRefused(_("An institution cannot follow itself."), place="successor")
    # In the order of their ids, so that two mergers at once do not wait for each other for ever.
    rows = {pk: lock(Institution, pk) for pk in sorted((predecessor_id, successor_id))}
    predecessor, successor = rows[predecessor_id], rows[successor_id]
    for institution in (predecessor, successor):
        require(actor, "institution.succeed", institution)
    if (predecessor.version, successor.version) != expected:
        raise moved_on()
    _refuse_what_is_over(predecessor, successor, kind)
    made = Succession.objects.create(
        predecessor=predecessor, successor=successor, on_day=on_day, kind=kind.value
    )
    before: dict[str, Any] = {"status": predecessor.status, "member": predecessor.member}
    identifiers = _hand_over(predecessor, successor, kind) if kind in _ENDS else ([], [])
    if kind in _ENDS:
        predecessor.status, predecessor.member = Status.MERGED.value, False
    _next_version(successor)
    predecessor.version += 1
    predecessor.save()
    audit.record(
        f"institution.{kind.value}",
        predecessor,
        actor=actor,
        before=before,
        after={
            "status": predecessor.status,
            "version": predecessor.version,
            "successor": successor.pk,
            "successor_version": successor.version,
            "on_day": on_day.isoformat(),
            "former": identifiers[0],
            "given": identifiers[1],
        },
        audience=[predecessor.pk, successor.pk],
    )
    index.touch(INSTITUTIONS, [predecessor.pk, successor.pk])
    return made


def _refuse_what_is_over(
    predecessor: Institution, successor: Institution, kind: SuccessionKind
) -> None:
    if kind is SuccessionKind.RENAME:
        raise InputRefused(_("A new name makes no second entry."), place="kind")
    for institution in (predecessor, successor):
        if Status(institution.status).is_over or institution.status == Status.CANDIDATE:
            raise WrongState(
                _("“%(name)s” is not an entry that this can be done with.")
                % {"name": institution.name},
                next_step=_("Look at what has become of it."),
            )
    if predecessor.region_office and kind in _ENDS:
        raise WrongState(
            _("The region office cannot end."), next_step=_("Name another region office first.")
        )
    if Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise WrongState(_("This is recorded already."), next_step=_("Look at the entry."))


def _hand_over(
    predecessor: Institution, successor: Institution, kind: SuccessionKind
) -> tuple[list[int], list[int]]:
    """Ids of the identifiers that became former ones, and of those the successor was given."""
    former, given = [], []
    has = set(successor.identifiers.values_list("scheme", "value"))
    for row in predecessor.identifiers.filter(valid=True, former=False):
        row.former = True
        row.save(update_fields=["former"])
        former.append(row.pk)
        if (row.scheme, row.value) not in has:
            added = InstitutionIdentifier.objects.create(
                institution=successor,
                scheme=row.scheme,
                value=row.value,
                raw=row.raw,
                warnings=row.warnings,
                # Of a duplicate the number goes on; after a merger it is one of the past.
                former=kind is SuccessionKind.MERGE,
            )
            given.append(added.pk)
    return former, given


def _next_version(institution: Institution) -> None:
    institution.version += 1
    institution.save(update_fields=["version", "updated_at"])


def undoable(succession: Succession) -> AuditRow | None:
    """The row of the trail by which a succession can be taken back: nothing followed on either side."""
    row = (
        AuditRow.objects.filter(
            object_kind=Institution._meta.label,
            object_id=str(succession.predecessor_id),
            action=f"institution.{succession.kind}",
        )
        .order_by("-pk")
        .first()
    )
    after = (row.after or {}) if row is not None else {}
    is_last = (
        after.get("successor") == succession.successor_id
        and after.get("version") == succession.predecessor.version
        and after.get("successor_version") == succession.successor.version
    )
    return row if is_last else None


@transaction.atomic
def undo_succession(succession_id: int, *, actor: Actor) -> Institution:
    """The predecessor, as it was before.

    Raises:
        NotAllowed: this is for the region office.
        WrongState: something followed on either side.
    """
    succession = lock(Succession, succession_id)
    for pk in sorted((succession.predecessor_id, succession.successor_id)):
        require(actor, "institution.succeed", lock(Institution, pk))
    row = undoable(succession)
    if row is None:
        raise WrongState(
            _("One of the two was changed since; this cannot be taken back."),
            next_step=_("Write into the entries what is right now."),
        )
    predecessor, successor = succession.predecessor, succession.successor
    before, after = row.before or {}, row.after or {}
    succession.delete()
    InstitutionIdentifier.objects.filter(institution=successor, pk__in=after["given"]).delete()
    predecessor.identifiers.filter(pk__in=after["former"]).update(former=False)
    was = predecessor.status
    predecessor.status, predecessor.member = before["status"], before["member"]
    _next_version(successor)
    keep_change(
        predecessor,
        "undo",
        before={"status": was},
        after={"status": predecessor.status},
        actor=actor,
    )
    index.touch(INSTITUTIONS, [successor.pk])
    return predecessor
