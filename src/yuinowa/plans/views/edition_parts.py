"""The pages of an edition of many sheets are read goal by goal; the address carries the part (``?goal=2``, ``?goal=all``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from yuinowa.plans.models import Edition
from yuinowa.plans.queries.edition_pages import EditionView, outline_of, view_of, view_of_goal

#: The word for everything on one page.
WHOLE = "all"


@dataclass(frozen=True)
class Part:
    """One goal of a large edition, as the list of contents names it."""

    word: str
    name: str
    projects: int
    is_here: bool


@dataclass(frozen=True)
class Parted:
    """What a page of an edition shows."""

    #: Of the whole edition: what is named, counted and rated.
    whole: EditionView
    #: What is shown with its figures; None: the contents alone.
    shown: EditionView | None
    #: The goals to choose from; empty: the edition is small, and shown whole.
    parts: tuple[Part, ...] = ()
    is_whole: bool = True


def parted(
    request: HttpRequest,
    edition: Edition,
    *,
    first: bool = False,
    read: Callable[[Edition], EditionView] = view_of,
) -> Parted:
    """``edition`` as the address asks for it; ``first``: the first goal where it asks for none.

    Raises:
        Http404: there is no such goal.
    """
    whole = EditionView(edition, edition.snapshot)
    if not whole.is_large:
        whole = read(edition)
        return Parted(whole, whole)
    outline = outline_of(edition)
    goals = outline.printed.goals
    asked = request.GET.get("goal", str(goals[0].goal.number) if first else "")
    parts = tuple(
        Part(
            str(row.goal.number),
            f"{row.goal.label}　{row.goal.name}",
            sum(len(measure.projects) for measure in row.measures),
            str(row.goal.number) == asked,
        )
        for row in goals
    )
    if asked == WHOLE:
        return Parted(outline, read(edition), parts)
    if asked and not any(part.is_here for part in parts):
        raise Http404
    shown = view_of_goal(edition, int(asked)) if asked else None
    return Parted(outline, shown, parts, is_whole=False)
