"""Words for support: its matters, requests for it, what can be wrong with their days."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.relations.domain.support import (
    Came,
    SupportState,
    SupportTopic,
)

TOPICS = {
    SupportTopic.MATERIALS: pgettext_lazy(
        "matter of support", "Introducing and providing materials"
    ),
    SupportTopic.INFORMATION: pgettext_lazy("matter of support", "Information services"),
    SupportTopic.PRESERVATION: pgettext_lazy("matter of support", "Preserving materials"),
    SupportTopic.DIGITIZATION: pgettext_lazy(
        "matter of support", "Digitizing local and administrative materials"
    ),
    SupportTopic.TRAINING: pgettext_lazy("matter of support", "Training of library staff"),
    SupportTopic.RUNNING: pgettext_lazy("matter of support", "Other matters of running a library"),
}
#: The same for the head of a table, a filter and a turn.
SHORT_TOPICS = {
    SupportTopic.MATERIALS: pgettext_lazy("matter of support, short", "Materials"),
    SupportTopic.INFORMATION: pgettext_lazy("matter of support, short", "Information"),
    SupportTopic.PRESERVATION: pgettext_lazy("matter of support, short", "Preservation"),
    SupportTopic.DIGITIZATION: pgettext_lazy("matter of support, short", "Digitization"),
    SupportTopic.TRAINING: pgettext_lazy("matter of support, short", "Training"),
    SupportTopic.RUNNING: pgettext_lazy("matter of support, short", "Running"),
}
CAME = {
    Came.HERE: pgettext_lazy("how a request came", "Asked here"),
    Came.CALL: pgettext_lazy("how a request came", "By telephone"),
    Came.MAIL: pgettext_lazy("how a request came", "By mail or letter"),
    Came.VISIT: pgettext_lazy("how a request came", "On a visit"),
}
STATES = {
    SupportState.RECEIVED: pgettext_lazy("state of a request for support", "Received"),
    SupportState.IN_HAND: pgettext_lazy("state of a request for support", "In hand"),
    SupportState.DONE: pgettext_lazy("state of a request for support", "Answered"),
    SupportState.DECLINED: pgettext_lazy("state of a request for support", "Declined"),
    SupportState.WITHDRAWN: pgettext_lazy("state of a request for support", "Withdrawn"),
}
DAY_FAULTS = {
    "future": _("This day has not come yet. Write today at the latest."),
    "too_old": _("This day is more than six years ago. Check the year."),
    "before_asked": _("The answer cannot be older than the request. Check the day."),
}
#: Where a fault is, as the page names it.
PLACES = (
    pgettext_lazy("place of a fault", "asked_on"),
    pgettext_lazy("place of a fault", "came"),
    pgettext_lazy("place of a fault", "done_on"),
    pgettext_lazy("place of a fault", "due"),
    pgettext_lazy("place of a fault", "topics"),
)
#: What follows a turn.
THEN_WHAT = (_("Then the side that asked reads the answer."),)
