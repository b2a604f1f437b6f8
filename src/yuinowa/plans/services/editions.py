"""Publish a plan's year as an edition: prepared whole, published by a second person, never changed after that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.kernel.fiscal import FiscalYear, era_date
from yuinowa.plans.domain.edition import EditionAction
from yuinowa.plans.domain.snapshot import digest
from yuinowa.plans.exchange.default_report import word
from yuinowa.plans.models import Edition, EditionChange, EditionFigure, Plan, Sheet
from yuinowa.plans.queries.edition_drafts import (
    Draft,
    change_rows,
    draft_of,
    lacks_of,
    prepared_edition,
)
from yuinowa.plans.queries.editions import document_of
from yuinowa.plans.queries.provenance import provenance_of
from yuinowa.plans.services.checkers import ask_for_publisher


@dataclass(frozen=True)
class EditionEntry:
    """What whoever prepares an edition says about it."""

    as_of: date
    #: Why there is another one; the first needs none.
    reason: str = ""
    #: Whether it may be published without the sheets that are not ready.
    without_lacking: bool = False


def as_of_text(plan: Plan, day: date) -> str:
    """How the paper says as of when it speaks."""
    return plan.as_of_text if day == plan.as_of_date else word("as_of", day=era_date(day))


@transaction.atomic
def prepare_edition(
    plan_id: int, fiscal_year: int, entry: EditionEntry, *, actor: Actor
) -> Edition:
    """The next edition on ``fiscal_year``, frozen with its provenance and corrections; a second person publishes it.

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
        WrongState: an edition on the year waits already, no sheet is published, or nothing differs from the last.
        InputRefused: the day is not one of the year's reports, the reason is missing, or sheets are not ready and
            nobody said that it may go without them.
    """
    plan = plan_to_prepare(plan_id, fiscal_year, entry, actor=actor)
    text = as_of_text(plan, entry.as_of)
    draft = draft_of(plan, fiscal_year, as_of=entry.as_of, as_of_text=text)
    _check(draft, entry)
    edition = Edition(
        plan=plan,
        fiscal_year=fiscal_year,
        number=draft.number,
        as_of=entry.as_of,
        as_of_text=text,
        reason=entry.reason.strip(),
        snapshot=draft.snapshot,
        prepared_by=actor.person,
        prepared_at=clock.now(),
    )
    figures, corrections = provenance_of(draft.printed), change_rows(draft, edition.reason)
    edition.digest = digest(document_of(edition, figures, corrections))
    edition.full_clean()
    edition.save()
    for figure in figures:
        figure.edition = edition
    for change in corrections:
        change.edition = edition
    EditionFigure.objects.bulk_create(figures)
    EditionChange.objects.bulk_create(corrections)
    move.begin(edition)
    ask_for_publisher(edition)
    audit.record(
        "edition.prepare",
        edition,
        actor=actor,
        after={
            "year": fiscal_year,
            "number": edition.number,
            "digest": edition.digest,
            "figures": len(figures),
            "corrections": len(corrections),
        },
    )
    return edition


def plan_to_prepare(plan_id: int, fiscal_year: int, entry: EditionEntry, *, actor: Actor) -> Plan:
    """The plan with its sheets of the year, held, where an edition may be prepared; what it holds is not looked at.

    Raises:
        NotAllowed, WrongState, InputRefused: as ``prepare_edition``.
    """
    plan = _held(plan_id, fiscal_year)
    require(actor, "plan.edit", plan)
    if not plan.is_editable:
        # The platform itself may everything, and still makes no edition of what others published.
        raise NotAllowed("a reference plan's report is its edition")
    _check_day(fiscal_year, entry.as_of)
    if prepared_edition(plan, fiscal_year) is not None:
        raise WrongState(
            _("An edition on this year is prepared already."),
            next_step=_("Have it published, or withdraw it."),
        )
    return plan


def _held(plan_id: int, fiscal_year: int) -> Plan:
    """The plan and the sheets of the year, held: nobody moves one of them until the transaction ends."""
    plan = lock(Plan, plan_id)
    sheets = Sheet.objects.filter(project__plan=plan, fiscal_year=fiscal_year)
    list(sheets.select_for_update().order_by("pk").values_list("pk"))
    return plan


def _check_day(fiscal_year: int, day: date) -> None:
    year = FiscalYear(fiscal_year)
    if not year.start <= day <= clock.today():
        raise InputRefused(
            _("A report on %(year)s speaks as of a day since %(day)s that is not ahead.")
            % {"year": year.label, "day": era_date(year.start)},
            place="as_of",
        )


def _check(draft: Draft, entry: EditionEntry) -> None:
    if draft.is_empty:
        raise WrongState(
            _("No sheet of this year is published."),
            next_step=_("Publish the sheets first; the round of the year shows who is waited for."),
        )
    if draft.last is not None:
        if not draft.changes:
            raise WrongState(
                _("Nothing differs from edition %(number)s.") % {"number": draft.last.number},
                next_step=_("Correct a sheet and publish it; then prepare the next edition."),
            )
        if not entry.reason.strip():
            raise InputRefused(_("Write why there is another edition."), place="reason")
    lacking = lacks_of(draft)
    if lacking and not entry.without_lacking:
        raise InputRefused(
            _("%(count)s projects have no published sheet of this year.") % {"count": len(lacking)},
            place="without_lacking",
            next_step=_("Publish them, or say that the edition goes without them."),
        )


def publish_edition(edition_id: int, *, actor: Actor, expected_version: int) -> Edition:
    """The prepared edition, published: from now on nothing of it changes, and everybody may read it.

    Raises:
        NotAllowed: ``actor`` is no checker of this plan, or prepared it (I28).
        WrongState: what it froze is no longer what stands.
        TransitionRefused: it is published or withdrawn already.
        VersionMovedOn: somebody was faster.
    """
    return _moved(edition_id, EditionAction.PUBLISH, actor, expected_version)


def withdraw_edition(
    edition_id: int, *, actor: Actor, expected_version: int, note: str = ""
) -> Edition:
    """The prepared edition given up before anybody read it; its number is free again.

    Raises:
        NotAllowed: ``actor`` neither keeps nor checks this plan.
        TransitionRefused, VersionMovedOn: as ``publish_edition``.
    """
    return _moved(edition_id, EditionAction.WITHDRAW, actor, expected_version, note)


@transaction.atomic
def _moved(
    edition_id: int, action: EditionAction, actor: Actor, expected_version: int, note: str = ""
) -> Edition:
    edition = Edition.objects.select_related("plan__owner").get(pk=edition_id)
    # The plan and its sheets first, as preparing does: what is compared is what is published.
    _held(edition.plan_id, edition.fiscal_year)
    moved: Edition = move.move(
        edition,
        action,
        actor=actor,
        expected_version=expected_version,
        note=note,
        change=lambda row: _publish(row, actor) if action is EditionAction.PUBLISH else None,
    )
    return moved


def _publish(edition: Edition, actor: Actor) -> None:
    """Under the lock: what was frozen still stands."""
    draft = draft_of(
        edition.plan, edition.fiscal_year, as_of=edition.as_of, as_of_text=edition.as_of_text
    )
    document = document_of(
        edition, provenance_of(draft.printed), change_rows(draft, edition.reason)
    )
    if digest(document | {"plan": draft.snapshot}) != edition.digest:
        raise WrongState(
            _("The plan has changed since this edition was prepared."),
            next_step=_("Withdraw it and prepare it again."),
        )
    edition.published_by, edition.published_at = actor.person, clock.now()
