"""What the sides share in money: the statements by year, and one of them side by side."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.partnerships.domain.costs import StatementState
from yuinowa.partnerships.domain.shares import WEIGHED, Part
from yuinowa.partnerships.labels import costs as words
from yuinowa.partnerships.models import CostStatement
from yuinowa.partnerships.queries.costs import Reckoned, costs_visible_to, reckoned, with_shares
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of


def statements_of(request: HttpRequest, pk: int) -> QuerySet[CostStatement]:
    """Those of a partnership, as far as they may be read."""
    return costs_visible_to(actor_of(request)).filter(partnership=pk)


def statement_of(request: HttpRequest, pk: int, statement: int) -> CostStatement:
    """One of them with its shares, if it may be read; else 404."""
    return get_object_or_404(with_shares(statements_of(request, pk)), pk=statement)


@login_required
@require_safe
def cost_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Statements of all years, the newest first."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.costs", partnership)
    page = page_of(request, statements_of(request, pk))
    may_keep = can(actor, "partnership.account", partnership)
    context = {
        **frame(request, partnership),
        "rows": page,
        "lines": [(row, words.STATES[StatementState(row.state)]) for row in page.object_list],
        "may_prepare": may_keep and not partnership.is_over,
    }
    return render(request, "partnerships/cost_list.html", context)


@login_required
@require_safe
def cost_detail(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """One statement, side by side; as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = statement_of(request, pk, statement)
    table = reckoned(found)
    parts = _parts(found, table)
    if request.GET.get("format") == "csv":
        name = f"cost-{found.fiscal_year}-{found.pk}.csv"
        return csv_response(request, name, *_as_table(found, table))
    may_keep = can(actor, "coststatement.keep", found)
    names = {side.pk: side.institution.name for side in partnership.parties.all()}
    page = page_of(request, table.lines)
    context = {
        **frame(request, partnership),
        "statement": found,
        "state": words.STATES[StatementState(found.state)],
        "rows": page,
        "lines": [
            (line, [share.parts.get(part, 0) if share else None for part in parts], share)
            for line, share in page.object_list
        ],
        "heads": [words.PARTS[part] for part in parts],
        "sums": [table.sums.get(part) for part in parts],
        "table": table,
        "faults": [
            (names.get(wrong.side) if wrong.side else "", words.FAULTS[wrong.fault])
            for wrong in table.faults
        ],
        "may_keep": may_keep,
        "may_put_right": may_keep
        and found.state == StatementState.ISSUED
        and not hasattr(found, "replaced_by"),
        "replaced_by": getattr(found, "replaced_by", None),
        "downloads": csv_links(_("This table"), f"{request.path}?format=csv"),
    }
    return render(request, "partnerships/cost_detail.html", context)


def _parts(statement: CostStatement, table: Reckoned) -> list[Part]:
    """The parts that this statement has: fixed sums where there are any, and what weighs something."""
    has_fixed = any(line.fixed_yen for line, _share in table.lines)
    weighed = [part for part in WEIGHED if statement.formula.weight(part)]
    return [Part.FIXED, *weighed] if has_fixed else weighed


def _as_table(
    statement: CostStatement, table: Reckoned
) -> tuple[list[str], Sequence[Sequence[Value]]]:
    columns = [
        _("Institution"),
        _("Fiscal year"),
        _("Residents"),
        _("Use"),
        *(str(label) for label in words.PARTS.values()),
        _("Share in yen"),
    ]
    year = FiscalYear(statement.fiscal_year).label
    rows: list[Sequence[Value]] = [
        [
            line.party.institution.name,
            year,
            line.residents,
            line.uses,
            *(share.parts.get(part, 0) if share else None for part in Part),
            share.yen if share else None,
        ]
        for line, share in table.lines
    ]
    return columns, rows
