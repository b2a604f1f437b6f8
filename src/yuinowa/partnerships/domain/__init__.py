"""Rules of partnerships, without Django."""
