"""Doors to the directory."""

from yuinowa.directory.queries.institutions import (
    has_demo_institutions,
    institutions_visible_to,
)
from yuinowa.directory.queries.succession import resolve

__all__ = ["has_demo_institutions", "institutions_visible_to", "resolve"]
