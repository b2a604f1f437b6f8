"""What becomes of a partner's name that was recognised in a project's texts; one nobody decided on is offered."""

from __future__ import annotations

from enum import StrEnum


class MentionState(StrEnum):
    LINKED = "linked"
    DECLINED = "declined"
