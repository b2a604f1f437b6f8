"""The last consent to a rhythm in a process (tests/forks.py) that kills itself on the way: see test_rhythm_killed.

    <partnership> <institution> <n>            dies before its n-th statement
    <partnership> <institution> commit         dies before its first commit
    <partnership> <institution> holds          dies when all have agreed and it would hold next
    <partnership> <institution> holds --apart  the same with the guard taken off: the consent is kept before
    <partnership> <institution> never
    <partnership> <institution> look           agrees to nothing
    <partnership> <institution> settle         what the next deed or the night does

It prints how many statements it sent, and the numbers of what holds and what is proposed, with its consents.
"""

from __future__ import annotations


def main(words: list[str]) -> None:
    partnership, institution, moment, *apart = words
    _do(int(partnership), int(institution), moment, is_apart=bool(apart))


def _do(partnership_id: int, institution: int, moment: str, *, is_apart: bool) -> None:
    from django.db import transaction

    from tests.partnerships.conftest import only_these
    from tests.partnerships.dying import Dying
    from tests.partnerships.factories import lead_of
    from yuinowa.directory.models import Institution
    from yuinowa.partnerships.models import Partnership, RhythmConsent
    from yuinowa.partnerships.queries import parts
    from yuinowa.partnerships.queries.rhythm import agreed
    from yuinowa.partnerships.services import rhythm
    from yuinowa.partnerships.services.turns import set_turns

    vars(parts)["_PARTS"] = only_these("rhythm")
    dying = Dying(moment, is_apart=is_apart)
    if moment == "holds":
        vars(rhythm)["_end"] = dying.instead
    made = Partnership.objects.get(pk=partnership_id)
    actor = lead_of(Institution.objects.get(pk=institution))
    if moment == "settle":
        with transaction.atomic():
            set_turns(made)
    elif moment != "look":
        with dying.watched():
            rhythm.agree(partnership_id, 2, actor=actor)
    now = agreed(made)
    stands = (
        now.in_force and now.in_force.number,
        now.proposed and now.proposed.number,
        RhythmConsent.objects.filter(rhythm__number=2).count(),
    )
    dying.tell(stands)
