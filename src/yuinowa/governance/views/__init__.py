"""Pages of bodies and meetings, by subject."""
