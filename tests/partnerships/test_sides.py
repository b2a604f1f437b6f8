"""Beginning, asking, answering, leaving: each side for itself, and the turns that follow."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.factories import a_person, an_affiliation
from tests.partnerships.factories import (
    begun,
    group,
    lead_of,
    library,
    outline,
    school,
    side,
    together,
)
from tests.races import at_once, refusals
from tests.relations.ties import of_kind
from yuinowa.core import clock, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditAudience, AuditRow, Wait
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.services.beginning import begin, describe
from yuinowa.partnerships.services.sides import (
    accept,
    ask_sides,
    decline,
    leave,
    show_to,
    take_back,
)
from yuinowa.partnerships.services.steps import go_on

pytestmark = pytest.mark.django_db


def now(partnership: Partnership) -> Partnership:
    return Partnership.objects.get(pk=partnership.pk)


def waited(partnership: Partnership) -> set[tuple[str, str]]:
    """Who is waited for, and at which step."""
    rows = waits.open_waits_of(list(partnership.parties.all()))
    return set(rows.values_list("institution_label", "step"))


def test_an_idea_is_its_own_institutions_until_somebody_is_asked() -> None:
    ours, theirs = library(), school()

    made = begun(ours)

    assert made.phase is Phase.IDEA
    assert partnerships_visible_to(lead_of(ours)).get() == made
    assert not partnerships_visible_to(lead_of(theirs)).exists()
    assert waited(made) == {(ours.name, "idea")}


def test_whoever_is_asked_sees_it_and_is_waited_for_since_then() -> None:
    ours, theirs = library(), school()

    made = begun(ours, theirs)

    assert now(made).phase is Phase.EXPLORING
    assert partnerships_visible_to(lead_of(theirs)).get() == made
    assert waited(made) == {(theirs.name, "answer")}
    wait = Wait.objects.get(ended_at=None)
    assert (wait.asked_by, wait.verb, wait.role) == (ours.pk, "answer", "admin")


def test_the_turn_is_of_whoever_leads_and_else_of_the_administrator() -> None:
    ours, theirs = library(), school()
    an_affiliation(a_person(), theirs, Role.LEAD)

    begun(ours, theirs)

    assert Wait.objects.get(ended_at=None).role == "lead"


def test_what_was_begun_twice_is_begun_once() -> None:  # R31
    ours, once = library(), new_key()

    both = [begin(outline(), once=once, actor=lead_of(ours)) for _ in range(2)]

    assert [fresh for _made, fresh in both] == [True, False]
    assert Partnership.objects.count() == 1


def test_a_partnership_has_two_sides_of_different_institutions() -> None:  # I1
    ours, theirs = library(), school()
    made = begun(ours, theirs)

    with pytest.raises(WrongState) as refused:
        go_on(made.pk, expected_version=now(made).version, actor=lead_of(ours))
    assert theirs.name in refused.value.message
    with pytest.raises(InputRefused):
        ask_sides(made.pk, [ours.pk], actor=lead_of(ours))
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(partnership=made, institution=ours, asked_at=clock.now())


def test_when_two_have_joined_any_of_them_goes_on_for_all() -> None:
    ours, theirs = library(), school()
    made = together(ours, theirs)
    assert waited(made) == {(ours.name, "exploring.go-on"), (theirs.name, "exploring.go-on")}

    moved = go_on(made.pk, expected_version=made.version, actor=lead_of(theirs))

    assert moved.phase is Phase.NEEDS
    assert not any(step.startswith("exploring") for _name, step in waited(made))


def test_two_who_go_on_at_once_go_one_phase(transactional_db: None) -> None:
    ours, theirs = library(), school()
    made = together(ours, theirs)

    outcomes = at_once(
        [
            partial(go_on, made.pk, expected_version=made.version, actor=lead_of(who))
            for who in (ours, theirs)
        ]
    )

    assert refusals(outcomes) == [VersionMovedOn]
    assert now(made).phase is Phase.NEEDS


def test_no_side_answers_for_another() -> None:  # I13
    ours, theirs, third = library(), school(), group()
    made = begun(ours, theirs)

    with pytest.raises(NotAllowed):
        accept(made.pk, actor=lead_of(third))
    with pytest.raises(TransitionRefused):
        accept(made.pk, actor=lead_of(ours))
    with pytest.raises(NotAllowed):
        accept(made.pk, actor=lead_of(theirs, role=Role.EDITOR))

    assert side(made, theirs).state == "invited"


def test_who_declines_says_why_and_the_others_are_waited_for() -> None:
    ours, theirs = library(), school()
    made = begun(ours, theirs)

    decline(made.pk, reason="今年度は人が足りない", actor=lead_of(theirs))

    assert (side(made, theirs).state, now(made).phase) == ("declined", Phase.EXPLORING)
    assert waited(made) == {(ours.name, "exploring")}
    with pytest.raises(TransitionRefused):
        accept(made.pk, actor=lead_of(theirs))
    ask_sides(made.pk, [theirs.pk], actor=lead_of(ours))
    accept(made.pk, actor=lead_of(theirs))
    assert Party.objects.filter(institution=theirs).count() == 2


def test_an_invitation_taken_back_is_seen_no_more() -> None:
    ours, theirs = library(), school()
    made = begun(ours, theirs)

    take_back(made.pk, side(made, theirs).pk, actor=lead_of(ours))

    assert not partnerships_visible_to(lead_of(theirs)).exists()
    with pytest.raises(TransitionRefused):
        accept(made.pk, actor=lead_of(theirs))


def test_leaving_never_deletes_the_record() -> None:  # I18
    ours, theirs, third = library(), school(), group()
    made = together(ours, theirs, third)

    leave(made.pk, reason="担当の交代", actor=lead_of(third))

    assert (side(made, third).state, side(made, third).end_reason) == ("left", "担当の交代")
    assert not now(made).is_over
    assert partnerships_visible_to(lead_of(third)).get() == made


def test_with_fewer_than_two_left_it_is_given_up_and_nobody_is_waited_for() -> None:  # I1
    ours, theirs, third = library(), school(), group()
    made = together(ours, theirs)
    ask_sides(made.pk, [third.pk], actor=lead_of(ours))

    leave(made.pk, reason="予算がつかない", actor=lead_of(theirs))

    over = now(made)
    assert (over.phase, over.end_reason) == (Phase.DECLINED, "予算がつかない")
    assert side(made, third).state == "taken_back"
    assert waited(made) == set()


def test_nothing_is_done_to_what_is_over() -> None:
    ours, theirs, third = library(), school(), group()
    made = together(ours, theirs)
    leave(made.pk, reason="予算がつかない", actor=lead_of(theirs))
    over, actor = now(made), lead_of(ours)

    with pytest.raises(WrongState):
        ask_sides(made.pk, [third.pk], actor=actor)
    with pytest.raises(WrongState):
        describe(made.pk, outline(), expected_version=over.version, actor=actor)
    with pytest.raises(TransitionRefused):
        go_on(made.pk, expected_version=over.version, actor=actor)


def test_every_deed_can_be_read_by_the_sides() -> None:  # I41
    ours, theirs = library(), school()

    together(ours, theirs)

    for action, chain, reader in (
        ("partnership.ask", ours, theirs),
        ("party.accept", theirs, ours),
    ):
        row = AuditRow.objects.get(action=action)
        assert row.chain == chain.pk
        assert AuditAudience.objects.filter(row=row, institution=reader.pk).exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LEAD, Role.ADMIN}])
def test_only_who_leads_asks_answers_and_goes_on(role: Role) -> None:
    ours, theirs, third = library(), school(), group()
    made = together(ours, theirs)
    actor = lead_of(ours, role=role)

    for deed in (
        lambda: begin(outline(), once=new_key(), actor=actor),
        lambda: ask_sides(made.pk, [third.pk], actor=actor),
        lambda: go_on(made.pk, expected_version=made.version, actor=actor),
        lambda: leave(made.pk, reason="…", actor=actor),
        lambda: show_to(made.pk, Level.PUBLIC, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_the_narrowest_side_decides_who_may_see_it_at_once() -> None:
    ours, theirs = library(), school()
    made = together(ours, theirs)
    stranger = Actor(person=9, institution=of_kind("他の館").pk, member=True)

    show_to(made.pk, Level.PUBLIC, actor=lead_of(ours))
    assert not partnerships_visible_to(stranger).exists()
    show_to(made.pk, Level.MEMBERS, actor=lead_of(theirs))
    assert partnerships_visible_to(stranger).exists()
    assert not partnerships_visible_to(Actor.nobody()).exists()
    show_to(made.pk, Level.PUBLIC, actor=lead_of(theirs))
    assert partnerships_visible_to(Actor.nobody()).exists()
    Institution.objects.filter(pk=theirs.pk).update(level="members")

    assert not partnerships_visible_to(Actor.nobody()).exists()


def test_a_form_outside_its_zone_needs_a_reason() -> None:
    ours = library()
    odd = {"form": Form.CO_HOST, "zone": Zone.PUBLIC_LED}

    with pytest.raises(InputRefused) as refused:
        begun(ours, **odd)

    assert refused.value.place == "zone_reason"
    assert begun(ours, **odd, zone_reason="市の記念事業のため").zone_reason
    assert begun(ours, zone_reason="要らない理由").zone_reason == ""


def test_two_who_correct_the_outline_at_once_lose_no_words() -> None:  # R31
    ours, theirs = library(), school()
    made = together(ours, theirs)
    first = describe(
        made.pk, outline(title="さきの名"), expected_version=made.version, actor=lead_of(ours)
    )

    with pytest.raises(VersionMovedOn):
        describe(
            made.pk, outline(title="あとの名"), expected_version=made.version, actor=lead_of(theirs)
        )

    assert now(made).title == first.title == "さきの名"
