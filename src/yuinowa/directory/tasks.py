"""Jobs of the directory: files that come in, reminders. They may run twice: the run says what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import translation

from yuinowa.core import clock
from yuinowa.directory.queries.documents import INSTITUTIONS, changed_by_time
from yuinowa.directory.services import tables
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations
from yuinowa.directory.services.entry.reminding import remind_institution, remind_institutions
from yuinowa.directory.services.register import files
from yuinowa.search import index


def _on_run(deed: Callable[[int], None]) -> Callable[[dict[str, Any]], None]:
    """A job that does ``deed`` with a file that came in, in the language of who sent it."""

    def work(payload: dict[str, Any]) -> None:
        with translation.override(payload["language"]):
            deed(payload["run"])

    return work


read_table, write_table = _on_run(tables.read_table), _on_run(tables.write_table)
read_register, write_register = _on_run(files.read), _on_run(files.write)


def ask_to_confirm(_payload: dict[str, Any]) -> None:
    ask_for_confirmations()
    remind_institutions()


def follow_calendar(_payload: dict[str, Any]) -> None:
    """Let the search say what holds today: programmes, services, confirmations of a year ago."""
    with transaction.atomic():
        index.touch(INSTITUTIONS, sorted(changed_by_time(clock.today())))


def remind(payload: dict[str, Any]) -> None:
    remind_institution(payload["institution"])
