"""The units of an institution as they stood on a day, with their posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yuinowa.directory.domain.units import Node, placed
from yuinowa.directory.models import Institution, Post, Unit


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the order of the tree; ``depth`` 0 is directly under the institution."""

    unit: Unit | None
    depth: int
    posts: list[Post] = field(default_factory=list)
    #: The name of the unit above.
    above: str = ""

    @property
    def steps(self) -> range:
        """One for each unit above, for the template."""
        return range(self.depth)


def unit_lines(institution: Institution, *, as_of: date) -> list[UnitLine]:
    """The tree as lines; posts of no unit come first, under ``unit`` None. Asks nothing of what is prefetched."""
    units = {unit.pk: unit for unit in institution.units.all()}
    posts: dict[int | None, list[Post]] = {}
    for post in institution.posts.all():
        if post.span.holds(as_of):
            unit = post.unit_id if post.unit_id in units else None
            posts.setdefault(unit, []).append(post)
    nodes = [Node(unit.pk, unit.parent_id, unit.span) for unit in units.values()]
    order = placed(nodes, as_of=as_of)
    there = {pk for pk, _depth in order}
    loose = [post for unit, held in posts.items() if unit not in there for post in held]
    lines = [UnitLine(None, 0, loose)] if loose else []
    path: list[str] = []
    for pk, depth in order:
        del path[depth:]
        lines.append(UnitLine(units[pk], depth, posts.get(pk, []), path[-1] if path else ""))
        path.append(units[pk].name)
    return lines
