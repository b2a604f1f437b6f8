"""Where every printed figure is from, at the moment an edition is prepared (plan-progress §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F
from django.utils.translation import override

from yuinowa.core.models import AuditRow
from yuinowa.ledger.labels.sentences import say
from yuinowa.ledger.queries.figures import Sentences
from yuinowa.ledger.queries.indicators import revisions_of, subjects_of, target_versions_of
from yuinowa.ledger.queries.saved import metric_of
from yuinowa.plans.domain.edition import FigureKind, Origin
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.models import EditionFigure, Project, Sheet, SheetFigure
from yuinowa.plans.queries.printed import PrintedPlan, PrintedSheet, PrintedSlot

if TYPE_CHECKING:
    from yuinowa.ledger.domain.metrics import Subject
    from yuinowa.ledger.models import IndicatorValue, TargetVersion


@dataclass(frozen=True)
class Check:
    """A second person stood for a figure: when, and who it was."""

    at: datetime
    person: int | None


class Behind:
    """What stands behind the actuals of a report: the ledger's figures, and who stands for them. Four queries."""

    def __init__(self, printed: Iterable[PrintedSheet]) -> None:
        sheets = list(printed)
        figures = [
            figure for sheet in sheets for slot in sheet.slots for figure in slot.figures.values()
        ]
        self._revisions = revisions_of(
            {row.slot.indicator_id for row in figures if row.slot.indicator_id is not None}
        )
        self._sheets_of: dict[int, list[int]] = {}
        # A figure of an earlier year was checked with the sheet of its own year.
        told = SheetFigure.objects.filter(
            value__in=[row.value_id for row in figures if row.value_id is not None],
            fiscal_year=F("sheet__fiscal_year"),
        )
        for value, sheet in told.order_by("pk").values_list("value", "sheet"):
            self._sheets_of.setdefault(value, []).append(sheet)
        self._checks = _checks_of(
            {row.sheet.pk for row in sheets}
            | {pk for found in self._sheets_of.values() for pk in found}
        )

    def value(self, figure: SheetFigure) -> IndicatorValue | None:
        """The ledger's figure that is printed: the one written down with it, or the newest that says the same."""
        if figure.value is not None:
            return figure.value
        rows = self._revisions.get((figure.slot.indicator_id or 0, figure.fiscal_year), ())
        text = figure.actual_text or ""
        return next((row for row in rows if _is_printed(row.as_printed, row.number, text)), None)

    def check(self, figure: SheetFigure, sheet: Sheet) -> Check | None:
        """Whoever confirmed the figure, or checked the sheet of its year; None: nobody did here."""
        value = self.value(figure)
        if value is not None and value.confirmed_at is not None:
            return Check(value.confirmed_at, value.confirmed_by)
        sheets = list(self._sheets_of.get(figure.value_id or 0, ()))
        if figure.fiscal_year == sheet.fiscal_year:
            sheets.append(sheet.pk)
        checks = (self._checks.get(pk) for pk in sheets)
        return next((check for check in checks if check is not None), None)


def _is_printed(as_printed: str, number: Decimal | None, text: str) -> bool:
    """Whether a figure of the ledger is what stands printed as ``text``."""
    printed = number_of(text)
    return as_printed == text if printed is None else printed == number


def _checks_of(sheets: Iterable[int]) -> Mapping[int, Check]:
    """By sheet, its last check, from the audit trail."""
    rows = AuditRow.objects.filter(
        object_kind=Sheet._meta.label,
        object_id__in=[str(pk) for pk in sheets],
        action="sheet.check",
    ).order_by("pk")
    return {int(row.object_id): Check(row.at, row.person) for row in rows}


def provenance_of(printed: PrintedPlan) -> list[EditionFigure]:
    """Every printed figure of an indicator with where it is from, in the order of the plan; not saved.

    At most ten queries, however many figures there are.
    """
    rows = list(printed.sheets())
    behind = Behind(sheet for _project, sheet in rows)
    targets = target_versions_of(
        {
            slot.slot.indicator_id
            for _project, sheet in rows
            for slot in sheet.slots
            if slot.slot.indicator_id is not None
        }
    )
    found = [
        figure
        for project, sheet in rows
        for slot in sheet.slots
        if slot.slot.indicator_id is not None
        for figure in _of_slot(
            project, sheet, slot, behind, targets.get(slot.slot.indicator_id, ())
        )
    ]
    for position, row in enumerate(found, 1):
        row.position = position
    _say(row for row in found if row.metric)
    return found


