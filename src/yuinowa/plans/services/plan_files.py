"""Plans in files on the command line: whose a plan is, and how large its file may be."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused, Unreadable
from yuinowa.plans.exchange import MAX_BYTES, read_plan_file
from yuinowa.plans.exchange.whole import read_whole
from yuinowa.plans.models import Plan
from yuinowa.plans.services.importing import import_plan


def import_plan_file(
    path: Path, *, owner: int | None, actor: Actor, editable: bool = False
) -> Plan:
    """The plan in the file at ``path``, for the command line.

    Without ``owner`` it belongs to the institution that bears the name of the plan's body, else to the region
    office as its keeper.

    Raises:
        InputRefused: no owner is named and none can be found. Otherwise as ``import_plan``.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than 20 MiB."), next_step=_("Send a plan file of at most 20 MiB.")
        )
    data = path.read_bytes()
    keeper = owner if owner is not None else _keeper(_body(data))
    return import_plan(data, owner_institution=keeper, actor=actor, editable=editable).plan


def _body(data: bytes) -> str:
    whole = read_whole(data)
    return str(whole["plan"][0]["body"]) if whole is not None else read_plan_file(data).body


def _keeper(body: str) -> int:
    known = institutions_visible_to(Actor.system())
    found = known.filter(name=body).first() or known.filter(region_office=True).first()
    if found is None:
        raise InputRefused(
            _("No institution is called “%(name)s”.") % {"name": body},
            next_step=_("Name the owner of the plan by its id."),
        )
    return found.pk
