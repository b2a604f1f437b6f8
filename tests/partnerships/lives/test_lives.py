"""Whatever people of several sides do, in whatever order, twice, or with somebody else's page: nothing breaks.

150 lives a database; ``make soak PARTS=lives`` lives others, 150 a round and each three times as long.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction

from tests.access.kept import made_once
from tests.made_once import folder_of
from tests.partnerships.lives.browsing import Hand
from tests.partnerships.lives.walking import Life, with_beginnings
from yuinowa.core import audit
from yuinowa.partnerships.models import AgreementVersion, Partnership
from yuinowa.search import index

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("YUINOWA_SEED", "1"))
#: So many tests share the lives, so that they run beside each other.
SHARES, LIVES = 6, 150
#: Deeds of a life; a seed is given by make soak alone.
STEPS = 12 if "YUINOWA_SEED" in os.environ else 4


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


@pytest.mark.parametrize("share", range(SHARES))
def test_no_life_of_a_partnership_ends_in_a_fault(
    share: int, request: pytest.FixtureRequest
) -> None:  # I1, I7, I8, I11, I13, I18, I19
    town, begun = made_once(folder_of(request.config) / "town", with_beginnings)
    town.signs_in()
    index.ensure_current()
    hand = Hand(random.Random(0), [one.name for one in (*town.sides, town.stranger)])
    answers, reached = Counter[int](), set[str]()
    for number in range(share, LIVES, SHARES):
        seed = SEED * 10_000 + number
        hand.chance = chance = random.Random(seed)
        life = Life(town, chance, begun[number // SHARES % len(begun)], hand)
        with transaction.atomic():
            faults = life.lived(STEPS)

            assert faults == [], "\n".join([f"life {seed}", *life.story, *faults])
            assert audit.verify()[1] == []
            reached.update(Partnership.objects.values_list("state", flat=True))
            transaction.set_rollback(True)  # the next life begins where this one did
        answers.update(life.answers)

    # They did something, and were refused something.
    assert answers[302] > 20
    assert answers[409] + answers[403] + answers[404] > 5
    assert len(reached) > 3
    assert AgreementVersion.objects.exclude(digest="").exists()
