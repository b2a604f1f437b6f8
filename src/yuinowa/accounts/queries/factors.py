"""What is read of second factors: whether somebody has one, and the own ones as their owner reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from yuinowa.accounts import labels
from yuinowa.accounts.domain.factors import FactorKind
from yuinowa.accounts.models import (
    AffiliationRole,
    CodeApp,
    Passkey,
    Person,
    RecoveryCode,
    current_affiliation_q,
)
from yuinowa.core import rights
from yuinowa.core.rights import Actor


@dataclass(frozen=True, slots=True)
class OwnFactor:
    """A passkey or an app as its owner reads it."""

    pk: int
    kind: FactorKind
    kind_name: Promise
    name: str
    created_at: datetime
    last_used_at: datetime | None


def factor_kinds(person_id: int) -> list[FactorKind]:
    """One for each passkey and each confirmed app of the person."""
    passkeys = Passkey.objects.filter(person=person_id).count()
    apps = CodeApp.objects.filter(person=person_id, confirmed_at__isnull=False).count()
    return [FactorKind.PASSKEY] * passkeys + [FactorKind.CODE_APP] * apps


def has_second_factor(person_id: int) -> bool:
    """Whether the person is asked for more than a password."""
    return bool(factor_kinds(person_id))


def has_passkey(person_id: int) -> bool:
    return Passkey.objects.filter(person=person_id).exists()


def passkeys_visible_to(actor: Actor) -> QuerySet[Passkey]:
    """The passkeys of the person who acts."""
    return rights.visible_to(actor, Passkey.objects.all())


def apps_visible_to(actor: Actor) -> QuerySet[CodeApp]:
    """The apps of the person who acts, those without a first code too."""
    return rights.visible_to(actor, CodeApp.objects.all())


def apps_waiting_for_a_code(actor: Actor) -> QuerySet[CodeApp]:
    """Apps of the person who acts that count only once a code of them was typed."""
    found = apps_visible_to(actor).filter(confirmed_at=None)
    return found.select_related("person")


def own_factors(actor: Actor) -> list[OwnFactor]:
    """The second factors of the person who acts, passkeys first."""
    passkeys = passkeys_visible_to(actor)
    apps = apps_visible_to(actor).filter(confirmed_at__isnull=False)
    return [_own_factor(FactorKind.PASSKEY, row) for row in passkeys] + [
        _own_factor(FactorKind.CODE_APP, row) for row in apps
    ]


def _own_factor(kind: FactorKind, row: Passkey | CodeApp) -> OwnFactor:
    return OwnFactor(row.pk, kind, labels.FACTORS[kind], row.name, row.created_at, row.last_used_at)


def recovery_codes_left(actor: Actor) -> int:
    """How many recovery codes of the person who acts still work."""
    return RecoveryCode.objects.filter(person=actor.person or 0, used_at=None).count()


def works_somewhere(person: Person) -> bool:
    """Whether the person holds a role anywhere today: staff, of whom a second factor may be required."""
    held = AffiliationRole.objects.filter(
        current_affiliation_q("affiliation__"), affiliation__person=person
    )
    return held.exists()
