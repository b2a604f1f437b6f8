"""Doors to partnerships, and what their pages read."""
