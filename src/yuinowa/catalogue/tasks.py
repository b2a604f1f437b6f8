"""Jobs of the catalogue: files that come in. They may run twice: the run says what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import translation

from yuinowa.catalogue.services import harvests
from yuinowa.catalogue.services.runs import reading, storage, taking, undoing


def _on_run(deed: Callable[[int], None]) -> Callable[[dict[str, Any]], None]:
    """A job that does ``deed`` with a file that came in, in the language of who sent it."""

    def work(payload: dict[str, Any]) -> None:
        with translation.override(payload["language"]):
            deed(payload["run"])

    return work


read_run, take_run, undo_run = _on_run(reading.read), _on_run(taking.take), _on_run(undoing.undo)


fetch_run, fetch_given_up = _on_run(harvests.fetch), _on_run(harvests.given_up)


def sweep_files(_payload: dict[str, Any]) -> None:
    """Files that nobody took within a month are removed."""
    storage.sweep_files()
