"""Words for what was said and what was counted, side by side."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.partnerships.domain.balance import Counted, DayFault, Matter
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.labels.statements import RESOURCES

MATTERS: dict[Matter, Promise] = {
    Matter.BENEFIT: pgettext_lazy("said and counted", "What it gains"),
    **{Matter(code.value): RESOURCES[code] for code in Resource},
}
COUNTED: dict[Counted, Promise] = {
    Counted.TIMES: pgettext_lazy("said and counted", "Activities hosted"),
    Counted.RESIDENTS: pgettext_lazy("said and counted", "Residents who took part"),
    Counted.STAFF: pgettext_lazy("said and counted", "Own people at activities"),
    Counted.COST: pgettext_lazy("said and counted", "Costs of activities"),
    Counted.SHARE: pgettext_lazy("said and counted", "Share of costs"),
}
UNITS: dict[Counted, Promise] = {
    Counted.TIMES: pgettext_lazy("unit of a count", "times"),
    Counted.RESIDENTS: pgettext_lazy("unit of a count", "persons"),
    Counted.STAFF: pgettext_lazy("unit of a count", "persons"),
    Counted.COST: pgettext_lazy("unit of a count", "yen"),
    Counted.SHARE: pgettext_lazy("unit of a count", "yen"),
}
DAY_FAULTS: dict[DayFault, Promise] = {
    DayFault.AHEAD: gettext_lazy("This day is still ahead. Write the day up to which you know it."),
    DayFault.BEFORE: gettext_lazy("On this day the work had not begun. Write a later one."),
}
#: What the way to the words on one thing is for.
SAY = pgettext_lazy("said and counted", "Say what came of it")
CHANGE = pgettext_lazy("said and counted", "Say it anew")
EARLIER = pgettext_lazy("said and counted", "What was said earlier")
