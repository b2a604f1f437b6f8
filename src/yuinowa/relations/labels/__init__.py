"""Words for the codes of this wing."""
