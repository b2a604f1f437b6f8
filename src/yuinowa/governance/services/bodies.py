"""Opening a body, keeping its sides, saying how it decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.governance.domain.bodies import BodyKind, Rule
from yuinowa.governance.models import Body, BodySide, Meeting
from yuinowa.governance.services.turns import set_turns
from yuinowa.kernel.errors import InputRefused


@dataclass(frozen=True, slots=True)
class Ways:
    """How a body works."""

    title: str
    kind: BodyKind
    quorum: int
    rule: Rule
    term_until: date | None = None
    next_meeting_due: date | None = None


@transaction.atomic
def open_body(title: str, sides: Iterable[int], *, actor: Actor) -> Body:
    """A body of the institutions ``sides``. Whether the actor may is asked by the wing whose body it is."""
    body = Body.objects.create(title=title, opened_at=clock.now())
    keep_sides(body.pk, sides)
    audit.record("body.open", body, actor=actor, audience=sides_of(body))
    return body


@transaction.atomic
def keep_sides(body_id: int, sides: Iterable[int]) -> None:
    """Let exactly the institutions ``sides`` belong to the body from today on; who goes stays in its past."""
    body = lock(Body, body_id)
    wanted, today = set(sides), clock.today()
    current = {side.institution_id: side for side in body.sides.filter(until=None)}
    for institution, side in current.items():
        if institution not in wanted:
            side.until = today
            side.save(update_fields=["until"])
    BodySide.objects.bulk_create(
        BodySide(body=body, institution_id=institution, since=today)
        for institution in sorted(wanted - current.keys())
    )
    if wanted != current.keys():
        for meeting in Meeting.objects.filter(body=body):
            set_turns(meeting)


@transaction.atomic
def shape_body(body_id: int, ways: Ways, *, expected_version: int, actor: Actor) -> Body:
    """The body with other ways of working; what was decided before stays as it was decided.

    Raises:
        VersionMovedOn: somebody changed it since ``expected_version``.
        NotAllowed: the actor writes for no side of it.
        InputRefused: more sides would have to be there than it has.
    """
    body = lock(Body, body_id, expected_version)
    require(actor, "body.edit", body)
    if ways.quorum > body.sides.filter(until=None).count():
        raise InputRefused(_("The body does not have so many sides."), place="quorum")
    body.title, body.kind, body.rule = ways.title, ways.kind.value, ways.rule.value
    body.quorum, body.term_until = ways.quorum, ways.term_until
    body.next_meeting_due = ways.next_meeting_due
    body.version += 1
    body.save()
    audit.record(
        "body.shape",
        body,
        actor=actor,
        after={
            "kind": body.kind,
            "rule": body.rule,
            "quorum": body.quorum,
            "next_meeting_due": _iso(body.next_meeting_due),
            "version": body.version,
        },
        audience=sides_of(body),
    )
    return body


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def sides_of(body: Body) -> list[int]:
    """The institutions that belong to it today."""
    return list(body.sides.filter(until=None).values_list("institution", flat=True))
