"""From which grounds a ring is drawn."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    ALL = "all"
    LAW = "law"
    #: By law and by the case books.
    CASES = "cases"
