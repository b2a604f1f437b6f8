"""Which of several figures counts: the open and decided questions, with the figures themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from yuinowa.core import rights
from yuinowa.core.rights import Actor
from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.labels import unit_word
from yuinowa.ledger.models import Choice, Entry, PairYear

#: So many documents are named beside a question; more would hide it.
MOST_DOCUMENTS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """What one voice says, in each unit: quantity, unit in words; and the documents that say it."""

    voice: Voice
    amounts: tuple[tuple[int, str], ...]
    documents: tuple[tuple[str, date], ...] = ()


def choices_visible_to(actor: Actor) -> QuerySet[Choice]:
    """The door to the questions with their figures: the institution's own, all for the region office.

    Which voice counts may be read by anybody, beside the figure it belongs to; the figure that does not count
    is for those it is about.
    """
    found = rights.visible_to(actor, Choice.objects.select_related("institution"))
    if actor.region or actor.is_system:
        return found
    return found.filter(institution=actor.institution) if actor.institution else found.none()


def open_questions(institution: int, fiscal_year: int, actor: Actor) -> QuerySet[Choice]:
    """Which figure counts is still undecided for the institution in the year."""
    return choices_visible_to(actor).filter(
        institution=institution, fiscal_year=fiscal_year, contested=True
    )


def figures_of(choice: Choice) -> list[Figure]:
    """What each voice says about the choice's institution, side, kind and year; one query."""
    side = Side(choice.side)
    end = "giver" if side is Side.GIVEN else "receiver"
    cells = (
        PairYear.objects.filter(
            kind=choice.kind,
            fiscal_year=choice.fiscal_year,
            voice__in=[int(voice) for voice in side.voices],
            entries__gt=0,
            **{end: choice.institution_id},
        )
        .values_list("voice", "unit")
        .annotate(whole=Sum("quantity"))
        .order_by("voice", "unit")
    )
    found: dict[Voice, list[tuple[int, str]]] = {}
    for voice, unit, whole in cells:
        word = unit_word(choice.kind, Unit(unit))
        found.setdefault(Voice(voice), []).append((int(whole), word))
    documents = _documents(choice, end) if set(found) - {Voice.RECORDED} else {}
    return [
        Figure(voice, tuple(amounts), tuple(documents.get(voice, ())))
        for voice, amounts in found.items()
    ]


def _documents(choice: Choice, end: str) -> dict[Voice, list[tuple[str, date]]]:
    """Title and day of receipt of the documents behind the stated figures, by voice, newest first."""
    stated = (
        Entry.objects.filter(
            kind=choice.kind,
            fiscal_year=choice.fiscal_year,
            statement__isnull=False,
            **{end: choice.institution_id},
        )
        .order_by("-statement__received_on", "statement__title")
        .values_list("voice", "statement__title", "statement__received_on")
        .distinct()
    )
    found: dict[Voice, list[tuple[str, date]]] = {}
    for voice, title, received_on in stated[:MOST_DOCUMENTS]:
        found.setdefault(Voice(voice), []).append((title, received_on))
    return found
