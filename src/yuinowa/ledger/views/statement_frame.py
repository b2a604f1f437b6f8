"""What the pages of a file of figures have in common."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import Unreadable, YuinowaError
from yuinowa.ledger.domain.figure_runs import RunState
from yuinowa.ledger.models import FigureRun
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ui.parts import Progress, Step


def run_of(request: HttpRequest, pk: int) -> FigureRun:
    return get_object_or_404(queries.runs_visible_to(actor_of(request)), pk=pk)


def in_words(fault: YuinowaError) -> str:
    return " ".join(filter(None, (_(str(fault)), _(fault.next_step) if fault.next_step else "")))


def steps_of(state: RunState, *, sent: bool = True) -> list[Step]:
    """Send, columns, look, take: where it stands."""
    labels = (_("1 Send the file"), _("2 Say the columns"), _("3 Look"), _("4 Take"))
    here = {RunState.COLUMNS: 1 if sent else 0, RunState.PREVIEW: 2}.get(state, 4)
    return [
        Step(label, Progress.DONE if n < here else Progress.HERE if n == here else Progress.OPEN)
        for n, label in enumerate(labels)
    ]


def expired() -> Unreadable:
    return Unreadable(_("The form has expired."), next_step=_("Open the page again."))
