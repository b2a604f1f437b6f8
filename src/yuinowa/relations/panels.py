"""What relations plugs into other wings' pages: a home card, panels and buttons on an institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Deed, Origin, Panel
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations import queries, services
from yuinowa.relations.domain.support import SupportTopic
from yuinowa.relations.labels.support import SHORT_TOPICS
from yuinowa.relations.queries.relations import of_institution, on_day, relations_visible_to
from yuinowa.relations.queries.support import requests_visible_to

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

LATEST = 3
LATEST_AT_HOME = 5


def contact_origin(number: str, actor: Actor) -> Origin | None:
    """The contact a deed of the ledger was posted for; the region counts contacts and does not read them."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = queries.contacts_visible_to(actor).filter(pk=int(number)).first()
    return Origin(_("The contact itself"), found.get_absolute_url()) if found else None


def support_origin(number: str, actor: Actor) -> Origin | None:
    """The request a deed of the ledger was posted for."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = requests_visible_to(actor).filter(pk=int(number)).first()
    return Origin(_("The request itself"), found.get_absolute_url()) if found else None


def request_in_words(topic: str) -> str:
    """What a turn on a request for support is about: its matter."""
    return _("Request for support: %(matter)s") % {"matter": SHORT_TOPICS[SupportTopic(topic)]}


def home_card(actor: Actor) -> Panel | None:
    """The last contacts of the institution acted for."""
    if actor.institution is None:
        return None
    latest = queries.contacts_visible_to(actor)[:LATEST_AT_HOME]
    lines = [queries.Line.of(contact, actor) for contact in latest]
    return Panel(20, "relations/home_card.html", {"lines": lines})


def institution_panel(institution: Institution, actor: Actor) -> Panel | None:
    """Our contacts with this institution; nothing for visitors and on one's own page."""
    if actor.institution is None or actor.institution == institution.pk:
        return None
    found = queries.of_pair(queries.contacts_visible_to(actor), actor.institution, institution.pk)
    year = FiscalYear.of(clock.today())
    context = {
        "partner": institution,
        "year": year,
        "totals": queries.totals(queries.in_year(found, year)),
        "lines": [queries.Line.of(contact, actor) for contact in found[:LATEST]],
    }
    return Panel(10, "relations/institution_panel.html", context)


def record_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that records a contact with this institution."""
    if not services.may_record(actor) or actor.institution == institution.pk:
        return None
    url = f"{reverse('relations:contact-new')}?with={institution.pk}"
    return Deed(10, _("Record a contact"), url)


def ring_panel(institution: Institution, actor: Actor) -> Panel | None:
    """The way to its ring, and how many stand on it; without any, only for those who can record one."""
    seen = on_day(of_institution(relations_visible_to(actor), institution.pk), None)
    sides = seen.order_by().values_list("one_id", "other_id")
    partners = {side for pair in sides for side in pair} - {institution.pk}
    may_record = services.may_record(actor)
    if not partners and not may_record:
        return None
    context = {"institution": institution, "partners": len(partners)}
    return Panel(5, "relations/ring_panel.html", context)


def relation_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that records a relation with this institution."""
    if not services.may_record(actor) or actor.institution == institution.pk:
        return None
    url = f"{reverse('relations:relation-new')}?with={institution.pk}"
    return Deed(20, _("Record a relation"), url)


def support_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that asks this institution for support, or records what it asked."""
    if not services.may_record(actor) or actor.institution == institution.pk:
        return None
    url = f"{reverse('relations:support-new')}?with={institution.pk}"
    return Deed(30, _("Request for support"), url)
