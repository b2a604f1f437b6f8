"""Words for comparisons: why two figures are not comparable, in what report one stands, the files."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.ledger.domain.indicators import Nature
from yuinowa.ledger.labels.comparing import STATISTICS
from yuinowa.ledger.labels.metrics import ACCUMULATIONS, NATURES
from yuinowa.plans.domain.comparison import Difference, Differs, Item, Report, Told
from yuinowa.ui import words


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


def report_words(told: Told) -> str:
    """In which public report a figure stands."""
    year = words.fiscal_year(told.report_year)
    if told.report is Report.EDITION:
        return _("%(year)s, edition %(number)s") % {"year": year, "number": told.number}
    return _("%(year)s, published sheet") % {"year": year}
