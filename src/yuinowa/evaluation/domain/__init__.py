"""Rules of evaluation, without Django."""
