"""What an Excel form says goes into the drafts, and is taken back; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock, move
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.plans.domain.returned import PROVISIONAL, FormAction
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import FilledForm, FilledSheet
from yuinowa.plans.queries.drafts import Draft, drafts_on
from yuinowa.plans.queries.fields import FieldKind, fields_of
from yuinowa.plans.queries.returned import is_late
from yuinowa.plans.services.returned import held_form
from yuinowa.plans.services.sheets import LineEntry, SheetEntry, enter_sheet


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
    found = held_form(form_id)
    form: FilledForm = move.move(
        found,
        FormAction.TAKE,
        actor=actor,
        expected_version=expected_version,
        change=_mark_taken,
    )
    rows = list(form.sheets.select_related("sheet__project"))
    good = [row for row in rows if not (row.faults or is_late(row))]
    if len(good) < len(rows) and not only_good:
        raise InputRefused(
            _("Some sheets have faults."),
            place="only_good",
            next_step=_("Correct the file and send it again, or take only the sheets without faults."),
        )  # fmt: skip
    known, drafts = seen or {}, _drafts(form, good)
    taken = [
        _write(
            row,
            row.values,
            known.get(row.pk, row.base_version),
            actor,
            drafts[row.pk],
            keep_before=True,
        )
        for row in good
        if row.values
    ]
    if not any(taken):
        raise InputRefused(
            _("Nothing in the file changes a draft."),
            next_step=_("Leave the file aside."),
        )
    return form


def _mark_taken(form: FilledForm) -> None:
    form.taken_at, form.cells = clock.now(), {}


def _drafts(form: FilledForm, rows: Collection[FilledSheet]) -> dict[int, Draft]:
    """What stands on the sheets of ``rows``, by row. Nobody else writes there: they are held."""
    by_sheet = {row.sheet_id: row.pk for row in rows}
    drafts = drafts_on(form.plan, (row.sheet for row in rows if row.sheet is not None))
    return {by_sheet[draft.sheet.pk]: draft for draft in drafts}


def _write(
    row: FilledSheet,
    values: Mapping[str, str],
    version: int,
    actor: Actor,
    draft: Draft,
    *,
    keep_before: bool = False,
) -> bool:
    """Whether anything of ``values`` was not there yet, and is written now."""
    now = {field.code: field.now for field in fields_of(draft)}
    if all(now.get(code) == text for code, text in values.items()):
        return False
    entry = entry_with(draft, values)
    after = enter_sheet(draft.sheet.pk, entry, actor=actor, expected_version=version)
    if keep_before:
        row.before = {code: now[code] for code in values if code in now}
        row.taken_version = after.version
        row.save(update_fields=["before", "taken_version"])
    return True


def entry_with(draft: Draft, values: Mapping[str, str]) -> SheetEntry:
    """What stands on ``draft``, with ``values`` in the place of what they name."""
    fields = {field.code: field for field in fields_of(draft)}
    text: Callable[[str], str] = lambda code: values.get(code, fields[code].now) if code in fields else ""  # noqa: E731  # read in five places below  # fmt: skip
    lines = {}
    for row in draft.printed.lines:
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


@transaction.atomic
def undo_form(form_id: int, *, actor: Actor, expected_version: int) -> FilledForm:
    """The drafts as they were before the form was taken.

    Raises:
        WrongState: somebody wrote on one of them since, or it is a draft no longer.
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
    """
    found = held_form(form_id)
    form: FilledForm = move.move(
        found,
        FormAction.UNDO,
        actor=actor,
        expected_version=expected_version,
        change=lambda row: setattr(row, "undone_at", clock.now()),
    )
    taken = list(form.sheets.exclude(taken_version=None).select_related("sheet__project"))
    drafts = _drafts(form, taken)
    for row in taken:
        sheet = drafts[row.pk].sheet
        if sheet.version != row.taken_version or sheet.state != SheetState.DRAFT:
            raise WrongState(
                _("Somebody went on with the sheet %(sheet)s; it cannot be put back.")
                % {"sheet": sheet.project.number},
                next_step=_("Open the sheet and change what is to be changed."),
            )
        _write(row, row.before, sheet.version, actor, drafts[row.pk])
    return form
