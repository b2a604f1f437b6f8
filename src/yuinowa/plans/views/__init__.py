"""The pages of plans and of their sheets."""

from yuinowa.plans.views import (
    comments,
    edition_deeds,
    edition_files,
    editions,
    evidence,
    partners,
    parts,
    plans,
    returned,
    rounds,
    rules,
    sheets,
    structure,
    targets,
    whole,
)

__all__ = [
    "comments",
    "edition_deeds",
    "edition_files",
    "editions",
    "evidence",
    "partners",
    "parts",
    "plans",
    "returned",
    "rounds",
    "rules",
    "sheets",
    "structure",
    "targets",
    "whole",
]
