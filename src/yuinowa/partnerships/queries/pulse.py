"""Doors to the pulse; which one can be answered today, who has answered it, and what all sides together say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role, visible_to
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.gates import Missing, Turn, writing
from yuinowa.partnerships.domain.phases import LAPSING
from yuinowa.partnerships.domain.pulse import (
    USUAL_MONTHS,
    Figure,
    Window,
    figures,
    is_closed,
    last_opened,
    next_opens,
)
from yuinowa.partnerships.labels import pulse as words
from yuinowa.partnerships.models import Partnership, Party, Pulse, PulseAnswer, PulsePoint
from yuinowa.partnerships.queries.partnerships import joined, members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.rhythm import Agreed, agreed

_ANSWER = Turn(
    "answer-pulse",
    Verb.FILL_IN,
    (Role.LEAD.value, Role.EDITOR.value, Role.ADMIN.value),
    words.THEN_SUMMED,
)


def pulses_visible_to(actor: Actor) -> QuerySet[Pulse]:
    return visible_to(actor, Pulse.objects.all())


def answers_visible_to(actor: Actor) -> QuerySet[PulseAnswer]:
    """The answers of the actor's own side, and no others."""
    return visible_to(actor, PulseAnswer.objects.select_related("party__institution", "pulse"))


def own_answer(partnership: Partnership, actor: Actor) -> PulseAnswer | None:
    """What the actor's own side answered last."""
    found = answers_visible_to(actor.under(partnership)).filter(pulse__partnership=partnership)
    return found.order_by("-pulse__opened_on", "-pk").first()


def words_heard_by(actor: Actor) -> QuerySet[PulseAnswer]:
    """Answers of whose words alone the actor may read: those with a word, once the pulse is closed."""
    found = visible_to(
        actor,
        PulseAnswer.objects.select_related("party__institution"),
        action="pulseanswer.hear",
    )
    return found.exclude(word="").defer("scores")


def points_visible_to(actor: Actor) -> QuerySet[PulsePoint]:
    """Points to talk about, those that are open first, then the newest."""
    found = PulsePoint.objects.select_related("pulse__partnership", "written_for__institution")
    return visible_to(actor, found).order_by(
        F("talked_at").desc(nulls_first=True), "-pulse__opened_on", "pk"
    )


def asked(parties: Sequence[Party]) -> list[int]:
    """The sides that are asked: those that have joined, without those that only look on."""
    return writing(members(parties))


@dataclass(frozen=True, slots=True)
class Asking:
    """How the pulse stands today."""

    #: The one that can be answered; None between two.
    window: Window | None
    #: The sides that have answered it. That they did is no secret, what they said is.
    answered: frozenset[int]
    #: The first day of the next one; None before the work has a first day, and when nothing is asked any more.
    next_on: date | None


_NOTHING = Asking(None, frozenset(), None)


def months_of(now: Agreed) -> int:
    """Months from one pulse to the next: as the sides agreed, else half a year."""
    in_force = now.in_force
    return USUAL_MONTHS if in_force is None else in_force.pulse_months


def asking(partnership: Partnership, now: Agreed | None = None) -> Asking:
    """Which pulse the sides can answer today: while the work goes on or pauses; ``now`` is what they agreed on."""
    if partnership.phase not in LAPSING or partnership.start_on is None:
        return _NOTHING
    today, months = clock.today(), months_of(now or agreed(partnership))
    newest = Pulse.objects.filter(partnership=partnership).order_by("-opened_on").first()
    since = newest.opened_on if newest else partnership.start_on
    following = next_opens(since, months, today)
    if newest and not is_closed(newest.closed_at is not None, newest.until, today):
        answered = frozenset(newest.answers.values_list("party", flat=True))
        return Asking(Window(newest.opened_on, newest.until), answered, following)
    due = last_opened(since, months, today)
    return Asking(due if due and due.holds(today) else None, frozenset(), following)


def of_pulse(reading: Reading) -> Iterable[Requirement]:
    """Answers to the pulse: they are waited for, and hold nothing up."""
    now = asking(reading.partnership, reading.once(agreed))
    if now.window is None:
        return []
    link = reverse("partnerships:pulse-answer", args=[reading.partnership.pk])
    gaps = [
        Missing(str(words.ITS_ANSWER), link, side, _ANSWER, holds=False)
        for side in asked(reading.parties)
        if side not in now.answered
    ]
    return [Requirement(words.PULSE_ANSWERED, tuple(gaps))]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one pulse that is closed."""

    pulse: Pulse
    answered: int
    figures: list[Figure]


def results(partnership: Partnership, actor: Actor, most: int | None = None) -> list[Result]:
    """What came of the last ``most`` closed pulses, the newest first: means alone, made from all answers together."""
    today = clock.today()
    found = pulses_visible_to(actor.under(partnership)).filter(partnership=partnership)
    closed = [
        row
        for row in found.order_by("-opened_on")[: most + 1 if most else None]
        if is_closed(row.closed_at is not None, row.until, today)
    ][:most]
    by_pulse: dict[int, list[dict[str, int | None]]] = {row.pk: [] for row in closed}
    rows = PulseAnswer.objects.filter(pulse__in=by_pulse).values_list("pulse", "scores")
    for pulse, scores in rows:
        by_pulse[pulse].append(scores)
    return [Result(row, len(by_pulse[row.pk]), figures(by_pulse[row.pk])) for row in closed]


def open_points(partnership: Partnership, actor: Actor) -> list[PulsePoint]:
    """What is still to be talked about."""
    door = points_visible_to(actor.under(partnership))
    found = door.filter(pulse__partnership=partnership, talked_at=None)
    return list(found.order_by("pk"))


def sides_asked(partnership: Partnership) -> list[Party]:
    """The sides that are asked, with their names."""
    there = joined(partnership)
    wanted = set(asked(there))
    return [party for party in there if party.pk in wanted]
