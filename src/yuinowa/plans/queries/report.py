"""The body of a report (報告内容) as blocks: words, the legend, and counts made now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yuinowa.plans.domain.kinds import BlockKind
from yuinowa.plans.domain.tally import printed_count
from yuinowa.plans.queries.grids import NOTHING, Grid, GridCell, heads_of
from yuinowa.plans.queries.printed import PrintedPlan


@dataclass(frozen=True)
class ReportBlock:
    """A block of the report's body; counts in it are computed now (plan-progress §11, traps 1 and 2)."""

    kind: BlockKind
    number: str = ""
    text: str = ""
    grid: Grid | None = None
    legend: tuple[tuple[str, str], ...] = ()
    level: int = 2


def report_blocks(plan: PrintedPlan) -> list[ReportBlock]:
    """報告内容, in the order of the source."""
    return [_block(block, plan) for block in plan.plan.blocks]


def _block(block: dict[str, Any], plan: PrintedPlan) -> ReportBlock:
    kind = BlockKind(block["type"])
    if kind is BlockKind.LEGEND:
        return ReportBlock(kind, legend=tuple((step.code, step.text) for step in plan.steps))
    if kind is BlockKind.COUNT_TABLE:
        return ReportBlock(kind, grid=_rating_counts(block, plan))
    text = block["text"]
    if block.get("computed") == "count(projects)":
        text = str(plan.tally.projects) + text.lstrip("0123456789")
    number = block.get("number", "")
    return ReportBlock(
        kind,
        number=number,
        text=text,
        level=3 if number and not number.startswith("(") else 4 if number else 2,
    )


def _rating_counts(block: dict[str, Any], plan: PrintedPlan) -> Grid:
    counts = [printed_count(code, count) for code, count in plan.tally.ratings.items()]
    # A plan begun here names its total only: its columns follow the scale.
    columns = block.get("columns") or [*plan.tally.ratings, block["total_label"]]
    return Grid(
        caption=block["caption"],
        heads=heads_of((block["row_label"], *columns), figures=range(1, len(columns) + 1)),
        subheads=(),
        rows=(
            (
                GridCell(block["value_label"], is_head=True),
                *(
                    GridCell(text, is_figure=True, blank_means=NOTHING)
                    for text in (*counts, str(plan.tally.rated))
                ),
            ),
        ),
    )
