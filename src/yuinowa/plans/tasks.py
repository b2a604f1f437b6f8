"""Jobs of plans. They may run twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import translation

from yuinowa.plans.services import edition_runs, file_runs
from yuinowa.plans.services.checkers import ask_for_checkers


def ask_everywhere(_payload: dict[str, Any]) -> None:
    """Affiliations that ended by their day tell nobody."""
    ask_for_checkers()


def ask_owner(payload: dict[str, Any]) -> None:
    """After roles changed at an institution."""
    ask_for_checkers(payload["institution"])


def _on_run(deed: Callable[[int], None]) -> Callable[[dict[str, Any]], None]:
    """A job that does ``deed`` with the work that was asked for, in the language of who asked."""

    def work(payload: dict[str, Any]) -> None:
        with translation.override(payload["language"]):
            deed(payload["run"])

    return work


carry_out_edition, give_up_edition = map(_on_run, (edition_runs.carry_out, edition_runs.give_up))
carry_out_file, give_up_file = map(_on_run, (file_runs.carry_out, file_runs.give_up))
