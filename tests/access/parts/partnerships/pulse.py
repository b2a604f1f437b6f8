"""A pulse that ``own`` and ``partner`` answered, and another that only ``own`` has; what the first brought up."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.partnerships.domain.pulse import ITEMS
from yuinowa.partnerships.models import Partnership, Party, Pulse, PulseAnswer, PulsePoint

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    joined, own = world.pk("partnership_joined"), world.institutions["own"].pk
    side = Party.objects.get(partnership=joined, institution=own)
    today = clock.today()

    def pulse(_word: str) -> Model:
        since = today - timedelta(days=200)
        return Pulse.objects.create(
            partnership_id=joined,
            opened_on=since,
            until=since + timedelta(days=30),
            closed_at=clock.now(),
        )

    def answer(word: str) -> Model:
        open_one = Pulse.objects.create(
            partnership_id=joined, opened_on=today, until=today + timedelta(days=30)
        )
        return PulseAnswer.objects.create(
            pulse=open_one,
            party=side,
            scores=dict.fromkeys(ITEMS, 3),
            word=word,
            given_at=clock.now(),
        )

    def point(_word: str) -> Model:
        return PulsePoint.objects.create(pulse_id=world.pk("pulse"), item=ITEMS[0])

    world.keep("pulse", pulse)
    world.keep("pulse_answer", answer)
    world.keep("pulse_point", point)
    # The same as the others see it; its administrators alone count who does the work there.
    world.keep("partnership_counted", lambda _word: Partnership.objects.get(pk=joined))


SAMPLES = {
    "partnerships:course-detail": Sample(("partnership_joined",), pk),
    "partnerships:one-person": Sample(("partnership_counted",)),
    "partnerships:dormant-after": Sample(("partnership_joined",), pk),
    "partnerships:pulse-answer": Sample(("partnership_joined",), pk),
    "partnerships:point-talk": Sample(
        ("pulse_point",),
        lambda world, kind: {"pk": world.pk("partnership_joined"), "point": world.pk(kind)},
    ),
}
ROLES = dict.fromkeys(
    ("pulse", "pulse_answer", "pulse_point"), ("any", "coordinator", "editor")
) | {"partnership_counted": ("admin", "any", "lead")}
