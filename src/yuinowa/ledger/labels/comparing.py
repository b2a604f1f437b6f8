"""Words for what makes figures comparable: items of library statistics, figures per head."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.ui import words

STATISTICS: dict[Statistic, Promise] = {
    Statistic.HOLDINGS: pgettext_lazy("library statistics", "Holdings"),
    Statistic.ADDED: pgettext_lazy("library statistics", "Materials added"),
    Statistic.WITHDRAWN: pgettext_lazy("library statistics", "Materials withdrawn"),
    Statistic.PERIODICALS: pgettext_lazy("library statistics", "Periodicals taken"),
    Statistic.LOANS: pgettext_lazy("library statistics", "Loans to persons"),
    Statistic.GROUP_LOANS: pgettext_lazy("library statistics", "Loans to groups"),
    Statistic.RESERVATIONS: pgettext_lazy("library statistics", "Reservations"),
    Statistic.ILL_LENT: pgettext_lazy("library statistics", "Lent to other libraries"),
    Statistic.ILL_BORROWED: pgettext_lazy("library statistics", "Borrowed from other libraries"),
    Statistic.COPIES: pgettext_lazy("library statistics", "Document copies"),
    Statistic.REFERENCE: pgettext_lazy("library statistics", "Reference questions taken"),
    Statistic.ELECTRONIC_TITLES: pgettext_lazy("library statistics", "Electronic titles"),
    Statistic.ELECTRONIC_LOANS: pgettext_lazy("library statistics", "Loans of electronic books"),
    Statistic.VISITS: pgettext_lazy("library statistics", "Visits"),
    Statistic.REGISTERED: pgettext_lazy("library statistics", "Registered users"),
    Statistic.EVENTS: pgettext_lazy("library statistics", "Events and courses"),
    Statistic.EVENT_PERSONS: pgettext_lazy("library statistics", "Participants of events"),
    Statistic.STAFF: pgettext_lazy("library statistics", "Staff"),
    Statistic.MATERIALS_YEN: pgettext_lazy("library statistics", "Spent on materials"),
    Statistic.EXPENSES_YEN: pgettext_lazy("library statistics", "Spent on the library"),
    Statistic.SATISFACTION: pgettext_lazy("library statistics", "Satisfaction of users"),
}
PER_RESIDENTS_WORDS: dict[int, Promise] = {
    1000: gettext_lazy("per 1,000 residents"),
    1: gettext_lazy("per resident"),
    10_000: gettext_lazy("per 10,000 residents"),
    0: gettext_lazy("not shown per head"),
}


def age_words(months: int) -> str:
    """How long before the end of its year a population was counted."""
    years, rest = divmod(months, 12)
    if not months:
        return _("in the last month of the year")
    if not years:
        return _("%(months)s months before the end of the year") % {"months": words.number(rest)}
    if not rest:
        return _("%(years)s years before the end of the year") % {"years": words.number(years)}
    return _("%(years)s years and %(months)s months before the end of the year") % {
        "years": words.number(years),
        "months": words.number(rest),
    }
