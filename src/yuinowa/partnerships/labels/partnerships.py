"""Words for partnerships: phases, sides, forms, zones, what follows."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.core.rights import Level
from yuinowa.partnerships.domain.forms_and_zones import Zone
from yuinowa.partnerships.domain.parties import PartyRole, PartyState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.labels.public import FORM_MEANINGS, FORMS

__all__ = ["FORMS", "FORM_MEANINGS"]

PHASES: dict[Phase, Promise] = {
    Phase.IDEA: pgettext_lazy("phase of a partnership", "Idea"),
    Phase.EXPLORING: pgettext_lazy("phase of a partnership", "Asking the sides"),
    Phase.NEEDS: pgettext_lazy("phase of a partnership", "Needs and planning"),
    Phase.GOALS: pgettext_lazy("phase of a partnership", "Goals and mutual benefit"),
    Phase.ROLES: pgettext_lazy("phase of a partnership", "Roles and responsibility"),
    Phase.EVALUATION_DESIGN: pgettext_lazy("phase of a partnership", "How it is evaluated"),
    Phase.AWAITING_SIGNATURE: pgettext_lazy("phase of a partnership", "Deciding and signing"),
    Phase.ACTIVE: pgettext_lazy("phase of a partnership", "At work"),
    Phase.SUSPENDED: pgettext_lazy("phase of a partnership", "Suspended"),
    Phase.CLOSING: pgettext_lazy("phase of a partnership", "Closing"),
    Phase.CLOSED: pgettext_lazy("phase of a partnership", "Closed"),
    Phase.DECLINED: pgettext_lazy("phase of a partnership", "Not pursued"),
    Phase.WITHDRAWN: pgettext_lazy("phase of a partnership", "Given up"),
    Phase.TERMINATED_EARLY: pgettext_lazy("phase of a partnership", "Ended early"),
    Phase.LAPSED: pgettext_lazy("phase of a partnership", "Lapsed"),
}
#: The phase bar: the four phases of planning and the work itself.
BAR = (
    (Phase.NEEDS, _("1 Needs and planning")),
    (Phase.GOALS, _("2 Goals and mutual benefit")),
    (Phase.ROLES, _("3 Roles and responsibility")),
    (Phase.EVALUATION_DESIGN, _("4 How it is evaluated")),
    (Phase.AWAITING_SIGNATURE, _("Deciding and signing")),
    (None, _("5 Work and watching over it")),
)
#: What whoever presses is told before: what comes when the phase is left.
NEXT: dict[Phase, Promise] = {
    Phase.IDEA: _("When you have asked another side, it answers."),
    Phase.EXPLORING: _("When two sides have joined, they write what they need."),
    Phase.NEEDS: _("When every side has written what it needs, you go on to the goals."),
    Phase.GOALS: _("When the goals are agreed, you go on to the roles."),
    Phase.ROLES: _("When the table of roles is agreed, you go on to how it is evaluated."),
    Phase.EVALUATION_DESIGN: _(
        "When it is agreed how the work is evaluated, it is put in writing."
    ),
    Phase.AWAITING_SIGNATURE: _(
        "When every side has decided and signed, the work begins with the first day of the agreement."
    ),
    Phase.ACTIVE: _("The work goes on until the agreement ends."),
    Phase.SUSPENDED: _("The work pauses until all sides agree to go on, or to close."),
    Phase.CLOSING: _("When every side has said what came of it, the partnership is closed."),
}
#: The button that goes on.
GO_ON: dict[Phase, Promise] = {
    Phase.EXPLORING: _("Begin with the needs"),
    Phase.NEEDS: _("Go on to the goals"),
    Phase.GOALS: _("Go on to the roles"),
    Phase.ROLES: _("Go on to how it is evaluated"),
    Phase.EVALUATION_DESIGN: _("Go on to deciding and signing"),
    Phase.CLOSING: _("Close the partnership"),
}
#: Why a partnership is over that all sides closed.
ALL_CLOSED = gettext_noop("All sides closed it, and each said what came of it.")
#: The button of our own turn, by what is waited for; else something is written.
BUTTONS: dict[str, Promise] = {
    "answer": pgettext_lazy("a turn", "Answer"),
    "decide": _("Read and agree"),
    "approve": _("Record our decision"),
    "sign": _("Sign"),
}
ANSWER_INVITATION = _("Answer the invitation")
WRITE_IT = _("Write it")
#: Where a turn leads to a page and not to a form.
LOOK = pgettext_lazy("a turn", "Look at it")
#: What follows a turn (msgids of ``Wait.then_what``).
THEN_ANSWER = gettext_noop("When you accept, every side writes what it needs.")
THEN_ASK = gettext_noop("Then the other side answers.")
THEN_WRITE = gettext_noop("When every side has written, you go on together.")
THEN_GO_ON = gettext_noop("Nothing is missing. Whichever side goes on does so for all.")

ROLES: dict[PartyRole, Promise] = {
    PartyRole.LEAD: pgettext_lazy("role of a side", "Runs the work"),
    PartyRole.EQUAL: pgettext_lazy("role of a side", "Equal side"),
    PartyRole.SUPPORTING: pgettext_lazy("role of a side", "Supports"),
    PartyRole.OBSERVER: pgettext_lazy("role of a side", "Looks on"),
}
STATES: dict[PartyState, Promise] = {
    PartyState.INVITED: pgettext_lazy("state of a side", "Asked"),
    PartyState.JOINED: pgettext_lazy("state of a side", "Joined"),
    PartyState.DECLINED: pgettext_lazy("state of a side", "Declined"),
    PartyState.TAKEN_BACK: pgettext_lazy("state of a side", "Invitation taken back"),
    PartyState.LEFT: pgettext_lazy("state of a side", "Left"),
}
LEVELS: dict[Level, Promise] = {
    Level.PARTIES: pgettext_lazy("seen by", "The sides alone"),
    Level.MEMBERS: pgettext_lazy("seen by", "Institutions that take part"),
    Level.PUBLIC: pgettext_lazy("seen by", "Everybody"),
}
ZONES: dict[Zone, Promise] = {
    Zone.CIVIC: pgettext_lazy("zone", "The civic side alone"),
    Zone.CIVIC_LED: pgettext_lazy("zone", "The civic side leads, the public side helps"),
    Zone.BOTH: pgettext_lazy("zone", "Both lead"),
    Zone.PUBLIC_LED: pgettext_lazy(
        "zone", "The public side leads, the civic side helps and takes part"
    ),
    Zone.PUBLIC: pgettext_lazy("zone", "The public side alone"),
}
#: Over each zone of the drawing, in two short lines.
ZONE_HEADS: dict[Zone, tuple[Promise | str, Promise | str]] = {
    Zone.CIVIC: ("", pgettext_lazy("zone, drawn", "Civic")),
    Zone.CIVIC_LED: (
        pgettext_lazy("zone, drawn", "Civic leads"),
        pgettext_lazy("zone, drawn", "public helps"),
    ),
    Zone.BOTH: (pgettext_lazy("zone, drawn", "Both"), pgettext_lazy("zone, drawn", "lead")),
    Zone.PUBLIC_LED: (
        pgettext_lazy("zone, drawn", "Public leads"),
        pgettext_lazy("zone, drawn", "civic takes part"),
    ),
    Zone.PUBLIC: ("", pgettext_lazy("zone, drawn", "Public")),
}
#: The same between two sides of one sort, by the letters they have in the drawing and by their names.
ZONES_OF_SIDES: dict[Zone, Promise] = {
    Zone.CIVIC: pgettext_lazy("zone of two sides", "%(first)s alone"),
    Zone.CIVIC_LED: pgettext_lazy("zone of two sides", "%(first)s leads, %(second)s helps"),
    Zone.BOTH: pgettext_lazy("zone", "Both lead"),
    Zone.PUBLIC_LED: pgettext_lazy("zone of two sides", "%(second)s leads, %(first)s helps"),
    Zone.PUBLIC: pgettext_lazy("zone of two sides", "%(second)s alone"),
}
ZONE_HEADS_OF_SIDES: dict[Zone, tuple[Promise | str, Promise | str]] = {
    Zone.CIVIC: ("", pgettext_lazy("zone of two sides, drawn", "A alone")),
    Zone.CIVIC_LED: (
        pgettext_lazy("zone of two sides, drawn", "A leads"),
        pgettext_lazy("zone of two sides, drawn", "B helps"),
    ),
    Zone.BOTH: ZONE_HEADS[Zone.BOTH],
    Zone.PUBLIC_LED: (
        pgettext_lazy("zone of two sides, drawn", "B leads"),
        pgettext_lazy("zone of two sides, drawn", "A helps"),
    ),
    Zone.PUBLIC: ("", pgettext_lazy("zone of two sides, drawn", "B alone")),
}
#: Where a fault of an address of these pages is.
PLACES = (
    pgettext_lazy("place of a fault", "of"),
    pgettext_lazy("place of a fault", "form"),
    pgettext_lazy("place of a fault", "names"),
    pgettext_lazy("place of a fault", "end_on"),
    pgettext_lazy("place of a fault", "zone_reason"),
)
#: What the gates of the sides ask.
TWO_SIDES = _("Two sides at least have joined")
ALL_ANSWERED = _("Everybody who was asked has answered")
ANOTHER_SIDE = _("another side that joins")
AN_ANSWER = _("the answer to the invitation")
