"""What would become of each figure of a file: new, the same, contested, left out, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.figure_runs import Aim, Outcome
from yuinowa.ledger.exchange.figure_tables import open_table
from yuinowa.ledger.models import FigureLine, FigureRun
from yuinowa.ledger.services.figure_runs import exchanges, indicators, storage
from yuinowa.ledger.services.figure_runs.drafts import Draft, drafts_of

#: As many as one posting holds.
MOST_FIGURES = 5_000


def show(run: FigureRun, actor: Actor) -> dict[str, int]:
    """Write the lines of ``run`` anew; how many figures come to which end, and how many have warnings.

    Raises:
        Unreadable, InputRefused: the file cannot be read to its end, has no figures, or too many.
        WrongState: it is no longer kept.
    """
    drafts = _drafts(run)
    if run.aim == Aim.EXCHANGE:
        exchanges.judge(drafts, run, actor)
    else:
        indicators.judge(drafts, run)
    run.lines.all().delete()
    lines = [draft.kept(run) for draft in drafts]
    FigureLine.objects.bulk_create(lines, batch_size=200)
    counts = Counter({outcome.value: 0 for outcome in Outcome})
    counts.update(line.outcome for line in lines)
    warned = sum(1 for line in lines if line.warnings and line.outcome != Outcome.REFUSED)
    return {**counts, "warned": warned}


def _drafts(run: FigureRun) -> Sequence[Draft]:
    table = open_table(storage.document_of(run), name=run.file_name)
    drafts: list[Draft] = []
    for draft in drafts_of(table, run.read_by):
        drafts.append(draft)
        if len(drafts) > MOST_FIGURES:
            raise InputRefused(
                _("The file has more than %(most)s figures.") % {"most": f"{MOST_FIGURES:,}"},
                place=run.file_name,
                next_step=_("Divide it into several files."),
            )
    if not drafts:
        raise InputRefused(
            _("No column that was chosen holds a figure."),
            place=run.file_name,
            next_step=_("Choose the columns again."),
        )
    return drafts
