"""The pages of plans and of their sheets."""

from yuinowa.plans.views import plans, rules, sheets

__all__ = ["plans", "rules", "sheets"]
