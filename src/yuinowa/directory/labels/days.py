"""Closed days and programmes in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.directory.domain.calendar import OnHoliday, RuleKind
from yuinowa.directory.domain.programmes import Programme, ProgrammeClass

RULE_KINDS: dict[RuleKind, Promise] = {
    RuleKind.WEEKLY: _("Every week on a weekday"),
    RuleKind.NTH_WEEKDAY: _("Every month on the nth weekday"),
    RuleKind.DAY_OF_MONTH: _("Every month on a day"),
    RuleKind.MONTH_END: _("Every month on the last day"),
    RuleKind.HOLIDAYS: _("On public holidays"),
    RuleKind.YEARLY: _("Every year from a day to a day"),
    RuleKind.PERIOD: _("Once, from a day to a day"),
    RuleKind.OPENING: _("Open although it would be closed"),
}
ON_HOLIDAY: dict[OnHoliday, Promise] = {
    OnHoliday.CLOSED: _("Closed all the same"),
    OnHoliday.OPEN: pgettext_lazy("on a holiday", "Open"),
    OnHoliday.NEXT: _("Open, and closed on the next day that is none"),
}
WEEKDAYS: tuple[Promise, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
PROGRAMMES: dict[Programme, Promise] = {
    Programme.NDL_DIGITAL: _("Digitized material sent to libraries (National Diet Library)"),
    Programme.REKION: _("Historical recordings (Rekion)"),
    Programme.YUNIKANET: _("Union catalogue network (Yunikanet)"),
    Programme.CRD: _("Collaborative Reference Database"),
    Programme.NDL_LOAN: _("Interlibrary loan of the National Diet Library"),
    Programme.NDL_ACCESSIBLE: _("Data for print-disabled readers (National Diet Library)"),
    Programme.NACSIS_CAT: _("NACSIS-CAT"),
    Programme.NACSIS_ILL: _("NACSIS-ILL"),
    Programme.CHILDREN_CATALOGUE: _("Union catalogue of children's literature"),
}
CLASSES: dict[ProgrammeClass, Promise] = {
    ProgrammeClass.VIEW: _("Viewing only"),
    ProgrammeClass.VIEW_AND_COPY: _("Viewing and copies"),
    ProgrammeClass.GIVES_DATA: _("Gives data"),
    ProgrammeClass.USES: _("Uses it"),
}
#: The source of what an institution says of itself.
OWN_WORD = pgettext_lazy("source", "The institution itself")
