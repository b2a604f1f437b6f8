"""Why a definition or a question is refused, and what to do, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.ledger.domain.faults import Fault, Finding
from yuinowa.ledger.domain.planner import Misfit

#: What is wrong, and the next step. ``found`` is what stands there, ``known`` what may.
FAULTS: dict[Fault, tuple[Promise, Promise]] = {
    Fault.NOT_AN_OBJECT: (_("This is not an object."), _("Write it in braces, with its keys.")),
    Fault.UNREADABLE: (
        _("The definition is not readable JSON."),
        _("Look for a missing comma or bracket, or a key that stands twice."),
    ),
    Fault.UNKNOWN_KEY: (_("This key is not known."), _("Use one of: %(known)s.")),
    Fault.MISSING_KEY: (_("This is missing."), _("Add it.")),
    Fault.NOT_A_WORD: (
        _("“%(found)s” is not a registered word."),
        _("Use one of: %(known)s."),
    ),
    Fault.NOT_A_LIST: (_("This must be a list."), _("Write at least one value in brackets.")),
    Fault.NOT_A_NUMBER: (
        _("“%(found)s” is not a whole number from 1."),
        _("Write a number such as 1."),
    ),
    Fault.BAD_CODE: (
        _("“%(found)s” cannot be a code."),
        _("Use small letters, digits and _, beginning with a letter, at most 40."),
    ),
    Fault.BAD_LABEL: (_("This is not a label."), _("Write one line of at most 120 characters.")),
    Fault.NAMED_TWICE: (_("“%(found)s” stands here twice."), _("Take one of them out.")),
    Fault.TOO_MANY: (
        _("There are %(found)s values here."),
        _("At most %(known)s can be named; use kinds or areas instead."),
    ),
    Fault.UNKNOWN_KIND: (
        _("There is no kind “%(found)s” in the ledger."),
        _("Use one of: %(known)s."),
    ),
    Fault.UNIT_NOT_OF_KIND: (
        _("“%(found)s” is not counted in this unit."),
        _("It is counted in: %(known)s. Kinds of different units need a metric each."),
    ),
    Fault.UNKNOWN_INSTITUTION_KIND: (
        _("“%(found)s” is not a kind of institution."),
        _("Use one of: %(known)s."),
    ),
    Fault.BAD_AREA: (
        _("“%(found)s” is not the code of an area."),
        _("Write the 2 digits of a prefecture or the 5 or 6 of a municipality."),
    ),
    Fault.BAD_ID: (
        _("“%(found)s” is not the number of an institution."),
        _("Write the number that stands in the address of its page."),
    ),
    Fault.BAD_METRIC_REF: (
        _("“%(found)s” does not name a version of a metric."),
        _("Write it as code@version."),
    ),
    Fault.UNKNOWN_METRIC: (
        _("There is no metric “%(found)s”."),
        _("Save it first, or name another."),
    ),
    Fault.RATIO_OF_RATIO: (
        _("“%(found)s” is itself a ratio."),
        _("Name metrics that count something."),
    ),
    Fault.RATIO_OF_DAYS: (
        _("“%(found)s” gives a day, not a number."),
        _("Name metrics that count something."),
    ),
    Fault.PERIODS_DIFFER: (
        _("This part is asked by another period: %(found)s."),
        _("Both parts and the ratio must share a period: %(known)s."),
    ),
    Fault.PARTS_HAVE_GROUPS: (
        _("“%(found)s” groups its answer."),
        _("Name a metric without groups; the ratio may group."),
    ),
    Fault.NOT_FOR_RATIO: (_("A ratio takes this from its parts."), _("Take it out.")),
    Fault.UNDIRECTED_KIND: (
        _("Of “%(found)s” nobody gives and nobody receives."),
        _("Ask for one of: %(known)s."),
    ),
    Fault.PARTNERS_OF_TOTAL: (
        _("A total has no partners: partners are somebody's."),
        _("Ask for what was given, received or both."),
    ),
    Fault.ENTRIES_OF_TOTAL: (
        _("The roll-ups count every leg, so a deed of three hosts would count three times."),
        _("Ask for the quantity of the total."),
    ),
    Fault.PARTNERS_BY_PARTNER: (
        _("Counted by partner, the number of partners is always 1."),
        _("Take one of the two out."),
    ),
    Fault.MONTHS_OF_PARTNERS: (
        _("No roll-up keeps both partners and months."),
        _("Ask by fiscal year, or leave out partners and days."),
    ),
    Fault.MONTHS_OF_CONTEXTS: (
        _("No roll-up keeps partnerships by month."),
        _("Ask by fiscal year."),
    ),
    Fault.MONTHS_TO_DATE: (
        _("What is counted to date has no months."),
        _("Ask by fiscal year to see months."),
    ),
    Fault.DAYS_OF_CONTEXTS: (
        _("No roll-up keeps the days of a partnership."),
        _("Ask for the days without a partnership."),
    ),
    Fault.CONTEXTS_OF_NONE: (
        _("What was done outside partnerships cannot be grouped by partnership."),
        _("Take one of the two out."),
    ),
    Fault.PARTNERS_OF_RESIDENTS: (
        _("Residents are not partners."),
        _("Count partners among institutions."),
    ),
    Fault.NEW_TO_DATE: (
        _("To date, every partner was new once."),
        _("Count partners to date, or new partners by fiscal year."),
    ),
    Fault.VERSION_NOT_NEXT: (
        _("Version %(found)s is in use or not the next."),
        _("Save the change as version %(known)s."),
    ),
}

MISFITS: dict[Misfit, Promise] = {
    Misfit.TOTAL_NEEDS_REGION: _("This metric counts the whole region. Choose the region."),
    Misfit.SIDE_NEEDS_INSTITUTION: _(
        "This metric needs an institution. Choose whose part is meant."
    ),
    Misfit.THIS_NEEDS_CONTEXT: _(
        "This metric is asked about a partnership. Open it from the partnership's page."
    ),
    Misfit.CONTEXT_NEEDS_THIS: _("This metric cannot be asked about a partnership."),
    Misfit.NOBODY: _("Choose at least one institution."),
}

#: What ``domain`` raises: message ids there, said in the reader's language by the edge that answers.
RAISED = (
    gettext_noop("A deed needs a source of 1 to 120 characters."),
    gettext_noop("The reason is longer than 200 characters."),
    gettext_noop("A deed has 1 to 5,000 legs."),
    gettext_noop("What is recorded here stands on no statement."),
    gettext_noop("A stated figure names its statement and who said it."),
    gettext_noop("This kind is not counted in this unit."),
    gettext_noop("Somebody must give or receive."),
    gettext_noop("An institution does not give to itself."),
    gettext_noop("The quantity is a whole number from 0."),
    gettext_noop("Only a statement may say that nothing was done."),
    gettext_noop("What is recorded has its day."),
    gettext_noop("What is recorded names both sides."),
    gettext_noop("Exactly one leg of each unit must be principal."),
    gettext_noop("There is no such kind in the ledger."),
    gettext_noop("The definition of the metric has a fault here."),
    gettext_noop("Correct the definition and save it again."),
    gettext_noop("The metric cannot be asked about this subject."),
    gettext_noop("Choose another metric or another institution."),
)
#: Where a fault is, as the page names it.
PLACES = (
    pgettext_lazy("place of a fault", "adopted_on"),
    pgettext_lazy("place of a fault", "columns"),
    pgettext_lazy("place of a fault", "reason"),
    pgettext_lazy("place of a fault", "source"),
    pgettext_lazy("place of a fault", "subject"),
    pgettext_lazy("place of a fault", "targets"),
    pgettext_lazy("place of a fault", "voice"),
)


def sentence(finding: Finding) -> str:
    """Place, fault and next step of one finding, as one text."""
    fault, next_step = FAULTS[finding.fault]
    found = {"found": finding.found, "known": ", ".join(finding.known)}
    return gettext("%(place)s: %(fault)s %(next_step)s") % {
        "place": finding.place,
        "fault": str(fault) % found,
        "next_step": str(next_step) % found,
    }
