"""One record of a file as it was read: what it says, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from yuinowa.catalogue.domain.records import Record


@dataclass(frozen=True, slots=True)
class Taken:
    """``number``: its place in the file, from 1. ``raw``: as received. ``refused``: a code, where nothing is taken.

    ``value``: what stands where the fault is, as far as it can be shown.
    """

    number: int
    raw: bytes
    identity: str = ""
    record: Record | None = None
    refused: str = ""
    value: str = ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Codes of what is doubtful in a record that is taken all the same."""
        return self.record.warnings if self.record is not None else ()
