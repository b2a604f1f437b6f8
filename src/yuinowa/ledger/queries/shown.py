"""Rows of the explorer as pages print them: words for codes, and each amount with its way down."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.cells import UNNAMED
from yuinowa.ledger.labels import kind_word, unit_word
from yuinowa.ledger.queries.exploring import Exchange


def partner_word(row: Exchange, institution: int) -> str:
    """Who stands on the other side, where it is no other institution too."""
    if row.partner == UNNAMED:
        return _("Not named (statistics)")
    if row.partner == institution:
        return _("Residents of its own area")
    return row.partner_name


def shown(row: Exchange, institution: int, year: FiscalYear) -> dict[str, Any]:
    """A row as the table prints it, each amount with the way down to its entries."""
    ways = {"given": row.given, "received": row.received, "between": row.between}
    return {
        "row": row,
        "partner": partner_word(row, institution),
        "kind": kind_word(row.kind),
        "unit": unit_word(row.kind, row.unit),
        **{
            way: (amount, _entries_url(row, way, institution, year)) for way, amount in ways.items()
        },
    }


def _entries_url(row: Exchange, way: str, institution: int, year: FiscalYear) -> str:
    """Where the entries behind an amount are listed; empty where persons are counted (never drilled)."""
    if not row.may_be_drilled:
        return ""
    giver, receiver = institution, row.partner
    if way == "received":
        giver, receiver = receiver, giver
    words: dict[str, object] = {
        "fiscal_year": year.start_year,
        "kind": row.kind,
        "unit": row.unit,
        "giver": giver,
        "receiver": receiver,
        "voice": int(row.received.voice if way == "received" else row.given.voice),
    }
    if way == "between":
        words["voice_back"] = int(row.received.voice)
    return f"{reverse('ledger:entries')}?{urlencode(words)}"
