"""The pages of plans and of their sheets."""

from yuinowa.plans.views import parts, plans, rounds, rules, sheets, structure, whole

__all__ = ["parts", "plans", "rounds", "rules", "sheets", "structure", "whole"]
