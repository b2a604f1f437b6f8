"""Two hosts write down the same activity at the same moment; a power cut between its state and its deed."""

from __future__ import annotations

from functools import partial

import pytest

from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.joint import at_work, planned, what_came
from tests.races import at_once, refusals
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import VersionMovedOn
from yuinowa.ledger.models import Entry
from yuinowa.ledger.services import verify
from yuinowa.partnerships.domain.activities import ActivityState
from yuinowa.partnerships.models import Activity, ActivityRecord
from yuinowa.partnerships.services import holding

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_agreements")]


class PowerCut(BaseException):
    """Nothing after it is done."""


def write_down(activity: Activity, once: str, actor: Actor) -> tuple[Activity, bool]:
    return holding.hold(activity.pk, what_came(), once=once, expected_version=1, actor=actor)


def test_two_hosts_at_once_post_one_deed_and_the_second_is_told() -> None:
    ours, theirs = library(), school()
    activity = planned(at_work(ours, theirs), ours, theirs)

    outcomes = at_once(
        [partial(write_down, activity, new_key(), lead_of(one)) for one in (ours, theirs)]
    )

    assert refusals(outcomes) == [VersionMovedOn]
    assert Entry.objects.filter(principal=True).count() == 2
    assert ActivityRecord.objects.count() == 1


def test_one_who_presses_held_three_times_at_once_posts_one_deed() -> None:
    ours = library()
    activity, once = planned(at_work(ours, school()), ours), new_key()

    outcomes = at_once([partial(write_down, activity, once, lead_of(ours)) for _ in range(3)])

    assert refusals(outcomes) == []
    assert Entry.objects.count() == 2
    assert ActivityRecord.objects.count() == 1


@pytest.mark.parametrize("where", ["_keep_record", "deed_of", "set_turns"])
def test_cut_off_between_state_and_deed_neither_is_there(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = library()
    activity = planned(at_work(ours, school()), ours)

    def cut(*_args: object, **_more: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(holding, where, cut)
        with pytest.raises(PowerCut):
            write_down(activity, new_key(), lead_of(ours))

    assert Activity.objects.get().state == ActivityState.PLANNED
    assert not Entry.objects.exists()
    write_down(activity, new_key(), lead_of(ours))
    assert Entry.objects.count() == 2
    assert verify().is_clean
