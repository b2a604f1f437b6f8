"""The comments on a sheet, for those who keep and those who check the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.core import move, people
from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.comments import CommentAction, CommentState
from yuinowa.plans.models import CommentText, Sheet, SheetComment
from yuinowa.plans.queries.pages import SheetPage


@dataclass(frozen=True)
class Said:
    """One comment or answer: by whom, when."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class CommentRow:
    """A comment with everything said on it, and what the actor can do."""

    comment: SheetComment
    texts: tuple[Said, ...]
    actions: tuple[CommentAction, ...]
    settled_by: str = ""

    @property
    def state(self) -> CommentState:
        return CommentState(self.comment.state)

    @property
    def is_open(self) -> bool:
        return self.state is not CommentState.SETTLED

    @property
    def can_answer(self) -> bool:
        return CommentAction.ANSWER in self.actions

    @property
    def can_settle(self) -> bool:
        return CommentAction.SETTLE in self.actions


def comments_visible_to(actor: Actor) -> QuerySet[SheetComment]:
    return visible_to(
        actor,
        SheetComment.objects.select_related("sheet__project__plan__owner"),
    )


def comments_of(sheet: Sheet, actor: Actor) -> list[CommentRow]:
    """All comments on ``sheet``, the open ones first, each in the order it was said."""
    found = list(comments_visible_to(actor).filter(sheet=sheet).order_by("pk"))
    texts: dict[int, list[CommentText]] = {}
    for text in CommentText.objects.filter(comment__in=found).order_by("pk"):
        texts.setdefault(text.comment_id, []).append(text)
    persons = {row.written_by for rows in texts.values() for row in rows if row.written_by}
    names = people.names_of(persons | {row.settled_by for row in found if row.settled_by})
    rows = [
        CommentRow(
            comment=row,
            texts=tuple(
                Said(names.get(text.written_by or 0, ""), text.written_at, text.text)
                for text in texts.get(row.pk, [])
            ),
            actions=move.buttons(row, actor),
            settled_by=names.get(row.settled_by or 0, ""),
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: not row.is_open)


def open_comments_of(sheets: Iterable[Sheet], actor: Actor) -> Counter[int]:
    """By sheet, how many comments are open that ``actor`` may see."""
    found = comments_visible_to(actor).filter(sheet__in=list(sheets))
    return Counter(
        found.exclude(state=CommentState.SETTLED).order_by().values_list("sheet", flat=True)
    )


def parts_of(page: SheetPage) -> list[tuple[str, str]]:
    """The parts of a sheet that a comment can be about: the field that holds it, and its name."""
    year = page.sheet.fiscal_year
    parts = [("", _("The whole sheet"))]
    for slot in page.printed.slots:
        figure = slot.figures.get(year)
        if slot.slot.indicator_id and figure is not None:
            parts.append((f"figure-{figure.pk}", slot.slot.label))
    parts += [
        (f"cell-{cell.pk}", f"{cell.heading}・{cell.beside}" if cell.beside else cell.heading)
        for cell in page.printed.cells
    ]
    if page.project.has_indicators:
        parts.append(("difference_reason", _("Why it differs from the plan")))
    if page.project.has_indicators or page.rates_words:
        parts.append(("rating", _("Rating")))
    for row in page.printed.lines:
        pk, names = row.line.pk, {"number": row.line.number}
        parts.append((f"result-{pk}", _("Action %(number)s") % names))
    return parts
