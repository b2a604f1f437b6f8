"""One partnership while a page is made of it, or a deed decided: what several parts look at is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar, TypeVarTuple

from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.partnerships import there

Found = TypeVar("Found")
Further = TypeVarTuple("Further")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A partnership with its sides, and what was read of it so far.

    It lasts for one page, or until something is written, and is handed from part to part: what was read stays as it
    was read, and whoever writes makes another one.
    """

    partnership: Partnership
    #: The sides that have joined or are asked.
    parties: Sequence[Party]
    _found: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, partnership: Partnership) -> Self:
        """With the sides that are there now."""
        return cls(partnership, there(partnership))

    def once(self, read: Callable[[Partnership, *Further], Found], *further: *Further) -> Found:
        """What ``read`` finds of the partnership, such as what ``further``, an actor, may read; asked the first time."""
        key = (read, *further)
        if key not in self._found:
            self._found[key] = read(self.partnership, *further)
        found: Found = self._found[key]
        return found
