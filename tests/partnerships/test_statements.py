"""What sides say: each its own; goals and roles, agreed to as they stand; the way to the last gate of the ground."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.partnerships.factories import (
    goal_words,
    group,
    lead_of,
    side,
    task_words,
    together,
    told,
)
from tests.races import at_once, refusals
from yuinowa.core import rights, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import ANYONE, Role, Row, Standing
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.statements import Ability, Bearer, Shared
from yuinowa.partnerships.models import Benefit, Consent, Need, Partnership, Party, Task
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.statements import (
    benefits_visible_to,
    goals_visible_to,
    needs_visible_to,
    rows_of_sides,
)
from yuinowa.partnerships.services.shared import add_row, agree, change_row, remove_row
from yuinowa.partnerships.services.sides import leave
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    NeedWords,
    add_words,
    change_words,
    remark,
    say_need,
    take_words_back,
)
from yuinowa.partnerships.services.steps import go_on

pytestmark = pytest.mark.django_db
NEED = NeedWords("親子に届かない", "来館者の数", "会が来ると親子が来る", Bearer.MUTUAL)


@pytest.fixture
def made(ours: Institution, theirs: Institution) -> Partnership:
    """At the phase of needs."""
    both = together(ours, theirs)
    return go_on(both.pk, expected_version=both.version, actor=lead_of(ours))


def on(made: Partnership, actor: rights.Actor) -> Partnership:
    now = Partnership.objects.get(pk=made.pk)
    return go_on(made.pk, expected_version=now.version, actor=actor)


def waited(made: Partnership) -> set[tuple[str, str]]:
    rows = waits.open_waits_of(list(Party.objects.filter(partnership=made)))
    return set(rows.values_list("institution_label", "step"))


def test_beside_a_need_stands_what_shows_it_who_bears_it_best_and_what_else_was_considered(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    need = replace(NEED, alternatives="館内の催しを増やす")
    say_need(made.pk, need, expected_version=0, actor=lead_of(ours))
    sides = list(Party.objects.filter(partnership=made))

    row = next(iter(rows_of_sides(Reading(made, sides), sides, lead_of(theirs))))

    assert row.cells[side(made, ours).pk].lines == (
        "親子に届かない",
        "裏づけ：来館者の数",
        "会が来ると親子が来る",
        "ほかに考えたこと：館内の催しを増やす",
        "まわりと一緒に（共助）",
    )


def test_from_needs_to_how_it_is_evaluated(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    one, other = lead_of(ours), lead_of(theirs)
    with pytest.raises(WrongState):
        on(made, one)

    told(made, ours, theirs)
    assert on(made, other).phase is Phase.GOALS
    with pytest.raises(WrongState):
        on(made, one)
    add_row(made.pk, goal_words(side(made, ours)), once=new_key(), actor=one)
    agree(made.pk, Shared.GOALS, actor=one)
    assert waited(made) == {(theirs.name, "agree-shared")}
    agree(made.pk, Shared.GOALS, actor=other)
    assert on(made, one).phase is Phase.ROLES
    words = task_words(side(made, theirs), helpers=frozenset({side(made, ours).pk}))
    add_row(made.pk, words, once=new_key(), actor=other)
    for actor in (one, other):
        agree(made.pk, Shared.ROLES, actor=actor)

    assert on(made, other).phase is Phase.EVALUATION_DESIGN


def test_no_side_edits_another_sides_words(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:  # I13
    told(made, ours)
    actor, row = lead_of(theirs), Benefit.objects.get()

    with pytest.raises(NotAllowed):
        change_words(Benefit, row.pk, BenefitWords("書きかえ"), expected_version=1, actor=actor)
    with pytest.raises(NotAllowed):
        take_words_back(Benefit, row.pk, expected_version=1, actor=actor)
    say_need(made.pk, NEED, expected_version=0, actor=actor)

    assert Need.objects.get(party__institution=ours).need == "困っていること"
    assert Benefit.objects.get().text == "得るもの"
    said = remark(made.pk, "数もあるとよいです", about=side(made, ours).pk, actor=actor)
    assert (said.party, said.about) == (side(made, theirs), side(made, ours))


def test_without_the_side_in_the_row_anybody_would_edit_it(
    made: Partnership, ours: Institution, theirs: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of ``benefit.edit``: the row of rights is what keeps the sides apart."""
    told(made, ours)
    loose = (
        Row("benefit.edit", Standing.PARTY, ANYONE),
        Row("benefit.view", Standing.PARTY, ANYONE),
    )
    monkeypatch.setitem(rights._ROWS, "partnerships.benefit", loose)

    row = Benefit.objects.get()
    change_words(
        Benefit, row.pk, BenefitWords("書きかえ"), expected_version=1, actor=lead_of(theirs)
    )

    assert Benefit.objects.get().text == "書きかえ"


