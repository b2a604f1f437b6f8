"""The pages of plans and of their sheets."""

from yuinowa.plans.views import plans, sheets

__all__ = ["plans", "sheets"]
