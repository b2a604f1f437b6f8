"""Words for partnerships, by subject."""
