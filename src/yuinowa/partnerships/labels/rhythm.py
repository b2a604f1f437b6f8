"""Words for how often the sides are in touch."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.partnerships.domain.rhythm import FREQUENCIES, Sort
from yuinowa.relations.domain.kinds import Frequency
from yuinowa.relations.labels.relations import FREQUENCIES as WORDS

HOW_OFTEN: dict[Frequency, Promise] = {code: WORDS[code] for code in FREQUENCIES}
PULSE_EVERY: dict[int, Promise] = {
    3: pgettext_lazy("how often", "Every three months"),
    6: pgettext_lazy("how often", "Twice a year"),
    12: pgettext_lazy("how often", "Once a year"),
}
SORTS: dict[Sort, Promise] = {
    Sort.CONTACT: pgettext_lazy("kind of being in touch", "Contacts between two sides"),
    Sort.MEETING: pgettext_lazy("kind of being in touch", "Meetings at which two sides were"),
    Sort.ACTIVITY: pgettext_lazy("kind of being in touch", "Activities that two sides hosted"),
}
#: What the sides are waited for, and what follows (msgids of ``Wait.then_what``).
RHYTHM_AGREED = _("Each side agrees to how often you are in touch")
ITS_CONSENT = _("its consent to how often you are in touch")
THEN_AGREED = gettext_noop("When every side agrees, it holds from that day.")
THEN_IN_TOUCH = gettext_noop("Be in touch once, and write it down.")
#: So many sides are named, and how many more there are.
MOST_NAMED = 5


def without_contact(names: Sequence[str]) -> str:
    """The sides of which no contact is written down for so long, in a sentence; empty where there are none."""
    if not names:
        return ""
    told = "、".join(names[:MOST_NAMED])
    if (more := len(names) - MOST_NAMED) > 0:
        told = gettext("%(names)s and %(more)s more") % {"names": told, "more": more}
    return gettext("Without a recorded contact with another side: %(sides)s") % {"sides": told}


#: What may be wrong in what is proposed.
PLACES = (pgettext_lazy("place of a fault", "frequency"),)
