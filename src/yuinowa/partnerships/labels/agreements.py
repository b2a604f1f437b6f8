"""Words for agreements: kinds, clauses, states of a version, how it is concluded, what follows."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.partnerships.domain.agreements import (
    AgreementKind,
    Ordering,
    SigningForm,
    VersionState,
)
from yuinowa.partnerships.domain.clauses import ClauseKind, Fault, Found
from yuinowa.partnerships.labels.schedules import SCHEDULES
from yuinowa.ui.plain_days import long_day

KINDS: dict[AgreementKind, Promise] = {
    AgreementKind.AGREEMENT: pgettext_lazy("kind of agreement", "Agreement"),
    AgreementKind.MEMORANDUM: pgettext_lazy("kind of agreement", "Memorandum"),
    AgreementKind.COMPREHENSIVE: pgettext_lazy("kind of agreement", "Comprehensive agreement"),
    AgreementKind.ENTRUSTMENT: pgettext_lazy("kind of agreement", "Contract: work is entrusted"),
    AgreementKind.SUBSIDY: pgettext_lazy("kind of agreement", "Contract: a grant is given"),
    AgreementKind.COST_SHARE: pgettext_lazy("kind of agreement", "Contract: the cost is shared"),
}
KIND_MEANINGS: dict[AgreementKind, Promise] = {
    AgreementKind.AGREEMENT: _(
        "The usual paper of a partnership: roles, cost, protection of readers, evaluation, leaving."
    ),
    AgreementKind.MEMORANDUM: _("The short paper: what was settled, for a time."),
    AgreementKind.COMPREHENSIVE: _(
        "An umbrella over many fields; single pieces of work are settled below it."
    ),
    AgreementKind.ENTRUSTMENT: _("One side does tasks of the other's for a fee."),
    AgreementKind.SUBSIDY: _("One side pays a part of the other's own work."),
    AgreementKind.COST_SHARE: _("Both host and each pays its share."),
}
LANGUAGES = (("ja", _("Japanese")), ("en", _("English")))
CLAUSES: dict[ClauseKind, Promise] = {
    ClauseKind.PURPOSE: pgettext_lazy("clause", "Purpose"),
    ClauseKind.EQUALITY: pgettext_lazy("clause", "Equality"),
    ClauseKind.FIELDS: pgettext_lazy("clause", "Matters of cooperation"),
    ClauseKind.WORK: pgettext_lazy("clause", "Work entrusted"),
    ClauseKind.ROLES: pgettext_lazy("clause", "Roles and responsibility"),
    ClauseKind.COST: pgettext_lazy("clause", "Cost"),
    ClauseKind.FEE: pgettext_lazy("clause", "Fee"),
    ClauseKind.GRANT: pgettext_lazy("clause", "Grant"),
    ClauseKind.SHARE: pgettext_lazy("clause", "Shares of the cost"),
    ClauseKind.SETTLEMENT: pgettext_lazy("clause", "Settlement"),
    ClauseKind.INFORMATION: pgettext_lazy("clause", "Sharing of information"),
    ClauseKind.OPENNESS: pgettext_lazy("clause", "Openness"),
    ClauseKind.CONFIDENTIALITY: pgettext_lazy("clause", "Confidentiality"),
    ClauseKind.PERSONAL_DATA: pgettext_lazy("clause", "Personal data"),
    ClauseKind.PATRON_SECRECY: pgettext_lazy("clause", "Readers' secrets"),
    ClauseKind.SELECTION: pgettext_lazy("clause", "Independence of selection"),
    ClauseKind.RIGHTS: pgettext_lazy("clause", "Rights in results"),
    ClauseKind.DAMAGE: pgettext_lazy("clause", "Damage"),
    ClauseKind.REPORT: pgettext_lazy("clause", "Report and inspection"),
    ClauseKind.EVALUATION: pgettext_lazy("clause", "Evaluation"),
    ClauseKind.TERM: pgettext_lazy("clause", "Term"),
    ClauseKind.CHANGE: pgettext_lazy("clause", "Change"),
    ClauseKind.ACCESSION: pgettext_lazy("clause", "Acceding"),
    ClauseKind.WITHDRAWAL: pgettext_lazy("clause", "Leaving"),
    ClauseKind.END: pgettext_lazy("clause", "Stopping and ending"),
    ClauseKind.CONSULTATION: pgettext_lazy("clause", "Consultation"),
    ClauseKind.COUNTERPARTS: pgettext_lazy("clause", "Copies"),
    ClauseKind.OTHER: pgettext_lazy("clause", "A clause of our own"),
}
STATES: dict[VersionState, Promise] = {
    VersionState.DRAFT: pgettext_lazy("state of an agreement", "Draft of our side"),
    VersionState.IN_REVIEW: pgettext_lazy("state of an agreement", "Put to the sides"),
    VersionState.AGREED: pgettext_lazy("state of an agreement", "Text settled"),
    VersionState.APPROVED_BY_EACH: pgettext_lazy("state of an agreement", "Decided by each side"),
    VersionState.PARTLY_SIGNED: pgettext_lazy("state of an agreement", "Being signed"),
    VersionState.SIGNED: pgettext_lazy("state of an agreement", "Signed by all"),
    VersionState.IN_FORCE: pgettext_lazy("state of an agreement", "In force"),
    VersionState.EXPIRED: pgettext_lazy("state of an agreement", "Expired"),
    VersionState.TERMINATED: pgettext_lazy("state of an agreement", "Ended early"),
    VersionState.SUPERSEDED: pgettext_lazy("state of an agreement", "Superseded"),
    VersionState.DISCARDED: pgettext_lazy("state of an agreement", "Put aside"),
}
FORMS: dict[SigningForm, Promise] = {
    SigningForm.PLATFORM: pgettext_lazy("how it is concluded", "Consent on this platform"),
    SigningForm.SEALED: pgettext_lazy("how it is concluded", "Sealed original on paper"),
    SigningForm.EXTERNAL: pgettext_lazy("how it is concluded", "Electronic signature elsewhere"),
}
#: What a signature of each form is, said where one signs.
FORM_MEANINGS: dict[SigningForm, Promise] = {
    SigningForm.PLATFORM: _(
        "A record of agreement: who agreed to which text, for which side, and when. It is neither a seal nor a qualified electronic signature; contracts of a municipality need one of these (Local Autonomy Act, article 234, paragraph 5)."
    ),
    SigningForm.SEALED: _(
        "Print the PDF, let all sides write their names and seal it. Each side then enters its page as a scan, with the name on it and the day."
    ),
    SigningForm.EXTERNAL: _(
        "Sign the PDF with the service the sides agreed on. Each side then enters the signed file, with the name in it and the day."
    ),
}
#: What the paper itself says above the signatures.
ON_PAPER: dict[SigningForm, Promise] = {
    SigningForm.PLATFORM: FORM_MEANINGS[SigningForm.PLATFORM],
    SigningForm.SEALED: _("In proof of this the parties set down their names and seals."),
    SigningForm.EXTERNAL: _("In proof of this the parties sign this document electronically."),
}
ORDERINGS: dict[Ordering, Promise] = {
    Ordering.ANY: pgettext_lazy("order of signing", "In any order"),
    Ordering.LISTED: pgettext_lazy(
        "order of signing", "In the order in which the sides are listed"
    ),
    Ordering.LEAD_LAST: pgettext_lazy("order of signing", "Whoever runs the work signs last"),
}
_FAULTS: dict[Fault, Promise] = {
    Fault.NO_CLAUSES: _("The text has no clause."),
    Fault.DAYS_IN_ORDER: _("The last day is before the first."),
    Fault.FORM: _("A paper of this kind is not concluded in this way."),
    Fault.ALONE: _("An agreement needs two sides that have joined."),
}
#: What the gates of a partnership ask of its agreements.
TEXT_SETTLED = _("Every side has agreed to the text of the agreement")
DECIDED = _("Every side has recorded its own decision on it")
SIGNED = _("Every side has signed it")
BUDGET_THERE = _("The budgets it depends on are adopted")
DAY_THERE = _("The first day of the agreement is there")
#: What follows a turn (msgids of ``Wait.then_what``).
THEN_SETTLED = gettext_noop(
    "When every side agrees to the text, each decides on it by its own rules."
)
THEN_DECIDED = gettext_noop("When every side has decided, it is signed.")
THEN_SIGNED = gettext_noop(
    "When every side has signed, the agreement is in force from its first day."
)
THEN_BUDGET = gettext_noop("When the budget is there, the agreement comes into force.")
THEN_PROPOSED = gettext_noop("Then every side reads the text and agrees, or proposes other words.")
#: Why a partnership is over whose agreement ended without another.
TERM_OVER = gettext_noop(
    "The term of the agreement is over, and nothing was decided for the time after it."
)


def fault_words(found: Found) -> str:
    """A fault of a text in words."""
    if found.fault is Fault.UNDECIDED and found.clause is not None:
        return gettext(
            "Take the clause “%(clause)s” into the text, or write why it is left out."
        ) % {"clause": CLAUSES[found.clause]}
    if found.fault is Fault.EMPTY_SCHEDULE and found.schedule is not None:
        return gettext(
            "Nothing stands in the schedule “%(schedule)s”. Record it in the partnership, type it, or leave it out."
        ) % {"schedule": SCHEDULES[found.schedule]}
    return str(_FAULTS[found.fault])


#: What is missing of a side, in a row with its name.
A_PROPOSAL = _("the text of an agreement, put to the sides")
ITS_DECISION = _("its own decision on the agreement")
ITS_SIGNATURE = _("its signature")
ITS_BUDGET = _("its budget, adopted")


def consent_to(number: int) -> str:
    """Its consent to the text of version 2."""
    return gettext("its consent to version %(number)s of the agreement") % {"number": number}


def first_day(day: date) -> str:
    """The day on which an agreement that all have signed begins."""
    return gettext("the first day of the agreement, %(day)s") % {"day": long_day(day)}


#: Where a fault of a decision or a signature is, for whoever does not see the form.
PLACES = (
    pgettext_lazy("place of a fault", "condition_met_on"),
    pgettext_lazy("place of a fault", "decided_on"),
    pgettext_lazy("place of a fault", "file"),
    pgettext_lazy("place of a fault", "signed_on"),
)
