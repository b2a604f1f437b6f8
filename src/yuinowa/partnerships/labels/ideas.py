"""Words for ideas of residents."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.partnerships.domain.ideas import IdeaState, IdeaStep

STATES: dict[IdeaState, Promise] = {
    IdeaState.WAITING: pgettext_lazy("state of an idea", "Waits for an answer"),
    IdeaState.TAKEN_UP: pgettext_lazy("state of an idea", "Taken up"),
    IdeaState.DECLINED: pgettext_lazy("state of an idea", "Declined"),
    IdeaState.TAKEN_BACK: pgettext_lazy("state of an idea", "Taken back"),
    IdeaState.LAPSED: pgettext_lazy("state of an idea", "Nobody answered"),
}
STEPS: dict[IdeaStep, Promise] = {
    IdeaStep.TAKE_UP: _("Take it up"),
    IdeaStep.PASS_ON: _("Pass it on"),
    IdeaStep.DECLINE: pgettext_lazy("an idea", "Decline with a reason"),
}
#: A turn is kept for ever, so that it names no words of the resident.
LABEL = gettext_noop("An idea of a resident")
THEN = gettext_noop("The resident hears by mail what comes of it.")
OFFICE = _("The region office")
