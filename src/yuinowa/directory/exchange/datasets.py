"""The open data of the directory: what its files hold, whose they are, when they changed."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.utils.translation import gettext_lazy as _

from yuinowa.core import audit, clock, sockets
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import DataColumn
from yuinowa.directory.domain.as_of import AsOf
from yuinowa.directory.domain.criteria import Criteria
from yuinowa.directory.domain.policy import MOST_EXPORTED
from yuinowa.directory.exchange import as_of, desks, rows
from yuinowa.directory.exchange.own import TEXT
from yuinowa.directory.labels import isil as isil_labels
from yuinowa.directory.queries.as_of import participations_on, services_on
from yuinowa.directory.queries.desks import desks_visible_to
from yuinowa.directory.queries.register import entries_visible_to
from yuinowa.directory.queries.search import how_many
from yuinowa.search import index

_SOURCED = _("CC BY 4.0, and the terms of the sources that each row names")
_CREDIT = _("Name this network, and the sources in the column “Sources”.")
_CREDIT_ONE = _("Name this network, and the source in the column “Source”.")

#: Column of the register → what it means, and an example.
_REGISTER = {
    "isil": (_("The number, as the register writes it."), "JP-9900001"),
    "name": (_("The name, as registered."), "試験市立図書館"),
    "name_en": (_("The name in English."), "Shiken City Library"),
    "name_kana": (_("The reading in katakana."), "シケンシリツトショカン"),
    "postal_code": (_("As registered."), "000-0000"),
    "prefecture": (_("Its name."), "東京都"),
    "municipality": (_("Its name."), "試験市"),
    "street": (_("As registered."), "試験町1-1"),
    "telephone": (_("As registered."), "000-0000-0000"),
    "fax": (_("As registered."), "000-0000-0001"),
    "url": (_("As registered."), "https://example.org/"),
    "former": (_("Numbers it had before."), "JP-9900000"),
    "registered": (_("The day and time, as the register writes it."), "2011/10/1 0:00:00"),
    "changed": (_("The day and time, as the register writes it."), "2026/4/1 0:00:00"),
    "section": (_("Which of the four files it is in."), "公共図書館"),
    "status": (_("Whether the number is in use."), "活動中"),
}


def register() -> None:
    """Tell the page of open data. Called from ``AppConfig.ready``."""
    for dataset in _datasets():
        sockets.add_dataset(dataset)


def changed() -> datetime | None:
    """When the directory last said something else: by a deed, or by the calendar at midnight."""
    if index.lag():
        return None
    midnight = datetime.combine(clock.today(), time(), clock.TOKYO).astimezone(UTC)
    return audit.last_change("directory.", since=midnight)


def _institutions() -> int:
    return min(how_many(Criteria(), Actor.nobody()), MOST_EXPORTED)


def _today() -> AsOf:
    return AsOf(clock.today())


def _register_columns() -> list[DataColumn]:
    return [
        DataColumn(str(isil_labels.COLUMNS[name]), str(TEXT), str(meaning), example)
        for name, (meaning, example) in _REGISTER.items()
    ]


def _datasets() -> list[sockets.Dataset]:
    return [
        sockets.Dataset(
            order=10,
            key="institutions",
            title=_("Institutions"),
            about=_("Every public entry of the directory, up to 10,000, as it stands now."),
            files=(
                ("CSV", "directory:institution-export"),
                ("XLSX", "directory:institution-workbook"),
                ("JSON-LD", "directory:institution-linked-list"),
            ),
            licence=_SOURCED,
            credit=_CREDIT,
            columns=rows.dictionary,
            rows=_institutions,
            changed=changed,
        ),
        sockets.Dataset(
            order=20,
            key="programmes",
            title=_("Programmes taken part in"),
            about=_("Who takes part in which programme of cooperation today; with ?on=2025-04-01 on that day."),
            files=(("CSV", "directory:programme-export"),),
            licence=_SOURCED,
            credit=_CREDIT_ONE,
            columns=as_of.PROGRAMMES.dictionary,
            rows=lambda: participations_on(_today(), Actor.nobody()).count(),
            changed=changed,
        ),
        sockets.Dataset(
            order=30,
            key="services",
            title=_("Services open to others"),
            about=_("Which services are open to other institutions today; with ?on=2025-04-01 on that day."),
            files=(("CSV", "directory:service-export"),),
            licence=_SOURCED,
            credit=_CREDIT_ONE,
            columns=as_of.SERVICES.dictionary,
            rows=lambda: services_on(_today(), Actor.nobody()).count(),
            changed=changed,
        ),
        sockets.Dataset(
            order=40,
            key="desks",
            title=_("Desks: who is asked"),
            about=_("Every desk of a public entry, with its topic and for whom it answers."),
            files=(("CSV", "desks:desk-export"),),
            licence=_SOURCED,
            credit=_CREDIT_ONE,
            columns=desks.dictionary,
            rows=lambda: desks_visible_to(Actor.nobody()).count(),
            changed=changed,
        ),
        sockets.Dataset(
            order=50,
            key="isil",
            title=_("ISIL register"),
            about=_("Every number of the register, those that ended too. The list can be narrowed at /isil/."),
            files=(("CSV", "isil:entry-export"),),
            licence=_("The terms of the agency that keeps the register"),
            credit=_("Name the agency and the day."),
            columns=_register_columns,
            rows=lambda: min(entries_visible_to(Actor.nobody()).count(), MOST_EXPORTED),
            changed=changed,
            licence_url="",
        ),
    ]  # fmt: skip
