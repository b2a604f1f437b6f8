"""Comments on a sheet: begin one, answer it, settle it; none is left open when the sheet is published."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.plans.domain.comments import MOST_OPEN, CommentAction, CommentState, first_state
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import CommentText, Sheet, SheetComment
from yuinowa.plans.permissions import keepers_of


@transaction.atomic
def begin_comment(
    sheet_id: int, text: str, *, field: str = "", part: str = "", actor: Actor
) -> SheetComment:
    """A comment on ``part`` of a sheet under way, for the other side: from the checker to the officer, or back.

    Raises:
        NotAllowed: ``actor`` neither keeps nor checks this plan, or the sheet is published.
        InputRefused: it says nothing, or too many are open already.
    """
    sheet = lock(Sheet, sheet_id)
    require(actor, "sheet.comment", sheet)
    if not text.strip():
        raise InputRefused(_("Write the comment."), place="text")
    if open_comments(sheet) >= MOST_OPEN:
        raise InputRefused(
            _("There are %(count)s open comments on this sheet.") % {"count": MOST_OPEN},
            place="text",
            next_step=_("Settle what is done, or talk it over."),
        )
    state = first_state(keepers_of(actor, sheet.project.plan), SheetState(sheet.state))
    comment = SheetComment(
        sheet=sheet,
        field=field,
        part=part,
        state=state.value,
        begun_by=actor.person,
        begun_at=clock.now(),
    )
    comment.full_clean()
    comment.save()
    _say(comment, text, actor)
    move.begin(comment)
    audit.record("sheet.comment", sheet, actor=actor, after={"comment": comment.pk, "part": part})
    return comment


@transaction.atomic
def act_on_comment(
    comment_id: int, action: CommentAction, *, text: str = "", actor: Actor, expected_version: int
) -> SheetComment:
    """The comment after ``action``: answered, so that the other side has the turn, or settled with or without a word.

    Raises:
        NotAllowed: it is not ``actor``'s turn, or not his plan.
        InputRefused: an answer without words.
        TransitionRefused: it is settled.
        VersionMovedOn: somebody answered or settled it since ``expected_version``.
    """
    if action is CommentAction.ANSWER and not text.strip():
        raise InputRefused(_("Write the answer."), place="text")
    comment: SheetComment = move.move(
        SheetComment.objects.get(pk=comment_id),
        action,
        actor=actor,
        expected_version=expected_version,
        change=lambda row: _mark_settled(row, actor) if action is CommentAction.SETTLE else None,
    )
    if text.strip():
        _say(comment, text, actor)
    return comment


def require_settled(sheet: Sheet) -> None:
    """Nothing, unless a comment on ``sheet`` is open; the sheet is locked.

    Raises:
        WrongState: with how many.
    """
    count = open_comments(sheet)
    if count:
        raise WrongState(
            _("Comments on this sheet are open: %(count)s.") % {"count": count},
            next_step=_("Answer and settle them first; they stand at the end of the sheet."),
        )


def open_comments(sheet: Sheet) -> int:
    return SheetComment.objects.filter(sheet=sheet).exclude(state=CommentState.SETTLED).count()


def _mark_settled(comment: SheetComment, actor: Actor) -> None:
    comment.settled_by, comment.settled_at = actor.person, clock.now()


def _say(comment: SheetComment, text: str, actor: Actor) -> None:
    said = CommentText(
        comment=comment, text=text.strip(), written_by=actor.person, written_at=clock.now()
    )
    said.full_clean()
    said.save()
