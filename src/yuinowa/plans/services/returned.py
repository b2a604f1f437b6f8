"""Excel forms that come back: received and shown, taken into the drafts, taken back; all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.documents.spreadsheets import read_workbook
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.ledger.services.indicators import hold_indicators
from yuinowa.plans.domain.returned import PROVISIONAL, FormAction, FormState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange.sheet_forms import Worksheet, worksheets_of
from yuinowa.plans.models import FilledForm, FilledSheet, IndicatorSlot, OwnForm, Plan, Sheet
from yuinowa.plans.queries import SheetPage, sheet_page
from yuinowa.plans.queries.fields import FieldKind, fields_of
from yuinowa.plans.queries.returned import is_late
from yuinowa.plans.services.judging import judged_ours
from yuinowa.plans.services.own_form import cells_of, judged_own, worksheets_from
from yuinowa.plans.services.sheets import LineEntry, SheetEntry, enter_sheet


def receive_form(
    plan: Plan, fiscal_year: int, data: bytes, *, name: str, actor: Actor
) -> FilledForm:
    """The workbook ``data`` as it would change the drafts of the year; nothing is changed yet.

    A municipality's own form waits until it is said what stands where, unless that was said before.

    Raises:
        Unreadable: it is no workbook, or one that is not read (R10, R12).
        InputRefused: nothing stands in it.
        NotAllowed: ``actor`` does not keep this plan.
    """
    require(actor, "plan.edit", plan)
    sheets = _worksheets(data, name)
    if not any(sheet.rows for sheet in sheets):
        raise InputRefused(
            _("There is nothing in the file."),
            place=name,
            next_step=_("Check whether it is the right file."),
        )
    is_ours = any(sheet.is_ours for sheet in sheets)
    with transaction.atomic():
        _hold(plan.pk, fiscal_year)
        form = FilledForm(
            plan=plan,
            fiscal_year=fiscal_year,
            state=(FormState.PREVIEW if is_ours else FormState.PLACES).value,
            file_name=name[:200],
            digest=hashlib.sha256(data).hexdigest(),
            cells={} if is_ours else cells_of(sheets, name),
            person=actor.person,
            created_at=clock.now(),
        )
        form.full_clean()
        form.save()
        move.begin(form)
        audit.record("filled_form.receive", form, actor=actor, after={"digest": form.digest})
        if is_ours:
            _keep(form, judged_ours(form, sheets))
            return form
        known = OwnForm.objects.filter(plan=plan).first()
        if known is None:
            return form
        return say_places(form.pk, known.places, actor=actor, expected_version=form.version)


def _worksheets(data: bytes, name: str) -> list[Worksheet]:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        return worksheets_of(read_workbook(Path(file.name), name=name), name)


def _keep(form: FilledForm, judged: tuple[list[FilledSheet], list[str]]) -> None:
    rows, left = judged
    FilledSheet.objects.filter(form=form).delete()
    FilledSheet.objects.bulk_create(rows)
    FilledForm.objects.filter(pk=form.pk).update(left=left)
    form.left = left


@transaction.atomic
def say_places(
    form_id: int, places: Mapping[str, str], *, actor: Actor, expected_version: int
) -> FilledForm:
    """What stands where in the plan's own form, remembered; the file is shown as it would change the drafts.

    Raises:
        InputRefused: an address cannot be read, the project's is missing, or cells and columns are mixed.
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
    """
    found = _held(form_id)
    form: FilledForm = move.move(
        found,
        FormAction.PLACE,
        actor=actor,
        expected_version=expected_version,
    )
    said = {place: text for place, text in places.items() if text}
    judged = judged_own(form, worksheets_from(form.cells), said)
    OwnForm.objects.update_or_create(plan=form.plan, defaults={"places": said})
    _keep(form, judged)
    return form


def places_of(plan: Plan) -> dict[str, str]:
    """What was said before about the plan's own form."""
    known = OwnForm.objects.filter(plan=plan).first()
    return dict(known.places) if known else {}


def change_places(form_id: int, *, actor: Actor, expected_version: int) -> FilledForm:
    """Back from the preview of an own form to what stands where."""
    form: FilledForm = move.move(
        FilledForm.objects.get(pk=form_id),
        FormAction.REPLACE,
        actor=actor,
        expected_version=expected_version,
        change=_require_own,
    )
    return form


def _require_own(form: FilledForm) -> None:
    if not form.cells:
        raise WrongState(_("This form was made here; what stands where is known."))


