"""The units of an institution as they stood on a day, with their posts and who holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from yuinowa.core import rights
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.units import Node, placed
from yuinowa.directory.models import Institution, Post, Unit
from yuinowa.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post, and what those are called who hold it, as far as the reader may know."""

    post: Post
    holders: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.post.title


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the order of the tree; ``depth`` 0 is directly under the institution."""

    unit: Unit | None
    depth: int
    posts: list[PostLine] = field(default_factory=list)
    #: The name of the unit above.
    above: str = ""

    @property
    def steps(self) -> range:
        """One for each unit above, for the template."""
        return range(self.depth)


def unit_lines(
    institution: Institution, *, as_of: date, holders: Mapping[int, tuple[str, ...]] | None = None
) -> list[UnitLine]:
    """The tree as lines; posts of no unit come first, under ``unit`` None. Asks nothing of what is prefetched."""
    units = {unit.pk: unit for unit in institution.units.all()}
    posts: dict[int | None, list[PostLine]] = {}
    for post in institution.posts.all():
        if post.span.holds(as_of):
            unit = post.unit_id if post.unit_id in units else None
            posts.setdefault(unit, []).append(PostLine(post, (holders or {}).get(post.pk, ())))
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


def posts_visible_to(actor: Actor) -> QuerySet[Post]:
    """Posts whose own page the actor may open: the institution's people and the region office."""
    return rights.visible_to(actor, Post.objects.select_related("institution", "unit"))


def post_of(pk: int) -> Post:
    """A post with its institution, for deeds that ask for rights themselves.

    Raises:
        NotFound: there is none.
    """
    found = Post.objects.select_related("institution").filter(pk=pk).first()
    if found is None:
        raise NotFound("no such post")
    return found
