"""Words for accessions."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.partnerships.domain.accessions import AccessionState, Joining

JOININGS: dict[Joining, Promise] = {
    Joining.ALL: pgettext_lazy("who consents to an accession", "Every side"),
    Joining.LEAD: pgettext_lazy("who consents to an accession", "The sides that run the work"),
    Joining.CLOSED: pgettext_lazy(
        "who consents to an accession", "Nobody accedes: another side needs another version"
    ),
}
STATES: dict[AccessionState, Promise] = {
    AccessionState.ASKED: pgettext_lazy("state of an accession", "Asked; the sides consent"),
    AccessionState.CONSENTED: pgettext_lazy("state of an accession", "The sides have consented"),
    AccessionState.SIGNED: pgettext_lazy("state of an accession", "Signed; its day is waited for"),
    AccessionState.IN_FORCE: pgettext_lazy("state of an accession", "Acceded"),
    AccessionState.REFUSED: pgettext_lazy("state of an accession", "Not consented to"),
    AccessionState.TAKEN_BACK: pgettext_lazy("state of an accession", "Taken back"),
    AccessionState.LAPSED: pgettext_lazy("state of an accession", "Lapsed"),
}
ACCESSIONS_ANSWERED = _("Whoever asked to accede is answered")
#: What follows a turn (msgids of ``Wait.then_what``).
THEN_CONSENTED = gettext_noop(
    "When those have consented whom the agreement names, the newcomer decides and signs the same text."
)
THEN_DECIDED = gettext_noop("When your decision is recorded, you sign the same text as the others.")
THEN_SIGNED = gettext_noop("When it is signed, the agreement holds for you from your day.")
THEN_BUDGET = gettext_noop("When the budget is there, the agreement holds for you.")
#: Why an accession came to nothing by itself.
AGREEMENT_GONE = gettext_noop("The agreement ended, or gave way to another version.")
SIDE_GONE = gettext_noop("It is no longer asked to join.")


def consent_to(name: str) -> str:
    """Its consent to the accession of 試験市立図書館."""
    return gettext("its consent to the accession of %(name)s") % {"name": name}


PLACES = (pgettext_lazy("place of a fault", "starts_on"),)
