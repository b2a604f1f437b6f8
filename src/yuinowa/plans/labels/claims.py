"""Words for claims in texts: what was found, why, and what to do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.plans.domain.claims.body import Whole
from yuinowa.plans.domain.claims.kinds import FigureKind, Formula, Reason, Verdict

VERDICTS: dict[Verdict, Promise] = {
    Verdict.TRUE: _("Agrees with the figures"),
    Verdict.OMITS: _("Agrees, but leaves something out"),
    Verdict.AMBIGUOUS: _("Agrees in one reading"),
    Verdict.CONSISTENT: _("The direction agrees"),
    Verdict.ELSEWHERE: _("The same number stands on another sheet"),
    Verdict.CONTRADICTS: _("Does not agree with the figures"),
    Verdict.UNCHECKABLE: _("Cannot be checked from the report"),
    Verdict.INPUT: _("Used to check another statement"),
}
#: Tones of the tags; the words say the same.
TONES = {
    Verdict.TRUE: "good",
    Verdict.OMITS: "care",
    Verdict.AMBIGUOUS: "care",
    Verdict.CONSISTENT: "good",
    Verdict.ELSEWHERE: "good",
    Verdict.CONTRADICTS: "late",
    Verdict.UNCHECKABLE: "",
    Verdict.INPUT: "",
}
REASONS: dict[Reason, Promise] = {
    Reason.AGREES: _("It is so at the precision the text gives."),
    Reason.DISAGREES: _("The figures say otherwise."),
    Reason.WRONG_WAY: _("The figures went the other way."),
    Reason.NUMBERS_FOUND: _("Every number of the sentence comes from the indicator's figures."),
    Reason.NO_SUCH_NUMBER: _("A number of the sentence is none of the indicator's figures, and no difference, share or sum of them."),
    Reason.SIZE_IS_JUDGED: _("The direction is right; whether the word for its size fits is a judgement."),
    Reason.ROUNDED_LOOSELY: _("It is right only if the number is rounded or cut off."),
    Reason.TWO_READINGS: _("“1.5 times more” may mean 1.5 times, or 1.5 times in addition."),
    Reason.ONE_READING: _("It can be read in more than one way, and is not right in all of them."),
    Reason.POINTS_OR_PERCENT: _("It is right only in points, or only in percent."),
    Reason.EQUALS_RECORD: _("It equals the record and does not surpass it."),
    Reason.MIXED_TREND: _("The last years did not all go the same way."),
    Reason.TARGET_LEFT_OUT: _("The text does not say that the year's target was missed by far."),
    Reason.FALL_LEFT_OUT: _("The text does not say that it is far worse than the year before."),
    Reason.DEED_AGREES: _("The figure went the way such work moves it."),
    Reason.TEXTS_AGREE: _("What the report's texts tell agrees with it."),
    Reason.NEW_IN_TEXTS: _("The year's text has it, and that of the year before has not."),
    Reason.SAME_ELSEWHERE: _("Another sheet tells of the same number; do not add the two."),
    Reason.INCREMENTS_DISAGREE: _("What was added since, taken from the total, leaves another number to begin with."),
    Reason.USED_BY_ANOTHER: _("Another statement was computed from it."),
    Reason.FIGURE_MISSING: _("A figure that it needs does not stand here."),
    Reason.NO_INDICATOR: _("No indicator of the sheet is about this."),
    Reason.NO_FIGURE_BEHIND: _("No figure stands behind this."),
    Reason.OTHER_UNIT: _("It may speak of something else: the unit or the figure is another one."),
    Reason.BASE_UNKNOWN: _("No figure stands for what it is compared with."),
}  # fmt: skip
#: What to do about it; nothing where nothing is to be done.
NEXT_STEPS: dict[Verdict, Promise] = {
    Verdict.OMITS: _("Consider saying that as well."),
    Verdict.AMBIGUOUS: _("Consider words that can be read in one way only."),
    Verdict.CONTRADICTS: _("Look at the text and at the figure: one of them is to be mended, or explained."),
    Verdict.UNCHECKABLE: _("If a figure is kept, name it, or link an indicator."),
}  # fmt: skip
#: What of a plan its report's body counts.
WHOLES: dict[Whole, Promise] = {
    Whole.GOALS: _("Goals"),
    Whole.MEASURES: _("Measures"),
    Whole.PROJECTS: _("Projects"),
    Whole.RATINGS: _("Projects by rating, and their total"),
    Whole.SHEETS: _("Projects that have a sheet in one of the annexes"),
}
#: The computed value in words, where it is more than a figure that stands beside it.
COMPUTED: dict[Formula | None, Promise] = {
    Formula.RATIO: _("Ratio: %(number)s%%"),
    Formula.GROWTH: _("Change: %(number)s%%"),
    Formula.YEARS: _("Years in which it was so: %(number)s"),
    Formula.SUM: _("Sum: %(number)s"),
}
FIGURE_KINDS: dict[FigureKind, Promise] = {
    FigureKind.ACTUAL: _("Actual"),
    FigureKind.TARGET: _("Target"),
    FigureKind.MEAN: _("Mean of the years"),
    FigureKind.RATE: _("Attainment of the target"),
    FigureKind.TEXT: _("In the texts"),
}
