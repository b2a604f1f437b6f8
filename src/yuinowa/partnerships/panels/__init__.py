"""The parts of a partnership, one module each: a module plugs itself in when it is imported."""