def _of_slot(
    project: Project,
    sheet: PrintedSheet,
    slot: PrintedSlot,
    behind: Behind,
    targets: Sequence[TargetVersion],
) -> Iterator[EditionFigure]:
    for figure in slot.figures.values():
        if figure.target_text:
            yield _target(_begun(project, slot, figure, FigureKind.TARGET), targets)
        if figure.actual_text:
            row = _begun(project, slot, figure, FigureKind.ACTUAL)
            row.value = behind.value(figure)
            yield _actual(row, behind.check(figure, sheet.sheet))


def _begun(
    project: Project, slot: PrintedSlot, figure: SheetFigure, kind: FigureKind
) -> EditionFigure:
    indicator = slot.slot.indicator
    if indicator is None:
        raise ValueError("an unused slot prints no figure of an indicator")
    return EditionFigure(
        project=project.key,
        project_number=project.number,
        slot=slot.slot.position,
        name=slot.slot.label,
        unit=indicator.unit,
        fiscal_year=figure.fiscal_year,
        kind=kind.value,
        text=(figure.target_text if kind is FigureKind.TARGET else figure.actual_text) or "",
        indicator=indicator,
    )


def _target(row: EditionFigure, versions: Sequence[TargetVersion]) -> EditionFigure:
    """The newest version that says so; where none does, the sheet alone."""
    found = (version for version in versions if _says(version, row.fiscal_year, row.text))
    version = next(found, None)
    row.origin = (Origin.SHEET if version is None else Origin.TARGET).value
    if version is not None:
        row.target_version = version
        row.document, row.reason = version.origin, version.reason
        row.recorded_at, row.recorded_by = version.created_at, version.decided_by
    return row


def _says(version: TargetVersion, fiscal_year: int, text: str) -> bool:
    value = next((row for row in version.values.all() if row.fiscal_year == fiscal_year), None)
    return value is not None and _is_printed(value.as_printed, value.number, text)


def _actual(row: EditionFigure, confirmed: Check | None) -> EditionFigure:
    value = row.value
    row.origin = (Origin.SHEET if value is None else Origin(value.provenance)).value
    if confirmed is not None:
        row.confirmed_at, row.confirmed_by = confirmed.at, confirmed.person
    if value is None:
        return row
    row.document, row.reason = value.source_note, value.reason
    row.recorded_at, row.recorded_by = value.recorded_at, value.recorded_by
    row.contested, row.is_preliminary = value.contested, value.is_preliminary
    if value.metric is not None:
        row.metric = str(value.metric)
        row.basis, row.entries = value.basis, value.entries
    return row


def _say(counted: Iterable[EditionFigure]) -> None:
    """Beside each counted figure what was counted, in Japanese and in English."""
    rows = [
        (row, row.value.metric)
        for row in counted
        if row.value is not None and row.value.metric is not None
    ]
    metrics = {pk: metric_of(version) for pk, version in {v.pk: v for _row, v in rows}.items()}
    subjects = subjects_of(row.indicator for row, _version in rows)
    sentences = Sentences(
        (metrics[version.pk], subjects[row.indicator_id]) for row, version in rows
    )
    for language, region, field in (
        ("ja", settings.REGION_NAME, "sentence"),
        ("en", settings.REGION_NAME_EN, "sentence_en"),
    ):
        said: dict[tuple[int, Subject, int, int | None], str] = {}
        with override(language):
            for row, version in rows:
                subject, first_year = subjects[row.indicator_id], row.indicator.first_year
                question = (version.pk, subject, row.fiscal_year, first_year)
                # Many indicators ask the same of the same institution.
                if question not in said:
                    sentence = sentences.of(
                        metrics[version.pk],
                        subject,
                        [row.fiscal_year],
                        region,
                        first_year=first_year,
                    )
                    said[question] = say(sentence)
                setattr(row, field, said[question])
