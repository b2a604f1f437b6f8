"""What a library gives to the catalogue is counted once, in the ledger: new records, by the day they were taken."""

from __future__ import annotations

from yuinowa.catalogue.models import Run
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import region_office_id
from yuinowa.ledger.domain.deeds import Deed, Leg, LegScope
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.services.posting import post, reverse

CONTRIBUTED = "catalogue.contributed"


def source_of(run: Run) -> str:
    return f"catalogue.run/{run.pk}"


def tell_contributed(run: Run) -> None:
    """Post what ``run`` added; called in the transaction in which the run is done.

    The region office receives for everybody; what it gives itself is for the residents of its area.
    """
    new = run.counts.get("taken", {}).get("new", 0)
    office = region_office_id()
    if not new or office is None:
        return
    owner = run.source.owner_id
    scope = LegScope.RESIDENTS if owner == office else LegScope.INSTITUTION
    leg = Leg(CONTRIBUTED, Unit.TITLE, new, owner, office, clock.today(), scope=scope)
    post(Deed(source_of(run), (leg,), stated_by=owner), Actor.system())


def take_back_contributed(run: Run) -> None:
    """The run was taken back: so is what was posted of it."""
    if run.counts.get("taken", {}).get("new", 0) and region_office_id() is not None:
        reverse(source_of(run), reason="The file was taken back.", actor=Actor.system())
