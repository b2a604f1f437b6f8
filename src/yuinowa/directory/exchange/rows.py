"""Institutions as rows of a file: our own table, and beside it what is only told and never read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.core.sockets import DataColumn
from yuinowa.directory import labels
from yuinowa.directory.domain.criteria import TakesPart
from yuinowa.directory.exchange import own
from yuinowa.directory.models import Institution
from yuinowa.documents.xlsx import Table, workbook_bytes

Value = str | bool | None


@dataclass(frozen=True, slots=True)
class ToldColumn:
    """A column that a file tells and an import passes over."""

    label: Promise
    type: Promise
    meaning: Promise
    example: str
    text: Callable[[Institution], Value]


YES_NO, DAY, ADDRESS = _("true or false"), _("Day (ISO 8601)"), _("Address on the web")


def _names(institution: Institution) -> str:
    return "、".join(row.name for row in institution.names.all() if row.name != institution.name_en)


def _takes_part(institution: Institution) -> str:
    return str(labels.TAKES_PART[TakesPart.of(institution.member)])


def _confirmed(institution: Institution) -> str | None:
    day = institution.last_confirmed
    return day.isoformat() if day else None


def page_of(institution: Institution) -> str:
    """The stable address of its page."""
    return f"{settings.BASE_URL}{institution.get_absolute_url()}"


def _sources(institution: Institution) -> str:
    titles = (labels.source_title(row.source) for row in institution.sources.all())
    return "、".join(dict.fromkeys(titles))


TOLD = (
    ToldColumn(_("Other names"), own.LIST, _("Former, short and other names."), "試験市立図書館", _names),
    ToldColumn(_("Taking part"), own.TEXT, _("Whether it takes part in this region."), "参加館", _takes_part),
    ToldColumn(_("Made up (demonstration)"), YES_NO, _("Whether it exists only in the demonstration."), "false", lambda institution: institution.demo),
    ToldColumn(_("Last confirmed on"), DAY, _("The day on which the institution itself last confirmed its entry."), "2026-11-20", _confirmed),
    ToldColumn(_("Page"), ADDRESS, _("Its page here; the address does not change."), "https://yuinowa.example.org/institutions/1207/", page_of),
    ToldColumn(_("Sources"), own.LIST, _("Where this is known from."), "NACSIS-CAT/ILL 参加館", _sources),
)  # fmt: skip

COLUMNS: tuple[own.OwnColumn | ToldColumn, ...] = (*own.COLUMNS, *TOLD)


def dictionary() -> list[DataColumn]:
    """What each column of our table means, in the reader's language."""
    return [
        DataColumn(str(column.label), str(column.type), str(column.meaning), column.example)
        for column in COLUMNS
    ]


def heads() -> list[str]:
    return [str(column.label) for column in COLUMNS]


def rows(institutions: Iterable[Institution]) -> Iterator[list[Value]]:
    """One row an institution."""
    for institution in institutions:
        yield [column.text(institution) for column in COLUMNS]


def workbook(institutions: Iterable[Institution], *, title: str, about: str) -> bytes:
    """The same table as XLSX; every cell is text, so that numbers keep their zeros."""
    cells = (
        ["true" if cell is True else "false" if cell is False else cell for cell in row]
        for row in rows(institutions)
    )
    return workbook_bytes([Table(title, heads(), cells)], title=title, about=about)
