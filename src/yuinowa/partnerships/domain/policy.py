"""Numbers that were decided for partnerships, with their unit and why."""

from __future__ import annotations

#: Characters. A title stands in lists; a purpose is two or three sentences; a reason is one or two.
MAX_TITLE, MAX_PURPOSE, MAX_REASON = 100, 600, 300
#: What a side says about one point, in characters.
MAX_WORDS = 600
#: Sides of one partnership: all municipalities of the country, and some more.
MAX_PARTIES = 2_000
#: Institutions asked in one go, one a line.
MAX_ASKED_AT_ONCE = 100
#: Days after which an invitation should be answered, a side's words written, a step taken.
ANSWER_DAYS, WRITE_DAYS = 14, 30
#: Characters of one remark.
MAX_REMARK = 1_000
#: Rows of one kind that a side, or a partnership, writes.
MAX_ROWS = 200
#: The largest amount of a goal or a contribution: beyond a trillion nobody means it.
MAX_AMOUNT = 10**12
#: Characters of the words that a list is searched by; rows of one file of a list.
MAX_SEARCH, MOST_EXPORTED = 100, 10_000
#: Days for which what was held stands on pages for everybody: half a year, so that a yearly event is not its own next one.
LATELY_DAYS = 183
