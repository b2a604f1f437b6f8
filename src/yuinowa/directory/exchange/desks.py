"""Desks as rows of a file, and what their columns mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yuinowa.core.sockets import DataColumn
from yuinowa.directory.exchange.as_of import Column
from yuinowa.directory.exchange.own import LIST, TEXT
from yuinowa.directory.exchange.rows import ADDRESS, DAY
from yuinowa.directory.queries.desk_words import Described


def _field(name: str) -> Callable[[Described], str]:
    return lambda row: str(getattr(row.desk, name))


def _day(name: str) -> Callable[[Described], str]:
    def text(row: Described) -> str:
        day: date | None = getattr(row.desk, name)
        return day.isoformat() if day else ""

    return text


COLUMNS = (
    Column(_("Topic"), TEXT, _("What one asks this desk about."), "図書館間貸出し", lambda row: row.topic),
    Column(_("About"), TEXT, _("A narrower matter; empty where the desk answers for all of the topic."), "", lambda row: row.about),
    Column(_("Institution"), TEXT, _("Whose desk it is."), "国立国会図書館", lambda row: row.desk.institution.name),
    Column(_("Section"), TEXT, _("The section that answers."), "関西館 文献提供課", _field("unit")),
    Column(_("Telephone"), TEXT, _("Of the section, not of a person."), "000-0000-0000", _field("telephone")),
    Column(_("Mail address of the section"), TEXT, _("Of the section, not of a person."), "desk@example.org", _field("mail")),
    Column(_("Page on the web"), ADDRESS, _("Where the desk is described."), "https://example.org/", _field("url")),
    Column(_("Form for questions"), ADDRESS, _("Where one asks."), "https://example.org/ask/", _field("form_url")),
    Column(_("Page that explains the procedure"), ADDRESS, _("What to do, step by step."), "https://example.org/how/", _field("procedure_url")),
    Column(_("Hours"), TEXT, _("When it answers, in its own words."), "平日 9時から17時", _field("hours")),
    Column(_("Only for these kinds of institution"), LIST, _("Empty where it answers all kinds."), "公共図書館", lambda row: "、".join(row.kinds)),
    Column(_("Only for these places"), LIST, _("From where one may ask."), "東京都", lambda row: "、".join(row.areas)),
    Column(_("From"), DAY, _("The first day; empty where it is not known."), "2025-04-01", _day("from_day")),
    Column(_("Until"), DAY, _("The last day; empty where none is set."), "", _day("to_day")),
    Column(_("Last checked on"), DAY, _("When somebody last made sure of it; empty where nobody has yet."), "2026-11-20", _day("checked_on")),
    Column(_("Source"), TEXT, _("Where this is known from."), "図書館協力ハンドブック", _field("source")),
    Column(_("Page"), ADDRESS, _("Its page here; the address does not change."), "https://yuinowa.example.org/desks/12/", lambda row: f"{settings.BASE_URL}{row.desk.get_absolute_url()}"),
)  # fmt: skip


def heads() -> list[str]:
    return [str(column.label) for column in COLUMNS]


def row(described: Described) -> list[str]:
    return [column.text(described) for column in COLUMNS]


def dictionary() -> list[DataColumn]:
    """What each column means, in the reader's language."""
    return [DataColumn(str(c.label), str(c.type), str(c.meaning), c.example) for c in COLUMNS]
