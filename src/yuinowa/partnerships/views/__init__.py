"""Pages of partnerships, by subject."""
