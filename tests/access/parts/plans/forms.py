"""A form of the municipality's own that came back, with the canary in its name and its cells."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from tests.access.parts import Sample
from tests.access.world import A_DAY, World
from yuinowa.core import clock
from yuinowa.plans.domain.returned import FormState
from yuinowa.plans.models import FilledForm

AFTER = ("plans.sheets",)


def fill(world: World) -> None:
    world.keep("filled_form", lambda word: _filled_form(world.objects["plan_public"], word))


def _filled_form(plan: Model, word: str) -> FilledForm:
    return FilledForm.objects.create(
        plan_id=plan.pk,
        fiscal_year=A_DAY.year,
        state=FormState.PREVIEW.value,
        file_name=word,
        digest="0" * 64,
        cells={word: {"rows": {"0": [word]}, "computed": []}},
        created_at=clock.now(),
    )


def _of_form(world: World, kind: str) -> dict[str, Any]:
    return {"pk": world.pk("plan_public"), "form_pk": world.pk(kind)}


SAMPLES = {
    **{f"plans:form-{page}": Sample(("filled_form",), _of_form) for page in ("detail", "places")},
    "plans:form-act": Sample(
        ("filled_form",), lambda world, kind: _of_form(world, kind) | {"action": "drop"}
    ),
}
ROLES = {"filled_form": ("any", "plan_officer")}