def test_what_sides_say_is_read_by_those_who_joined_alone(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    told(made, ours)
    office = lead_of(group(), role=Role.COORDINATOR)

    for reader, count in (
        (lead_of(ours), 1),
        (lead_of(theirs), 1),
        (office, 0),
        (rights.Actor(person=7, region=True, roles=frozenset({Role.COORDINATOR})), 0),
        (rights.Actor.nobody(), 0),
    ):
        assert needs_visible_to(reader).count() == count
        assert benefits_visible_to(reader).count() == count
        assert goals_visible_to(reader).count() == 0


def test_who_has_left_reads_its_own_words_and_no_more(
    ours: Institution, theirs: Institution
) -> None:  # I18
    third = group()
    made = together(ours, theirs, third)
    told(made, ours, third)

    leave(made.pk, reason="担当の交代", actor=lead_of(third))

    assert [need.party for need in needs_visible_to(lead_of(third))] == [side(made, third)]
    with pytest.raises(NotAllowed):
        say_need(made.pk, NEED, expected_version=1, actor=lead_of(third))


def test_every_task_has_exactly_one_accountable_side(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:  # I3
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(partnership=made, text="設営", done_when="手順書がある")
    row, _fresh = add_row(
        made.pk,
        task_words(
            side(made, ours), helpers=frozenset({side(made, ours).pk, side(made, theirs).pk})
        ),
        once=new_key(),
        actor=lead_of(theirs),
    )

    assert isinstance(row, Task)
    assert [helper.party for helper in row.contributors.all()] == [side(made, theirs)]


def test_a_side_that_is_no_side_is_refused(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    other = together(group(), ours)
    stranger = side(other, ours)

    for words in (task_words(stranger), goal_words(stranger)):
        with pytest.raises(InputRefused):
            add_row(made.pk, words, once=new_key(), actor=lead_of(ours))


def test_a_change_ends_the_consents_to_what_stood_before(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    row, _fresh = add_row(
        made.pk, goal_words(side(made, ours)), once=new_key(), actor=lead_of(ours)
    )
    agree(made.pk, Shared.GOALS, actor=lead_of(ours))
    agree(made.pk, Shared.GOALS, actor=lead_of(ours))
    assert Consent.objects.count() == 1

    words = goal_words(side(made, ours), amount=12)
    changed = change_row(row, words, expected_version=1, actor=lead_of(theirs))
    assert not Consent.objects.exists()
    agree(made.pk, Shared.GOALS, actor=lead_of(theirs))
    remove_row(changed, expected_version=2, actor=lead_of(ours))

    assert not Consent.objects.exists()
    with pytest.raises(WrongState):
        agree(made.pk, Shared.GOALS, actor=lead_of(ours))


def test_only_who_leads_agrees_for_a_side(made: Partnership, ours: Institution) -> None:
    editor = lead_of(ours, role=Role.EDITOR)
    add_row(made.pk, goal_words(side(made, ours)), once=new_key(), actor=editor)

    with pytest.raises(NotAllowed):
        agree(made.pk, Shared.GOALS, actor=editor)


def test_a_form_sent_again_after_its_row_was_taken_back_makes_nothing(
    made: Partnership, ours: Institution
) -> None:  # R31
    words, key, actor = goal_words(side(made, ours)), new_key(), lead_of(ours)
    row, _fresh = add_row(made.pk, words, once=key, actor=actor)
    remove_row(row, expected_version=1, actor=actor)

    with pytest.raises(AlreadyDone, match="取り消|取り下|もう"):
        add_row(made.pk, words, once=key, actor=actor)


def test_what_is_taken_back_is_missing_again(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    told(made, ours, theirs)
    on(made, lead_of(ours))
    row = Benefit.objects.get(party__institution=theirs)

    take_words_back(Benefit, row.pk, expected_version=1, actor=lead_of(theirs))

    assert (theirs.name, "goals") in waited(made)


def test_two_colleagues_at_once_lose_no_words(
    transactional_db: None, ours: Institution, theirs: Institution
) -> None:  # R31
    made = together(ours, theirs)
    say_need(made.pk, NEED, expected_version=0, actor=lead_of(ours))

    def again(text: str) -> Need:
        words = NeedWords(text, "数", "なぜ", Bearer.SELF)
        return say_need(made.pk, words, expected_version=1, actor=lead_of(ours))

    outcomes = at_once([lambda: again("あ"), lambda: again("い")])

    assert refusals(outcomes) == [VersionMovedOn]
    assert Need.objects.get().version == 2


def test_both_sides_write_at_once_and_both_are_kept(
    transactional_db: None, ours: Institution, theirs: Institution
) -> None:
    made = together(ours, theirs)

    def write(who: Institution) -> object:
        words = AbilityWords(Ability.CANNOT, f"{who.name}は土曜の夜は開けない")
        return add_words(made.pk, words, once=new_key(), actor=lead_of(who))

    outcomes = at_once([lambda: write(ours), lambda: write(theirs)])

    assert refusals(outcomes) == []
    assert {row.institution_id for row in made.parties.filter(abilities__isnull=False)} == {
        ours.pk,
        theirs.pk,
    }


def test_the_trail_holds_no_words_of_anybody(made: Partnership, ours: Institution) -> None:  # R45
    say_need(made.pk, NEED, expected_version=0, actor=lead_of(ours))

    row = AuditRow.objects.get(action="need.say")

    assert NEED.need not in f"{row.before}{row.after}"
