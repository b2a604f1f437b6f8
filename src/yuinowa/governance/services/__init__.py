"""Deeds on bodies and meetings; each is one transaction that begins with the lock on the body or the meeting."""
