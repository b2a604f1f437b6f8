"""Words for comments on a sheet."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.comments import CommentAction, CommentState

COMMENT_STATES: dict[CommentState, Promise] = {
    CommentState.FOR_OFFICER: gettext_lazy("The plan officer's turn"),
    CommentState.FOR_CHECKER: gettext_lazy("The checker's turn"),
    CommentState.SETTLED: pgettext_lazy("comment", "Settled"),
}
#: What is said when a step was taken.
DONE = {
    CommentAction.ANSWER: gettext_lazy("The answer stands under the comment."),
    CommentAction.SETTLE: gettext_lazy("The comment is settled."),
}
#: What follows after each wait; the workflow table carries the message id.
THEN_WHAT = (gettext_lazy("Then whoever asked reads the answer."),)
#: The places that refusals name.
PLACES = (
    pgettext_lazy("place of a fault", "reason"),
    pgettext_lazy("place of a fault", "text"),
)
