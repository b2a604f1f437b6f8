"""Evaluation from all sides: what is asked, of whom and when, agreed before the work begins."""
