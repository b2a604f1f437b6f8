"""How work that a job carries out ends: done, or told why not, whatever it is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from yuinowa.core import clock, jobs, move
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import NotAllowed, Unavailable, YuinowaError
from yuinowa.plans.domain.run import RunAction, RunState
from yuinowa.plans.models import EditionRun, FileRun

AnyRun = EditionRun | FileRun
R = TypeVar("R", EditionRun, FileRun)


def finish(run: R, do: Callable[[R], None]) -> None:
    """End ``run`` with what ``do`` does, in one transaction.

    Raises:
        YuinowaError: as ``do``; or another process did the work at the same moment.
    """

    def change(row: R) -> None:
        do(row)
        row.finished_at = clock.now()

    move.move(
        run,
        RunAction.FINISH,
        actor=Actor.system(),
        expected_version=run.version,
        change=change,
    )


def fail(run: AnyRun, fault: YuinowaError) -> None:
    """Let the run say ``fault``, unless another process did the work at the same moment."""

    def tell(row: AnyRun) -> None:
        gone = isinstance(fault, NotAllowed)
        row.trouble = _("Whoever asked for it may not do this any more.") if gone else fault.message
        row.next_step = _(fault.next_step) if fault.next_step else ""
        row.finished_at = clock.now()

    try:
        move.move(
            run, RunAction.FAIL, actor=Actor.system(), expected_version=run.version, change=tell
        )
    except YuinowaError:
        if type(run).objects.filter(pk=run.pk, version=run.version).exists():
            raise


def give_up(kind: type[AnyRun], run_id: int) -> None:
    """Let the run say that it was tried in vain and can be asked for once more; nothing where it is over."""
    run = kind.objects.filter(pk=run_id, state=RunState.WORKING.value).first()
    if run is not None:
        fault = Unavailable(
            _("The platform met a fault it does not know, and tried several times."),
            next_step=_("Tell the people who run this site, then ask for it once more."),
        )
        fail(run, fault)


def tried_again(run: AnyRun, handler: str) -> jobs.Trying | None:
    """How often the work met an unknown fault and when it is tried again; None: it met none, or is over."""
    return jobs.trying_again(handler, str(run.pk)) if run.is_working else None
