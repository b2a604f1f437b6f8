"""From a ``Record`` to what other programs read: one module for each form, and what they share."""
