"""Words for how a partnership is evaluated, before it begins."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

#: What the gate asks, and what is missing of it.
AGREED = _("All sides have agreed how it is evaluated")
A_PROPOSAL = _("a proposal how it is evaluated")
THE_AGREEMENT = _("the agreement to how it is evaluated")
#: What follows the turn of a side that is asked to agree (a msgid).
THEN_AGREED = gettext_noop("When every side has agreed, you go on together.")
#: Where a fault of an address of these pages is.
PLACES = (pgettext_lazy("place of a fault", "number"),)
