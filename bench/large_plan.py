"""A made-up plan of any size, put into the database at hand: three of five projects with two indicators over every
year, the others told in words in two lines; a sheet of each year, published, its figures in the ledger.

``bench_plans`` and ``tests/plans/test_large_plans.py`` use it. Rows are written as they are, not through services:
what is looked at is reading and publishing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yuinowa.core import clock
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import (
    Indicator,
    IndicatorValue,
    MetricVersion,
    TargetValue,
    TargetVersion,
)
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange.default_report import default_annexes, default_blocks
from yuinowa.plans.models import (
    Goal,
    IndicatorSlot,
    LineResult,
    Measure,
    Plan,
    PlannedAction,
    Project,
    ScaleStep,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)

FIRST_YEAR = 2021
_A_MEASURE, _A_GOAL = 10, 10
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
#: Of so many projects the first three have indicators.
_IN_TURN = 5
_SCALE = (("a", "目標を上回った"), ("b", "目標のとおり"), ("c", "目標を下回った"))
_WORDS = (
    "団体貸出の案内を学校と地域の文庫へ送り、申込みの手順を改めた。申込みは前の年度より増えたが、配送の日が重なる月があった。",
    "職員が地域の催しに出向いて、資料の使い方を伝えた。会場ごとに参加の人数が違うため、時間と曜日を見直す。",
    "利用の少ない時間帯に講座を移し、予約の受付を一つにした。次の年度は、会場を増やしたうえで同じ回数を行う。",
)
_CELLS = (("evaluation", "実績の評価"), ("issues", "課題"), ("next_steps", "今後の取組"))


@dataclass
class _Rows:
    """What is to be written, table by table, in the order in which it must be."""

    tables: dict[type[Any], list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        self.tables.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        for model, rows in self.tables.items():
            model.objects.bulk_create(rows)


def large_plan(
    owner: int, *, projects: int, years: int = 6, metric: MetricVersion | None = None
) -> Plan:
    """A plan of the institution ``owner``; every second indicator is counted by ``metric``."""
    shown = list(range(FIRST_YEAR, FIRST_YEAR + years))
    halves = (("前期", shown[: years // 2]), ("後期", shown[years // 2 :]))
    plan = Plan.objects.create(
        owner_id=owner,
        name=f"{projects}の事業の計画",
        body="みほん町",
        period_text=f"{FiscalYear(shown[0]).label}～{FiscalYear(shown[-1]).label}",
        first_year=shown[0],
        last_year=shown[-1],
        target_year=shown[-1],
        halves=[{"label": label, "years": half, "shown": half} for label, half in halves],
        title=f"{projects}の事業の進捗状況",
        title_lines=[f"{projects}の事業の進捗状況"],
        as_of_text="年度の末の時点",
        as_of_year=shown[-2],
        as_of_date=FiscalYear(shown[-2]).end,
        blocks=default_blocks(),
        annexes=default_annexes(shown),
        is_editable=True,
        digest=f"{projects:064}",
    )
    ScaleStep.objects.bulk_create(
        ScaleStep(plan=plan, position=n, code=code, text=text)
        for n, (code, text) in enumerate(_SCALE, 1)
    )
    rows = _Rows()
    for n, project in enumerate(_structure(plan, projects, rows)):
        _filled(project, n, shown, metric, rows)
    rows.write()
    return plan


def _structure(plan: Plan, projects: int, rows: _Rows) -> list[Project]:
    found = []
    goal: Any = None
    measure: Any = None
    for n in range(projects):
        m, p = divmod(n, _A_MEASURE)
        g, m = divmod(m, _A_GOAL)
        if m == p == 0:
            goal = rows.add(
                Goal(plan=plan, number=g + 1, label=f"基本目標{g + 1}", name="ともに学ぶ")
            )
        if p == 0:
            measure = rows.add(
                Measure(goal=goal, number=m + 1, label=f"({m + 1})", name="本を届ける")
            )
        is_counted = n % _IN_TURN < 3
        project = Project(
            plan=plan,
            measure=measure,
            position=n + 1,
            key=f"{g + 1}-{m + 1}-{p + 1}",
            number=f"{g + 1}-({m + 1})-{_CIRCLED[p]}",
            name=f"事業の{n + 1}：学校と地域へ本を届ける",
            is_priority=n % 7 == 0,
            flag_text="重点" if n % 7 == 0 else "",
            plan_page=20 + n // 4,
            department="図書館 地域連携係",
            annex="annex-2" if is_counted else "reference",
            sheet_ref=f"別紙2-{n // 4 + 1}" if is_counted else f"参考資料-{n // 20 + 1}",
            has_indicators=is_counted,
        )
        found.append(rows.add(project))
    return found


def _filled(
    project: Project, n: int, shown: Sequence[int], metric: MetricVersion | None, rows: _Rows
) -> None:
    """The sheets of every year but the last, which is not over."""

    places = _Places(project, shown, metric, rows) if project.has_indicators else None
    if places is None:
        for line in (1, 2):
            text = _WORDS[(n + line) % 3]
            rows.add(
                PlannedAction(
                    project=project, number=line, department=project.department, description=text
                )
            )
    for year in shown[:-1]:
        sheet = rows.add(
            Sheet(
                project=project,
                fiscal_year=year,
                state=SheetState.PUBLISHED,
                name=project.name,
                department=project.department,
                priority_text=project.flag_text,
                description=_WORDS[n % 3],
                rating="ab"[n % 2] if project.has_indicators else "",
                published_at=clock.now(),
            )
        )
        if places is None:
            _told(sheet, n, shown, rows)
        else:
            places.on(sheet)


class _Places:
    """The indicators of a project, and what a sheet prints of them."""

    def __init__(
        self, project: Project, shown: Sequence[int], metric: MetricVersion | None, rows: _Rows
    ) -> None:

        self.rows, self.shown = rows, shown
        self.places: list[tuple[Any, dict[int, Any]]] = []
        for position, title in ((1, "取組目標"), (2, "成果指標①")):
            fed = metric if position == 1 else None
            indicator = rows.add(
                Indicator(
                    institution_id=project.plan.owner_id,
                    code=f"{project.plan_id}-{project.key}-{position}",
                    name=f"届けた本の数（{project.number}）",
                    unit="冊",
                    source="hand" if fed is None else "metric",
                    metric=fed,
                    level="public",
                )
            )
            slot = rows.add(
                IndicatorSlot(
                    project=project,
                    position=position,
                    title=title,
                    label=indicator.name,
                    plan_row_label="年次計画",
                    indicator=indicator,
                )
            )
            version = rows.add(
                TargetVersion(
                    indicator=indicator,
                    number=1,
                    adopted_on=date(FIRST_YEAR, 3, 20),
                    reason="計画を定めたときに決めた。",
                    created_at=clock.now(),
                )
            )
            self._add_targets(version)
            figures = {year: self._figure(indicator, year, fed) for year in shown[:-1]}
            self.places.append((slot, figures))

    def _add_targets(self, version: Any) -> None:

        for year in self.shown:
            self.rows.add(TargetValue(target_version=version, fiscal_year=year, number=year))

    def _figure(self, indicator: Any, year: int, metric: MetricVersion | None) -> Any:

        now = clock.now()
        counted = {"provenance": "metric", "metric": metric, "basis": 1, "entries": 12}
        return self.rows.add(
            IndicatorValue(
                indicator=indicator,
                fiscal_year=year,
                number=year - 40,
                recorded_at=now,
                confirmed_at=now,
                certainty="final",
                **(
                    {"provenance": "hand", "source_note": "図書館年報"}
                    if metric is None
                    else counted
                ),
            )
        )

    def on(self, sheet: Any) -> None:
        """Targets and actuals of all years as known in the year of ``sheet``, and its texts."""

        for slot, figures in self.places:
            for year in self.shown:
                is_over = year <= sheet.fiscal_year
                self.rows.add(
                    SheetFigure(
                        sheet=sheet,
                        slot=slot,
                        fiscal_year=year,
                        target_text=f"{year:,}",
                        actual_text=f"{year - 40:,}" if is_over else "",
                        value=figures[year] if is_over else None,
                    )
                )
        for n, (role, heading) in enumerate(_CELLS):
            self.rows.add(
                SheetCell(sheet=sheet, position=n + 1, role=role, heading=heading, text=_WORDS[n])
            )


def _told(sheet: Any, n: int, shown: Sequence[int], rows: _Rows) -> None:

    for number in (1, 2):
        line = rows.add(
            SheetLine(
                sheet=sheet,
                number=number,
                department=sheet.department,
                description=_WORDS[(n + number) % 3],
                evaluation=_WORDS[n % 3],
                next_steps=_WORDS[(n + 1) % 3],
            )
        )
        for year in shown:
            text = _WORDS[(n + year) % 3] if year <= sheet.fiscal_year else None
            rows.add(LineResult(line=line, fiscal_year=year, text=text))
