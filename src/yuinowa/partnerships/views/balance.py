"""What each side said it gains and puts in, beside what was counted and what it says came of it: tables, all as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.partnerships.domain.balance import BESIDE, Matter, is_counted
from yuinowa.partnerships.domain.phases import BEGUN, PLANNING
from yuinowa.partnerships.labels import balance as words
from yuinowa.partnerships.models import Afterwards, Benefit, Contribution, Partnership, Party
from yuinowa.partnerships.queries.balance import Balance, balances, matter_of
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.views.balance_words import url_of
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of

#: Sides of a page, our own first.
SIDES_A_PAGE = 6


@login_required
@require_safe
def balance_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """For the sides that have joined; everything as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    sides = sorted(joined(partnership), key=lambda p: (p.institution_id != actor.institution, p.pk))
    if request.GET.get("format") == "csv":
        return csv_response(
            request, f"said-and-counted-{pk}.csv", *_as_table(partnership, sides, actor)
        )
    page = page_of(request, sides, size=SIDES_A_PAGE)
    shown = list(page.object_list)
    found = balances(partnership, shown, actor)
    context = {
        **frame(request, partnership),
        "page_of_sides": page,
        "tables": [
            (side, _rows(found[side.pk], writes=_writes(side, partnership, actor)))
            for side in shown
        ],
        "has_begun": partnership.phase not in PLANNING,
        "downloads": csv_links(_("These tables"), f"{request.path}?format=csv"),
    }
    return render(request, "partnerships/balance_detail.html", context)


def _writes(side: Party, partnership: Partnership, actor: Actor) -> bool:
    """Whether ``actor`` says for ``side`` what came of it: once the work has begun and until it is over."""
    return (
        partnership.phase in BEGUN
        and side.institution_id == actor.institution
        and can(actor, "partnership.write", partnership)
    )


def _rows(balance: Balance, *, writes: bool) -> Iterator[dict[str, object]]:
    """By matter: its words, what was counted, what came of it; what was neither said nor can be counted is left out."""
    for matter, beside in BESIDE.items():
        said = balance.said.get(matter, [])
        counted = [(words.COUNTED[code], words.UNITS[code], balance.of(code)) for code in beside]
        if said or any(figures for _label, _unit, figures in counted):
            yield {
                "label": words.MATTERS[matter],
                "said": said,
                "counted": counted,
                "after": [_after(balance, row, writes=writes) for row in said],
            }


@dataclass(frozen=True, slots=True)
class After:
    """What stands beside one thing said beforehand: the last words, whether some can be said, and what the link is for."""

    row: Benefit | Contribution
    last: Afterwards | None
    is_counted: bool
    link: str
    url: str


def _after(balance: Balance, row: Benefit | Contribution, *, writes: bool) -> After:
    last = balance.after.get(row)
    counted = is_counted(*matter_of(row), balance.figures)
    link = ""
    if writes and not counted:
        link = str(words.CHANGE if last and last.text else words.SAY)
    elif last is not None and (last.number > 1 or writes):
        link = str(words.EARLIER)
    return After(row, last if last and last.text else None, counted, link, url_of(row))


def _as_table(
    partnership: Partnership, sides: Sequence[Party], actor: Actor
) -> tuple[list[str], list[list[Value]]]:
    columns = [
        _("Institution"),
        _("Matter"),
        _("Said or counted"),
        _("What it is"),
        _("Amount"),
        _("Unit"),
        _("Fiscal year (starts in)"),
        pgettext("said and counted", "As of"),
    ]
    found = balances(partnership, sides, actor)
    rows = [row for side in sides for row in _lines(side.institution.name, found[side.pk])]
    return columns, rows


def _lines(name: str, balance: Balance) -> Iterator[list[Value]]:
    for matter, beside in BESIDE.items():
        label = str(words.MATTERS[Matter(matter)])
        for said in balance.said.get(matter, []):
            more: list[Value] = [None, None, None]
            if isinstance(said, Contribution):
                more = [said.amount, said.unit, said.fiscal_year]
            yield [name, label, _("Said beforehand"), said.text, *more, None]
            last = balance.after.get(said)
            if last is not None and last.text:
                more = [last.amount, last.unit, more[-1]]
                yield [name, label, _("Said afterwards"), last.text, *more, _day(last)]
        for code in beside:
            for one in balance.of(code):
                what, unit = str(words.COUNTED[code]), str(words.UNITS[code])
                yield [name, label, _("Counted"), what, one.amount, unit, one.year, None]


def _day(last: Afterwards) -> str | None:
    return last.as_of.isoformat() if last.as_of else None
