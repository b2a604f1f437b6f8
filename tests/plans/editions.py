"""Editions for tests: a plan's year worked through by two persons, prepared and published."""

from __future__ import annotations

from typing import Any

from tests.plans.factories import checker, officer, with_reasons
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.models import Edition, EditionFigure, Plan, Sheet, SheetFigure
from yuinowa.plans.queries.edition_drafts import draft_of
from yuinowa.plans.queries.provenance import provenance_of
from yuinowa.plans.services import SheetEntry, enter_sheet, move_sheet, open_year
from yuinowa.plans.services.editions import EditionEntry, prepare_edition, publish_edition

REASON = "数え間違いがあったため。"


def entry(**said: Any) -> EditionEntry:
    """An edition as of today."""
    return EditionEntry(**({"as_of": clock.today()} | said))


def prepared(
    plan: Plan, actor: Actor | None = None, /, *, year: int = 2025, **said: Any
) -> Edition:
    return prepare_edition(plan.pk, year, entry(**said), actor=actor or officer(plan.owner))


def published(plan: Plan, /, *, year: int = 2025, **said: Any) -> Edition:
    """An edition on ``year``, prepared by one person and published by another."""
    made = prepared(plan, None, year=year, **said)
    return publish_edition(made.pk, actor=checker(plan.owner), expected_version=made.version)


def moved(sheet: Sheet, action: SheetAction, actor: Actor, note: str = "") -> Sheet:
    version = Sheet.objects.get(pk=sheet.pk).version
    return move_sheet(sheet.pk, action, actor=actor, expected_version=version, note=note)


def corrected(
    plan: Plan, key: str, actual: str, *, year: int = 2025, reason: str = REASON
) -> Sheet:
    """The newest sheet of a project with ``actual`` for its first figure of the year, published anew."""
    writer, second = officer(plan.owner), checker(plan.owner)
    sheet = Sheet.objects.filter(project__plan=plan, project__key=key, fiscal_year=year).latest(
        "edition"
    )
    draft = moved(sheet, SheetAction.CORRECT, writer, reason)
    written(draft, actual, writer)
    return finished(draft, writer, second)


def written(sheet: Sheet, actual: str, writer: Actor) -> Sheet:
    """``actual`` entered for the sheet's first figure of its year."""
    figure = SheetFigure.objects.filter(
        sheet=sheet, fiscal_year=sheet.fiscal_year, slot__indicator__isnull=False
    ).earliest("slot__position")
    return enter_sheet(
        sheet.pk,
        SheetEntry(
            rating=sheet.rating,
            rating_reason="数のほかの事情もあわせて判断した。",
            actuals={figure.pk: actual},
        ),
        actor=writer,
        expected_version=Sheet.objects.get(pk=sheet.pk).version,
    )


def finished(sheet: Sheet, writer: Actor, second: Actor) -> Sheet:
    """A draft submitted, checked and published."""
    with_reasons(sheet)
    moved(sheet, SheetAction.SUBMIT, writer)
    moved(sheet, SheetAction.CHECK, second)
    return moved(sheet, SheetAction.PUBLISH, writer)


def year_begun(plan: Plan, year: int = 2026) -> list[Sheet]:
    """The drafts of ``year``."""
    return open_year(plan.pk, year, actor=Actor.system())


def an_edition(plan: Plan, year: int, as_of_text: str, *, state: str = "published") -> Edition:
    """An edition as if it had been worked through, of a reference plan too; ``as_of_text`` stands on its pages."""
    draft = draft_of(plan, year, as_of=plan.as_of_date, as_of_text=as_of_text)
    made = Edition.objects.create(
        plan=plan,
        fiscal_year=year,
        number=1 if state == "published" else 2,
        reason="" if state == "published" else REASON,
        as_of=plan.as_of_date,
        as_of_text=as_of_text,
        snapshot=draft.snapshot,
        digest="0" * 64,
        prepared_at=clock.now(),
    )
    figures = provenance_of(draft.printed)
    for figure in figures:
        figure.edition = made
    EditionFigure.objects.bulk_create(figures)
    if state == "published":
        Edition.objects.filter(pk=made.pk).update(state=state, published_at=clock.now())
        made.refresh_from_db()
    return made
