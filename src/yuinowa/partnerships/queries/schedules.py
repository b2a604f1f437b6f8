"""What is laid down with the text of an agreement as it stands: the table of roles (別表)."""

from __future__ import annotations

from datetime import date

from yuinowa.kernel.fiscal import era_date
from yuinowa.partnerships.models import Partnership, Task


def day_in_words(day: date, language: str) -> str:
    """``day`` as a paper in ``language`` writes it."""
    return era_date(day) if language == "ja" else day.isoformat()


def table_of_roles(partnership: Partnership, language: str) -> tuple[tuple[str, ...], ...]:
    """The tasks in their order: what, who answers for it, who helps, until when, done when."""
    tasks = (
        Task.objects.filter(partnership=partnership)
        .select_related("accountable__institution")
        .prefetch_related("contributors__party__institution")
        .order_by("pk")
    )
    return tuple(
        (
            task.text,
            task.accountable.institution.name,
            "、".join(row.party.institution.name for row in task.contributors.all()),
            day_in_words(task.due, language) if task.due else "",
            task.done_when,
        )
        for task in tasks
    )
