"""The way down: the entries behind a figure, and one deed with every version of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from yuinowa.core import sockets
from yuinowa.core.acting import actor_of
from yuinowa.core.sockets import Origin
from yuinowa.core.text import has_refused_character
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import privacy
from yuinowa.ledger.domain.deeds import Grain, LegScope, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.labels import VOICES, kind_word, unit_word
from yuinowa.ledger.models import Entry
from yuinowa.ledger.queries import entries as queries
from yuinowa.ledger.queries.entries import Behind
from yuinowa.ledger.views import asking
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.words import fiscal_year as year_word
from yuinowa.ui.words import in_japanese, long_day

MOST_EXPORTED = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a table prints it."""

    entry: Entry
    day: str
    giver: str
    receiver: str
    kind: str
    unit: str
    voice: str
    #: Taken back since by a reversal.
    is_withdrawn: bool

    @classmethod
    def of(cls, entry: Entry) -> Line:
        return cls(
            entry=entry,
            day=_day_word(entry),
            giver=_("Not named (statistics)") if entry.giver is None else entry.giver.name,
            receiver=_receiver_word(entry),
            kind=kind_word(entry.kind),
            unit=unit_word(entry.kind, entry.unit),
            voice=str(VOICES[Voice(entry.voice)]),
            is_withdrawn=bool(getattr(entry, "is_withdrawn", False)) and not entry.reversal,
        )


def _day_word(entry: Entry) -> str:
    """The day as exactly as it is known."""
    if entry.grain == Grain.FISCAL_YEAR:
        return year_word(entry.fiscal_year)
    if entry.grain == Grain.DAY:
        return long_day(entry.day_from)
    if in_japanese():
        return long_day(entry.day_from).removesuffix("1日")
    return entry.day_from.strftime("%B %Y")


def _receiver_word(entry: Entry) -> str:
    if entry.receiver is None:
        return _("Not named (statistics)")
    if entry.scope == LegScope.RESIDENTS:
        return _("Residents of the area of %(name)s") % {"name": entry.receiver.name}
    return entry.receiver.name


@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries behind one figure, as far as the actor may see them, newest day first."""
    behind = _behind(request)
    if behind is None:
        return redirect("ledger:explorer")
    actor = actor_of(request)
    found = queries.entries_behind(behind, actor)
    if request.GET.get("format") == "csv":
        return _csv(request, [Line.of(entry) for entry in found[:MOST_EXPORTED]])
    page = page_of(request, found)
    query = request.GET.copy()
    query["format"] = "csv"
    context = {
        "kind": kind_word(behind.kind),
        "unit": unit_word(behind.kind, behind.unit),
        "year": FiscalYear(behind.fiscal_year),
        "may_be_drilled": privacy.may_be_drilled(behind.unit),
        "page_of_rows": page,
        "lines": [Line.of(entry) for entry in page],
        "whole": found.aggregate(whole=Sum("quantity"))["whole"] or 0,
        "files": csv_links(_("These entries as a file"), f"?{query.urlencode()}"),
    }
    return render(request, "ledger/entry_list.html", context)


def _behind(request: HttpRequest) -> Behind | None:
    """The figure an address names; None where it names none."""
    kind, year = asking.kind(request), asking.number(request, "fiscal_year")
    try:
        unit = Unit(request.GET.get("unit", ""))
    except ValueError:
        return None
    if not kind or year is None:
        return None
    return Behind(
        kind,
        unit,
        asking.year(request, "fiscal_year").start_year,
        **{name: asking.number(request, name) for name in ("giver", "receiver", "up_to")},
        **{name: _small(request, name) for name in ("month", "scope", "context")},
        voices=_voices(request, "voice") or (),
        voices_back=_voices(request, "voice_back"),
        principal=True if request.GET.get("principal") == "1" else None,
    )


def _small(request: HttpRequest, name: str) -> int | None:
    """A number that fits the smallest column it is compared with."""
    found = asking.number(request, name)
    return None if found is None else min(found, 2**31 - 1)


def _voices(request: HttpRequest, name: str) -> tuple[Voice, ...] | None:
    try:
        return (Voice(asking.number(request, name) or 0),)
    except ValueError:
        return None


def _csv(request: HttpRequest, lines: list[Line]) -> HttpResponse:
    head = [
        _("Date"), _("Giver"), _("Receiver"), _("Kind"), _("Quantity"), _("Unit"),
        _("Whose figure"), _("Version"), _("Reversal"), _("Late"), _("Reason"), pgettext("of an entry", "Source"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            line.day,
            line.giver,
            line.receiver,
            line.kind,
            line.entry.quantity,
            line.unit,
            line.voice,
            line.entry.revision,
            _("yes") if line.entry.reversal else "",
            _("yes") if line.entry.late else "",
            line.entry.reason,
            line.entry.source,
        ]
        for line in lines
    ]
    return csv_response(request, "ledger-entries.csv", head, rows)


@dataclass(slots=True)
class Version:
    """One revision of a deed: what it said, and how it was taken back."""

    number: int
    lines: list[Line] = field(default_factory=list)
    #: The first entry of the reversal, for its day and reason.
    taken_back: Entry | None = None
    #: The page of what it was done under, where the actor may see it.
    under: Origin | None = None

    @property
    def first(self) -> Entry:
        return self.lines[0].entry


@login_required
@require_safe
def deed(request: HttpRequest, source: str) -> HttpResponse:
    """One deed: every version with its legs, and why it was changed or taken back."""
    if has_refused_character(source):
        raise Http404
    actor = actor_of(request)
    versions: dict[int, Version] = {}
    for entry in queries.history_of(source, actor):
        if not queries.may_see_persons(entry, actor):
            continue
        version = versions.setdefault(entry.revision, Version(entry.revision))
        if not entry.reversal:
            version.lines.append(Line.of(entry))
        elif version.taken_back is None:
            version.taken_back = entry
    if not versions:
        raise Http404
    for version in versions.values():
        # What was done stands before how many took part in it.
        version.lines.sort(key=lambda line: line.entry.unit == Unit.PERSON)
        if (under := version.first.context) is not None:
            version.under = sockets.origin_of(f"{under.kind}/{under.key}", actor)
    newest = max(versions)
    context = {
        "source": source,
        "versions": [versions[number] for number in sorted(versions, reverse=True)],
        "newest": versions[newest],
        "stands": versions[newest].taken_back is None,
        "origin": sockets.origin_of(source, actor),
    }
    return render(request, "ledger/deed_detail.html", context)
