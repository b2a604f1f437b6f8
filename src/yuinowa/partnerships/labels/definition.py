"""Words for the five parts of the definition."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.partnerships.domain.definition import Element

ELEMENTS: dict[Element, Promise] = {
    Element.OWN_WILL: pgettext_lazy("part of the definition", "Each acts by itself"),
    Element.RESPECT: pgettext_lazy("part of the definition", "Respect for each other"),
    Element.AIM: pgettext_lazy("part of the definition", "A common aim"),
    Element.RESOURCES: pgettext_lazy("part of the definition", "Putting resources together"),
    Element.EQUALITY: pgettext_lazy("part of the definition", "Equal standing"),
}
#: What shows each of them.
MEANINGS: dict[Element, Promise] = {
    Element.OWN_WILL: _("Each side has told its own need, and why together."),
    Element.RESPECT: _("Each side has said what it can and cannot do, so that the others know."),
    Element.AIM: _("There is a goal that can be measured, and every side agreed to it."),
    Element.RESOURCES: _("Each side has something it gains and something it puts in."),
    Element.EQUALITY: _(
        "Each task has one side that answers for it, and every side agreed to the table."
    ),
}
ALL_THERE = _("The five parts of the definition are there")
#: Where the words stand.
IN_THE_WORDS = _("The words of the sides")
IN_THE_GOALS = pgettext_lazy("of a partnership", "Goals")
IN_THE_ROLES = _("Table of roles")
