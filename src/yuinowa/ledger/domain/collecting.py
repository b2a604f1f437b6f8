"""Reading a definition word by word: every fault is collected, none stops the reading."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from yuinowa.ledger.domain.faults import Fault, Finding

#: Values in one list; ids named one by one in a partner filter are the longest. More is what kinds and areas are for.
LIST_MAX = 200
#: Stands for a key that is not there: JSON's null is something else.
MISSING = object()

W = TypeVar("W", bound=StrEnum)


class Collector:
    """Reads lists and words out of JSON's objects and collects what is wrong with them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def listed(
        self,
        data: dict[str, Any],
        key: str,
        above: str = "",
        *,
        needed: bool = False,
        empty_ok: bool = False,
    ) -> list[Any]:
        """The list under ``key``: nothing twice, not empty, not endless."""
        place = f"{above}{key}"
        values = data.get(key, MISSING)
        if values is MISSING:
            if needed:
                self.fault(Fault.MISSING_KEY, place)
            return []
        if not isinstance(values, list) or not (values or empty_ok):
            self.fault(Fault.NOT_A_LIST, place, values)
            return []
        if len(values) > LIST_MAX:
            self.fault(Fault.TOO_MANY, place, len(values), (str(LIST_MAX),))
            return []
        seen: list[Any] = []
        for index, value in enumerate(values):
            if value in seen:
                self.fault(Fault.NAMED_TWICE, f"{place}[{index}]", value)
            seen.append(value)
        return values

    def word(
        self, data: dict[str, Any], key: str, known: tuple[W, ...], default: W | None = None
    ) -> W | None:
        word = data.get(key, MISSING)
        if word is MISSING:
            if default is None:
                self.fault(Fault.MISSING_KEY, key, known=tuple(known))
            return default
        return self.registered(word, key, known)

    def words(
        self, data: dict[str, Any], key: str, known: tuple[W, ...], *, empty_ok: bool = False
    ) -> tuple[W, ...]:
        read = [
            self.registered(word, f"{key}[{index}]", known)
            for index, word in enumerate(self.listed(data, key, empty_ok=empty_ok))
        ]
        # The order of the words in a list means nothing; one order makes equal questions equal.
        return tuple(word for word in known if word in read)

    def registered(self, word: Any, place: str, known: tuple[W, ...]) -> W | None:
        for one in known:
            if isinstance(word, str) and one == word:
                return one
        self.fault(Fault.NOT_A_WORD, place, word, tuple(known))
        return None

    def only_keys(self, data: dict[str, Any], known: tuple[str, ...], above: str) -> None:
        for key in data:
            if key not in known:
                self.fault(Fault.UNKNOWN_KEY, f"{above}{key}"[:80], "", known)

    def fault(self, fault: Fault, place: str, found: Any = "", known: tuple[str, ...] = ()) -> None:
        shown = "" if found is MISSING else str(found)[:80]
        self.findings.append(Finding(fault, place, shown, tuple(map(str, known))))


def is_whole(value: Any) -> bool:
    """JSON's true is no number, though Python's is."""
    return isinstance(value, int) and not isinstance(value, bool)
