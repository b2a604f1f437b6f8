"""A figure as it is shown: the value with what this actor may see of it, its sentence, its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yuinowa.core.rights import Actor
from yuinowa.ledger.domain import privacy
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.drill import Cell
from yuinowa.ledger.domain.explain import Names, Sentence, explain
from yuinowa.ledger.domain.indicators import stored
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.metrics import Metric, Subject
from yuinowa.ledger.domain.values import NoData, Number, Slot, Value
from yuinowa.ledger.models import Context
from yuinowa.ledger.queries import institutions, metrics
from yuinowa.ledger.queries.persons import guarded_years
from yuinowa.ledger.queries.saved import parts_of, parts_of_each

#: The word that stands for the region in an address; an institution is its number, several with commas.
REGION = "region"
#: Institutions one figure may be asked about by address.
GROUP_MAX = 100
_MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as an actor sees it: small numbers of persons are hidden from strangers (R42)."""

    number: Number | None
    reason: NoData | None
    entries: int
    contested: bool
    hidden: bool
    parts: tuple[Value, ...]
    voices: frozenset[Voice]


def subject_from(word: str) -> Subject | None:
    """The subject an address names, or None."""
    if word == REGION:
        return Subject.region()
    numbers = word.split(",")
    if len(numbers) > GROUP_MAX:
        return None
    if all(n.isascii() and n.isdigit() and 0 < len(n) <= _MAX_DIGITS for n in numbers):
        return Subject.of(*map(int, numbers))
    return None


def word_for(subject: Subject) -> str:
    """How an address names ``subject``."""
    return ",".join(map(str, subject.institutions)) or REGION


def may_look_behind(actor: Actor, subject: Subject) -> bool:
    """Whether the months and pairs behind a figure are shown: to whom it is about, and the region office."""
    return actor.is_system or actor.region or actor.institution in subject.institutions


def shown_values(
    metric: Metric,
    subject: Subject,
    years: Sequence[int],
    actor: Actor,
    *,
    first_year: int | None = None,
    declared: bool = False,
) -> dict[int, Shown]:
    """The value of each year, whatever the metric groups by, as ``actor`` may see it.

    ``declared``: an indicator's owner asks this and publishes it. What anybody may put together in an address
    is guarded against subtraction as well.
    """
    answer = metrics.answer(metrics.ungrouped(metric), subject, years, first_year=first_year)
    insider = may_look_behind(actor, subject)
    guarded: frozenset[int] = frozenset()
    if not (insider or declared):
        guarded = guarded_years((metric, *parts_of(metric)), subject, years)
    return {
        year: as_shown(
            answer.values[Slot(year=year)], answer.voices, insider=insider, guarded=year in guarded
        )
        for year in years
    }


def as_shown(
    value: Value, voices: frozenset[Voice], *, insider: bool, guarded: bool = False
) -> Shown:
    """``value`` for somebody inside or outside of what it is about; parts of persons count like a whole."""
    counted = (value, *value.parts)
    hidden = not insider and (
        guarded
        or any(
            one.unit == Unit.PERSON
            and isinstance(one.number, int)
            and privacy.is_suppressed(Unit.PERSON, one.number)
            for one in counted
        )
    )
    return Shown(
        number=None if hidden else value.number,
        reason=value.reason_no_data,
        entries=value.entries,
        contested=value.contested,
        hidden=hidden,
        parts=() if hidden else value.parts,
        voices=voices,
    )


def as_stored(shown: Shown) -> Decimal | None:
    """The number as an indicator would keep it, to tell whether a kept one still holds."""
    number = shown.number
    return None if number is None or isinstance(number, date) else stored(number)


def names_for(subject: Subject, metric: Metric | None, region: str) -> Names:
    """What the sentence calls the subject and the partners named one by one."""
    called = institutions.names_of(_named_in(subject, metric))
    contexts = {} if subject.context is None else _labels_of({subject.context})
    return _names(subject, metric, region, called, contexts)


def _named_in(subject: Subject, metric: Metric | None) -> set[int]:
    partners = () if metric is None else (*metric.partner.only, *metric.partner.exclude)
    return {*subject.institutions, *partners}


def _labels_of(contexts: Collection[int]) -> dict[int, str]:
    return dict(Context.objects.filter(pk__in=contexts).values_list("pk", "label"))


def _names(
    subject: Subject,
    metric: Metric | None,
    region: str,
    called: Mapping[int, str],
    contexts: Mapping[int, str],
) -> Names:
    context = "" if subject.context is None else contexts[subject.context]
    named = "・".join(called.get(number, str(number)) for number in subject.institutions)
    partners = {pk: called[pk] for pk in _named_in(subject, metric) if pk in called}
    return Names(subject=named or context or region, context=context, partners=partners)


class Sentences:
    """The sentences beside many figures. Three queries, however many questions are asked about."""

    def __init__(self, asked: Iterable[tuple[Metric, Subject]]) -> None:
        rows = list(asked)
        self._called = institutions.names_of(
            set().union(*(_named_in(subject, metric) for metric, subject in rows))
        )
        contexts = {subject.context for _metric, subject in rows if subject.context is not None}
        self._contexts = _labels_of(contexts) if contexts else {}
        self._parts = parts_of_each(metric for metric, _subject in rows)

    def of(
        self,
        metric: Metric,
        subject: Subject,
        years: Collection[int],
        region: str,
        *,
        first_year: int | None = None,
    ) -> tuple[Sentence, ...]:
        """What is counted for ``subject`` in ``years``; a question that was told in the beginning."""
        names = _names(subject, metric, region, self._called, self._contexts)
        parts = self._parts[metric.ref]
        return explain(metric, subject, years, names, parts=parts, first_year=first_year)


def explained(
    metric: Metric,
    subject: Subject,
    years: Collection[int],
    names: Names,
    *,
    shown: Iterable[Shown] = (),
    first_year: int | None = None,
) -> tuple[Sentence, ...]:
    """The sentence beside the figure, with the voices that were heard for it."""
    seen = list(shown)
    return explain(
        metric,
        subject,
        years,
        names,
        parts=parts_of(metric),
        first_year=first_year,
        voices=frozenset().union(*(one.voices for one in seen)),
        contested=any(one.contested for one in seen),
    )


def cells_for(
    metric: Metric, subject: Subject, year: int, actor: Actor, *, first_year: int | None = None
) -> list[Cell]:
    """The cells behind a value, for whom they are shown; nobody sees cells of persons it does not own."""
    if not may_look_behind(actor, subject):
        return []
    return metrics.cells_behind(metric, subject, year, first_year=first_year)


def all_visible(subject: Subject, actor: Actor) -> bool:
    """Whether the actor may know of every institution a subject names."""
    return institutions.all_visible(subject.institutions, actor)
