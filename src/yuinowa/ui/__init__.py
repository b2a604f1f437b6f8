"""The look: page frame, components, error pages, the gallery. Knows no wing."""
