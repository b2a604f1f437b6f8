"""Pages of contacts and of relations."""
