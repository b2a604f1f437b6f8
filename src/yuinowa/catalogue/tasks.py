"""Jobs of the catalogue: files that come in. They may run twice: the run says what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import translation

from yuinowa.catalogue.services import branches, folders, harvests, unattended
from yuinowa.catalogue.services.runs import reading, storage, taking, undoing


def _on_run(deed: Callable[[int], None]) -> Callable[[dict[str, Any]], None]:
    """A job that does ``deed`` with a file that came in, in the language of who sent it."""

    def work(payload: dict[str, Any]) -> None:
        with translation.override(payload["language"]):
            deed(payload["run"])

    return work


def _then_settled(deed: Callable[[int], None]) -> Callable[[int], None]:
    """``deed``, and what becomes of a run that nobody stands before."""

    def both(run: int) -> None:
        deed(run)
        unattended.settle(run)

    return both


read_run = _on_run(_then_settled(reading.read))
take_run, undo_run = _on_run(taking.take), _on_run(undoing.undo)
fetch_run = _on_run(_then_settled(harvests.fetch))
fetch_given_up = _on_run(_then_settled(harvests.given_up))


def place_items(payload: dict[str, Any]) -> None:
    """Things at places that are said to be another institution's now stand there."""
    branches.place_items(payload)


def fetch_by_clock(_payload: dict[str, Any]) -> None:
    """Sources whose night it is are asked."""
    unattended.start_due()


def sweep_files(_payload: dict[str, Any]) -> None:
    """Files that nobody took within a month are removed, and what was received from the folder then."""
    storage.sweep_files()
    folders.sweep()


def look_into_folders(_payload: dict[str, Any]) -> None:
    """Each source that has a subfolder is looked after."""
    folders.have_looked()


def look_into_folder(payload: dict[str, Any]) -> None:
    """The next file of one source is received."""
    folders.look(payload["source"])
