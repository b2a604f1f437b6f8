"""An institution's own sets of principles: written, changed, thrown away. What was adopted of them stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.partnerships.domain.policy import MAX_ROWS
from yuinowa.partnerships.models import OwnPrinciples
from yuinowa.partnerships.permissions.principles import may_write_sets


@dataclass(frozen=True, slots=True)
class SetWords:
    """A set: its name, where it comes from, its principles in their order."""

    name: str
    credit: str
    lines: Sequence[str]


def write_set(words: SetWords, *, once: str, actor: Actor) -> tuple[OwnPrinciples, bool]:
    """A set of the actor's institution, and whether it was written just now (R31).

    Raises:
        NotAllowed: the actor writes for no institution.
        InputRefused: the institution has a set of this name, or as many as one reads.
    """
    if not may_write_sets(actor) or actor.institution is None:
        raise NotAllowed("writing principles is for those who write for an institution")
    return idempotency.once(once, actor, lambda: _write(words, actor.institution or 0, actor))


def _write(words: SetWords, institution: int, actor: Actor) -> OwnPrinciples:
    if OwnPrinciples.objects.filter(institution=institution).count() >= MAX_ROWS:
        raise InputRefused(
            _("That is as many as one reads. Take one back before you write another.")
        )
    made = OwnPrinciples(institution_id=institution, made_at=clock.now())
    _fill(made, words)
    audit.record("ownprinciples.write", made, actor=actor, after={"lines": len(made.lines)})
    return made


@transaction.atomic
def change_set(
    set_id: int, words: SetWords, *, expected_version: int, actor: Actor
) -> OwnPrinciples:
    """The set with other words, as its next version. Raises: as ``write_set``;

    VersionMovedOn: a colleague changed it since ``expected_version``.
    """
    row = lock(OwnPrinciples, set_id, expected_version)
    require(actor, "ownprinciples.edit", row)
    row.version += 1
    _fill(row, words)
    audit.record(
        "ownprinciples.change",
        row,
        actor=actor,
        after={"lines": len(row.lines), "version": row.version},
    )
    return row


@transaction.atomic
def throw_away(set_id: int, *, expected_version: int, actor: Actor) -> None:
    """Nothing is left of the set but what was adopted of it. Raises: as ``change_set``."""
    row = lock(OwnPrinciples, set_id, expected_version)
    require(actor, "ownprinciples.edit", row)
    audit.record("ownprinciples.throw-away", row, actor=actor)
    row.delete()


def _fill(row: OwnPrinciples, words: SetWords) -> None:
    others = OwnPrinciples.objects.filter(institution=row.institution_id, name=words.name)
    if others.exclude(pk=row.pk).exists():
        raise InputRefused(_("You have a set of this name. Give it another one."), place="name")
    row.name, row.credit, row.lines = words.name, words.credit, list(words.lines)
    row.save()
