"""From what a codec read to a ``Record``: one module for each form, and what they share."""
