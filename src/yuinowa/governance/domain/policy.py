"""Numbers that were decided for bodies and meetings, with their unit and why."""

from __future__ import annotations

#: Characters: a title stands in lists, a decision is a sentence or two, minutes are a few pages.
MAX_TITLE, MAX_PLACE, MAX_TEXT, MAX_REASON, MAX_MINUTES = 100, 120, 300, 300, 20_000
#: Items on one agenda, and the characters of one.
MAX_ITEMS, MAX_ITEM = 20, 120
#: Decisions and promises of one meeting.
MAX_ENTRIES = 60
#: Days after which a body without a meeting counts as silent. Source: collaboration model, I33.
SILENT_AFTER_DAYS = 60
#: Days to write the minutes, and to agree to them.
RECORD_DAYS, AGREE_DAYS = 7, 14
#: A meeting is entered at most so many days back and ahead.
DAYS_BACK, DAYS_AHEAD = 6 * 366, 3 * 366
#: Sides that must be there so that something is decided, until the body says otherwise.
FIRST_QUORUM = 2
