"""Principles as a part: what the sides hold themselves to, what each says of it, what is recorded to the ten rules."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, pgettext

from yuinowa.core import retention, rights, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.permissions import principles as permissions
from yuinowa.partnerships.queries import principles as queries
from yuinowa.partnerships.queries import taken_along
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.ui.parts import Link

rights.register(permissions.OWN_SETS, permissions.OWN_SETS_ALLOW)
rights.register(permissions.ADOPTION, permissions.ADOPTION_ALLOW)
rights.register(permissions.CHECK, permissions.CHECK_ALLOW)
retention.register("partnerships.OwnPrinciples")
retention.register("partnerships.Adoption")
for said in ("AdoptionConsent", "PrincipleCheck"):
    retention.register(
        f"partnerships.{said}",
        personal="id of the person who did it",
        keeps="as long as the partnership; ids only",
    )
takeout.with_rows_of(
    "directory.Institution", app="partnerships", AdoptionConsent=taken_along.consents
)


def _page(partnership: Partnership, actor: Actor) -> Link | None:
    if not can(actor, "partnership.read", partnership):
        return None
    label = pgettext("of a partnership", "Principles")
    return Link(label, reverse("partnerships:adoption-detail", args=[partnership.pk]))


def _aside(reading: Reading, actor: Actor) -> Panel | None:
    """What is adopted or proposed, and the way to the ten rules; for the sides that have joined."""
    partnership = reading.partnership
    if not can(actor, "partnership.read", partnership):
        return None
    now = reading.once(queries.current)
    lacking = now.lacking(queries.asked(joined(partnership))) if now else []
    context = {
        "pk": partnership.pk,
        "name": now.chosen.name(get_language() or "ja") if now else "",
        "lacking": len(lacking),
        "is_over": partnership.is_over,
    }
    return Panel(50, "partnerships/parts/principles.html", context)


plug(
    Part(
        "principles",
        50,
        # Asked from the beginning on (every phase walks those before it), and while the work goes on.
        gates=dict.fromkeys((Phase.IDEA, Phase.ACTIVE, Phase.CLOSING), queries.of_principles),
        aside=_aside,
        page=_page,
    )
)
