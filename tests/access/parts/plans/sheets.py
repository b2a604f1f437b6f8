"""A draft with a comment and a published sheet of the plan of ``own``, and one of its plan for members."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.access.parts import Sample
from tests.access.parts.plans.plans import named
from tests.access.world import A_DAY, World
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import Sheet
from yuinowa.plans.services import open_year
from yuinowa.plans.services.comments import begin_comment

AFTER = ("plans.plans",)
_SHEETS = ("sheet_draft", "sheet_published", "sheet_members")


def fill(world: World) -> None:
    plan, shared = world.pk("plan_public"), world.pk("plan_members")
    sheet = Sheet.objects.filter(project__plan=shared).earliest("pk")
    world.keep("sheet_members", partial(named, sheet))
    draft, published = open_year(plan, A_DAY.year, actor=Actor.system())[:2]
    world.keep("sheet_draft", partial(named, draft))
    world.keep("comment", lambda word: begin_comment(draft.pk, word, actor=Actor.system()))
    world.keep(
        "sheet_published",
        partial(named, published, state=SheetState.PUBLISHED.value, published_at=clock.now()),
    )


def _of_sheet(world: World, kind: str) -> dict[str, Any]:
    plan = "plan_members" if kind == "sheet_members" else "plan_public"
    return {"pk": world.pk(plan), "sheet_pk": world.pk(kind)}


_SHEET = Sample(_SHEETS, _of_sheet)
SAMPLES = {
    **{
        f"plans:sheet-{page}": _SHEET
        for page in ("detail", "edit", "review", "comment", "claim", "workbook")
    },
    "plans:sheet-act": Sample(
        _SHEETS, lambda world, kind: _of_sheet(world, kind) | {"action": "submit"}
    ),
    "plans:comment-act": Sample(
        ("comment",),
        lambda world, kind: (
            _of_sheet(world, "sheet_draft") | {"comment": world.pk(kind), "action": "settle"}
        ),
    ),
}
ROLES = dict.fromkeys((*_SHEETS, "comment"), ("any", "plan_checker", "plan_officer", "reviewer"))
