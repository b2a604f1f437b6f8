"""Jobs of the directory: reading and writing tables. They may run twice: the run says what is left to do."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation

from yuinowa.core import clock
from yuinowa.directory.queries.documents import INSTITUTIONS, changed_by_time
from yuinowa.directory.services import tables
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations
from yuinowa.directory.services.entry.reminding import remind_institution, remind_institutions
from yuinowa.search import index


def read_table(payload: dict[str, Any]) -> None:
    with translation.override(payload["language"]):
        tables.read_table(payload["run"])


def write_table(payload: dict[str, Any]) -> None:
    with translation.override(payload["language"]):
        tables.write_table(payload["run"])


def ask_to_confirm(_payload: dict[str, Any]) -> None:
    ask_for_confirmations()
    remind_institutions()


def follow_calendar(_payload: dict[str, Any]) -> None:
    """Let the search say what holds today: programmes, services, confirmations of a year ago."""
    with transaction.atomic():
        index.touch(INSTITUTIONS, sorted(changed_by_time(clock.today())))


def remind(payload: dict[str, Any]) -> None:
    remind_institution(payload["institution"])
