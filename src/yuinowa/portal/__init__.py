"""Home by role, today's waits, the first page."""
