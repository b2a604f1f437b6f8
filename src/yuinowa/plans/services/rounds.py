"""The round of a year: begin it with its due days, move the days, close it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move, waits
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.plans.domain.round import DueDays, RoundAction, usual_days
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import Plan, PlanYear, Sheet
from yuinowa.plans.queries.rounds import is_finished, year_of


def begin_round(plan: Plan, fiscal_year: int, days: DueDays | None, *, actor: Actor) -> PlanYear:
    """The round of ``fiscal_year``, opened now or standing already; then its days are moved to ``days``.

    Without ``days`` a new round takes the usual ones and a standing one keeps its own. ``plan`` is locked.

    Raises:
        InputRefused: the days are out of order.
        WrongState: the round is closed.
    """
    if days is not None and not days.are_in_order:
        raise InputRefused(
            _("Sheets are filled, then checked, then published: the days follow in this order."),
            place="check_by",
        )
    standing = year_of(plan.pk, fiscal_year)
    if standing is None:
        return _opened(plan, fiscal_year, days or usual_days(fiscal_year), actor)
    if not standing.is_open:
        raise WrongState(
            _("The round of this year is closed."),
            next_step=_("Begin a correction on the sheet that has to change."),
        )
    if days is not None and days != standing.days:
        _move_days(standing, days, actor)
    return standing


def _opened(plan: Plan, fiscal_year: int, days: DueDays, actor: Actor) -> PlanYear:
    year = PlanYear(
        plan=plan,
        fiscal_year=fiscal_year,
        fill_by=days.fill_by,
        check_by=days.check_by,
        publish_by=days.publish_by,
        opened_by=actor.person,
        opened_at=clock.now(),
    )
    year.full_clean()
    year.save()
    move.begin(year)
    audit.record("plan_year.open", year, actor=actor, after=_told(days))
    return year


def _move_days(year: PlanYear, days: DueDays, actor: Actor) -> None:
    """The new days, and with them those of everything that is waited for."""
    before = _told(year.days)
    year.fill_by, year.check_by, year.publish_by = days.fill_by, days.check_by, days.publish_by
    year.version += 1
    year.full_clean()
    year.save()
    waits.set_due(year, year.state, days.publish_by)
    sheets = Sheet.objects.filter(project__plan=year.plan_id, fiscal_year=year.fiscal_year)
    for sheet in sheets:
        due = days.of(SheetState(sheet.state))
        if due is not None:
            waits.set_due(sheet, sheet.state, due)
    audit.record("plan_year.move_days", year, actor=actor, before=before, after=_told(days))


def _told(days: DueDays) -> dict[str, str]:
    return {
        "fill_by": days.fill_by.isoformat(),
        "check_by": days.check_by.isoformat(),
        "publish_by": days.publish_by.isoformat(),
    }


@transaction.atomic
def close_year(year_id: int, *, actor: Actor, expected_version: int) -> PlanYear:
    """The round closed: from now on a sheet of the year changes by a correction only.

    Raises:
        WrongState: a sheet of the year is not published yet.
        NotAllowed: ``actor`` does not keep this plan.
        TransitionRefused: it is closed already.
        VersionMovedOn: its days were moved since ``expected_version``.
    """
    # The plan first, as opening does: no sheet of the year begins while it is closed.
    year = PlanYear.objects.get(pk=year_id)
    lock(Plan, year.plan_id)
    closed: PlanYear = move.move(
        year,
        RoundAction.CLOSE,
        actor=actor,
        expected_version=expected_version,
        change=lambda row: _mark_closed(row, actor),
    )
    return closed


def _mark_closed(year: PlanYear, actor: Actor) -> None:
    if not is_finished(year):
        raise WrongState(
            _("Sheets of this year are not published yet."),
            next_step=_("Publish them first; the list shows who is waited for."),
        )
    year.closed_by, year.closed_at = actor.person, clock.now()
