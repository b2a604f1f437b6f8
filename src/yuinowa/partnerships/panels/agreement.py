"""Agreements as a part of a partnership: what they ask of its gates, their page, what is kept, what the days bring."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yuinowa.core import handlers, jobs, retention, rights, takeout
from yuinowa.core.models import Lane
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships import permissions, tasks
from yuinowa.partnerships.domain.phases import AGREEING, BEGUN, Phase
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries import agreement_gates as gates
from yuinowa.partnerships.queries import taken_along
from yuinowa.partnerships.queries.agreements import agreements_visible_to, notices_visible_to
from yuinowa.partnerships.queries.partnerships import own_party
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.coming_into_force import begin_what_is_signed
from yuinowa.ui.parts import Link


def page(partnership: Partnership, actor: Actor) -> Link | None:
    """The page of the agreements, for the sides, once one may be written or was."""
    party = own_party(partnership, actor)
    if party is None:
        return None
    is_time = party.has_joined and partnership.phase in AGREEING
    found = agreements_visible_to(actor.under(partnership)).filter(partnership=partnership)
    if not is_time and not found.exists():
        return None
    return Link(_("Agreements"), reverse("partnerships:agreement-list", args=[partnership.pk]))


def notices(reading: Reading, actor: Actor) -> Panel | None:
    """Who has said that it leaves, and when; for the sides."""
    partnership = reading.partnership
    door = notices_visible_to(actor.under(partnership))
    found = door.filter(party__partnership=partnership)
    rows = list(found) if partnership.phase in BEGUN else []
    if not rows:
        return None
    own = own_party(partnership, actor) if can(actor, "partnership.lead", partnership) else None
    return Panel(60, "partnerships/parts/notices.html", {"notices": rows, "taken_back_by": own})


plug(
    Part(
        "agreements",
        60,
        gates={
            Phase.EVALUATION_DESIGN: gates.of_text,
            Phase.AWAITING_SIGNATURE: gates.of_concluding,
            Phase.ACTIVE: gates.of_renewal,
            Phase.SUSPENDED: gates.of_renewal,
        },
        aside=notices,
        page=page,
        begin=begin_what_is_signed,
    )
)

rights.register(permissions.AGREEMENT, permissions.AGREEMENT_ALLOW)
rights.register(permissions.VERSION, permissions.VERSION_ALLOW)
retention.register("partnerships.Agreement")
retention.register("partnerships.AgreementVersion")
for said in ("TextConsent", "Approval", "Signature", "LeavingNotice"):
    retention.register(
        f"partnerships.{said}",
        personal="id of the person who did it",
        keeps="as long as the agreement; ids only",
    )
retention.register(
    "partnerships.SignedFile",
    personal="name of the signatory, as it stands on the paper",
    keeps="as long as the agreement: it is the paper",
)
takeout.with_rows_of(
    "directory.Institution",
    app="partnerships",
    TextConsent=taken_along.said_to_versions,
    Approval=taken_along.said_to_versions,
    Signature=taken_along.said_to_versions,
    LeavingNotice=taken_along.notices,
)
takeout.leave_out(
    gettext_noop("The signed papers name persons; each is fetched on the page of its agreement."),
    "partnerships.SignedFile",
)
handlers.handler("partnerships.keep-days", tasks.keep_days, lane=Lane.DESK)
jobs.every("partnership-days", "10 0 * * *", "partnerships.keep-days")
