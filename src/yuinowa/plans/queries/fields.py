"""What is written on a draft, field by field, under names that stay: for forms that leave the site and come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.returned import PROVISIONAL, Measured
from yuinowa.plans.models import SheetFigure
from yuinowa.plans.queries.beside import text_rows
from yuinowa.plans.queries.drafts import Draft
from yuinowa.plans.queries.printed import PrintedLine, PrintedSlot

_TEXT, _REASON = 2000, 1000


class FieldKind(StrEnum):
    FIGURE = "figure"
    #: Whether the figure beside it is provisional (速報).
    MARK = "mark"
    RATING = "rating"
    TEXT = "text"


@dataclass(frozen=True)
class SheetField:
    """One field of a draft. ``code`` names it in files; ``pk`` is what stands behind it, where it has a row."""

    code: str
    kind: FieldKind
    label: str
    now: str
    #: The target and last year's figure, or last year's words.
    says: str = ""
    longest: int = _TEXT
    pk: int = 0
    measured: Measured | None = None
    choices: tuple[str, ...] = ()


def figure_mark(code: str) -> str:
    """The name of the mark beside the figure ``code``."""
    return code.replace("figure-", "provisional-", 1)


def fields_of(draft: Draft) -> list[SheetField]:
    """The fields of ``draft``, in the order of the sheet. No query."""
    found = [*_figures(draft), *_cells(draft), *_lines(draft), *_rating(draft)]
    earlier = draft.earlier
    if earlier is None:
        return found
    before = {row.field: row.before for row in text_rows(draft.plan, draft.printed, earlier)}
    year = FiscalYear(earlier.sheet.fiscal_year).label
    return [_with_before(field, before, year) for field in found]


def _with_before(field: SheetField, before: dict[str, str], year: str) -> SheetField:
    text = before.get(_page_name(field), "")
    if not text:
        return field
    said = _("%(year)s: %(text)s") % {"year": year, "text": text}
    return replace(field, says="\n".join(filter(None, (field.says, said))))


def _page_name(field: SheetField) -> str:
    """The name of the field on the writing page, under which last year's words are known."""
    part = field.code.partition("-")[0]
    names = {"text": "cell", "result": "result", "reason": "difference", "evaluation": "evaluation", "next": "next"}  # fmt: skip
    return f"{names.get(part, part)}-{field.pk}"


def measured_of(slot: PrintedSlot, year: int) -> Measured:
    """What a figure of ``slot`` is judged by in ``year``."""
    indicator = slot.slot.indicator
    targets = (number_of(figure.target_text) for figure in slot.figures.values())
    before = slot.figures.get(year - 1)
    return Measured(
        unit=indicator.unit if indicator else "",
        over_hundred=indicator.over_hundred if indicator else True,
        targets=tuple(target for target in targets if target is not None),
        before=number_of(before.actual_text) if before else None,
    )


def _figures(draft: Draft) -> Iterator[SheetField]:
    """The year's figures that are entered by hand, each before its mark."""
    year = draft.sheet.fiscal_year
    for slot in draft.printed.slots:
        figure = slot.figures.get(year)
        if slot.slot.indicator is None or figure is None or figure.actual_text is None:
            continue
        label = _("Actual of %(year)s: %(label)s") % {
            "year": FiscalYear(year).label,
            "label": _with_unit(slot),
        }
        code = f"figure-{slot.slot.position}"
        is_provisional = figure.value is not None and figure.value.is_preliminary
        yield SheetField(
            code=code,
            kind=FieldKind.FIGURE,
            label=label,
            now=figure.actual_text,
            says=_aims(figure, slot.figures.get(year - 1)),
            longest=40,
            pk=figure.pk,
            measured=measured_of(slot, year),
        )
        yield SheetField(
            code=figure_mark(code),
            kind=FieldKind.MARK,
            label=_("Provisional or final: %(label)s") % {"label": label},
            now=PROVISIONAL if is_provisional else "",
            longest=20,
            pk=figure.pk,
            choices=tuple(said_of_mark(mark) for mark in (PROVISIONAL, "")),
        )


def said_of_mark(mark: str) -> str:
    """A figure's mark in the reader's language."""
    return pgettext("figure", "provisional") if mark else pgettext("figure", "final")


def _with_unit(slot: PrintedSlot) -> str:
    unit = slot.slot.indicator.unit if slot.slot.indicator else ""
    return f"{slot.slot.label}（{unit}）" if unit else slot.slot.label


def _aims(figure: SheetFigure, before: SheetFigure | None) -> str:
    said = []
    if number_of(figure.target_text) is not None:
        said.append(_("Target: %(target)s.") % {"target": figure.target_text})
    if before is not None and number_of(before.actual_text) is not None:
        said.append(_("The year before: %(actual)s.") % {"actual": before.actual_text})
    return " ".join(said)


def _cells(draft: Draft) -> Iterator[SheetField]:
    count: dict[str, int] = {}
    for cell in draft.printed.cells:
        count[cell.role] = count.get(cell.role, 0) + 1
        yield SheetField(
            code=f"text-{cell.role}-{count[cell.role]}",
            kind=FieldKind.TEXT,
            label=cell.label,
            now=cell.text or "",
            pk=cell.pk,
        )
    if draft.project.has_indicators:
        yield SheetField(
            code="reason",
            kind=FieldKind.TEXT,
            label=_("Why it differs from the plan"),
            now=draft.sheet.difference_reason,
            longest=_REASON,
        )


def _lines(draft: Draft) -> Iterator[SheetField]:
    for row in draft.printed.lines:
        yield from _line(draft, row)


def _line(draft: Draft, row: PrintedLine) -> Iterator[SheetField]:
    number, pk = row.line.number, row.line.pk
    names = {"year": FiscalYear(draft.sheet.fiscal_year).label, "line": number}
    result = row.results.get(draft.sheet.fiscal_year) or ""
    texts: list[tuple[str, str, str | None]] = [
        ("result", _("What was done in %(year)s (action %(line)s)") % names, result),
        ("reason", _("Why it differs from the plan (action %(line)s)") % names, row.line.difference_reason),
        ("evaluation", _("Evaluation and issues (action %(line)s)") % names, row.line.evaluation),
        ("next", _("Next steps (action %(line)s)") % names, row.line.next_steps),
    ]  # fmt: skip
    for part, label, text in texts:
        if text is not None:
            says = row.line.description if part == "result" else ""
            yield SheetField(f"{part}-{number}", FieldKind.TEXT, label, text, says, pk=pk)


def _rating(draft: Draft) -> Iterator[SheetField]:
    if not (draft.project.has_indicators or draft.rates_words):
        return
    steps = [step for step in draft.scale if step.is_of_projects]
    yield SheetField(
        code="rating",
        kind=FieldKind.RATING,
        label=_("Rating"),
        now=draft.sheet.rating,
        says="\n".join(f"{step.code}　{step.text}" for step in steps),
        longest=8,
        choices=tuple(step.code for step in steps),
    )
    yield SheetField(
        code="rating_reason",
        kind=FieldKind.TEXT,
        label=_("Reason of the rating"),
        now=draft.sheet.rating_reason,
        longest=_REASON,
    )
