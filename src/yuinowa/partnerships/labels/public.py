"""Words that everybody reads who may see a partnership; residents read them in plain Japanese too."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.partnerships.domain.activities import ActivityState
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.public import Standing

STANDINGS: dict[Standing, Promise] = {
    Standing.PLANNED: _("The institutions are still talking"),
    Standing.AGREED: _("There is an agreement"),
    Standing.OVER: _("It is over"),
}
FORMS: dict[Form, Promise] = {
    Form.INFO_EXCHANGE: pgettext_lazy("form of a partnership", "Exchange of information and views"),
    Form.PLAN_PARTICIPATION: pgettext_lazy("form of a partnership", "Taking part in planning"),
    Form.NOMINAL_SUPPORT: pgettext_lazy("form of a partnership", "Support by name"),
    Form.SUBSIDY: pgettext_lazy("form of a partnership", "Subsidy"),
    Form.CO_HOST: pgettext_lazy("form of a partnership", "Hosting together"),
    Form.JOINT_COMMITTEE: pgettext_lazy("form of a partnership", "Executive committee or council"),
    Form.PROJECT_COOPERATION: pgettext_lazy(
        "form of a partnership", "Working together on a project"
    ),
    Form.ADOPT: pgettext_lazy("form of a partnership", "Adopting a place"),
    Form.ENTRUST: pgettext_lazy("form of a partnership", "Entrusting"),
    Form.COLLAB_ENTRUST: pgettext_lazy("form of a partnership", "Entrusting, planned together"),
    Form.BURDEN_SHARE: pgettext_lazy("form of a partnership", "Sharing the cost"),
    Form.DESIGNATED_MANAGER: pgettext_lazy("form of a partnership", "Designated manager"),
    Form.COMPREHENSIVE: pgettext_lazy("form of a partnership", "Comprehensive agreement"),
    Form.CONSORTIUM: pgettext_lazy("form of a partnership", "Consortium of many"),
    Form.SUPPORT_OTHER: pgettext_lazy(
        "form of a partnership", "Giving places, things or publicity"
    ),
}
FORM_MEANINGS: dict[Form, Promise] = {
    Form.INFO_EXCHANGE: _("Nobody hosts and no money passes."),
    Form.PLAN_PARTICIPATION: _("The civic side has a say while the public side plans."),
    Form.NOMINAL_SUPPORT: _("One side lends its name; it bears no duty."),
    Form.SUBSIDY: _("The partner's own project; the public side pays a part."),
    Form.CO_HOST: _("Both host and share the responsibility."),
    Form.JOINT_COMMITTEE: _("A new body that both belong to does the work."),
    Form.PROJECT_COOPERATION: _("For a certain time, by written roles."),
    Form.ADOPT: _(
        "A group looks after a park, a shelf or a room; the public side gives what it takes."
    ),
    Form.ENTRUST: _("The public side's project, done by the partner for a fee."),
    Form.COLLAB_ENTRUST: _("The same, talked over together from the planning on."),
    Form.BURDEN_SHARE: _("A joint project; each pays its share."),
    Form.DESIGNATED_MANAGER: _("The partner runs a public facility."),
    Form.COMPREHENSIVE: _("An umbrella; single activities hang below it."),
    Form.CONSORTIUM: _("Many institutions run one thing and share the cost by a formula."),
    Form.SUPPORT_OTHER: _("One side gives a place, things or publicity to the other's work."),
}

#: How an activity stands for whoever is no side of it.
TOLD_STATES: dict[ActivityState, Promise] = {
    ActivityState.ANNOUNCED: pgettext_lazy("state of an activity", "Announced"),
    ActivityState.POSTPONED: pgettext_lazy("state of an activity", "Put off"),
    ActivityState.HELD: pgettext_lazy("state of an activity", "Held"),
    ActivityState.CANCELLED: pgettext_lazy("state of an activity", "Given up"),
}

#: What may be wrong in the address of a list.
PLACES = (pgettext_lazy("place of a fault", "from"), pgettext_lazy("place of a fault", "place"))
