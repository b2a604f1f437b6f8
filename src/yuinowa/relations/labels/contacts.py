"""Words for the codes of this wing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.relations.domain.contacts import ContactState, Means

MEANS = {
    Means.VISITED: pgettext_lazy("means of contact", "We visited them"),
    Means.RECEIVED: pgettext_lazy("means of contact", "They came to us"),
    Means.MEETING: pgettext_lazy("means of contact", "Meeting elsewhere"),
    Means.CALL: pgettext_lazy("means of contact", "Telephone"),
    Means.MAIL: pgettext_lazy("means of contact", "Mail or letter"),
    Means.ONLINE: pgettext_lazy("means of contact", "Online meeting"),
}
#: The same from the other side: who visited whom turns round.
MEANS_OTHER_SIDE = MEANS | {
    Means.VISITED: MEANS[Means.RECEIVED],
    Means.RECEIVED: MEANS[Means.VISITED],
}
STATES = {
    ContactState.RECORDED: pgettext_lazy("state of a contact", "Recorded"),
    ContactState.WITHDRAWN: pgettext_lazy("state of a contact", "Withdrawn"),
}
DAY_FAULTS = {
    "future": _("This day has not come yet. Write the day on which you met."),
    "too_old": _("This day is more than six years ago. Check the year."),
}
#: Where a fault is, as the page names it.
PLACES = (pgettext_lazy("place of a fault", "partner"),)
#: Suggestions for "what about"; the words people choose are their own.
ABOUT_SUGGESTIONS = (
    _("Inter-library loan"),
    _("Support for the school library"),
    _("Group loan"),
    _("Story time or event"),
    _("Reference question"),
    _("Training"),
    _("Planning of a joint activity"),
)
