"""Who may see and change a contact: both sides see it, the side that recorded it changes it."""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Role, Row, Scope, Standing, field_is
from yuinowa.relations.domain.contacts import ContactState

CONTACT = Scope("relations.Contact", owner="recorded_by", parties=("partner",))

WRITERS = frozenset({Role.EDITOR, Role.ADMIN})
still_recorded = field_is("state", ContactState.RECORDED)

# fmt: off
CONTACT_ALLOW = (
    #    action              standing         roles    when
    Row("contact.view",      Standing.PARTY,  ANYONE),
    Row("contact.correct",   Standing.OWN,    WRITERS, still_recorded),
    Row("contact.withdraw",  Standing.OWN,    WRITERS, still_recorded),
)
# fmt: on
