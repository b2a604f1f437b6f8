"""Dull makers of files of figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from tests.ledger.factories import institution
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.domain.figure_columns import Counted, FileMapping, use_of
from yuinowa.ledger.domain.figure_runs import Aim
from yuinowa.ledger.domain.indicators import IndicatorSpec, Nature, Source
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import FigureLine, FigureRun, Indicator
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.services.indicators import define_indicator, feed_otherwise

_numbers = count(1)
SYSTEM = Actor.system()
LENT = Counted("ill.loan", Unit.ITEM, Side.GIVEN)
BORROWED = Counted("ill.loan", Unit.ITEM, Side.RECEIVED)


def library(name: str) -> int:
    return Institution.objects.create(name=name).pk


def officer_of(institution_id: int, person: int = 31) -> Actor:
    roles = frozenset({Role.PLAN_OFFICER})
    return Actor(person=person, institution=institution_id, roles=roles, member=True)


def checker_of(institution_id: int, person: int = 32) -> Actor:
    roles = frozenset({Role.PLAN_CHECKER})
    return Actor(person=person, institution=institution_id, roles=roles, member=True)


def mapping(*columns: str, **common: Any) -> FileMapping:
    """``columns`` in their order, as the form has them; an empty word is not read."""
    uses = {place: use for place, code in enumerate(columns) if (use := use_of(code))}
    return replace(FileMapping(columns=uses), **common)


def sent(
    institution_id: int,
    text: str | bytes,
    *,
    aim: Aim = Aim.EXCHANGE,
    actor: Actor = SYSTEM,
    **more: Any,
) -> FigureRun:
    values: dict[str, Any] = {
        "name": "figures.csv",
        "sender": "図書館システムの統計",
        "title": f"統計 {next(_numbers)}",
        "received_on": date(2026, 4, 10),
    } | more
    content = text.encode() if isinstance(text, str) else text
    return figure_runs.receive_file(
        [content], institution=institution_id, aim=aim, actor=actor, **values
    )


def shown(
    institution_id: int,
    text: str | bytes,
    how: FileMapping,
    *,
    actor: Actor = SYSTEM,
    **more: Any,
) -> FigureRun:
    run = sent(institution_id, text, actor=actor, **more)
    return figure_runs.choose_columns(run, how, version=run.version, actor=actor)


def taken(
    institution_id: int, text: str | bytes, how: FileMapping, *, actor: Actor = SYSTEM, **more: Any
) -> FigureRun:
    run = shown(institution_id, text, how, actor=actor, **more)
    return figure_runs.take(run, version=run.version, actor=actor)


def ends(run: FigureRun) -> dict[int, str]:
    """By line of the file, what becomes of its figure."""
    return dict(run.lines.values_list("number", "outcome"))


def codes(run: FigureRun) -> dict[int, list[str]]:
    """By line of the file, its faults and warnings."""
    return {
        line.number: [finding["code"] for finding in [*line.faults, *line.warnings]]
        for line in FigureLine.objects.filter(run=run)
        if line.faults or line.warnings
    }


def indicator(
    institution_id: int, code: str, name: str = "", *, is_read: bool = True, **more: Any
) -> Indicator:
    values: Mapping[str, Any] = {"nature": Nature.FLOW} | more
    spec = IndicatorSpec(code=code, name=name or code, **values)
    made = define_indicator(institution_id, spec, actor=SYSTEM)
    return feed_otherwise(made.pk, Source.IMPORT, actor=SYSTEM) if is_read else made


def some_library() -> int:
    return institution()
