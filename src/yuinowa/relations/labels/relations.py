"""Words for relations: kinds, depths, grounds of a suggestion, bases, tags."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.core.rights import Level
from yuinowa.relations.domain.bases import BasisCode, BasisSort
from yuinowa.relations.domain.depths import Depth, Ground, Scale
from yuinowa.relations.domain.kinds import Frequency, RelationKind
from yuinowa.relations.domain.layers import Layer
from yuinowa.relations.domain.tags import TagCode, TagSort

KINDS = {
    RelationKind.CONTACT: pgettext_lazy("kind of relation", "Contact"),
    RelationKind.COOPERATE: pgettext_lazy("kind of relation", "Cooperation"),
    RelationKind.ILL: pgettext_lazy("kind of relation", "Inter-library loan"),
    RelationKind.RECIPROCAL_USE: pgettext_lazy("kind of relation", "Reciprocal use"),
    RelationKind.SUPPORT: pgettext_lazy("kind of relation", "Support"),
    RelationKind.PARTNER: pgettext_lazy("kind of relation", "Partnering"),
    RelationKind.COLLABORATE: pgettext_lazy("kind of relation", "Collaboration"),
}
KIND_MEANINGS = {
    RelationKind.CONTACT: _("One knows whom to call."),
    RelationKind.COOPERATE: _("One does things for or with the other when asked."),
    RelationKind.ILL: _("Materials are lent both ways."),
    RelationKind.RECIPROCAL_USE: _("The users of each may use materials and rooms of the other."),
    RelationKind.SUPPORT: _("One side helps the other, and not the other way round."),
    RelationKind.PARTNER: _("A common aim, and several things done together."),
}
#: How the line of a kind is drawn, for the legend.
LINES = {
    RelationKind.CONTACT: _("dots"),
    RelationKind.COOPERATE: _("dashes"),
    RelationKind.ILL: _("double line"),
    RelationKind.RECIPROCAL_USE: _("dashes and dots"),
    RelationKind.SUPPORT: _("arrow, towards the side that is helped"),
    RelationKind.PARTNER: _("solid line"),
    RelationKind.COLLABORATE: _("thick line"),
}
SUPPORT_GIVEN = _("Support (given)")
SUPPORT_RECEIVED = _("Support (received)")
FREQUENCIES = {
    Frequency.WEEKLY: pgettext_lazy("how often", "Every week"),
    Frequency.MONTHLY: pgettext_lazy("how often", "Every month"),
    Frequency.TWO_MONTHLY: pgettext_lazy("how often", "Every two months"),
    Frequency.QUARTERLY: pgettext_lazy("how often", "Every three months"),
    Frequency.HALF_YEARLY: pgettext_lazy("how often", "Twice a year"),
    Frequency.YEARLY: pgettext_lazy("how often", "Once a year"),
    Frequency.ON_DEMAND: pgettext_lazy("how often", "When needed"),
}
DEPTHS = {
    Depth.CONTACT: pgettext_lazy("depth of a relation", "Contact"),
    Depth.COOPERATION: pgettext_lazy("depth of a relation", "Cooperation"),
    Depth.COLLABORATION: pgettext_lazy("depth of a relation", "Collaboration"),
}
NO_DEPTH = _("Not yet decided")
#: Each condition when it is met, and when it is not; %(count)s is what was counted.
GROUNDS_MET = {
    Ground.CONTACT: _("%(count)s contacts were recorded in the last 24 months."),
    Ground.PURPOSE: _("Both sides have written what it is for."),
    Ground.FREQUENT: _(
        "There were at least 4 contacts (%(count)s), or a joint activity, in the last 12 months."
    ),
    Ground.AGREEMENT: _("An agreement or a written table of roles is in force."),
    Ground.ACTIVITIES: _("%(count)s joint activities were held in the last 12 months."),
    Ground.EVALUATION: _("An evaluation was held or is due."),
}
GROUNDS_MISSED = {
    Ground.CONTACT: _("No contact was recorded in the last 24 months."),
    Ground.PURPOSE: _("What it is for has been written by %(count)s of the two sides."),
    Ground.FREQUENT: _(
        "There were %(count)s contacts in the last 12 months, fewer than 4, and no joint activity."
    ),
    Ground.AGREEMENT: _("No agreement and no written table of roles is in force."),
    Ground.ACTIVITIES: _(
        "Fewer than 2 joint activities were held in the last 12 months (%(count)s)."
    ),
    Ground.EVALUATION: _("No evaluation was held and none is due."),
}
SCALES = {
    Scale.HIMMELMAN: pgettext_lazy("scale", "Himmelman"),
    Scale.FREY: pgettext_lazy("scale", "Frey and others (2006)"),
    Scale.SAFAR: pgettext_lazy("scale", "SAFAR"),
    Scale.PSC: pgettext_lazy("scale", "Types of NPO and company (PSC)"),
}
BASIS_SORTS = {
    BasisSort.LAW: pgettext_lazy("sort of ground", "Law"),
    BasisSort.STANDARD: pgettext_lazy("sort of ground", "Standard or guideline"),
    BasisSort.CASE_BOOK: pgettext_lazy("sort of ground", "Case book"),
}
#: What each text asks, in plain words.
BASIS_TEXTS = {
    BasisCode.LL_3_4: _(
        "Keep in close contact and cooperate with other libraries, the National Diet Library, assembly and school "
        "libraries, and lend to each other."
    ),
    BasisCode.LL_3_9: _(
        "Keep in close contact and cooperate with schools, museums, community halls and research institutes."
    ),
    BasisCode.SLL_4_1_5: _(
        "School libraries keep in close contact and cooperate with other school libraries, libraries, museums and "
        "community halls."
    ),
    BasisCode.CRA: _(
        "Schools, libraries, other bodies and private groups strengthen their cooperation for children's reading."
    ),
    BasisCode.STD_1_4: _(
        "Actively cooperate with other institutions and groups, for example by using materials and information mutually."
    ),
    BasisCode.STD_2_2_1: _(
        "Prefectural libraries support the libraries of their area in six matters."
    ),
    BasisCode.SLG: _(
        "Work with other school libraries, the public library and the community; accept the help of a support center."
    ),
    BasisCode.CASES_2021: _("Something like it is told as a case there."),
}
TAG_SORTS = {
    TagSort.REASON: pgettext_lazy("tags of a relation", "Why together"),
    TagSort.TASK: pgettext_lazy("tags of a relation", "What still has to be worked on"),
    TagSort.BARRIER: pgettext_lazy("tags of a relation", "What stands in the way"),
    TagSort.ENABLER: pgettext_lazy("tags of a relation", "What helps"),
}
TAGS = {
    TagCode.SHRINKING: pgettext_lazy("tag of a relation", "Shrinking resources"),
    TagCode.NEW_ENVIRONMENT: pgettext_lazy(
        "tag of a relation", "A changed environment (digital media)"
    ),
    TagCode.NO_DUPLICATION: pgettext_lazy("tag of a relation", "Not doing the same thing twice"),
    TagCode.NEW_USERS: pgettext_lazy("tag of a relation", "Reaching new users"),
    TagCode.SYNERGY: pgettext_lazy("tag of a relation", "More than each could do alone"),
    TagCode.DUTY: pgettext_lazy("tag of a relation", "A law or a plan asks for it"),
    TagCode.LOCAL_NEED: pgettext_lazy("tag of a relation", "A need of the place"),
    TagCode.UNDERSTANDING: pgettext_lazy("tag of a relation", "Understanding its point and effect"),
    TagCode.RECIPROCITY: pgettext_lazy("tag of a relation", "Benefit for both sides"),
    TagCode.RESOURCES: pgettext_lazy("tag of a relation", "Securing budget and other resources"),
    TagCode.APPROACH: pgettext_lazy("tag of a relation", "Somebody who makes the approach"),
    TagCode.CASES: pgettext_lazy("tag of a relation", "Sharing cases"),
    TagCode.STAFF: pgettext_lazy("tag of a relation", "Staff"),
    TagCode.BUDGET: pgettext_lazy("tag of a relation", "Budget"),
    TagCode.COMPETITION: pgettext_lazy("tag of a relation", "Competition"),
    TagCode.TIME: pgettext_lazy("tag of a relation", "Time"),
    TagCode.TRUST: pgettext_lazy("tag of a relation", "Trust"),
    TagCode.COMMUNICATION: pgettext_lazy("tag of a relation", "Communication"),
    TagCode.TOOLS: pgettext_lazy("tag of a relation", "Tools"),
}
LEVELS = {
    Level.PUBLIC: pgettext_lazy("seen by", "Everybody"),
    Level.MEMBERS: pgettext_lazy("seen by", "Institutions that take part"),
    Level.PARTIES: pgettext_lazy("seen by", "The two sides alone"),
}
LAYERS = {
    Layer.ALL: pgettext_lazy("ring", "All relations"),
    Layer.LAW: pgettext_lazy("ring", "As laws and standards ask"),
    Layer.CASES: pgettext_lazy("ring", "With the case books"),
}
#: Where a fault is, as the page names it.
PLACES = (
    pgettext_lazy("place of a fault", "kind"),
    pgettext_lazy("place of a fault", "since"),
    pgettext_lazy("place of a fault", "until"),
    pgettext_lazy("place of a fault", "on_day"),
    pgettext_lazy("place of a fault", "depth"),
)
