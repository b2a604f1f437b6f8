"""Words for issues and risks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy

from yuinowa.partnerships.domain.issues import IssueLevel, IssueState, IssueStep
from yuinowa.partnerships.domain.risks import Degree, RiskState, RiskStep

STATES = {
    IssueState.OPEN: pgettext_lazy("state of an issue", "Open"),
    IssueState.IN_HAND: pgettext_lazy("state of an issue", "In hand"),
    IssueState.SETTLED: pgettext_lazy("state of an issue", "Settled"),
    IssueState.DROPPED: pgettext_lazy("state of an issue", "Dropped"),
}
TONES = {
    IssueState.OPEN: "care",
    IssueState.IN_HAND: "here",
    IssueState.SETTLED: "good",
    IssueState.DROPPED: "",
}
LEVELS = {
    IssueLevel.RULES: gettext_lazy("In rules and agreements"),
    IssueLevel.BETWEEN: gettext_lazy("Between institutions"),
    IssueLevel.PEOPLE: gettext_lazy("Between people"),
}
#: The button of a step, what its page asks for, and what is said afterwards.
STEPS = {
    IssueStep.TAKE: pgettext_lazy("an issue", "Take it in hand"),
    IssueStep.SETTLE: gettext_lazy("It is settled"),
    IssueStep.DROP: gettext_lazy("Drop it"),
    IssueStep.REOPEN: gettext_lazy("Open it again"),
}
ASKED = {
    IssueStep.TAKE: gettext_lazy("You look after it; your own institution reads your name."),
    IssueStep.SETTLE: pgettext_lazy("an issue", "What was done"),
    IssueStep.DROP: gettext_lazy("Why it is dropped"),
    IssueStep.REOPEN: gettext_lazy("Why it is opened again"),
}
SAID = {
    IssueStep.TAKE: gettext_lazy("You have it in hand. The other sides read that, not your name."),
    IssueStep.SETTLE: gettext_lazy("It is settled. All sides read what was done."),
    IssueStep.DROP: gettext_lazy("It is dropped. All sides read why."),
    IssueStep.REOPEN: gettext_lazy("It is open again."),
}
THEN_ISSUE = gettext_noop("All sides read what was done. It can be opened again.")
THEN_RISK = gettext_noop("All sides read how likely and how bad it is now.")

LIKELY = {
    Degree.LOW: pgettext_lazy("how likely", "Hardly"),
    Degree.MIDDLE: pgettext_lazy("how likely", "Possibly"),
    Degree.HIGH: pgettext_lazy("how likely", "Probably"),
}
BAD = {
    Degree.LOW: pgettext_lazy("how bad", "Little"),
    Degree.MIDDLE: pgettext_lazy("how bad", "Noticeable"),
    Degree.HIGH: pgettext_lazy("how bad", "Grave"),
}
RISK_STATES = {
    RiskState.WATCHED: pgettext_lazy("state of a risk", "Watched"),
    RiskState.CLOSED: pgettext_lazy("state of a risk", "Closed"),
}
RISK_STEPS = {
    RiskStep.CLOSE: gettext_lazy("Close the risk"),
    RiskStep.REOPEN: gettext_lazy("Watch it again"),
}
RISK_ASKED = {
    RiskStep.CLOSE: gettext_lazy("Why it is watched no more"),
    RiskStep.REOPEN: gettext_lazy("Why it is watched again"),
}
RISK_SAID = {
    RiskStep.CLOSE: gettext_lazy("It is closed. It stays in the register."),
    RiskStep.REOPEN: gettext_lazy("It is watched again."),
}
#: Orders of the two tables, by word of the address.
ISSUE_ORDERS = {
    "due": pgettext_lazy("order of a table", "Due first"),
    "raised": pgettext_lazy("order of a table", "Last raised first"),
    "owner": pgettext_lazy("order of a table", "By side"),
}
RISK_ORDERS = {
    "weight": pgettext_lazy("order of a table", "Heaviest first"),
    "review": pgettext_lazy("order of a table", "Looked at next first"),
    "owner": pgettext_lazy("order of a table", "By side"),
}
#: Fields that a refusal names.
PLACES = (
    pgettext_lazy("place of a fault", "owner"),
    pgettext_lazy("place of a fault", "said"),
    pgettext_lazy("place of a fault", "review_on"),
)
