"""Words for editions: their states, where a figure is from, and the places that a list of corrections names."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.plans.domain.edition import EditionAction, EditionState, FigureKind, Origin
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.domain.snapshot import Part
from yuinowa.ui import words

EDITION_STATES: dict[EditionState, Promise] = {
    EditionState.PREPARED: pgettext_lazy("edition", "Prepared, not yet published"),
    EditionState.PUBLISHED: pgettext_lazy("edition", "Published"),
    EditionState.WITHDRAWN: pgettext_lazy("edition", "Withdrawn"),
}
EDITION_ACTIONS: dict[EditionAction, Promise] = {
    EditionAction.PUBLISH: pgettext_lazy("edition", "Publish this edition"),
    EditionAction.WITHDRAW: pgettext_lazy("edition", "Withdraw it"),
}
#: What is said when a step was taken.
EDITION_DONE: dict[EditionAction, Promise] = {
    EditionAction.PUBLISH: gettext_lazy(
        "The edition is published. Whoever may see the plan can read it."
    ),
    EditionAction.WITHDRAW: gettext_lazy("The edition is withdrawn. Nobody outside has read it."),
}
FILE_FORMS: dict[FileForm, Promise] = {
    FileForm.PDF: gettext_lazy("The report as PDF"),
    FileForm.WORKBOOK: gettext_lazy("The report as Excel file"),
    FileForm.WHOLE_JSON: gettext_lazy("Whole plan as JSON"),
    FileForm.WHOLE_WORKBOOK: gettext_lazy("Whole plan as Excel (data form)"),
    FileForm.FORMS: gettext_lazy("Forms to fill in (Excel)"),
    FileForm.FORMS_APART: gettext_lazy("Forms to fill in, a file for each department (ZIP)"),
}
ORIGINS: dict[Origin, Promise] = {
    Origin.METRIC: gettext_lazy("Counted from the ledger"),
    Origin.HAND: gettext_lazy("Written by hand"),
    Origin.DOCUMENT: gettext_lazy("Read from a file or document"),
    Origin.TARGET: gettext_lazy("Adopted as a target"),
    Origin.SHEET: gettext_lazy("Stands on the sheet; nothing more is recorded"),
}
FIGURE_KINDS: dict[FigureKind, Promise] = {
    FigureKind.TARGET: pgettext_lazy("figure", "Target"),
    FigureKind.ACTUAL: pgettext_lazy("figure", "Actual"),
}
#: The open-data tables that an edition has besides those of its plan.
EDITION_TABLES: dict[str, Promise] = {
    "provenance": gettext_lazy("Where figures are from"),
    "partners": gettext_lazy("Done together with"),
    "partnerships": gettext_lazy("Carried out in these partnerships"),
    "evidence": gettext_lazy("What stands behind it"),
    "outside_reviews": gettext_lazy("Outside reviews"),
    "corrections": gettext_lazy("What was corrected"),
    "dictionary": gettext_lazy("What the columns mean"),
}
_PARTS: dict[Part, Promise] = {
    Part.PLAN_NAME: gettext_lazy("Name of the plan"),
    Part.PLAN_TITLE: gettext_lazy("Title of the report"),
    Part.PLAN_BODY: gettext_lazy("Who publishes it"),
    Part.STEP: gettext_lazy("Step %(name)s of the scale"),
    Part.GOAL: gettext_lazy("Name of %(name)s"),
    Part.MEASURE: gettext_lazy("Name of measure %(name)s"),
    Part.PROJECT: gettext_lazy("Name of the project"),
    Part.DEPARTMENT: gettext_lazy("Department"),
    Part.FLAGS: gettext_lazy("Marks: priority, new"),
    Part.SHEET_NAME: gettext_lazy("Name on the sheet"),
    Part.DESCRIPTION: gettext_lazy("What the plan says"),
    Part.INDICATOR: gettext_lazy("Name of the indicator %(name)s"),
    Part.UNIT: gettext_lazy("%(name)s: unit"),
    Part.TARGET: gettext_lazy("%(name)s: target of %(year)s"),
    Part.ACTUAL: gettext_lazy("%(name)s: actual of %(year)s"),
    Part.CERTAINTY: gettext_lazy("%(name)s: whether the actual of %(year)s is provisional"),
    Part.FORECAST: gettext_lazy("%(name)s: forecast in %(year)s"),
    Part.GIVEN_BY: gettext_lazy("%(name)s: who gives the figure"),
    Part.RATING: gettext_lazy("Rating"),
    Part.RATING_REASON: gettext_lazy("Reason of the rating"),
    Part.DIFFERENCE: gettext_lazy("Why it differs from the plan"),
    Part.TEXT: gettext_lazy("Text under “%(name)s”"),
    Part.LINE: gettext_lazy("Action %(name)s: what the plan says"),
    Part.RESULT: gettext_lazy("Action %(name)s: result of %(year)s"),
    Part.LINE_DIFFERENCE: gettext_lazy("Action %(name)s: why it differs from the plan"),
    Part.LINE_EVALUATION: gettext_lazy("Action %(name)s: evaluation"),
    Part.LINE_NEXT_STEPS: gettext_lazy("Action %(name)s: next steps"),
    Part.REVIEW: gettext_lazy("Outside review by %(name)s"),
    Part.PARTNERS: gettext_lazy("Done together with"),
    Part.PARTNERSHIPS: gettext_lazy("Carried out in these partnerships"),
    Part.EVIDENCE: gettext_lazy("What stands behind it"),
}
#: What follows after the wait; the workflow table carries the message id.
THEN_WHAT = (gettext_lazy("Then whoever may see the plan can read the edition."),)
#: The places that refusals name.
PLACES = (
    pgettext_lazy("place of a fault", "as_of"),
    pgettext_lazy("place of a fault", "reason"),
    pgettext_lazy("place of a fault", "without_lacking"),
)


def place_words(part: str, name: str, fiscal_year: int | None) -> str:
    """What a place of a list of corrections is called, without its project."""
    year = words.fiscal_year(fiscal_year) if fiscal_year else ""
    return str(_PARTS[Part(part)]) % {"name": name, "year": year}