@transaction.atomic
def take_form(
    form_id: int,
    *,
    actor: Actor,
    expected_version: int,
    only_good: bool = False,
    seen: Mapping[int, int] | None = None,
) -> FilledForm:
    """The drafts as the form says, through the same door as the writing page; all sheets or none.

    ``seen`` are the versions, by row of the file, of the sheets that were written on since the file was
    looked at, as the officer saw them: the file is taken on top of these (R31).

    Raises:
        InputRefused: a sheet has faults or is a draft no longer, and ``only_good`` does not leave it out;
            or nothing would change.
        VersionMovedOn: somebody wrote on one of the sheets since, unseen; or was first with the form.
        NotAllowed, TransitionRefused: as ``move``.
    """
    found = _held(form_id)
    form: FilledForm = move.move(
        found,
        FormAction.TAKE,
        actor=actor,
        expected_version=expected_version,
        change=_mark_taken,
    )
    rows = list(form.sheets.select_related("sheet__project__plan__owner"))
    good = [row for row in rows if not (row.faults or is_late(row))]
    if len(good) < len(rows) and not only_good:
        raise InputRefused(
            _("Some sheets have faults."),
            place="only_good",
            next_step=_("Correct the file and send it again, or take only the sheets without faults."),
        )  # fmt: skip
    known = seen or {}
    taken = [
        _write(row, row.values, known.get(row.pk, row.base_version), actor, keep_before=True)
        for row in good
        if row.values
    ]
    if not any(taken):
        raise InputRefused(
            _("Nothing in the file changes a draft."),
            next_step=_("Leave the file aside."),
        )
    return form


def _held(form_id: int) -> FilledForm:
    form = FilledForm.objects.get(pk=form_id)
    _hold(form.plan_id, form.fiscal_year)
    return form


def _hold(plan_id: int, fiscal_year: int) -> None:
    """Hold all that a form may touch before anything is told to the trail, whose head is locked last.

    The plan first, as whoever writes on a sheet does; then no sheet goes on while it is looked at.
    """
    lock(Plan, plan_id)
    sheets = Sheet.objects.filter(project__plan=plan_id, fiscal_year=fiscal_year)
    held = [sheet.pk for sheet in sheets.order_by("pk").select_for_update(of=("self",))]
    slots = IndicatorSlot.objects.filter(figures__sheet__in=held).exclude(indicator=None)
    hold_indicators(slots.values_list("indicator", flat=True))


def _mark_taken(form: FilledForm) -> None:
    form.taken_at, form.cells = clock.now(), {}


def _write(
    row: FilledSheet,
    values: Mapping[str, str],
    version: int,
    actor: Actor,
    *,
    keep_before: bool = False,
) -> bool:
    """Whether anything of ``values`` was not there yet, and is written now."""
    if row.sheet is None:
        raise ValueError("a row without a sheet has a fault")
    page = sheet_page(row.sheet)
    now = {field.code: field.now for field in fields_of(page)}
    if all(now.get(code) == text for code, text in values.items()):
        return False
    after = enter_sheet(
        row.sheet.pk, entry_with(page, values), actor=actor, expected_version=version
    )
    if keep_before:
        row.before = {code: now[code] for code in values if code in now}
        row.taken_version = after.version
        row.save(update_fields=["before", "taken_version"])
    return True


def entry_with(page: SheetPage, values: Mapping[str, str]) -> SheetEntry:
    """What stands on the draft, with ``values`` in the place of what they name."""
    fields = {field.code: field for field in fields_of(page)}
    text: Callable[[str], str] = lambda code: values.get(code, fields[code].now) if code in fields else ""  # noqa: E731  # read in five places below  # fmt: skip
    lines = {}
    for row in page.printed.lines:
        number, is_merged = row.line.number, f"evaluation-{row.line.number}" not in fields
        lines[row.line.pk] = LineEntry(
            result=text(f"result-{number}"),
            difference_reason=text(f"reason-{number}"),
            evaluation=None if is_merged else text(f"evaluation-{number}"),
            next_steps=text(f"next-{number}") if f"next-{number}" in fields else None,
        )
    return SheetEntry(
        rating=text("rating"),
        rating_reason=text("rating_reason"),
        difference_reason=text("reason"),
        cells={f.pk: text(code) for code, f in fields.items() if code.startswith("text-")},
        lines=lines,
        actuals={f.pk: text(code) for code, f in fields.items() if code.startswith("figure-")},
        preliminary=frozenset(
            f.pk
            for code, f in fields.items()
            if f.kind is FieldKind.MARK and text(code) == PROVISIONAL
        ),
    )


def drop_form(form_id: int, *, actor: Actor, expected_version: int) -> FilledForm:
    """The file left aside; it changed nothing."""
    form: FilledForm = move.move(
        FilledForm.objects.get(pk=form_id),
        FormAction.DROP,
        actor=actor,
        expected_version=expected_version,
        change=lambda row: setattr(row, "cells", {}),
    )
    return form


@transaction.atomic
def undo_form(form_id: int, *, actor: Actor, expected_version: int) -> FilledForm:
    """The drafts as they were before the form was taken.

    Raises:
        WrongState: somebody wrote on one of them since, or it is a draft no longer.
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
    """
    found = _held(form_id)
    form: FilledForm = move.move(
        found,
        FormAction.UNDO,
        actor=actor,
        expected_version=expected_version,
        change=lambda row: setattr(row, "undone_at", clock.now()),
    )
    taken = form.sheets.exclude(taken_version=None).select_related("sheet__project__plan")
    for row in taken:
        sheet = Sheet.objects.get(filled=row)
        if sheet.version != row.taken_version or sheet.state != SheetState.DRAFT:
            raise WrongState(
                _("Somebody went on with the sheet %(sheet)s; it cannot be put back.")
                % {"sheet": sheet.project.number},
                next_step=_("Open the sheet and change what is to be changed."),
            )
        _write(row, row.before, sheet.version, actor)
    return form
