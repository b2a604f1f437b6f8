"""Words for bodies and meetings."""

from __future__ import annotations

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.governance.domain.bodies import BodyKind, BodyStatus, Rule
from yuinowa.governance.domain.meetings import MeetingState
from yuinowa.governance.domain.promises import PromiseState

KINDS: dict[BodyKind, Words] = {
    BodyKind.STRATEGIC: pgettext_lazy("kind of body", "Decides on the direction"),
    BodyKind.THEMATIC: pgettext_lazy("kind of body", "For one subject"),
    BodyKind.AREA: pgettext_lazy("kind of body", "For one area"),
    BodyKind.NETWORK: pgettext_lazy("kind of body", "Network"),
    BodyKind.SECRETARIAT: pgettext_lazy("kind of body", "Secretariat"),
    BodyKind.ADVISORY_COUNCIL: pgettext_lazy("kind of body", "Advisory council"),
    BodyKind.REVIEW_COMMITTEE: pgettext_lazy("kind of body", "Review committee"),
    BodyKind.LIAISON: pgettext_lazy("kind of body", "Liaison meeting"),
}
RULES: dict[Rule, Words] = {
    Rule.UNANIMOUS: pgettext_lazy("how it is decided", "All say yes"),
    Rule.CONSENT: pgettext_lazy("how it is decided", "Nobody says no"),
    Rule.MAJORITY: pgettext_lazy("how it is decided", "More than half"),
    Rule.TWO_THIRDS: pgettext_lazy("how it is decided", "Two thirds"),
}
STATUSES: dict[BodyStatus, Words] = {
    BodyStatus.FORMING: pgettext_lazy("how a body stands", "Has not met yet"),
    BodyStatus.ACTIVE: pgettext_lazy("how a body stands", "Meets"),
    BodyStatus.SILENT: pgettext_lazy("how a body stands", "Silent for some time"),
}
STATES: dict[MeetingState, Words] = {
    MeetingState.PLANNED: pgettext_lazy("state of a meeting", "To come"),
    MeetingState.HELD: pgettext_lazy("state of a meeting", "Held, minutes not yet agreed"),
    MeetingState.AGREED: pgettext_lazy("state of a meeting", "Minutes agreed"),
    MeetingState.CANCELLED: pgettext_lazy("state of a meeting", "Cancelled"),
}
PROMISE_STATES: dict[PromiseState, Words] = {
    PromiseState.OPEN: pgettext_lazy("state of a promise", "Open"),
    PromiseState.KEPT: pgettext_lazy("state of a promise", "Kept"),
    PromiseState.NOT_KEPT: pgettext_lazy("state of a promise", "Not kept"),
}
#: Where a fault is, as the page names it.
PLACES = (
    pgettext_lazy("place of a fault", "record"),
    pgettext_lazy("place of a fault", "present"),
    pgettext_lazy("place of a fault", "next_due"),
    pgettext_lazy("place of a fault", "ends"),
    pgettext_lazy("place of a fault", "quorum"),
    pgettext_lazy("place of a fault", "rule"),
    pgettext_lazy("place of a fault", "owner"),
    pgettext_lazy("place of a fault", "outcome"),
)
#: What a meeting is called, by its number.
NUMBERED = _("Meeting no. %(number)d")
