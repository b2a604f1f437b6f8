"""Jobs of the directory: reading and writing tables. They may run twice: the run says what is left to do."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from yuinowa.directory.services import tables
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations
from yuinowa.directory.services.entry.reminding import remind_institution, remind_institutions


def read_table(payload: dict[str, Any]) -> None:
    with translation.override(payload["language"]):
        tables.read_table(payload["run"])


def write_table(payload: dict[str, Any]) -> None:
    with translation.override(payload["language"]):
        tables.write_table(payload["run"])


def ask_to_confirm(_payload: dict[str, Any]) -> None:
    ask_for_confirmations()
    remind_institutions()


def remind(payload: dict[str, Any]) -> None:
    remind_institution(payload["institution"])
