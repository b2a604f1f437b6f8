"""Deeds of partnerships; each is one transaction that begins with the lock on its partnership."""
