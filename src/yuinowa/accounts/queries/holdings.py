"""Who holds which post, on a day and over the years; and whose the turns of a role are today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from yuinowa.accounts import labels
from yuinowa.accounts.models import (
    AffiliationRole,
    PostHolding,
    current_affiliation_q,
    held_on_q,
)
from yuinowa.core import clock, rights
from yuinowa.core.rights import Actor, Role, can


@dataclass(frozen=True, slots=True)
class Holder:
    """One holding as the institution's people read it."""

    pk: int
    person: int
    name: str
    unit: str
    from_day: date
    last_day: date | None
    is_now: bool
    is_to_come: bool
    #: The post takes turns that need a role, and its holder has not got it.
    lacks_role: bool
    affiliation: int
    may_end: bool


def holdings_visible_to(actor: Actor) -> QuerySet[PostHolding]:
    """Holdings the actor may see, the latest first, with person and post."""
    found = rights.visible_to(actor, PostHolding.objects.all())
    return found.select_related("person", "affiliation", "post__institution")


def holders_of_post(post: int, actor: Actor) -> list[Holder]:
    """Everybody who held, holds or will hold ``post``, the latest first."""
    return _holders(holdings_visible_to(actor).filter(post=post), actor)


def holders_on(institution: int, day: date, actor: Actor) -> dict[int, list[Holder]]:
    """By post of ``institution``: who holds it on ``day``."""
    found = holdings_visible_to(actor).filter(held_on_q(day), post__institution=institution)
    return _by_post(found.order_by("from_day", "pk"), actor)


def holders_to_come(institution: int, day: date, actor: Actor) -> dict[int, list[Holder]]:
    """By post of ``institution``: who will hold it after ``day``, the nearest first."""
    found = holdings_visible_to(actor).filter(post__institution=institution, from_day__gt=day)
    return _by_post(found.order_by("from_day", "pk"), actor)


def _by_post(found: QuerySet[PostHolding], actor: Actor) -> dict[int, list[Holder]]:
    rows = list(found)
    by_post: dict[int, list[Holder]] = defaultdict(list)
    for row, holder in zip(rows, _holders(rows, actor), strict=True):
        by_post[row.post_id].append(holder)
    return dict(by_post)


def _holders(found: Iterable[PostHolding], actor: Actor) -> list[Holder]:
    rows, today = list(found), clock.today()
    held = set(
        AffiliationRole.objects.filter(
            affiliation__in={row.affiliation_id for row in rows}
        ).values_list("affiliation", "role")
    )
    return [
        Holder(
            pk=row.pk,
            person=row.person_id,
            name=row.person.display_name,
            unit=row.affiliation.unit,
            from_day=row.from_day,
            last_day=row.last_day,
            is_now=row.holds_on(today),
            is_to_come=row.from_day > today,
            lacks_role=bool(role := row.post.takes_waits_of)
            and row.holds_on(today)
            and (row.affiliation_id, role) not in held,
            affiliation=row.affiliation_id,
            may_end=can(actor, "postholding.end", row),
        )
        for row in rows
    ]


def titles_held(institution: int) -> dict[int, list[str]]:
    """By affiliation of ``institution``: the posts held today."""
    found = PostHolding.objects.filter(held_on_q(clock.today()), post__institution=institution)
    titles: dict[int, list[str]] = defaultdict(list)
    for affiliation, title in found.order_by("from_day", "pk").values_list(
        "affiliation", "post__title"
    ):
        titles[affiliation].append(title)
    return dict(titles)


def own_holdings(actor: Actor) -> list[PostHolding]:
    """The posts the person who acts holds or held, those of today first."""
    found = holdings_visible_to(actor).filter(person=actor.person)
    today = clock.today()
    return sorted(found, key=lambda row: not row.holds_on(today))


# ---------------------------------------------------------------- what the wings below ask


def names_in_posts(posts: Collection[int], day: date) -> dict[int, tuple[str, ...]]:
    """By post: what those are called who hold it on ``day``. Whoever asks has checked who reads it."""
    found = PostHolding.objects.filter(held_on_q(day), post__in=posts, person__is_active=True)
    names: dict[int, tuple[str, ...]] = {}
    for post, name in found.order_by("from_day", "pk").values_list("post", "person__display_name"):
        names[post] = (*names.get(post, ()), name)
    return names


def posts_of(person: int, institution: int, day: date) -> tuple[str, ...]:
    """The posts ``person`` held at ``institution`` on ``day``."""
    found = PostHolding.objects.filter(held_on_q(day), person=person, post__institution=institution)
    return tuple(found.order_by("from_day", "pk").values_list("post__title", flat=True))


def turn_takers(institution: int) -> QuerySet[Any]:
    """Whose the turns of a role are at ``institution`` today: rows with ``role``, ``person`` and ``title``.

    Those who hold a post that takes the turns of the role, and have the role to answer them. A role without
    a row is everybody's who has it.
    """
    today = clock.today()
    return (
        PostHolding.objects.filter(
            held_on_q(today),
            current_affiliation_q("affiliation__"),
            post__institution=institution,
            person__is_active=True,
            affiliation__only_for_id=None,
            affiliation__roles__role=F("post__takes_waits_of"),
        )
        .annotate(role=F("post__takes_waits_of"), title=F("post__title"))
        .order_by()
    )


def posts_taking_turns(institution: int) -> dict[str, tuple[str, ...]]:
    """By role: the posts whose holders take its turns at ``institution`` today."""
    found: dict[str, tuple[str, ...]] = {}
    rows = turn_takers(institution).values_list("role", "title").distinct()
    for role, title in rows.order_by("role", "title"):
        found[role] = (*found.get(role, ()), title)
    return found


def role_label(role: str) -> str:
    """What the role is called whose turns a post takes; empty without one."""
    return str(labels.ROLES[Role(role)]) if role else ""
