"""Forms of the plan wing, by subject."""

from yuinowa.plans.forms.round import CloseForm, RoundForm
from yuinowa.plans.forms.sheet import SheetForm, StepForm

__all__ = ["CloseForm", "RoundForm", "SheetForm", "StepForm"]
