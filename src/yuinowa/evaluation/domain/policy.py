"""Numbers that were decided for evaluation, with their unit and why."""

from __future__ import annotations

#: Items of the sides' own making, and the characters of one.
MAX_OWN, MAX_ITEM = 10, 120
#: More items than this are allowed and said to be many. Source: collaboration model §7 (7).
FEW = 10
#: Characters of a sentence on how, or why not.
MAX_WORDS = 300
#: Further days on which it is judged.
MAX_DAYS = 6
#: Residents asked.
MAX_RESIDENTS = 100_000
