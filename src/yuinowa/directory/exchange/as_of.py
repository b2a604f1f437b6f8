"""Programmes and services of a day as rows of a page and of a file, and what their columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.core.sockets import DataColumn
from yuinowa.directory import labels
from yuinowa.directory.domain.institutions import Service
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.domain.programmes import Programme, ProgrammeClass
from yuinowa.directory.exchange.own import TEXT
from yuinowa.directory.exchange.rows import ADDRESS, DAY, page_of
from yuinowa.directory.labels.days import CLASSES
from yuinowa.directory.labels.days import PROGRAMMES as PROGRAMME_WORDS


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called and means, and its text in the file."""

    label: Promise
    type: Promise
    meaning: Promise
    example: str
    text: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page tells it: the institution, cells of text, and days."""

    institution: Any
    cells: tuple[str, ...]
    days: tuple[date | None, date | None]
    said_by: str


@dataclass(frozen=True, slots=True)
class Told:
    """How one of the two kinds is told."""

    columns: tuple[Column, ...]
    heads_of_page: tuple[Promise, ...]
    shown: Callable[[Any], Shown]

    def heads(self) -> list[str]:
        return [str(column.label) for column in self.columns] + [str(AS_OF.label)]

    def rows(self, found: Iterable[Any], day: date) -> Iterator[list[str]]:
        for row in found:
            yield [*(column.text(row) for column in self.columns), day.isoformat()]

    def shown_heads(self) -> Sequence[Promise]:
        return self.heads_of_page

    def dictionary(self) -> list[DataColumn]:
        """What each column means, in the reader's language."""
        return [
            DataColumn(str(c.label), str(c.type), str(c.meaning), c.example)
            for c in (*self.columns, AS_OF)
        ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _class(row: Any) -> str:
    return str(CLASSES[ProgrammeClass(row.programme_class)]) if row.programme_class else ""


#: The last column of both files: the day they were asked for.
AS_OF = Column(_("As of the day"), DAY, _("The day for which the row holds."), "2026-11-20", lambda _row: "")  # fmt: skip
_OF_WHOM = (
    Column(_("Institution"), TEXT, _("Its name."), "試験市立図書館", lambda row: row.institution.name),
    Column(_("Prefecture"), TEXT, _("Where it is."), "東京都", lambda row: prefecture_name(row.institution.prefecture)),
)  # fmt: skip
_PAGE = Column(_("Page"), ADDRESS, _("Its page here; the address does not change."), "https://yuinowa.example.org/institutions/1207/", lambda row: page_of(row.institution))  # fmt: skip

PROGRAMMES = Told(
    (
        *_OF_WHOM,
        Column(_("Programme"), TEXT, _("A programme of cooperation."), "歴史的音源（れきおん）", lambda row: str(PROGRAMME_WORDS[Programme(row.programme)])),
        Column(_("Code of the programme"), TEXT, _("The same in every language."), "rekion", lambda row: row.programme),
        Column(_("Way of taking part"), TEXT, _("Where the programme has more than one."), "閲覧のみ", _class),
        Column(_("From"), DAY, _("The first day; empty where it is not known."), "2025-04-01", lambda row: _day(row.from_day)),
        Column(_("Until"), DAY, _("The last day; empty where none is set."), "", lambda row: _day(row.to_day)),
        Column(_("Source"), TEXT, _("Where this is known from."), "参加館一覧", lambda row: row.source),
        _PAGE,
    ),
    (_("Programme"), _("Way of taking part")),
    lambda row: Shown(
        row.institution,
        (str(PROGRAMME_WORDS[Programme(row.programme)]), _class(row)),
        (row.from_day, row.to_day),
        row.source,
    ),
)  # fmt: skip
SERVICES = Told(
    (
        *_OF_WHOM,
        Column(_("Service"), TEXT, _("A service that is open to other institutions."), "貸出", lambda row: str(labels.SERVICES[Service(row.service)])),
        Column(_("Code of the service"), TEXT, _("The same in every language."), "loan", lambda row: row.service),
        Column(_("From"), DAY, _("The day on which it was said to be open."), "2026-04-01", lambda row: _day(row.as_of)),
        Column(_("Until"), DAY, _("The last day; empty where none is set."), "", lambda row: _day(row.until)),
        Column(_("Source"), TEXT, _("Where this is known from."), "NACSIS-CAT/ILL 参加館", lambda row: labels.source_title(row.source)),
        _PAGE,
    ),
    (_("Service"), _("Note")),
    lambda row: Shown(
        row.institution,
        (str(labels.SERVICES[Service(row.service)]), row.note),
        (row.as_of, row.until),
        labels.source_title(row.source),
    ),
)  # fmt: skip
