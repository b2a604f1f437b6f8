"""Jobs of plans. They may run twice."""

from __future__ import annotations

from typing import Any

from yuinowa.plans.services.checkers import ask_for_checkers


def ask_everywhere(_payload: dict[str, Any]) -> None:
    """Affiliations that ended by their day tell nobody."""
    ask_for_checkers()


def ask_owner(payload: dict[str, Any]) -> None:
    """After roles changed at an institution."""
    ask_for_checkers(payload["institution"])
