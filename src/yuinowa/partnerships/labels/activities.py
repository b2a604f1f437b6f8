"""Words for what sides do together."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.partnerships.domain.activities import (
    ActivityKind,
    ActivityState,
    DayFault,
    HostState,
    Participation,
)

KINDS: dict[ActivityKind, Promise] = {
    ActivityKind.EVENT: pgettext_lazy("kind of activity", "Event"),
    ActivityKind.STORY_TIME: pgettext_lazy("kind of activity", "Story time, reading together"),
    ActivityKind.COURSE: pgettext_lazy("kind of activity", "Course, training"),
    ActivityKind.EXHIBITION: pgettext_lazy("kind of activity", "Exhibition"),
    ActivityKind.VISIT: pgettext_lazy("kind of activity", "Visit, service on the spot"),
    ActivityKind.WORKSHOP: pgettext_lazy("kind of activity", "Talking together, workshop"),
    ActivityKind.MAKING: pgettext_lazy("kind of activity", "Making materials, ordering shelves"),
    ActivityKind.PUBLICITY: pgettext_lazy("kind of activity", "Publicity"),
    ActivityKind.OTHER: pgettext_lazy("kind of activity", "Other"),
}
PARTICIPATIONS: dict[Participation, Promise] = {
    Participation.SERVICE: pgettext_lazy("residents take part", "In a service"),
    Participation.DECISION: pgettext_lazy("residents take part", "In a decision"),
}
STATES: dict[ActivityState, Promise] = {
    ActivityState.PLANNED: pgettext_lazy("state of an activity", "Planned"),
    ActivityState.ANNOUNCED: pgettext_lazy("state of an activity", "Announced"),
    ActivityState.POSTPONED: pgettext_lazy("state of an activity", "Put off"),
    ActivityState.HELD: pgettext_lazy("state of an activity", "Held"),
    ActivityState.CANCELLED: pgettext_lazy("state of an activity", "Given up"),
}
#: How a state looks as a tag.
TONES: dict[ActivityState, str] = {
    ActivityState.ANNOUNCED: "here",
    ActivityState.POSTPONED: "care",
    ActivityState.HELD: "good",
}
HOST_STATES: dict[HostState, Promise] = {
    HostState.ASKED: pgettext_lazy("a side as host", "Asked"),
    HostState.AGREED: pgettext_lazy("a side as host", "Hosts"),
    HostState.DECLINED: pgettext_lazy("a side as host", "Does not host"),
}
DAY_FAULTS: dict[DayFault, Promise] = {
    DayFault.ENDS_BEFORE: _("The last day comes before the first."),
    DayFault.TOO_LONG: _("An activity lasts no longer than a year. Write the next one by itself."),
    DayFault.TOO_FAR: _("This day is too far away. Check the year."),
    DayFault.NOT_YET: _("This day has not come yet."),
    DayFault.NOT_IN_FORCE: _(
        "No agreement was in force on this day. What is done before the work begins can be planned, not counted."
    ),
}
#: What a side is waited for, and what follows (msgid of ``Wait.then_what``).
TO_RECORD = _("write what came of “%(title)s”")
TO_HOST = _("say whether you host “%(title)s”")
THEN_RECORD = gettext_noop("Then it counts in the ledger, once for all hosts.")
THEN_HOST = gettext_noop("When all named as hosts have answered, it can be announced.")
RULE_RECORDED = _("What came of activities whose day is over is written down")
RULE_HOSTED = _("Whoever is named as host has answered")
#: Fields that a refusal names.
PLACES = (
    pgettext_lazy("place of a fault", "day"),
    pgettext_lazy("place of a fault", "ends"),
    pgettext_lazy("place of a fault", "hosts"),
    pgettext_lazy("place of a fault", "participants"),
    pgettext_lazy("place of a fault", "year"),
)
