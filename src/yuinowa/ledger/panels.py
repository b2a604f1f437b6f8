"""What the ledger plugs into other wings' pages: the year at home, the exchange on an institution's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Origin, Panel
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.labels import HOME_FIGURES, unit_word
from yuinowa.ledger.queries import exploring, figure_files
from yuinowa.ledger.queries.shown import shown
from yuinowa.ui.parts import Figure
from yuinowa.ui.words import number

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def home_card(actor: Actor) -> Panel | None:
    """What the institution acted for gave and received this year, as far as there is anything."""
    if actor.institution is None:
        return None
    year = FiscalYear.of(clock.today())
    found = {
        (row.kind, row.unit): row
        for row in exploring.sums(exploring.exchanges(actor.institution, year))
    }
    url = f"{reverse('ledger:explorer')}?year={year.start_year}&institution={actor.institution}"
    figures = []
    for (kind, unit, side), label in HOME_FIGURES.items():
        row = found.get((kind, Unit(unit)))
        if row is None:
            continue
        amount = row.on(side)
        if amount.quantity:
            figures.append(
                Figure(
                    str(label), number(amount.quantity), unit_word(kind, unit), f"{url}&kind={kind}"
                )
            )
    return Panel(10, "ledger/home_card.html", {"year": year, "figures": figures, "url": url})


def institution_panel(institution: Institution, actor: Actor) -> Panel | None:
    """What passed between us and this institution this year; nothing for visitors and on one's own page."""
    if actor.institution is None or actor.institution == institution.pk:
        return None
    year = FiscalYear.of(clock.today())
    rows = exploring.exchanges(actor.institution, year, partner=institution.pk)
    context = {
        "partner": institution,
        "year": year,
        "rows": [shown(row, actor.institution, year) for row in rows],
        "url": (
            f"{reverse('ledger:explorer')}?year={year.start_year}"
            f"&institution={actor.institution}&partner={institution.pk}"
        ),
    }
    return Panel(20, "ledger/institution_panel.html", context)


def origin_of_stated(rest: str, actor: Actor) -> Origin | None:
    """The document and row of a stated figure (``<statement>/<number>``), for those who may see the file."""
    statement, _slash, number = rest.partition("/")
    if not (_is_number(statement) and _is_number(number)):
        return None
    line = figure_files.line_of_entry(int(statement), int(number))
    if line is None or not figure_files.runs_visible_to(actor).filter(pk=line.run_id).exists():
        return None
    words = _("%(title)s, line %(line)s") % {"title": line.run.title, "line": line.number}
    return Origin(words, f"{line.run.get_absolute_url()}?line={line.pk}#line-{line.pk}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
