"""Bodies in which several institutions meet: meetings, decisions, promises, minutes."""
