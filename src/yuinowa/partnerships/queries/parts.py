"""How a subject plugs into the workspace and the gates of partnerships (docs/architecture/partnerships.md).

A part is a module of ``panels`` that calls ``plug``; nothing else has to know of it. What it hands in is asked each time
with what is read of the partnership and the actor, and leaves out what the actor may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.gates import Missing
from yuinowa.partnerships.domain.phases import PLANNING, Phase, up_to
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.ui.parts import Link, Tag


@dataclass(frozen=True, slots=True)
class Requirement:
    """One rule of a gate in words, and what is missing of it; met where nothing is."""

    text: str | Promise
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says in one row of the sides' table; without lines nothing is written yet."""

    lines: tuple[str, ...] = ()
    #: Short words before them, such as 同意.
    tags: tuple[Tag, ...] = ()
    #: Where the side writes it; only for its own people.
    url: str = ""
    #: Nothing is asked of this side here, so that an empty place is no gap.
    is_asked: bool = True

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.tags


#: What stands where a row says nothing of a side.
NOTHING_ASKED = Cell(is_asked=False)


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row of the sides' table: a subject, and by side (its id) what it says."""

    label: str | Promise
    cells: Mapping[int, Cell]


#: What several parts look at is read once: they are handed the same reading.
Gate = Callable[[Reading], Iterable[Requirement]]
#: With the sides that the table shows.
Rows = Callable[[Reading, Sequence[Party], Actor], Iterable[SideRow]]
Block = Callable[[Reading, Actor], Panel | None]
Page = Callable[[Partnership, Actor], Link | None]
Settle = Callable[[Partnership], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One subject of a partnership: needs, goals, agreements, activities …"""

    key: str
    #: Where it stands among the others, in rows, blocks and pages alike.
    order: int
    #: By phase: what has to be there before the phase can be left.
    gates: Mapping[Phase, Gate] = field(default_factory=dict)
    #: While it is planned: what has to be there before a text is put to the sides, and before it is signed.
    before_text: Gate | None = None
    #: Rows of the table in which the sides stand next to each other.
    rows: Rows | None = None
    #: A block in the wide column of the workspace, and one beside it.
    block: Block | None = None
    aside: Block | None = None
    #: A block on the page of whoever may see the partnership without following it: visitors too.
    public: Block | None = None
    #: A page of its own, in the row of pages.
    page: Page | None = None
    #: Done whenever sides have come or gone, in the same transaction.
    settle: Settle | None = None
    #: Turns that hang from objects of the part itself; set whenever those of the sides are.
    turns: Settle | None = None
    #: Done in the same transaction whenever nothing is missing of the present phase: what only waited for it begins.
    begin: Settle | None = None


_PARTS: dict[str, Part] = {}


def plug(part: Part) -> None:
    """Make ``part`` known; a second one of the same name is a mistake."""
    if part.key in _PARTS:
        raise RuntimeError(f"the part {part.key} is plugged in twice")
    _PARTS[part.key] = part


def parts() -> list[Part]:
    """All parts, in their order."""
    return sorted(_PARTS.values(), key=lambda part: (part.order, part.key))


def requirements(reading: Reading, until: Phase | None = None) -> list[Requirement]:
    """What has to be there before the present phase can be left, or ``until`` an earlier one.

    All of the present phase, met or not; of the phases before it what is not met any more.
    """
    found: list[Requirement] = []
    now = reading.partnership.phase
    for phase in up_to(until or now):
        for part in parts():
            gate = part.gates.get(phase)
            found += [
                requirement
                for requirement in (gate(reading) if gate else ())
                if phase is now or requirement.missing
            ]
    return found


def missing(partnership: Partnership, parties: Sequence[Party]) -> list[Missing]:
    """The same, without what is there; first what holds the partnership up, so that a side is asked for that first."""
    found = (gap for asked in requirements(Reading(partnership, parties)) for gap in asked.missing)
    # What two rules ask for is missing once.
    return sorted(dict.fromkeys(found), key=lambda gap: not gap.holds)


def missing_before_text(partnership: Partnership, parties: Sequence[Party]) -> list[Missing]:
    """What is missing before a text may be put to the sides or signed, while the partnership is planned.

    Once the work has begun what was agreed to stays as it was, and another text asks for nothing more of it.
    """
    if partnership.phase not in PLANNING:
        return []
    reading = Reading(partnership, parties)
    gates = (part.before_text for part in parts() if part.before_text)
    return [gap for gate in gates for asked in gate(reading) for gap in asked.missing]


def holding(gaps: Iterable[Missing]) -> list[Missing]:
    """Those of ``gaps`` without which the partnership cannot go on."""
    return [gap for gap in gaps if gap.holds]


def missing_until(
    phase: Phase, partnership: Partnership, parties: Sequence[Party]
) -> list[Missing]:
    """What is missing of all that has to be there before ``phase`` can be left."""
    asked = requirements(Reading(partnership, parties), phase)
    return holding(gap for found in asked for gap in found.missing)


def side_rows(reading: Reading, shown: Sequence[Party], actor: Actor) -> list[SideRow]:
    """The table of the sides ``shown`` as ``actor`` may read it."""
    return [row for p in parts() if p.rows for row in p.rows(reading, shown, actor)]


def blocks(reading: Reading, actor: Actor) -> list[Panel]:
    """The blocks of the wide column."""
    found = (part.block(reading, actor) for part in parts() if part.block)
    return [block for block in found if block is not None]


def asides(reading: Reading, actor: Actor) -> list[Panel]:
    """The blocks beside it."""
    found = (part.aside(reading, actor) for part in parts() if part.aside)
    return [block for block in found if block is not None]


def public_blocks(reading: Reading, actor: Actor) -> list[Panel]:
    """The blocks of the page for everybody."""
    found = (part.public(reading, actor) for part in parts() if part.public)
    return [block for block in found if block is not None]


def pages(partnership: Partnership, actor: Actor) -> list[Link]:
    """The further pages of the partnership."""
    found = (part.page(partnership, actor) for part in parts() if part.page)
    return [page for page in found if page is not None]


def begin_what_waited(partnership: Partnership) -> None:
    """Nothing is missing any more: let every part begin what only waited for that."""
    for part in parts():
        if part.begin is not None:
            part.begin(partnership)


def settle(partnership: Partnership) -> None:
    """Let every part that keeps something for the sides bring it in line with them."""
    for part in parts():
        if part.settle is not None:
            part.settle(partnership)


def other_turns(partnership: Partnership) -> None:
    """Let every part set the turns that hang from its own objects."""
    for part in parts():
        if part.turns is not None:
            part.turns(partnership)
