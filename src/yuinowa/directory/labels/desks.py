"""What topics, reach and basis of desks are called on the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.directory.domain.desks import Basis
from yuinowa.directory.domain.topics import About, Topic

TOPICS: dict[Topic, Promise] = {
    Topic.COOPERATION: pgettext_lazy("topic of a desk", "Library cooperation in general"),
    Topic.INTERLIBRARY_LOAN: pgettext_lazy("topic of a desk", "Interlibrary loan"),
    Topic.REMOTE_COPY: pgettext_lazy("topic of a desk", "Remote copies"),
    Topic.REFERENCE: pgettext_lazy("topic of a desk", "Reference"),
    Topic.REFERENCE_DATABASE: pgettext_lazy("topic of a desk", "Collaborative Reference Database"),
    Topic.DIGITAL_TRANSMISSION: pgettext_lazy(
        "topic of a desk", "Digitized material sent to libraries"
    ),
    Topic.SOUND_RECORDINGS: pgettext_lazy("topic of a desk", "Historical sound recordings"),
    Topic.UNION_CATALOGUE: pgettext_lazy("topic of a desk", "Union catalogue network"),
    Topic.ISIL: pgettext_lazy("topic of a desk", "ISIL"),
    Topic.TRAINING: pgettext_lazy("topic of a desk", "Training"),
    Topic.RESEARCH: pgettext_lazy("topic of a desk", "Research on libraries"),
    Topic.LEGAL_DEPOSIT: pgettext_lazy("topic of a desk", "Legal deposit"),
    Topic.NATIONAL_BIBLIOGRAPHY: pgettext_lazy("topic of a desk", "National bibliography"),
    Topic.ACCESSIBILITY: pgettext_lazy("topic of a desk", "Services for users with disabilities"),
    Topic.GROUP_LOAN: pgettext_lazy("topic of a desk", "Group loan"),
    Topic.CHILDREN: pgettext_lazy("topic of a desk", "Children's books and services for children"),
    Topic.SCHOOL_SETS: pgettext_lazy("topic of a desk", "Book sets for school libraries"),
}
ABOUT: dict[About, Promise] = {
    About.ANYTHING: pgettext_lazy("what a question is about", "Anything"),
    About.CHILDREN: pgettext_lazy("what a question is about", "Children's books"),
}
BASES: dict[Basis, Promise] = {
    Basis.OWN: _("The institution or the region office says so."),
    Basis.SOURCE: _("The source says so."),
    Basis.SECTION: _(
        "The source names this section; that it answers for this topic is our reading of its name."
    ),
}
#: Of the area code ``desks.REGION``.
REGION_AREA = _("Institutions that take part here")
NATION = _("The whole country")
#: Where a fault is, as the page names it.
PLACES = (
    pgettext_lazy("place of a fault", "on"),
    pgettext_lazy("place of a fault", "version"),
)
