"""Keeping an entry: its sections, each changed under a lock, with its trail and its place in the index."""

from yuinowa.directory.services.entry.sections import (
    change_columns,
    change_kinds,
    change_levels,
    change_rows,
)

__all__ = ["change_columns", "change_kinds", "change_levels", "change_rows"]
