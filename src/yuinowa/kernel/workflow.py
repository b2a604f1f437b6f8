"""State machines as tables: who may take which step, and who is waited for in each state."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property
from typing import Final, Generic, Literal, TypeVar

from yuinowa.kernel.errors import TransitionRefused

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)
R = TypeVar("R", bound=StrEnum)


class WorkflowFault(ValueError):
    """The table itself is wrong: found when the module is imported, never by a user."""


class _Nobody(Enum):
    NOBODY = "nobody"


#: Nobody is waited for in this state. Has to be written out: a state forgotten is a fault.
NOBODY: Final = _Nobody.NOBODY
Nobody = Literal[_Nobody.NOBODY]


class Verb(StrEnum):
    """What whoever is waited for does next: the word on the button of a turn. A closed set, kept short."""

    FILL_IN = "fill_in"
    CHECK = "check"
    ANSWER = "answer"
    APPROVE = "approve"
    DECIDE = "decide"
    PUBLISH = "publish"
    FETCH = "fetch"
    APPOINT = "appoint"
    ERASE = "erase"
    NAME_CHECKER = "name_checker"
    SIGN = "sign"


@dataclass(frozen=True)
class Transition(Generic[S, A, R]):
    state: S
    action: A
    target: S
    roles: frozenset[R]


@dataclass(frozen=True)
class Waits(Generic[R]):
    """``role`` is waited for, for ``days`` (None: no term), to do ``verb``; ``then_what`` is the msgid of what follows."""

    role: R
    days: int | None
    then_what: str
    verb: Verb


@dataclass(frozen=True)
class Workflow(Generic[S, A, R]):
    """A checked table: every state reachable, every unfinished one with a wait rule, no step said twice.

    Raises:
        WorkflowFault: the table contradicts itself; the message names the row.
    """

    initial: S
    transitions: tuple[Transition[S, A, R], ...]
    waits: Mapping[S, Waits[R] | Nobody] = field(default_factory=dict)
    final: frozenset[S] = frozenset()

    def __post_init__(self) -> None:
        seen: set[tuple[S, A, R]] = set()
        for row in self.transitions:
            if not row.roles:
                raise WorkflowFault(f"{row.state} --{row.action}-->: no role may do it")
            for role in row.roles:
                if (row.state, row.action, role) in seen:
                    raise WorkflowFault(f"{row.state} --{row.action}--> is said twice for {role}")
                seen.add((row.state, row.action, role))
            if row.state in self.final:
                raise WorkflowFault(f"{row.state} is final and yet {row.action} leads on")
        unreachable = self.states - self._reachable()
        if unreachable:
            raise WorkflowFault(f"no way leads to {', '.join(sorted(unreachable))}")
        stuck = {
            s for s in self.states - self.final if not any(t.state == s for t in self.transitions)
        }
        if stuck:
            raise WorkflowFault(f"no way leads on from {', '.join(sorted(stuck))}")
        if set(self.waits) != self.states - self.final:
            odd = set(self.waits) ^ (self.states - self.final)
            raise WorkflowFault(
                f"wait rules must be written for the unfinished states and no other: {', '.join(sorted(odd))}"
            )

    @cached_property
    def states(self) -> frozenset[S]:
        return frozenset({self.initial, *self.final}).union(
            *((row.state, row.target) for row in self.transitions)
        )

    @cached_property
    def _targets(self) -> dict[tuple[S, A, R], S]:
        return {(t.state, t.action, role): t.target for t in self.transitions for role in t.roles}

    def target(self, state: S, action: A, role: R) -> S:
        """The state after ``action``.

        Raises:
            TransitionRefused: the table has no such row for this state and role.
        """
        try:
            return self._targets[state, action, role]
        except KeyError:
            raise TransitionRefused(
                "This has moved on to another state.",
                place=str(state),
                next_step="Open it again and look at it.",
            ) from None

    def actions(self, state: S, roles: Iterable[R]) -> tuple[A, ...]:
        """What may be done now by somebody with ``roles``, in the order of the table."""
        held = frozenset(roles)
        return tuple(
            dict.fromkeys(t.action for t in self.transitions if t.state == state and t.roles & held)
        )

    def roles_for(self, state: S, action: A) -> frozenset[R]:
        """Who may take ``action`` in ``state``; empty where the table has no such step."""
        return frozenset().union(
            *(t.roles for t in self.transitions if (t.state, t.action) == (state, action))
        )

    def wait_of(self, state: S) -> Waits[R] | None:
        """Who is waited for in ``state``; None where it is nobody or the end."""
        wait = self.waits.get(state)
        return wait if isinstance(wait, Waits) else None

    def is_finished(self, state: S) -> bool:
        return state in self.final

    def _reachable(self) -> frozenset[S]:
        found, to_visit = {self.initial}, deque([self.initial])
        while to_visit:
            state = to_visit.popleft()
            for row in self.transitions:
                if row.state == state and row.target not in found:
                    found.add(row.target)
                    to_visit.append(row.target)
        return frozenset(found)
