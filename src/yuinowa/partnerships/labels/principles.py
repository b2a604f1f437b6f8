"""Words for principles and checks."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.partnerships.domain.principles import Gap, Moment, Verdict

MOMENTS: dict[Moment, Promise] = {
    Moment.START: pgettext_lazy("check of principles", "At the start"),
    Moment.MIDDLE: pgettext_lazy("check of principles", "In the middle"),
    Moment.END: pgettext_lazy("check of principles", "At the end"),
}
VERDICTS: dict[Verdict, Promise] = {
    Verdict.YES: pgettext_lazy("check of principles", "Yes"),
    Verdict.PARTLY: pgettext_lazy("check of principles", "Partly"),
    Verdict.NO: pgettext_lazy("check of principles", "No"),
    Verdict.NOT_APPLICABLE: pgettext_lazy("check of principles", "Does not apply"),
}
GAPS: dict[Gap, Promise] = {
    Gap.UNANSWERED: _("Answer this principle too, or say that it does not apply."),
    Gap.NO_REASON: _("Write one line: whoever does not say yes says why."),
    Gap.UNKNOWN: _("This principle does not belong to what was adopted."),
}
#: What the sides are waited for, and what follows (msgids of ``Wait.then_what``).
PRINCIPLES_AGREED = _("Each side agrees to the principles that were proposed")
CHECKS_GIVEN = _("Each side has said how it sees the principles")
ITS_CONSENT = _("its consent to the principles")
THEN_ADOPTED = gettext_noop("When every side agrees, the principles are adopted.")
THEN_COMPARED = gettext_noop("Then you read what the other sides said.")


def a_check(moment: Moment) -> str:
    """What is missing of a side whose check is due."""
    return gettext("how it sees the principles (%(moment)s)") % {"moment": MOMENTS[moment]}


#: Where a fault of a field or an address of these pages is.
PLACES = (
    pgettext_lazy("place of a fault", "chosen"),
    pgettext_lazy("place of a fault", "lines"),
)
