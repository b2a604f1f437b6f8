"""What sides propose once the work has begun, closing and taking up again, as parts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import pgettext

from yuinowa.core import move, retention, rights, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.motions import MOTION_WORKFLOW, MotionState
from yuinowa.partnerships.domain.phases import BEGUN, PLANNING, SUCCEEDED, Phase
from yuinowa.partnerships.models import Motion, Partnership
from yuinowa.partnerships.permissions import motions as permissions
from yuinowa.partnerships.queries import motions as queries
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.frame import readers
from yuinowa.partnerships.services.motions import overtake, settle_motions
from yuinowa.ui.parts import Link

rights.register(permissions.MOTION, permissions.MOTION_ALLOW)
rights.register(permissions.CLOSING, permissions.CLOSING_ALLOW)
move.register(
    move.Movable(
        model=Motion,
        workflow=MOTION_WORKFLOW,
        roles=permissions.roles_toward_motion,
        waited=lambda row, _waits: (row.party.institution_id, row.party.institution.name),
        state=lambda row: MotionState(row.state),
        label=lambda row: row.partnership.title,
        url=lambda row: row.get_absolute_url(),
        audience=lambda row: readers(row.partnership),
    )
)
for model in ("Motion", "MotionConsent", "ClosingWords", "GoalResult"):
    retention.register(f"partnerships.{model}")
takeout.with_rows_of("partnerships.Motion", MotionConsent="motion")
takeout.with_rows_of("partnerships.ClosingWords", GoalResult="words")


def _page(partnership: Partnership, actor: Actor) -> Link | None:
    """The page of changes, for the sides, once the work has begun or anything was proposed."""
    if partnership.phase in PLANNING or not can(actor, "partnership.read", partnership):
        return None
    found = queries.motions_visible_to(actor.under(partnership)).filter(partnership=partnership)
    if partnership.phase not in BEGUN and not found.exists():
        return None
    label = pgettext("of a partnership", "Changes and closing")
    return Link(label, reverse("partnerships:motion-list", args=[partnership.pk]))


def _succession(reading: Reading, actor: Actor) -> Panel | None:
    """Which partnership this one takes up again, and which takes up this one; the button to do so."""
    partnership = reading.partnership
    door, earlier = partnerships_visible_to(actor), partnership.predecessor_id
    may_follow = partnership.phase in SUCCEEDED
    before = door.filter(pk=earlier).first() if earlier else None
    after = door.filter(predecessor=partnership).first() if may_follow else None
    may_begin = may_follow and after is None and can(actor, "partnership.lead", partnership)
    if before is None and after is None and not may_begin:
        return None
    context = {"partnership": partnership, "before": before, "after": after, "may_begin": may_begin}
    return Panel(5, "partnerships/parts/succession.html", context)


plug(
    Part(
        "motions",
        65,
        gates=dict.fromkeys(BEGUN, queries.gate_of_motions),
        page=_page,
        settle=settle_motions,
        turns=overtake,
    )
)
plug(
    Part(
        "closing",
        66,
        gates={Phase.CLOSING: queries.gate_of_closing},
        rows=queries.rows_of_closing,
        aside=_succession,
    )
)
