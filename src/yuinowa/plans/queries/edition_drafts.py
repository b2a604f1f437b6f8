"""An edition as it would be now: what it would freeze, what it lacks, what differs from the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yuinowa.core.rights import Actor
from yuinowa.plans.domain.edition import MANY_SHEETS, EditionState
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.domain.snapshot import Change, Frozen, changes
from yuinowa.plans.models import Edition, EditionChange, Plan, Project, Sheet
from yuinowa.plans.queries.frozen import frozen
from yuinowa.plans.queries.printed import PrintedPlan, printed_plan
from yuinowa.plans.queries.provenance import Behind


@dataclass(frozen=True)
class Lack:
    """A project whose sheet of the year is not published; ``sheet`` None: it has none."""

    project: Project
    sheet: Sheet | None


@dataclass(frozen=True)
class Unconfirmed:
    """An actual of the year that no second person stands for, that is contested, or is provisional yet."""

    project: Project
    name: str
    text: str
    is_contested: bool
    is_preliminary: bool


@dataclass(frozen=True)
class Draft:
    """An edition as it would be now: what is frozen, what differs, where each figure is from."""

    plan: Plan
    fiscal_year: int
    number: int
    printed: PrintedPlan
    snapshot: Frozen
    changes: tuple[Change, ...]
    #: The edition that is corrected; None: this would be the first.
    last: Edition | None

    @property
    def is_empty(self) -> bool:
        """Whether no sheet of the year is published."""
        return not self.sheets

    @property
    def sheets(self) -> int:
        """How many sheets it would hold."""
        return sum(1 for _row in self.printed.sheets())

    @property
    def is_large(self) -> bool:
        """Whether preparing it takes a while."""
        return self.sheets >= MANY_SHEETS


def has_edition(plan: Plan, fiscal_year: int) -> bool:
    """Whether an edition on the year is published: another one corrects it."""
    found = Edition.objects.filter(plan=plan, fiscal_year=fiscal_year)
    return found.filter(state=EditionState.PUBLISHED.value).exists()


def is_lacking(plan: Plan, fiscal_year: int) -> bool:
    """Whether a project has no published sheet of the year."""
    sheets = Sheet.objects.filter(fiscal_year=fiscal_year, state__in=OPEN_STATES)
    return Project.objects.filter(plan=plan).exclude(pk__in=sheets.values("project")).exists()


def published_sheets(plan_id: int, fiscal_year: int) -> int:
    """How many sheets of the year an edition would hold, at most. One query."""
    sheets = Sheet.objects.filter(project__plan=plan_id, fiscal_year=fiscal_year)
    return sheets.filter(state__in=OPEN_STATES).count()


def last_edition(plan: Plan, fiscal_year: int) -> Edition | None:
    """The newest published edition on the year, whole; None before the first."""
    return (
        Edition.objects.filter(
            plan=plan, fiscal_year=fiscal_year, state=EditionState.PUBLISHED.value
        )
        .order_by("-number")
        .first()
    )


def prepared_edition(plan: Plan, fiscal_year: int) -> Edition | None:
    """The edition on the year that waits to be published."""
    return Edition.objects.filter(
        plan=plan, fiscal_year=fiscal_year, state=EditionState.PREPARED.value
    ).first()


def draft_of(plan: Plan, fiscal_year: int, *, as_of: date, as_of_text: str) -> Draft:
    """What an edition on ``fiscal_year`` would freeze now, beside the last one that was published.

    Everybody's sheets count: an edition is the same whoever prepares it.
    """
    printed = printed_plan(plan, Actor.system(), fiscal_year)
    last = last_edition(plan, fiscal_year)
    snapshot = frozen(printed, fiscal_year, as_of=as_of, as_of_text=as_of_text)
    return Draft(
        plan=plan,
        fiscal_year=fiscal_year,
        number=last.number + 1 if last else 1,
        printed=printed,
        snapshot=snapshot,
        changes=changes(last.snapshot, snapshot) if last else (),
        last=last,
    )


def lacks_of(draft: Draft) -> list[Lack]:
    """The projects whose sheet of the year the edition would not hold. One query."""
    newest: dict[int, Sheet] = {}
    sheets = Sheet.objects.filter(project__plan=draft.plan, fiscal_year=draft.fiscal_year)
    for sheet in sheets.select_related("project").order_by("-edition"):
        newest.setdefault(sheet.project_id, sheet)
    return [
        Lack(row.project, newest.get(row.project.pk))
        for row in draft.printed.projects()
        if row.printed is None
    ]


def unconfirmed_of(draft: Draft) -> list[Unconfirmed]:
    """The year's actuals that nobody stands for, the contested and the provisional ones. Four queries."""
    rows = list(draft.printed.sheets())
    behind = Behind(sheet for _project, sheet in rows)
    found = []
    for project, sheet in rows:
        for slot in sheet.slots:
            figure = slot.figures.get(draft.fiscal_year)
            if figure is None or number_of(figure.actual_text) is None:
                continue
            value = behind.value(figure)
            is_contested = value is not None and value.contested
            is_preliminary = value is not None and value.is_preliminary
            if is_contested or is_preliminary or behind.check(figure, sheet.sheet) is None:
                text = figure.actual_text or ""
                found.append(
                    Unconfirmed(project, slot.slot.label, text, is_contested, is_preliminary)
                )
    return found


def change_rows(draft: Draft, reason: str) -> list[EditionChange]:
    """The list of corrections, each with the reason of the sheet that was corrected, or else ``reason``; not saved."""
    numbers = {row.project.key: row.project.number for row in draft.printed.projects()}
    why = _sheet_reasons(draft) if draft.changes else {}
    return [
        EditionChange(
            position=position,
            project=change.place.project,
            project_number=numbers.get(change.place.project, change.place.project),
            part=change.place.part.value,
            name=change.name,
            fiscal_year=change.place.fiscal_year or None,
            old=change.old,
            new=change.new,
            reason=why.get(change.place.project) or reason,
        )
        for position, change in enumerate(draft.changes, 1)
    ]


def _sheet_reasons(draft: Draft) -> dict[str, str]:
    """By project, why its sheets were corrected since the last edition."""
    before = _sheet_editions(draft.last.snapshot) if draft.last else {}
    found: dict[str, list[str]] = {}
    sheets = Sheet.objects.filter(project__plan=draft.plan, fiscal_year=draft.fiscal_year).exclude(
        correction_reason=""
    )
    for key, edition, reason in sheets.order_by("edition").values_list(
        "project__key", "edition", "correction_reason"
    ):
        if edition >= before.get(key, edition + 1):
            found.setdefault(key, []).append(reason)
    return {key: " ".join(reasons) for key, reasons in found.items()}


def _sheet_editions(snapshot: Frozen) -> dict[str, int]:
    """By project, which edition of its sheet was frozen."""
    return {
        project["key"]: project["sheet"]["edition"]
        for goal in snapshot["goals"]
        for measure in goal["measures"]
        for project in measure["projects"]
        if project["sheet"] is not None
    }
