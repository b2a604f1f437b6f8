"""Pure ground: fiscal years, identifiers, text keys, workflow tables, errors. No Django, no I/O."""
