"""Words for the schedules of an agreement."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.partnerships.domain.schedules import ScheduleKind

K = ScheduleKind
SCHEDULES: dict[ScheduleKind, Promise] = {
    K.ROLES: pgettext_lazy("schedule", "Table of roles"),
    K.PRINCIPLES: pgettext_lazy("schedule", "Principles adopted"),
    K.EVALUATION: pgettext_lazy("schedule", "How it is evaluated"),
    K.COSTS: pgettext_lazy("schedule", "Shares of the cost"),
    K.MATERIALS: pgettext_lazy("schedule", "Materials, places and information brought in"),
    K.CONTACTS: pgettext_lazy("schedule", "Contact desks"),
    K.SECRETS: pgettext_lazy("schedule", "Handling of readers' secrets and personal data"),
}
HEADS: dict[ScheduleKind, tuple[Promise, ...]] = {
    K.ROLES: (_("Task"), _("Answers for it"), _("Helps"), _("Due"), _("Done when")),
    K.PRINCIPLES: (pgettext_lazy("schedule", "No."), pgettext_lazy("schedule", "Principle")),
    K.EVALUATION: (pgettext_lazy("schedule", "Item"), pgettext_lazy("schedule", "Content")),
    K.COSTS: (
        pgettext_lazy("schedule", "Fiscal year"),
        pgettext_lazy("schedule", "Cost"),
        _("Party"),
        pgettext_lazy("schedule", "Share (yen)"),
    ),
    K.MATERIALS: (
        _("Party"),
        pgettext_lazy("schedule", "Kind"),
        pgettext_lazy("schedule", "What is brought in"),
        pgettext_lazy("schedule", "Amount"),
    ),
    K.CONTACTS: (),
    K.SECRETS: (),
}
#: What each is made of, where one chooses.
ABOUT: dict[ScheduleKind, Promise] = {
    K.EVALUATION: _("Made of what all sides agreed to on the page “Evaluation”."),
    K.COSTS: _(
        "Made of the statements of the latest fiscal year that were issued and in which every side has a share."
    ),
    K.MATERIALS: _("Made of what the sides put in: things, places and information."),
    K.CONTACTS: _(
        "Write for each side the desk or post, and how it is reached. No names of persons."
    ),
    K.SECRETS: _(
        "Write who handles what, for which purpose, where it is kept, when it is deleted, and who is told if it leaks."
    ),
}
#: What the rows of the evaluation are about.
ASKED, BY_WHOM, WHEN, OUTSIDE, RESIDENTS, RESIDENTS_WHY = (
    pgettext_lazy("schedule", "What is asked"),
    pgettext_lazy("schedule", "Who judges"),
    pgettext_lazy("schedule", "When"),
    pgettext_lazy("schedule", "From outside"),
    pgettext_lazy("schedule", "How residents are heard"),
    pgettext_lazy("schedule", "About residents"),
)
