"""Words for comparisons: why two figures are not comparable, in what report one stands, the files."""

from __future__ import annotations

from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.ledger.domain.indicators import Nature
from yuinowa.ledger.labels.comparing import STATISTICS
from yuinowa.ledger.labels.metrics import ACCUMULATIONS, NATURES
from yuinowa.plans.domain.comparison import Difference, Differs, Item, Report, Told
from yuinowa.plans.domain.courses import Course
from yuinowa.plans.domain.rating import Question, Rule
from yuinowa.ui import words

#: What the rule of a plan asks of a figure.
_ASKS: dict[Question, Promise] = {
    Question.FINAL: gettext_lazy(
        "Asked is whether the target of the plan's last year is in reach."
    ),
    Question.YEAR: gettext_lazy("Asked is whether the target of the year was reached."),
    Question.WORDS: gettext_lazy(
        "The plan asks no figures: people judge by the words of its scale."
    ),
}


def item_word(item: Item) -> str:
    """What an item is called."""
    if item.statistic is not None:
        return str(STATISTICS[item.statistic])
    return item.label_ja if words.in_japanese() else item.label_en


def difference_words(difference: Difference) -> str:
    """Why a figure cannot be compared, or with what care."""
    if difference.what is Differs.VERSION and not difference.here:
        return _("Not comparable: this figure was not counted by the metric.")
    here, others = _worded(difference.what, difference.here, difference.others)
    match difference.what:
        case Differs.UNIT:
            said = _("Not comparable: it counts in “%(here)s”, others in “%(others)s”.")
        case Differs.VERSION:
            said = _("Not comparable: it is counted by %(here)s, others by %(others)s.")
        case Differs.NATURE:
            said = _("Not comparable: it is “%(here)s”, others are “%(others)s”.")
        case Differs.ACCUMULATION:
            said = _("Not comparable: it is counted “%(here)s”, others “%(others)s”.")
        case Differs.COUNTED_ON:
            said = _("With care: it is counted on “%(here)s”, others on “%(others)s”.")
        case Differs.DEFINITION:
            said = _("With care: what is counted is said in other words. Read them below.")
        case Differs.NO_DEFINITION:
            said = _("With care: what is counted is not written down.")
    return said % {"here": here, "others": others}


def _worded(what: Differs, *texts: str) -> tuple[str, str]:
    nothing = _("nothing said")
    kinds: dict[str, Promise] = {}
    if what is Differs.NATURE:
        kinds = {code.value: NATURES[code] for code in Nature}
    elif what is Differs.ACCUMULATION:
        kinds = {code.value: word for code, word in ACCUMULATIONS.items()}
    here, others = (
        "・".join(str(kinds.get(part, part) or nothing) for part in text.split("・"))
        for text in texts
    )
    return here, others


def course_words(rule: Rule | None, course: Course | None) -> tuple[str, ...]:
    """How many indicators of a plan are on course, and by what rule; why it is not said, where it is not."""
    if rule is None:
        return (_("Indicators on course: not said. The plan has no rule of rating."),)
    asks = str(_ASKS[rule.question])
    if rule.question is Question.WORDS:
        return _("Indicators on course: not said."), asks
    if course is None:
        return (_("Indicators on course: not said. No step of the scale begins at the target."),)
    if not course.rated:
        return (_("Indicators on course: not said. No figure of the year is published."), asks)
    said = [
        _("Indicators on course: %(on)s of %(rated)s (%(share)s).")
        % {
            "on": words.number(course.on),
            "rated": words.number(course.rated),
            "share": words.percent(Fraction(course.on, course.rated)),
        }
    ]
    if course.unrated:
        said.append(_("Without figures: %(count)s.") % {"count": words.number(course.unrated)})
    return (*said, asks)


def side_report_words(told: Told | None, year: int) -> str:
    """In what the ratings of a plan's year were published."""
    return report_words(told or Told(Report.SHEET, year))


def report_words(told: Told) -> str:
    """In which public report a figure stands."""
    year = words.fiscal_year(told.report_year)
    if told.report is Report.EDITION:
        return _("%(year)s, edition %(number)s") % {"year": year, "number": told.number}
    return _("%(year)s, published sheet") % {"year": year}
