"""Changes, a pause, going on and closing: one side proposes, every side answers for itself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.partnerships.factories import (
    goal_words,
    group,
    lead_of,
    side,
    together,
)
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.partnerships.domain.motions import ChangeOf, MotionKind, MotionStep
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import ClosingWords, Goal, LeavingNotice, Motion, Partnership
from yuinowa.partnerships.queries.motions import motions_visible_to
from yuinowa.partnerships.services.closing import take_up_again, write_closing
from yuinowa.partnerships.services.motions import MotionWords, consent, end, propose
from yuinowa.partnerships.services.notices import keep_notices
from yuinowa.partnerships.services.shared import add_row
from yuinowa.partnerships.services.steps import go_on

pytestmark = pytest.mark.django_db

K = MotionKind


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    """At work; how it came there has its own tests."""
    made = together(ours, theirs)
    add_row(made.pk, goal_words(side(made, ours)), once=new_key(), actor=lead_of(ours))
    Partnership.objects.filter(pk=made.pk).update(state=Phase.ACTIVE.value)
    return Partnership.objects.get(pk=made.pk)


def proposed(partnership: Partnership, by: Institution, kind: MotionKind = K.SUSPEND) -> Motion:
    told = MotionWords("職員が入れかわる")
    if kind is K.CHANGE:
        told = MotionWords("人が減る", ChangeOf.GOALS, "6回を4回にする")
    return propose(partnership.pk, kind, told, once=new_key(), actor=lead_of(by))[0]


def phase(partnership: Partnership) -> Phase:
    return Partnership.objects.get(pk=partnership.pk).phase


def carried(
    partnership: Partnership, by: Institution, other: Institution, kind: MotionKind
) -> None:
    motion = proposed(partnership, by, kind)
    consent(motion.pk, expected_version=1, actor=lead_of(other))


def turns(partnership: Partnership) -> set[int]:
    found = Wait.objects.filter(subject_kind="partnerships.party", ended_at=None)
    return set(found.values_list("institution", flat=True))


def test_a_pause_begins_and_ends_when_every_side_has_consented(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    motion = proposed(partnership, ours)
    assert phase(partnership) is Phase.ACTIVE
    assert turns(partnership) == {theirs.pk}

    consent(motion.pk, expected_version=1, actor=lead_of(theirs))
    assert phase(partnership) is Phase.SUSPENDED
    assert turns(partnership) == set()
    carried(partnership, theirs, ours, K.RESUME)

    assert phase(partnership) is Phase.ACTIVE


def test_no_side_consents_for_another_and_none_twice(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    # I13
    motion = proposed(partnership, ours)

    with pytest.raises(AlreadyDone):
        consent(motion.pk, expected_version=1, actor=lead_of(ours))
    with pytest.raises(NotAllowed):
        consent(motion.pk, expected_version=1, actor=lead_of(theirs, role=Role.EDITOR))
    with pytest.raises(NotAllowed):
        consent(motion.pk, expected_version=1, actor=lead_of(group()))
    assert phase(partnership) is Phase.ACTIVE


def test_refusing_and_taking_back_change_nothing_and_say_why(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    motion = proposed(partnership, ours)
    with pytest.raises(InputRefused):
        end(motion.pk, MotionStep.REFUSE, "", expected_version=1, actor=lead_of(theirs))
    with pytest.raises(NotAllowed):
        end(motion.pk, MotionStep.TAKE_BACK, "否", expected_version=1, actor=lead_of(theirs))
    refused = end(
        motion.pk, MotionStep.REFUSE, "続けたい", expected_version=1, actor=lead_of(theirs)
    )

    assert (refused.state, refused.said) == ("refused", "続けたい")
    assert refused.refuser == side(partnership, theirs)
    assert turns(partnership) == set()
    with pytest.raises(WrongState):
        consent(motion.pk, expected_version=2, actor=lead_of(theirs))
    again = proposed(partnership, ours)
    end(again.pk, MotionStep.TAKE_BACK, "考え直した", expected_version=1, actor=lead_of(ours))
    assert phase(partnership) is Phase.ACTIVE


def test_a_change_stands_beside_what_was_agreed(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    carried(partnership, ours, theirs, K.CHANGE)

    assert Motion.objects.get().state == "agreed"
    assert Goal.objects.get().amount == 6
    assert phase(partnership) is Phase.ACTIVE


def test_what_has_no_place_any_more_is_overtaken(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    pause, change = proposed(partnership, ours), proposed(partnership, ours, K.CHANGE)
    with pytest.raises(WrongState):
        proposed(partnership, theirs)
    carried(partnership, theirs, ours, K.CLOSE)

    assert phase(partnership) is Phase.CLOSING
    for motion in (pause, change):
        motion.refresh_from_db()
        assert motion.state == "overtaken"
    with pytest.raises(WrongState):
        proposed(partnership, ours)


def test_whoever_only_looks_on_is_not_asked(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    looks_on = side(partnership, group_joined(partnership))
    looks_on.role = PartyRole.OBSERVER.value
    looks_on.save()

    carried(partnership, ours, theirs, K.SUSPEND)

    assert phase(partnership) is Phase.SUSPENDED


def group_joined(partnership: Partnership) -> Institution:
    third = group()
    partnership.parties.create(
        institution=third, state="joined", asked_at=clock.now(), joined_at=clock.now()
    )
    return third


def test_a_side_that_leaves_by_notice_is_not_waited_for(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    # I18
    third = group_joined(partnership)
    motion = proposed(partnership, ours)
    consent(motion.pk, expected_version=1, actor=lead_of(theirs))
    assert phase(partnership) is Phase.ACTIVE
    LeavingNotice.objects.create(
        party=side(partnership, third),
        given_on=clock.today(),
        effective_on=clock.today(),
        reason="解散",
    )

    keep_notices()

    assert phase(partnership) is Phase.SUSPENDED


def test_a_partnership_in_pause_ends_when_one_side_is_left(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    # I1
    carried(partnership, ours, theirs, K.SUSPEND)
    LeavingNotice.objects.create(
        party=side(partnership, theirs),
        given_on=clock.today(),
        effective_on=clock.today(),
        reason="解散",
    )

    keep_notices()

    assert phase(partnership) is Phase.TERMINATED_EARLY


def test_it_is_closed_when_every_side_has_said_what_came_of_it_or_waived(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    # I17
    carried(partnership, ours, theirs, K.CLOSE)
    goal = Goal.objects.get().pk
    actor = lead_of(ours)
    assert turns(partnership) == {ours.pk, theirs.pk}
    with pytest.raises(InputRefused):
        write_closing(partnership.pk, {}, "", expected_version=0, actor=actor)
    write_closing(partnership.pk, {goal: "5回開いた"}, "本を返す", expected_version=0, actor=actor)
    with pytest.raises(VersionMovedOn):
        write_closing(partnership.pk, {goal: "6回"}, "", expected_version=0, actor=actor)
    version = Partnership.objects.get(pk=partnership.pk).version
    with pytest.raises(WrongState, match=theirs.name):
        go_on(partnership.pk, expected_version=version, actor=actor)

    other = lead_of(theirs)
    write_closing(partnership.pk, {}, "", waives=True, expected_version=0, actor=other)
    closed = go_on(partnership.pk, expected_version=version, actor=other)

    assert closed.phase is Phase.CLOSED
    assert closed.end_reason
    assert ClosingWords.objects.count() == 2
    assert turns(partnership) == set()
    with pytest.raises(WrongState):
        write_closing(partnership.pk, {goal: "6回"}, "", expected_version=1, actor=actor)


def test_what_is_over_is_taken_up_again_once(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    with pytest.raises(WrongState):
        take_up_again(partnership.pk, once=new_key(), actor=lead_of(ours))
    Partnership.objects.filter(pk=partnership.pk).update(
        state=Phase.LAPSED.value, end_reason="期間が終わった"
    )

    made, fresh = take_up_again(partnership.pk, once=new_key(), actor=lead_of(ours))
    same, again = take_up_again(partnership.pk, once=new_key(), actor=lead_of(theirs))

    assert (fresh, again) == (True, False)
    assert same == made
    assert made.predecessor == partnership
    assert {party.state for party in made.parties.all()} == {"joined", "invited"}


def test_pressing_twice_proposes_once(partnership: Partnership, ours: Institution) -> None:
    key, told = new_key(), MotionWords("職員が入れかわる")
    first, _ = propose(partnership.pk, K.SUSPEND, told, once=key, actor=lead_of(ours))
    second, fresh = propose(partnership.pk, K.SUSPEND, told, once=key, actor=lead_of(ours))

    assert (second, fresh) == (first, False)


def test_only_sides_that_have_joined_read_what_is_proposed(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    proposed(partnership, ours)

    assert motions_visible_to(lead_of(theirs)).exists()
    assert not motions_visible_to(lead_of(group())).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "refused"},
        {"state": "agreed"},
        {"kind": "change"},
        {"about": "goals"},
        {"reason": ""},
    ],
)
def test_the_database_refuses_what_the_service_would(
    partnership: Partnership, ours: Institution, values: dict[str, object]
) -> None:
    motion = proposed(partnership, ours)

    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.filter(pk=motion.pk).update(**values)


def test_the_same_pause_is_open_once_in_the_database(
    partnership: Partnership, ours: Institution
) -> None:
    motion = proposed(partnership, ours)

    motion.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        motion.save(force_insert=True)


def test_a_step_of_all_sides_is_nobodys_alone(partnership: Partnership, ours: Institution) -> None:
    motion = proposed(partnership, ours)

    with pytest.raises((NotAllowed, TransitionRefused)):
        end(motion.pk, MotionStep.AGREE, "よい", expected_version=1, actor=lead_of(ours))
