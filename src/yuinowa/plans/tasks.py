"""Jobs of plans. They may run twice."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from yuinowa.plans.services.checkers import ask_for_checkers
from yuinowa.plans.services.edition_runs import carry_out, give_up


def ask_everywhere(_payload: dict[str, Any]) -> None:
    """Affiliations that ended by their day tell nobody."""
    ask_for_checkers()


def ask_owner(payload: dict[str, Any]) -> None:
    """After roles changed at an institution."""
    ask_for_checkers(payload["institution"])


def carry_out_edition(payload: dict[str, Any]) -> None:
    """Prepare, publish or print an edition of many sheets."""
    with translation.override(payload["language"]):
        carry_out(payload["run"])


def give_up_edition(payload: dict[str, Any]) -> None:
    """After the last try: whoever waits for the edition reads that it does not come."""
    with translation.override(payload["language"]):
        give_up(payload["run"])
