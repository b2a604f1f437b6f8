"""Backups (R50): what is kept, how it is packed and sealed, when the last one was made.

docs/operate/backup.md says what an operator does with them.
"""
