"""Rules of bodies and their meetings, without Django."""
