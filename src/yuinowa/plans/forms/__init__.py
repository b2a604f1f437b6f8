"""Forms of the plan wing, by subject."""

from yuinowa.plans.forms.sheet import SheetForm, StepForm

__all__ = ["SheetForm", "StepForm"]
