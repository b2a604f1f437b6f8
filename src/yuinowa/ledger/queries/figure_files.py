"""Files of figures: the doors, what they meet in the ledger, and the way from a figure to its document."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.kernel.textkeys import search_key
from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.domain.figure_runs import Outcome
from yuinowa.ledger.domain.overlaps import Stated
from yuinowa.ledger.models import (
    Closing,
    Entry,
    FigureForm,
    FigureLine,
    FigureRun,
    GivenMonth,
    Indicator,
    IndicatorValue,
    ReceivedMonth,
)
from yuinowa.ledger.queries.entries import in_force


def runs_visible_to(actor: Actor) -> QuerySet[FigureRun]:
    """The door to files of figures: those who state them, and the region office."""
    return visible_to(actor, FigureRun.objects.select_related("institution", "statement"))


def lines_visible_to(actor: Actor) -> QuerySet[FigureLine]:
    """The door to single figures of files."""
    lines = FigureLine.objects.select_related("run__institution", "stood__indicator")
    return visible_to(actor, lines)


def lines_with_findings(run: FigureRun) -> QuerySet[FigureLine]:
    """Figures that are refused or leave something to look at, in the order of the file."""
    return run.lines.exclude(faults=[], warnings=[]).order_by("pk")


def lines_of(run: FigureRun, *outcomes: Outcome) -> QuerySet[FigureLine]:
    return run.lines.filter(outcome__in=[one.value for one in outcomes]).order_by("pk")


def forms_for(institution: int, head_key: str, aim: str) -> QuerySet[FigureForm]:
    """How files with this head were read before, the last used first."""
    return FigureForm.objects.filter(institution=institution, head_key=head_key, aim=aim)


def senders_of(institution: int) -> list[str]:
    """Who sent files before, by their names."""
    names = FigureForm.objects.filter(institution=institution).order_by("sender")
    return list(dict.fromkeys(names.values_list("sender", flat=True)))


# ---------------------------------------------------------------- what figures meet


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure stated before, with the document that says it."""

    stated: Stated
    document: str


def stated_before(stated_by: int, kinds: Collection[str], years: Collection[int]) -> list[Standing]:
    """What ``stated_by`` has stated and not taken back, of these kinds and fiscal years."""
    if not kinds or not years:
        return []
    entries = in_force(
        Entry.objects.filter(
            voice__gt=int(Voice.RECORDED),
            stated_by=stated_by,
            kind__in=kinds,
            fiscal_year__in=years,
        )
    )
    return [
        Standing(Stated(kind, unit, giver, receiver, first, last, quantity), title)
        for kind, unit, giver, receiver, first, last, quantity, title in entries.order_by("pk").values_list(
            "kind", "unit", "giver", "receiver", "day_from", "day_to", "quantity", "statement__title"
        )
    ]  # fmt: skip


#: institution, side, kind, fiscal year, unit
Place = tuple[int, Side, str, int, str]


def figures_of_voices(
    institutions: Collection[int], kinds: Collection[str], years: Collection[int]
) -> dict[Place, dict[Voice, int]]:
    """What each voice says about each side of these institutions; 0 is a figure too."""
    found: dict[Place, dict[Voice, int]] = {}
    alike = {"kind__in": kinds, "fiscal_year__in": years, "entries__gt": 0}
    tables = ((GivenMonth, "giver", Side.GIVEN), (ReceivedMonth, "receiver", Side.RECEIVED))
    for table, end, side in tables:
        rows = table._base_manager.filter(**{f"{end}__in": institutions}, **alike)
        cells = rows.values_list(end, "kind", "fiscal_year", "unit", "voice", "quantity")
        for who, kind, year, unit, voice, quantity in cells:
            voices = found.setdefault((who, side, kind, year, unit), {})
            voices[Voice(voice)] = voices.get(Voice(voice), 0) + quantity
    return found


def closed_years(institutions: Collection[int]) -> set[tuple[int, int]]:
    """(institution, fiscal year) of the years these institutions have closed."""
    rows = Closing.objects.filter(institution__in=institutions)
    return set(rows.values_list("institution", "fiscal_year"))


def indicators_called(words: Iterable[str], institution: int) -> dict[str, list[Indicator]]:
    """By word, the institution's indicators of this code or name."""
    by_key: dict[str, list[Indicator]] = {}
    for indicator in Indicator.objects.filter(institution=institution).order_by("code"):
        names = {indicator.code, indicator.name, indicator.short_name} - {""}
        for key in {search_key(name) for name in names}:
            by_key.setdefault(key, []).append(indicator)
    return {word: by_key.get(search_key(word), []) for word in words}


# ---------------------------------------------------------------- from a figure to its document


def line_of_entry(statement: int, number: int) -> FigureLine | None:
    """The cell that a stated figure of the ledger came from; None where it came without a file."""
    lines = FigureLine.objects.filter(run__statement=statement, entry_number=number)
    return lines.select_related("run").first()


def line_of_value(value: IndicatorValue) -> FigureLine | None:
    """The cell that an indicator's figure came from; None where it came otherwise."""
    return FigureLine.objects.filter(value=value).select_related("run").order_by("-pk").first()
