"""How often the sides are in touch, as a part: beside the workspace, and one side that is asked when it is time."""

from __future__ import annotations

from yuinowa.core import retention, rights, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.phases import LAPSING, Phase
from yuinowa.partnerships.labels import rhythm as words
from yuinowa.partnerships.permissions import rhythm as permissions
from yuinowa.partnerships.queries import taken_along
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.rhythm import agreed, in_touch, of_rhythm
from yuinowa.partnerships.services.rhythm import settle_rhythm

rights.register(permissions.RHYTHM, permissions.RHYTHM_ALLOW)
retention.register("partnerships.Rhythm")
retention.register(
    "partnerships.RhythmConsent",
    personal="id of the person who did it",
    keeps="as long as the partnership; ids only",
)
takeout.with_rows_of(
    "directory.Institution", app="partnerships", RhythmConsent=taken_along.consents
)


def _aside(reading: Reading, actor: Actor) -> Panel | None:
    """For the sides what was agreed and how it stands; for whoever follows only that it is time, where it is."""
    partnership = reading.partnership
    if partnership.is_over or not can(actor, "partnership.follow", partnership):
        return None
    now = reading.once(agreed)
    found = in_touch(partnership, now)
    reads = can(actor, "partnership.read", partnership)
    if not reads and (found is None or not found.touch.is_overdue):
        return None
    context = {
        "pk": partnership.pk,
        "reads": reads,
        "often": words.HOW_OFTEN[now.in_force.terms.frequency] if now.in_force else "",
        "touch": found.touch if found else None,
        "without_contact": found.without_contact if found else "",
        "is_proposed": now.proposed is not None,
    }
    return Panel(44, "partnerships/parts/in_touch.html", context)


plug(
    Part(
        "rhythm",
        44,
        # Asked from the beginning on (every phase walks those before it), and while the work goes on or pauses.
        gates=dict.fromkeys((Phase.IDEA, *LAPSING), of_rhythm),
        aside=_aside,
        turns=settle_rhythm,
    )
)
