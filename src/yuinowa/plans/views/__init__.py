"""The pages of plans and of their sheets."""

from yuinowa.plans.views import (
    comments,
    parts,
    plans,
    rounds,
    rules,
    sheets,
    structure,
    targets,
    whole,
)

__all__ = [
    "comments",
    "parts",
    "plans",
    "rounds",
    "rules",
    "sheets",
    "structure",
    "targets",
    "whole",
]
