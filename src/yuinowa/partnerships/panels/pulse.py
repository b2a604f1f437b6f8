"""The pulse as a part: the page of how it goes, what is to be talked about beside the workspace and before a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import pgettext

from yuinowa.core import retention, rights, sockets, waits
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.phases import BEGUN, LAPSING, PLANNING
from yuinowa.partnerships.labels import pulse as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.permissions import pulse as permissions
from yuinowa.partnerships.queries import pulse as queries
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.pulse import settle_pulse
from yuinowa.ui.parts import Link

if TYPE_CHECKING:
    from yuinowa.governance.models import Body

rights.register(permissions.PULSE, permissions.PULSE_ALLOW)
rights.register(permissions.ANSWER, permissions.ANSWER_ALLOW)
rights.register(permissions.POINT, permissions.POINT_ALLOW)
for model in ("Pulse", "PulseAnswer", "PulsePoint"):
    retention.register(f"partnerships.{model}")
waits.say_labels("partnerships.pulsepoint", words.point_in_words)


def _page(partnership: Partnership, actor: Actor) -> Link | None:
    """The page of how it goes, for the sides, once the work has begun or a pulse was answered."""
    if partnership.phase in PLANNING or not can(actor, "partnership.read", partnership):
        return None
    found = queries.pulses_visible_to(actor.under(partnership)).filter(partnership=partnership)
    if partnership.phase not in BEGUN and not found.exists():
        return None
    label = pgettext("of a partnership", "How it goes")
    return Link(label, reverse("partnerships:course-detail", args=[partnership.pk]))


def _aside(reading: Reading, actor: Actor) -> Panel | None:
    """What is to be talked about; nothing where nothing is."""
    partnership = reading.partnership
    if partnership.is_over or not can(actor, "partnership.read", partnership):
        return None
    points = queries.open_points(partnership, actor)
    if not points:
        return None
    lines = [(point, words.point(point.item)) for point in points]
    return Panel(48, "partnerships/parts/points.html", {"partnership": partnership, "lines": lines})


def for_meeting(body: Body, actor: Actor) -> Panel | None:
    """On the page of a body: what the pulse brought up to talk about."""
    partnership = partnerships_visible_to(actor).filter(body=body).first()
    return None if partnership is None else _before_meeting(partnership, actor)


def _before_meeting(partnership: Partnership, actor: Actor) -> Panel | None:
    found = _aside(Reading.of(partnership), actor)
    return found and Panel(21, "partnerships/parts/points_to_talk.html", found.context)


plug(
    Part(
        "pulse",
        43,
        gates=dict.fromkeys(LAPSING, queries.of_pulse),
        aside=_aside,
        page=_page,
        turns=settle_pulse,
    )
)
sockets.add_panel("governance.Body", for_meeting)
