"""What the groups and verbs of the day's list, and states and lanes of jobs, are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.core.models import JobState, Lane
from yuinowa.kernel.workflow import Verb
from yuinowa.portal.domain.turns import Group

GROUPS: dict[Group, Promise] = {
    Group.LATE: _("Overdue"),
    Group.TODAY: _("Today"),
    Group.NEXT_WEEK: _("By the end of next week"),
    Group.LATER: _("Later"),
    Group.UNDATED: _("Without a due date"),
}

#: The word on the button of a turn.
VERBS: dict[Verb, Promise] = {
    Verb.FILL_IN: pgettext_lazy("button of a turn", "Fill in"),
    Verb.CHECK: pgettext_lazy("button of a turn", "Check"),
    Verb.ANSWER: pgettext_lazy("button of a turn", "Answer"),
    Verb.APPROVE: pgettext_lazy("button of a turn", "Approve"),
    Verb.DECIDE: pgettext_lazy("button of a turn", "Decide"),
    Verb.PUBLISH: pgettext_lazy("button of a turn", "Publish"),
    Verb.FETCH: pgettext_lazy("button of a turn", "Fetch"),
    Verb.APPOINT: pgettext_lazy("button of a turn", "Appoint an administrator"),
    Verb.ERASE: pgettext_lazy("button of a turn", "Erase"),
    Verb.NAME_CHECKER: pgettext_lazy("button of a turn", "Name a checker"),
    Verb.SIGN: pgettext_lazy("button of a turn", "Sign"),
}

#: What an operator reads of a job's state, in the order of the page.
JOB_STATES: dict[JobState, Promise] = {
    JobState.FAILED: pgettext_lazy("jobs", "Failed"),
    JobState.OPEN: pgettext_lazy("jobs", "Waiting"),
    JobState.DONE: pgettext_lazy("jobs", "Done"),
}
LANES: dict[Lane, Promise] = {
    Lane.INDEX: pgettext_lazy("lane of a job", "Search index"),
    Lane.WIRE: pgettext_lazy("lane of a job", "Messages to others"),
    Lane.MAIL: pgettext_lazy("lane of a job", "Mail"),
    Lane.DESK: pgettext_lazy("lane of a job", "Desk"),
    Lane.BULK: pgettext_lazy("lane of a job", "Large work"),
    Lane.LOOK: pgettext_lazy("lane of a job", "Work somebody waits for"),
}
#: Where a fault of an address of these pages is.
PLACES = (pgettext_lazy("place of a fault", "state"),)
#: What the parts of the platform are called where their tables are listed, in the order of the list.
WINGS: dict[str, Promise] = {
    "directory": pgettext_lazy("wing", "Directory"),
    "catalogue": pgettext_lazy("wing", "Catalogue"),
    "accounts": pgettext_lazy("wing", "People and programs"),
    "relations": pgettext_lazy("wing", "Contacts"),
    "partnerships": pgettext_lazy("wing", "Partnerships"),
    "governance": pgettext_lazy("wing", "Meetings"),
    "evaluation": pgettext_lazy("wing", "Evaluation"),
    "ledger": pgettext_lazy("wing", "Ledger"),
    "plans": pgettext_lazy("wing", "Plans"),
    "portal": pgettext_lazy("wing", "Files to take along"),
    "core": pgettext_lazy("wing", "Turns and audit trail"),
}
#: What follows when a turn is not taken (``domain.takeouts``).
THEN = (gettext_noop("The file is deleted; it can be made again."),)
