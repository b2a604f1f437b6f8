"""What the states and outcomes of a table are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from yuinowa.directory.domain.runs import LineOutcome, RunState

STATES: dict[RunState, Promise] = {
    RunState.COLUMNS: pgettext_lazy("state of a table", "Columns to be confirmed"),
    RunState.READING: pgettext_lazy("state of a table", "Being read"),
    RunState.PREVIEW: pgettext_lazy("state of a table", "Shown, not yet taken"),
    RunState.TAKING: pgettext_lazy("state of a table", "Being taken"),
    RunState.APPLIED: pgettext_lazy("state of a table", "Taken"),
    RunState.DROPPED: pgettext_lazy("state of a table", "Dropped"),
    RunState.UNDONE: pgettext_lazy("state of a table", "Taken back"),
    RunState.FAILED: pgettext_lazy("state of a table", "Could not go on"),
}
TONES: dict[RunState, str] = {
    RunState.PREVIEW: "here",
    RunState.APPLIED: "good",
    RunState.FAILED: "late",
    RunState.COLUMNS: "here",
}
OUTCOMES: dict[LineOutcome, Promise] = {
    LineOutcome.NEW: pgettext_lazy("outcome of a line", "New"),
    LineOutcome.CHANGED: pgettext_lazy("outcome of a line", "Changes"),
    LineOutcome.SAME: pgettext_lazy("outcome of a line", "The same"),
    LineOutcome.GONE: pgettext_lazy("outcome of a line", "Gone"),
    LineOutcome.REFUSED: pgettext_lazy("outcome of a line", "Not taken"),
}
