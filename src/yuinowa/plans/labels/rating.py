"""Words for rules of rating: what is asked, how it is forecast, how indicators are joined, what limits it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.ledger.domain.attainment import Limit, Method
from yuinowa.plans.domain.rating import Joining, Question

QUESTIONS: dict[Question, Promise] = {
    Question.FINAL: _("Looking ahead: will the final year's target be reached?"),
    Question.YEAR: _("Looking back: was this year's target reached?"),
    Question.WORDS: _("No figures: people judge by the words of the scale"),
}
METHODS: dict[Method, Promise] = {
    Method.CARRY: _("Final target × this year's attainment"),
    Method.LINEAR: _("Straight line through the actuals (three or more)"),
    Method.LAST: _("The last actual stays"),
    Method.STEP: _("The last change happens once more"),
    Method.MANUAL: _("A forecast given by hand"),
}
JOININGS: dict[Joining, Promise] = {
    Joining.WORST: _("The worst indicator decides"),
    Joining.BEST: _("The best indicator decides"),
    Joining.OUTCOME: _("The outcome indicators decide"),
    Joining.MEAN: _("The mean of all indicators decides"),
    Joining.CAPPED: _(
        "The outcome decides, but not above the second step while an output is under plan"
    ),
    Joining.PERSON: _("Indicators are rated one by one; a person rates the project"),
}
#: The joinings in a few words, as heads of a table.
SHORT_JOININGS: dict[Joining, Promise] = {
    Joining.WORST: _("Worst"),
    Joining.BEST: _("Best"),
    Joining.OUTCOME: _("Outcome"),
    Joining.MEAN: _("Mean"),
    Joining.CAPPED: _("Outcome, capped"),
}
LIMITS: dict[Limit, Promise] = {
    Limit.NO_ACTUAL: _("No actual of the year"),
    Limit.NO_TARGET: _("No target to compare with"),
    Limit.NO_FORECAST: _("Nobody has given a forecast yet"),
    Limit.TARGET_IS_ZERO: _("The target is 0, so there is no ratio"),
    Limit.TOO_FEW_POINTS: _("Too few actuals for this forecast"),
    Limit.THREE_POINTS: _("Three points make no test of a trend"),
    Limit.ONE_POINT: _("Goes by a single actual"),
    Limit.REACHED_MAY_FALL: _("The final target was reached once; the figure may fall again"),
}
#: What each method cannot know; printed with the rule (plan-progress §7, honest limits).
METHOD_LIMITS: dict[Method, Promise] = {
    Method.CARRY: _(
        "It goes by one year alone and takes it that the years to come go as this one did."
    ),
    Method.LINEAR: _(
        "Three points make no test of a trend, and a start-up year or an interruption bends the line."
    ),
    Method.LAST: _(
        "Right for a stock that does not move; a sum of the year that was reached once may fall again."
    ),
    Method.STEP: _("It goes by one change alone; one good or bad year decides."),
    Method.MANUAL: _(
        "It is a person's judgement; the reason stands beside the number on each sheet."
    ),
}
#: The places that refusals about ratings name.
PLACES = (
    pgettext_lazy("place of a fault", "band"),
    pgettext_lazy("place of a fault", "body"),
    pgettext_lazy("place of a fault", "joining"),
    pgettext_lazy("place of a fault", "method"),
    pgettext_lazy("place of a fault", "question"),
    pgettext_lazy("place of a fault", "rating_reason"),
    pgettext_lazy("place of a fault", "reviewed_on"),
    pgettext_lazy("place of a fault", "scale"),
    pgettext_lazy("place of a fault", "thresholds"),
)
