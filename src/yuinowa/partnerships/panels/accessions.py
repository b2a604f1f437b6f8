"""Acceding as a part: who asks to, whose consent is waited for, and the way in for whoever is outside."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core import move, retention, rights, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.accessions import ACCESSION_WORKFLOW, OPEN, AccessionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.labels.accessions import STATES
from yuinowa.partnerships.models import Accession, Partnership
from yuinowa.partnerships.permissions.accessions import (
    ACCESSION,
    ACCESSION_ALLOW,
    roles_toward_accession,
)
from yuinowa.partnerships.queries.accession_gates import of_accessions
from yuinowa.partnerships.queries.accessions import accessions_visible_to, open_to
from yuinowa.partnerships.queries.partnerships import own_party
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.acceding import settle_all
from yuinowa.partnerships.services.frame import audience
from yuinowa.ui.parts import Link


def page(partnership: Partnership, actor: Actor) -> Link | None:
    """The way in, for whoever leads an institution that is no side and may ask."""
    own = own_party(partnership, actor)
    if actor.institution is None or (own is not None and own.has_joined):
        return None
    if partnership.phase is not Phase.ACTIVE or not can(actor, "partnership.accede", partnership):
        return None
    if not open_to(partnership, actor):
        return None
    return Link(_("Ask to accede"), reverse("partnerships:accession-begin", args=[partnership.pk]))


def under_way(reading: Reading, actor: Actor) -> Panel | None:
    """Who accedes, for the sides and for itself."""
    found = accessions_visible_to(actor.under(reading.partnership)).filter(
        to_version__agreement__partnership=reading.partnership,
        state__in=[state.value for state in OPEN],
    )
    rows = [(row, STATES[AccessionState(row.state)]) for row in found]
    return Panel(61, "partnerships/parts/accessions.html", {"rows": rows}) if rows else None


rights.register(ACCESSION, ACCESSION_ALLOW)
move.register(
    move.Movable(
        model=Accession,
        workflow=ACCESSION_WORKFLOW,
        roles=roles_toward_accession,
        waited=lambda row, _waits: (row.party.institution_id, row.party.institution.name),
        state=lambda row: AccessionState(row.state),
        label=lambda row: row.to_version.agreement.partnership.title,
        url=lambda row: row.get_absolute_url(),
        audience=lambda row: audience(row.to_version.agreement.partnership),
    )
)
retention.register("partnerships.Accession")
retention.register(
    "partnerships.AccessionConsent",
    personal="id of the person who did it",
    keeps="as long as the agreement; ids only",
)
takeout.with_rows_of("partnerships.Accession", AccessionConsent="accession")
plug(
    Part(
        "accessions",
        61,
        gates={Phase.ACTIVE: of_accessions},
        aside=under_way,
        page=page,
        settle=settle_all,
    )
)
