"""Words for Excel forms that come back: what is wrong in a cell, what is worth a second look."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.returned import CellDoubt, CellFault, FormState, OwnPlace

FORM_STATES: dict[FormState, Promise] = {
    FormState.PLACES: pgettext_lazy("filled form", "What stands where is to be said"),
    FormState.PREVIEW: pgettext_lazy("filled form", "Looked at, not taken"),
    FormState.TAKEN: pgettext_lazy("filled form", "Taken into the drafts"),
    FormState.DROPPED: pgettext_lazy("filled form", "Left aside"),
    FormState.UNDONE: pgettext_lazy("filled form", "Taken back"),
}
CELL_FAULTS: dict[CellFault, Promise] = {
    CellFault.NOT_A_FIGURE: gettext_lazy("“%(value)s” is no figure. Write a number such as 1,200, - where it does not apply, － where it cannot be known."),
    CellFault.OVER_HUNDRED: gettext_lazy("%(value)s is not possible here: a share of a whole lies between 0 and 100 percent. If it may be more, say so on the indicator."),
    CellFault.SHARE: gettext_lazy("%(value)s looks like a percentage that a spreadsheet divided by 100. Write it as 85%%."),
    CellFault.TOO_LONG: gettext_lazy("The text is too long: write at most %(value)s characters."),
    CellFault.CHARACTER: gettext_lazy("The text holds characters that cannot be used. Delete them and write it again."),
    CellFault.NO_SUCH_STEP: gettext_lazy("The scale has no step “%(value)s”."),
    CellFault.NO_SUCH_MARK: gettext_lazy("“%(value)s” is not understood. Write whether the figure is provisional or final, or leave it empty."),
    CellFault.MARK_ALONE: gettext_lazy("No figure stands beside the mark that it is provisional. Write the figure, or take the mark away."),
    CellFault.FORMULA: gettext_lazy("A formula stands here. Copy the cell and paste its value."),
    CellFault.ROW_GONE: gettext_lazy("The row “%(value)s” is gone. Take a new form and copy what was written."),
    CellFault.ROW_TWICE: gettext_lazy("The row “%(value)s” stands twice."),
    CellFault.ROW_UNKNOWN: gettext_lazy("This row belongs to no field of the sheet (%(value)s)."),
    CellFault.OTHER_PLAN: gettext_lazy("This is a form of another plan."),
    CellFault.OTHER_YEAR: gettext_lazy("This is a form of another year (%(value)s)."),
    CellFault.NO_PROJECT: gettext_lazy("The plan has no project “%(value)s”."),
    CellFault.PROJECT_TWICE: gettext_lazy("The project %(value)s stands twice in the file."),
    CellFault.NO_SHEET: gettext_lazy("There is no such sheet this year. Open the year first, or take a new form."),
    CellFault.NOT_DRAFT: gettext_lazy("The sheet is a draft no longer. Whoever checks it can send it back."),
    CellFault.STALE: gettext_lazy("Somebody wrote on the sheet after this form was made. Take a new form and copy what was written."),
}  # fmt: skip
CELL_DOUBTS: dict[CellDoubt, Promise] = {
    CellDoubt.OVER_HUNDRED: gettext_lazy("%(value)s is over 100%%. Is that right?"),
    CellDoubt.NEGATIVE: gettext_lazy("%(value)s is less than 0. Is that right?"),
    CellDoubt.FAR: gettext_lazy("%(value)s lies very far from the year before. Is the unit right?"),
    CellDoubt.ERA: gettext_lazy("There is no such year: %(value)s. Is the other one meant?"),
    CellDoubt.YEAR_OUTSIDE: gettext_lazy("%(value)s lies outside the plan."),
}
OWN_PLACES: dict[OwnPlace, Promise] = {
    OwnPlace.PROJECT: gettext_lazy("Number or name of the project"),
    OwnPlace.FIGURES: gettext_lazy("Actuals of the indicators, in their order"),
    OwnPlace.PROVISIONAL: gettext_lazy("Whether the actuals are provisional, in the same order"),
    OwnPlace.RESULT: gettext_lazy("What was done"),
    OwnPlace.EVALUATION: gettext_lazy("Evaluation"),
    OwnPlace.ISSUES: gettext_lazy("Issues"),
    OwnPlace.NEXT_STEPS: gettext_lazy("Next steps"),
    OwnPlace.REASON: gettext_lazy("Why it differs from the plan"),
    OwnPlace.RATING: gettext_lazy("Rating"),
    OwnPlace.RATING_REASON: gettext_lazy("Reason of the rating"),
}
#: The places that refusals name.
PLACES = (
    pgettext_lazy("place of a fault", "only_good"),
    pgettext_lazy("place of a fault", "project"),
    pgettext_lazy("place of a fault", "result"),
)
