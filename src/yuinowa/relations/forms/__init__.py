"""Forms of contacts and of relations."""
