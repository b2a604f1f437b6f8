"""Partnerships: two or more equal parties begin, say each for itself what it needs, agree and start."""
