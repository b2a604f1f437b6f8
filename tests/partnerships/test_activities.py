"""Activities before they are held: proposed by one side, hosted by each for itself, announced, put off, given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.partnerships.factories import group, lead_of, side, together
from tests.partnerships.joint import at_work, plan, planned
from yuinowa.core import clock, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.partnerships.domain.activities import ActivityState, Days, HostState
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership
from yuinowa.partnerships.queries.activities import activities_visible_to
from yuinowa.partnerships.services.activities import (
    announce,
    answer,
    cancel,
    change,
    postpone,
    propose,
    set_day,
)
from yuinowa.partnerships.services.activity_plans import When
from yuinowa.partnerships.services.nightly import set_all_turns
from yuinowa.partnerships.services.sides import leave, show_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_activities")]

LATER = timedelta(days=7)


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return together(ours, theirs)


def states(activity: Activity) -> list[str]:
    return list(activity.hosts.order_by("party").values_list("state", flat=True))


def test_a_side_named_by_another_is_asked_and_answers_for_itself(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:  # I13
    actor = lead_of(ours, role=Role.EDITOR)
    activity, _fresh = propose(
        partnership.pk, plan(partnership, ours, theirs), once=new_key(), actor=actor
    )
    assert states(activity) == [HostState.AGREED, HostState.ASKED]
    with pytest.raises(WrongState, match=theirs.name):
        announce(activity.pk, expected_version=1, actor=actor)
    with pytest.raises(NotAllowed):
        answer(activity.pk, hosts=True, actor=lead_of(group()))

    answer(activity.pk, hosts=True, part="会場を整える", actor=lead_of(theirs))
    answer(activity.pk, hosts=True, part="会場を整える", actor=lead_of(theirs))

    assert states(activity) == [HostState.AGREED] * 2
    assert AuditRow.objects.filter(action="activity.host").count() == 1
    announced = announce(activity.pk, expected_version=1, actor=actor)
    assert announced.state == ActivityState.ANNOUNCED


def test_a_host_is_asked_while_the_agreement_is_still_on_its_way(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    """No phase forgets it: the side reads on its first page that it is waited for."""
    wanted = plan(partnership, ours, theirs)
    activity, _fresh = propose(partnership.pk, wanted, once=new_key(), actor=lead_of(ours))
    party = side(partnership, theirs)
    steps = waits.open_waits_of([party]).values_list("step", flat=True)
    assert "host-activity" in list(steps)
    answer(activity.pk, hosts=True, actor=lead_of(theirs))
    assert "host-activity" not in list(steps.all())


def test_who_declines_does_not_host_and_may_be_asked_again(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    wanted = plan(partnership, ours, theirs)
    activity, _fresh = propose(partnership.pk, wanted, once=new_key(), actor=lead_of(ours))
    answer(activity.pk, hosts=False, actor=lead_of(theirs))
    assert states(activity) == [HostState.AGREED, HostState.DECLINED]

    alone = plan(partnership, ours)
    change(activity.pk, alone, expected_version=1, actor=lead_of(ours))
    assert states(activity) == [HostState.AGREED, HostState.DECLINED]
    change(activity.pk, wanted, expected_version=2, actor=lead_of(ours))
    assert states(activity) == [HostState.AGREED, HostState.ASKED]


def test_no_side_strikes_another_off_that_has_agreed(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:  # I13
    activity = planned(partnership, ours, theirs)

    with pytest.raises(InputRefused, match=theirs.name):
        change(activity.pk, plan(partnership, ours), expected_version=1, actor=lead_of(ours))

    change(activity.pk, plan(partnership, ours), expected_version=1, actor=lead_of(theirs))
    assert states(activity) == [HostState.AGREED]


def test_another_day_or_place_asks_the_other_hosts_anew_and_another_title_does_not(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    activity = planned(partnership, ours, theirs)

    renamed = plan(partnership, ours, theirs, title="人形劇の会")
    change(activity.pk, renamed, expected_version=1, actor=lead_of(ours))
    assert states(activity) == [HostState.AGREED] * 2

    moved = plan(partnership, ours, theirs, when=When(Days(clock.today() + LATER)))
    change(activity.pk, moved, expected_version=2, actor=lead_of(ours))
    assert states(activity) == [HostState.AGREED, HostState.ASKED]


def test_what_is_announced_stands_until_it_is_put_off(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    activity = planned(partnership, ours, theirs)
    announce(activity.pk, expected_version=1, actor=actor)
    elsewhere = When(Days(clock.today() + LATER), place="講堂")
    with pytest.raises(WrongState):
        change(
            activity.pk,
            plan(partnership, ours, theirs, when=elsewhere),
            expected_version=2,
            actor=actor,
        )
    change(
        activity.pk,
        plan(partnership, ours, theirs, title="別の名"),
        expected_version=2,
        actor=actor,
    )

    off = postpone(activity.pk, "大雨の警報", expected_version=3, actor=actor)
    assert (off.state, off.reason) == (ActivityState.POSTPONED, "大雨の警報")
    again = set_day(activity.pk, elsewhere, expected_version=4, actor=actor)

    assert (again.state, again.reason, again.place) == (ActivityState.PLANNED, "", "講堂")
    assert states(activity) == [HostState.AGREED, HostState.ASKED]


def test_the_only_host_of_what_is_announced_does_not_step_back(
    ours: Institution, partnership: Partnership
) -> None:
    activity = planned(partnership, ours)
    announce(activity.pk, expected_version=1, actor=lead_of(ours))

    with pytest.raises(WrongState):
        answer(activity.pk, hosts=False, actor=lead_of(ours))


def test_what_is_put_off_or_given_up_has_a_reason(
    ours: Institution, partnership: Partnership
) -> None:  # I26
    activity = planned(partnership, ours)
    for state in (ActivityState.POSTPONED, ActivityState.CANCELLED):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.filter(pk=activity.pk).update(state=state.value)

    given_up = cancel(activity.pk, "演じ手のけが", expected_version=1, actor=lead_of(ours))

    assert given_up.reason == "演じ手のけが"
    with pytest.raises(TransitionRefused):
        cancel(activity.pk, "もう一度", expected_version=2, actor=lead_of(ours))
    with pytest.raises(TransitionRefused):
        postpone(activity.pk, "もう一度", expected_version=2, actor=lead_of(ours))


def test_somebody_hosts_it_who_is_there(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    for hosts in (frozenset[int](), frozenset({10**6})):
        with pytest.raises(InputRefused):
            propose(
                partnership.pk,
                plan(partnership, ours, hosts=hosts),
                once=new_key(),
                actor=actor,
            )
    gone = side(partnership, theirs).pk
    leave(partnership.pk, reason="ほかの取組に移る", actor=lead_of(theirs))
    with pytest.raises(WrongState):  # with one side left it is over (I1)
        propose(
            partnership.pk,
            plan(partnership, ours, hosts=frozenset({gone})),
            once=new_key(),
            actor=actor,
        )
    assert not Activity.objects.exists()


def test_pressing_twice_proposes_once_and_the_second_writer_is_told(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    once, actor = new_key(), lead_of(ours)
    wanted = plan(partnership, ours, theirs)
    first = propose(partnership.pk, wanted, once=once, actor=actor)
    assert propose(partnership.pk, wanted, once=once, actor=actor) == (first[0], False)
    assert ActivityHost.objects.count() == 2

    change(first[0].pk, wanted, expected_version=1, actor=actor)
    with pytest.raises(VersionMovedOn):
        change(first[0].pk, wanted, expected_version=1, actor=actor)


def test_a_side_that_neither_hosts_nor_proposed_it_does_not_write(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    activity = planned(partnership, ours)

    for actor in (lead_of(theirs), lead_of(ours, role=Role.REVIEWER), Actor.nobody()):
        with pytest.raises(NotAllowed):
            cancel(activity.pk, "さしつかえ", expected_version=1, actor=actor)


def test_beyond_the_sides_nobody_sees_it_before_its_hosts_tell_it(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    for one in (ours, theirs):
        show_to(partnership.pk, Level.PUBLIC, actor=lead_of(one))
    activity = planned(partnership, ours, is_open=True)
    closed = planned(partnership, ours)
    seen = activities_visible_to(Actor.nobody())
    assert not seen.exists()

    announce(activity.pk, expected_version=1, actor=lead_of(ours))
    announce(closed.pk, expected_version=1, actor=lead_of(ours))
    assert [row.pk for row in seen.all()] == [activity.pk]

    show_to(partnership.pk, Level.PARTIES, actor=lead_of(ours))
    assert not seen.all().exists()
    assert activities_visible_to(lead_of(theirs)).count() == 2


def turns(partnership: Partnership) -> dict[str, str]:
    """By side: the step it is waited for at."""
    parties = list(partnership.parties.select_related("institution"))
    names = {party.pk: party.institution.name for party in parties}
    return {names[wait.subject_id]: wait.step for wait in waits.open_waits_of(parties)}


def test_who_is_named_as_host_is_waited_for_and_then_whoever_writes_down(
    ours: Institution, theirs: Institution
) -> None:
    partnership = at_work(ours, theirs)
    tomorrow = When(Days(clock.today() + timedelta(days=1)))
    wanted = plan(partnership, ours, theirs, when=tomorrow)
    activity, _fresh = propose(partnership.pk, wanted, once=new_key(), actor=lead_of(ours))
    assert turns(partnership) == {theirs.name: "host-activity"}

    answer(activity.pk, hosts=True, actor=lead_of(theirs))
    assert turns(partnership) == {}

    Activity.objects.filter(pk=activity.pk).update(day=clock.today() - timedelta(days=1))
    set_all_turns()
    assert turns(partnership) == {ours.name: "record-activity", theirs.name: "record-activity"}
