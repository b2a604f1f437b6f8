"""Words for states, actions and roles of progress sheets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.sheet import SheetAction, SheetRole, SheetState

SHEET_STATES = {
    SheetState.DRAFT: pgettext_lazy("sheet", "Draft"),
    SheetState.SUBMITTED: pgettext_lazy("sheet", "Submitted"),
    SheetState.CHECKED: pgettext_lazy("sheet", "Checked"),
    SheetState.PUBLISHED: pgettext_lazy("sheet", "Published"),
    SheetState.CORRECTED: pgettext_lazy("sheet", "Corrected by a later edition"),
}
SHEET_ACTIONS = {
    SheetAction.SUBMIT: pgettext_lazy("sheet", "Submit"),
    SheetAction.RETURN: pgettext_lazy("sheet", "Send back"),
    SheetAction.CHECK: pgettext_lazy("sheet", "Mark as checked"),
    SheetAction.PUBLISH: pgettext_lazy("sheet", "Publish"),
    SheetAction.CORRECT: pgettext_lazy("sheet", "Begin a correction"),
}
#: What is said when a step was taken.
SHEET_DONE = {
    SheetAction.SUBMIT: gettext_lazy("The sheet is submitted. A second person checks it."),
    SheetAction.RETURN: gettext_lazy(
        "The sheet is sent back to the plan officer with your reason."
    ),
    SheetAction.CHECK: gettext_lazy("The sheet is checked. It can be published."),
    SheetAction.PUBLISH: gettext_lazy(
        "The sheet is published. Whoever may see the plan can read it."
    ),
    SheetAction.CORRECT: gettext_lazy(
        "A correction is begun. The published sheet stands until then."
    ),
}
SHEET_ROLES = {
    SheetRole.OFFICER: gettext_lazy("the plan officer"),
    SheetRole.CHECKER: gettext_lazy("the checker"),
}
#: What follows after each wait; the workflow table carries the message ids.
THEN_WHAT = (
    gettext_lazy("Then the sheet is checked by a second person."),
    gettext_lazy("Then the sheet can be published."),
    gettext_lazy("Then whoever may see the plan can read the sheet."),
)
#: The open-data tables of a plan, by the names of their files.
OPEN_TABLES = {
    "plans": gettext_lazy("Plan"),
    "projects": gettext_lazy("Projects"),
    "indicators": gettext_lazy("Indicators"),
    "indicator_values": gettext_lazy("Targets and actuals"),
    "ratings": gettext_lazy("Ratings"),
    "texts": gettext_lazy("Texts"),
}
#: Where a fault is, as the page names it.
PLACES = (
    pgettext_lazy("place of a fault", "institution"),
    pgettext_lazy("place of a fault", "word"),
    pgettext_lazy("place of a fault", "rating"),
    pgettext_lazy("place of a fault", "note"),
)
