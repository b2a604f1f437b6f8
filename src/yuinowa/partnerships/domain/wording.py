"""How two versions of a text differ, clause by clause and, inside a clause, run by run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from yuinowa.partnerships.domain.clauses import Clause, ClauseKind

#: Latin words and numbers stay whole; of everything else a character is one piece.
_PIECE = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that stands in both, in the earlier or in the later one alone."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause of the later text, or one that was taken out of the earlier one."""

    change: Change
    heading: tuple[Run, ...]
    text: tuple[Run, ...]


def compare(before: Sequence[Clause], after: Sequence[Clause]) -> list[ClauseChange]:
    """The clauses of ``after`` in their order, then those that only ``before`` has."""
    earlier = _keyed(before)
    later = _keyed(after)
    found = []
    for key, clause in later.items():
        old = earlier.get(key)
        if old is None:
            found.append(_whole(Change.ADDED, clause))
        elif old == clause:
            found.append(_whole(Change.SAME, clause))
        else:
            heading, text = runs(old.heading, clause.heading), runs(old.text, clause.text)
            found.append(ClauseChange(Change.CHANGED, heading, text))
    found += [
        _whole(Change.TAKEN_OUT, clause) for key, clause in earlier.items() if key not in later
    ]
    return found


def runs(before: str, after: str) -> tuple[Run, ...]:
    """``before`` turned into ``after``, in runs."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    return tuple(_runs(old, new))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    for code, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            yield Run(Change.SAME, "".join(new[k:m]))
            continue
        if i < j:
            yield Run(Change.TAKEN_OUT, "".join(old[i:j]))
        if k < m:
            yield Run(Change.ADDED, "".join(new[k:m]))


def _keyed(clauses: Sequence[Clause]) -> dict[tuple[ClauseKind, int], Clause]:
    """Each clause by its kind, and by how many of the kind stood before it."""
    counts: dict[ClauseKind, int] = defaultdict(int)
    found = {}
    for clause in clauses:
        found[clause.kind, counts[clause.kind]] = clause
        counts[clause.kind] += 1
    return found


def _whole(change: Change, clause: Clause) -> ClauseChange:
    return ClauseChange(change, (Run(change, clause.heading),), (Run(change, clause.text),))
