"""The pages of plans and of their sheets."""

from yuinowa.plans.views import plans, rounds, rules, sheets

__all__ = ["plans", "rounds", "rules", "sheets"]
