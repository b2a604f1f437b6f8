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
from yuinowa.documents.spreadsheets import read_workbook
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.plans.domain.returned import FormAction, FormState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange.sheet_forms import Worksheet, worksheets_of
from yuinowa.plans.models import FilledForm, FilledSheet, OwnForm, Plan, Sheet
from yuinowa.plans.queries import SheetPage, sheet_page
from yuinowa.plans.queries.fields import fields_of
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
    form: FilledForm = move.move(
        FilledForm.objects.get(pk=form_id),
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
    form_id: int, *, actor: Actor, expected_version: int, only_good: bool = False
) -> FilledForm:
    """The drafts as the form says, through the same door as the writing page; all sheets or none.

    Raises:
        InputRefused: a sheet has faults and ``only_good`` does not leave it out, or nothing would change.
        VersionMovedOn: somebody wrote on one of the sheets since (R31).
        NotAllowed, TransitionRefused: as ``move``.
    """
    form: FilledForm = move.move(
        FilledForm.objects.get(pk=form_id),
        FormAction.TAKE,
        actor=actor,
        expected_version=expected_version,
        change=_mark_taken,
    )
    rows = list(form.sheets.select_related("sheet__project__plan__owner"))
    if any(row.faults for row in rows) and not only_good:
        raise InputRefused(
            _("Some sheets have faults."),
            place="only_good",
            next_step=_("Correct the file and send it again, or take only the sheets without faults."),
        )  # fmt: skip
    wanted = [row for row in rows if row.values and not row.faults]
    if not wanted:
        raise InputRefused(
            _("Nothing in the file changes a draft."),
            next_step=_("Leave the file aside."),
        )
    for row in wanted:
        _write(row, row.values, row.base_version, actor, keep_before=True)
    return form


def _mark_taken(form: FilledForm) -> None:
    form.taken_at, form.cells = clock.now(), {}


def _write(
    row: FilledSheet,
    values: Mapping[str, str],
    version: int,
    actor: Actor,
    *,
    keep_before: bool = False,
) -> None:
    if row.sheet is None:
        raise ValueError("a row without a sheet has a fault")
    page = sheet_page(row.sheet)
    now = {field.code: field.now for field in fields_of(page)}
    after = enter_sheet(
        row.sheet.pk, entry_with(page, values), actor=actor, expected_version=version
    )
    if keep_before:
        row.before = {code: now[code] for code in values}
        row.taken_version = after.version
        row.save(update_fields=["before", "taken_version"])


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
            f.pk for code, f in fields.items() if f.is_preliminary and code not in values
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
    form: FilledForm = move.move(
        FilledForm.objects.get(pk=form_id),
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
