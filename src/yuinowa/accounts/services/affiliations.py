"""Affiliations: given, changed and ended by an institution's administrator or the region office."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.models import (
    Affiliation,
    AffiliationRole,
    SignedInSession,
)
from yuinowa.accounts.permissions import may_give
from yuinowa.accounts.services.administrators import (
    WITHOUT_ADMIN,
    leave_no_institution_alone,
    locked_administrators,
)
from yuinowa.accounts.services.holdings import end_holdings_with
from yuinowa.core import audit, clock, outbox, rights, waits
from yuinowa.core.rights import Actor, Role
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock, save_at_version
from yuinowa.kernel.errors import NotAllowed, WrongState


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """Somebody got, lost or exchanged roles at an institution."""

    fact: ClassVar[str] = "accounts.RolesChanged"
    v: ClassVar[int] = 1

    institution: int


def _tell(affiliation: Affiliation, deed: str) -> None:
    key = f"{RolesChanged.fact}/{affiliation.pk}/{affiliation.version}/{deed}"
    outbox.tell(RolesChanged(affiliation.institution_id), key=key)


@transaction.atomic
def grant_affiliation(
    person_id: int,
    institution_id: int,
    roles: Collection[Role],
    *,
    actor: Actor,
    unit: str = "",
    from_day: date | None = None,
    to_day: date | None = None,
    only_for: tuple[str, int] | None = None,
) -> Affiliation:
    """Let ``person_id`` act for ``institution_id`` with ``roles``, from today unless told otherwise.

    With ``only_for`` (``plans.plan`` and an id) the roles hold for that object alone, and until ``to_day``.

    Raises:
        NotAllowed: ``actor`` does not administer the institution, or a role is the region office's to give.
        SignInAgain: ``actor`` signed in too long ago (R27).
        ValidationError: the days are out of order, or the person already acts there for this unit.
    """
    kind, pk = only_for or ("", None)
    affiliation = Affiliation(
        person_id=person_id,
        institution_id=institution_id,
        unit=clean_text(unit, max_len=80, blank_ok=True),
        from_day=from_day or clock.today(),
        to_day=to_day,
        only_for_kind=kind,
        only_for_id=pk,
    )
    rights.require(actor, "affiliation.grant", affiliation)
    _refuse_foreign_roles(actor, roles)
    rights.require_fresh(actor)
    affiliation.full_clean()
    affiliation.save()
    _write_roles(affiliation, roles)
    if Role.ADMIN in roles:
        waits.close_wait(affiliation.institution, WITHOUT_ADMIN)
    audit.record(
        "accounts.grant-affiliation",
        affiliation,
        actor=actor,
        after={"institution": institution_id, "roles": sorted(role.value for role in roles)},
        audience=[institution_id],
    )
    _tell(affiliation, "grant")
    return affiliation


@dataclass(frozen=True, slots=True)
class Changed:
    """What an administrator says of an affiliation."""

    roles: frozenset[Role]
    unit: str = ""
    to_day: date | None = None
    gatekeeper: bool = False


@transaction.atomic
def change_affiliation(
    affiliation_id: int, changed: Changed, *, expected_version: int, actor: Actor
) -> Affiliation:
    """The affiliation with other roles, unit, last day or mark; in force at the next request.

    Raises:
        NotAllowed: ``actor`` does not administer the institution, or a role is the region office's to give
            or to take.
        SignInAgain: ``actor`` signed in too long ago (R27).
        WrongState: it has ended, or nobody else could administer the institution.
        VersionMovedOn: somebody changed it since.
        ValidationError: a text is too long, the day lies in the past.
    """
    administrators = locked_administrators(affiliation_id)
    affiliation = lock(Affiliation, affiliation_id, expected_version)
    rights.require(actor, "affiliation.change", affiliation)
    if not affiliation.is_current(clock.today()):
        raise WrongState(_("This affiliation has ended."), next_step=_("Invite the person again."))
    before = _plain(affiliation)
    held = {Role(row.role) for row in affiliation.roles.all()}
    _refuse_foreign_roles(actor, held ^ changed.roles)
    rights.require_fresh(actor)
    if Role.ADMIN in held and Role.ADMIN not in changed.roles:
        leave_no_institution_alone(affiliation, administrators, actor)
    values = {
        "unit": clean_text(changed.unit, max_len=80, blank_ok=True),
        "to_day": changed.to_day,
        "gatekeeper": changed.gatekeeper,
    }
    save_at_version(affiliation, expected_version, values)
    end_holdings_with(affiliation)
    AffiliationRole.objects.filter(affiliation=affiliation).delete()
    _write_roles(affiliation, changed.roles)
    if Role.ADMIN in changed.roles:
        waits.close_wait(affiliation.institution, WITHOUT_ADMIN)
    audit.record(
        "accounts.change-affiliation",
        affiliation,
        actor=actor,
        before=before,
        after=_plain(affiliation),
        audience=[affiliation.institution_id],
    )
    _tell(affiliation, "change")
    return affiliation


@transaction.atomic
def end_affiliation(affiliation_id: int, *, actor: Actor) -> Affiliation:
    """The affiliation, ended: from the next request on it gives no right.

    Sessions that act through it end, posts are held no longer, and waits that name the person pass to whoever
    holds the post, or to the role.

    Raises:
        NotAllowed: ``actor`` does not administer the institution.
        SignInAgain: it is somebody else's, and ``actor`` signed in too long ago (R27).
        WrongState: nobody else could administer the institution.
    """
    administrators = locked_administrators(affiliation_id)
    affiliation = lock(Affiliation, affiliation_id)
    rights.require(actor, "affiliation.end", affiliation)
    if affiliation.person_id != actor.person:
        rights.require_fresh(actor)
    today = clock.today()
    if affiliation.to_day is not None and affiliation.to_day <= today:
        return affiliation
    if affiliation.pk in administrators:
        leave_no_institution_alone(affiliation, administrators, actor)
    # One that has not begun yet ends before it begins.
    affiliation.to_day = max(today, affiliation.from_day)
    affiliation.version += 1
    affiliation.save(update_fields=["to_day", "version"])
    posts_ended = end_holdings_with(affiliation)
    SignedInSession.objects.filter(affiliation=affiliation).delete()
    passed_on = waits.pass_on(affiliation.institution_id, person=affiliation.person_id, to=None)
    audit.record(
        "accounts.end-affiliation",
        affiliation,
        actor=actor,
        after={
            "to_day": affiliation.to_day,
            "waits_passed_on": passed_on,
            "posts_ended": posts_ended,
        },
        audience=[affiliation.institution_id],
    )
    _tell(affiliation, "end")
    return affiliation


def _refuse_foreign_roles(actor: Actor, roles: Collection[Role]) -> None:
    if not may_give(actor, roles):
        raise NotAllowed("this role is given by the region office")


def _write_roles(affiliation: Affiliation, roles: Collection[Role]) -> None:
    AffiliationRole.objects.bulk_create(
        [AffiliationRole(affiliation=affiliation, role=role.value) for role in sorted(set(roles))]
    )


def _plain(affiliation: Affiliation) -> dict[str, object]:
    roles = AffiliationRole.objects.filter(affiliation=affiliation)
    return {
        "roles": sorted(roles.values_list("role", flat=True)),
        "to_day": affiliation.to_day,
        "gatekeeper": affiliation.gatekeeper,
    }
