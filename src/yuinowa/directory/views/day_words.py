"""Open and closed days of an institution, and its programmes, as its page says them."""

from __future__ import annotations

import calendar as month_lengths
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.directory import queries
from yuinowa.directory.domain.calendar import Day, OnHoliday, Rule, RuleKind, calendar
from yuinowa.directory.domain.programmes import Programme, ProgrammeClass
from yuinowa.directory.labels.days import CLASSES, ON_HOLIDAY, PROGRAMMES, RULE_KINDS, WEEKDAYS
from yuinowa.directory.models import Institution, Participation
from yuinowa.kernel.icalendar import Entry, calendar_text
from yuinowa.ui import words

#: So many days lie in the file for calendars.
DAYS_IN_FILE = 366


@dataclass(frozen=True, slots=True)
class OpenDays:
    """``weeks``: Sunday first, None before the first and after the last day of the month."""

    today: Day
    why_today: str
    weeks: list[list[Day | None]]
    rules: list[str]


def open_days(institution: Institution, today: date) -> OpenDays | None:
    """Today and this month; None where no rule is known, or none is shown."""
    rules = [row.rule for row in institution.closing_rules.all()]
    if not rules:
        return None
    first = today.replace(day=1)
    length = month_lengths.monthrange(first.year, first.month)[1]
    days = calendar(rules, first, first.replace(day=length))
    here = days[today.day - 1]
    padded: list[Day | None] = [None] * ((first.weekday() + 1) % 7) + list(days)
    padded += [None] * (-len(padded) % 7)
    return OpenDays(
        today=here,
        why_today=rule_in_words(here.why) if here.why else "",
        weeks=[padded[at : at + 7] for at in range(0, len(padded), 7)],
        rules=[rule_in_words(rule) for rule in rules],
    )


def rule_in_words(rule: Rule) -> str:
    """A rule as a notice says it."""
    said = {
        RuleKind.WEEKLY: lambda: _("Every %(weekday)s") % {"weekday": _weekday(rule)},
        RuleKind.NTH_WEEKDAY: lambda: (
            _("%(weekday)s number %(nth)s of each month")
            % {"weekday": _weekday(rule), "nth": rule.nth}
        ),
        RuleKind.DAY_OF_MONTH: lambda: _("Day %(day)s of each month") % {"day": rule.day},
        RuleKind.YEARLY: lambda: (
            _("Every year from %(first)s to %(last)s")
            % {
                "first": words.day_of_year(rule.month or 1, rule.day or 1),
                "last": words.day_of_year(rule.end_month or 1, rule.end_day or 1),
            }
        ),
        RuleKind.PERIOD: lambda: _dates(rule),
        RuleKind.OPENING: lambda: _("Open: %(days)s") % {"days": _dates(rule)},
    }.get(rule.kind, lambda: str(RULE_KINDS[rule.kind]))()
    parts = [said]
    if rule.on_holiday is not OnHoliday.CLOSED:
        parts.append(_("on a public holiday: %(then)s") % {"then": ON_HOLIDAY[rule.on_holiday]})
    if rule.note:
        parts.append(rule.note)
    return "・".join(parts)


def _weekday(rule: Rule) -> str:
    return str(WEEKDAYS[rule.weekday or 0])


def _dates(rule: Rule) -> str:
    first, last = (words.long_day(day) if day else "" for day in (rule.from_day, rule.to_day))
    if first == last:
        return first
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def participation(row: Participation) -> dict[str, object]:
    chosen = row.programme_class
    return {
        "programme": PROGRAMMES[Programme(row.programme)],
        "class": CLASSES[ProgrammeClass(chosen)] if chosen else "",
        "from_day": row.from_day,
        "to_day": row.to_day,
        "source": row.source,
        "is_over": not row.span.holds(clock.today()),
    }


@require_safe
def institution_closed_days(request: HttpRequest, pk: int) -> HttpResponse:
    """The closed days of a year from today on, for calendars. Source: RFC 5545"""
    actor = actor_of(request)
    entry = get_object_or_404(queries.institutions_in_full(actor), pk=pk)
    institution = queries.shown(entry, actor)
    today = clock.today()
    rules = [row.rule for row in institution.closing_rules.all()]
    days = calendar(rules, today, today + timedelta(days=DAYS_IN_FILE)) if rules else []
    closed = [
        Entry(
            uid=f"closed-{institution.pk}-{day.day:%Y%m%d}@yuinowa",
            day=day.day,
            title=_("Closed: %(name)s") % {"name": institution.name},
        )
        for day in days
        if day.is_closed
    ]
    body = calendar_text(closed, about="closed days", stamp=clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="closed-days.ics"'
    return response
