"""Words for shared costs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.partnerships.domain.costs import StatementState
from yuinowa.partnerships.domain.shares import Fault, Part

#: 定額、均等割、人口割、利用割, as municipalities call them.
PARTS = {
    Part.FIXED: gettext_lazy("Fixed sum"),
    Part.EQUAL: gettext_lazy("All alike"),
    Part.PER_HEAD: gettext_lazy("By residents"),
    Part.PER_USE: gettext_lazy("By use"),
}
STATES = {
    StatementState.DRAFT: pgettext_lazy("statement of costs", "Draft"),
    StatementState.ISSUED: pgettext_lazy("statement of costs", "Issued"),
    StatementState.REPLACED: pgettext_lazy("statement of costs", "Replaced"),
}
FAULTS = {
    Fault.NO_SIDES: gettext_lazy("No side shares what is left after the fixed sums."),
    Fault.TOTAL_OUT_OF_RANGE: gettext_lazy("The cost is not a number of yen that can be shared."),
    Fault.FIXED_NEGATIVE: gettext_lazy("A fixed sum is below zero."),
    Fault.FIXED_ABOVE_TOTAL: gettext_lazy("The fixed sums are more than the cost."),
    Fault.WEIGHTS: gettext_lazy("The three parts together are not 100 %."),
    Fault.NO_POPULATION: gettext_lazy("Its residents are missing."),
    Fault.NO_USES: gettext_lazy("Its use is missing."),
    Fault.NOTHING_USED: gettext_lazy("Nobody used anything, so use cannot divide the cost."),
    Fault.SIDE_CAME: gettext_lazy("It joined after the draft was made. Writing figures adds it."),
    Fault.SIDE_WENT: gettext_lazy("It takes part no more. Writing figures takes its line out."),
}
#: Fields that a refusal names.
PLACES = (
    pgettext_lazy("place of a fault", "equal"),
    pgettext_lazy("place of a fault", "population_on"),
    pgettext_lazy("place of a fault", "population_source"),
    pgettext_lazy("place of a fault", "use_source"),
)
