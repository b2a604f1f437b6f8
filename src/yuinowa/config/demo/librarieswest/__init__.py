"""A consortium outside the region as a worked example: its open data come in as anybody's file of figures does.

Reservations met from another authority's stock are what one library lends to another; those met from one's own are
nobody's exchange and are left out.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.institutions import InstitutionKind, NameKind
from yuinowa.directory.queries.naming import who_is_called
from yuinowa.directory.services import add_institution
from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.domain.figure_columns import Counted, FileMapping, Purpose, Use
from yuinowa.ledger.domain.figure_runs import Aim
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.services import figure_runs

FILE = Path(__file__).parent / "reservations_monthly.csv"
CONSORTIUM = "LibrariesWest"
#: The library authorities, as the file names them.
AUTHORITIES = (
    "Bath and North East Somerset",
    "Bristol",
    "Dorset",
    "North Somerset",
    "Poole",
    "Somerset",
    "South Gloucestershire",
)
CREDIT = "LibrariesWest. Contains public sector information licensed under the OGL v3.0."
TITLE = "LibrariesWest open data: reservations by month, 2016-06 to 2019-06 (OGL v3.0)"
PUBLISHED_ON = date(2019, 6, 30)
#: A year of which every month is there.
A_WHOLE_YEAR = 2017
#: The head's columns: month_placed, published, item_authority, pickup_authority, reservations, days_taken.
COLUMNS = {
    0: Use(Purpose.PERIOD),
    2: Use(Purpose.INSTITUTION),
    3: Use(Purpose.PARTNER),
    4: Use(Purpose.FIGURE),
}


@transaction.atomic
def load() -> int | None:
    """The institution on whose word the figures stand, once they are in; None, if they were in before."""
    actor = Actor.system()
    if who_is_called([CONSORTIUM], actor)[CONSORTIUM]:
        return None
    consortium = add_institution(
        name=CONSORTIUM,
        kinds=[InstitutionKind.CONSORTIUM],
        municipality_name="England",
        actor=actor,
    )
    for authority in AUTHORITIES:
        add_institution(
            name=f"{authority} ({CONSORTIUM})",
            kinds=[InstitutionKind.PUBLIC_LIBRARY],
            municipality_name="England",
            names=[(NameKind.SHORT, authority)],
            actor=actor,
        )
    run = figure_runs.receive_file(
        [FILE.read_bytes()],
        name=FILE.name,
        institution=consortium.pk,
        aim=Aim.EXCHANGE,
        sender=CREDIT,
        title=TITLE,
        received_on=PUBLISHED_ON,
        actor=actor,
    )
    how = FileMapping(columns=COLUMNS, counted=Counted("ill.loan", Unit.ITEM, Side.GIVEN))
    run = figure_runs.choose_columns(run, how, version=run.version, actor=actor)
    figure_runs.take(run, version=run.version, actor=actor)
    return consortium.pk
