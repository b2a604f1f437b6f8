"""Pure rules of relations."""
