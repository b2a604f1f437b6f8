"""Excel forms that come back: received, read, shown, or left aside; ``taking`` puts them into the drafts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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
from yuinowa.plans.domain.returned import FormAction, FormState
from yuinowa.plans.exchange.sheet_forms import Worksheet, worksheets_of
from yuinowa.plans.models import FilledForm, FilledSheet, IndicatorSlot, OwnForm, Plan, Sheet
from yuinowa.plans.services.judging import judged_ours
from yuinowa.plans.services.own_form import cells_of, judged_own, worksheets_from


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
        hold_sheets(plan.pk, fiscal_year)
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
    found = held_form(form_id)
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


def held_form(form_id: int) -> FilledForm:
    """The form, with all that it may touch held."""
    form = FilledForm.objects.get(pk=form_id)
    hold_sheets(form.plan_id, form.fiscal_year)
    return form


def hold_sheets(plan_id: int, fiscal_year: int) -> None:
    """Hold all that a form may touch before anything is told to the trail, whose head is locked last.

    The plan first, as whoever writes on a sheet does; then no sheet goes on while it is looked at.
    """
    lock(Plan, plan_id)
    sheets = Sheet.objects.filter(project__plan=plan_id, fiscal_year=fiscal_year)
    held = [sheet.pk for sheet in sheets.order_by("pk").select_for_update(of=("self",))]
    slots = IndicatorSlot.objects.filter(figures__sheet__in=held).exclude(indicator=None)
    hold_indicators(slots.values_list("indicator", flat=True))
