"""Recording, saying, ending: one row a pair, each side its own words, histories that stay."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.races import at_once, refusals
from tests.relations.factories import contact, editor_of
from tests.relations.ties import SINCE, of_kind, relation, words
from yuinowa.core import clock, rights
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditAudience, AuditRow
from yuinowa.core.rights import ANYONE, Actor, Level, Role, Row, Standing, level_public
from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.models import Institution
from yuinowa.directory.services.entry.succession import succeed
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn
from yuinowa.relations.domain.bases import BasisCode
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.domain.kinds import Frequency, RelationKind
from yuinowa.relations.domain.tags import TagCode
from yuinowa.relations.models import DepthChange, Relation, SideWords
from yuinowa.relations.queries.depths import evidence_for
from yuinowa.relations.queries.relations import partners_of, relations_visible_to, words_visible_to
from yuinowa.relations.services.depths import Decision, confirm_depth
from yuinowa.relations.services.relations import (
    Facts,
    Said,
    correct_relation,
    end_relation,
    record_relation,
    say,
)

pytestmark = pytest.mark.django_db
K = RelationKind


def _pair() -> tuple[Institution, Institution]:
    return of_kind("試験市立図書館"), of_kind("試験市立第一小学校", "school")


def test_a_recorded_relation_is_seen_by_both_and_audited_for_both() -> None:  # I41
    library, school = _pair()

    made = relation(library, school)

    for side in (library, school):
        assert relations_visible_to(editor_of(side)).get() == made
    row = AuditRow.objects.get(action="relation.record")
    readers = set(AuditAudience.objects.filter(row=row).values_list("institution", flat=True))
    assert (row.chain, readers) == (library.pk, {school.pk})


def test_support_is_directed_and_the_other_kinds_are_not() -> None:  # I4
    library, school = _pair()

    ours = relation(school, library, K.SUPPORT, we_support=False)
    theirs = relation(school, library, K.ILL)

    assert (ours.one, ours.other) == (library, school)
    assert (theirs.one, theirs.other) == (library, school)
    for kind in (K.ILL, K.RECIPROCAL_USE, K.CONTACT):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.create(
                kind=kind, one=school, other=library, recorded_by=school, since=SINCE,
                level="public", recorded_at=clock.now(),
            )  # fmt: skip


def test_both_may_support_each_other() -> None:
    library, school = _pair()

    relation(library, school, K.SUPPORT)
    relation(library, school, K.SUPPORT, we_support=False)

    assert Relation.objects.filter(kind=K.SUPPORT).count() == 2


def test_working_together_as_partners_is_not_typed_in() -> None:  # I5
    library, school = _pair()

    with pytest.raises(InputRefused):
        relation(library, school, K.COLLABORATE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(
            kind="collaborate", one=library, other=school, recorded_by=library, since=SINCE,
            level="public", recorded_at=clock.now(),
        )  # fmt: skip


def test_one_pair_has_one_current_relation_of_a_kind_whoever_records_it() -> None:
    library, school = _pair()
    relation(library, school)

    with pytest.raises(AlreadyDone):
        relation(school, library)

    assert Relation.objects.count() == 1


def test_what_has_ended_may_begin_again_and_both_stay() -> None:
    library, school = _pair()
    first = relation(library, school)
    end_relation(
        first.pk,
        on_day=date(2025, 3, 31),
        reason="年度末",
        expected_version=1,
        actor=editor_of(school),
    )

    again = relation(library, school)

    assert set(Relation.objects.values_list("pk", flat=True)) == {first.pk, again.pk}


@pytest.mark.parametrize(
    "facts",
    [
        Facts(since=date(2999, 1, 1)),
        Facts(since=SINCE, until=date(2020, 1, 1)),
    ],
)
def test_days_that_cannot_be_are_refused(facts: Facts) -> None:
    library, school = _pair()

    with pytest.raises(InputRefused):
        record_relation(
            K.ILL, partner=school.pk, facts=facts, once=new_key(), actor=editor_of(library)
        )


def test_whoever_does_not_write_records_nothing() -> None:
    library, school = _pair()
    reader = Actor(person=1, institution=library.pk, member=True)

    with pytest.raises(NotAllowed):
        record_relation(K.ILL, partner=school.pk, facts=Facts(SINCE), once=new_key(), actor=reader)


def test_the_recorder_corrects_the_facts_and_the_partner_does_not() -> None:
    library, school = _pair()
    made = relation(library, school)
    facts = Facts(SINCE, None, Frequency.MONTHLY, "年報", frozenset({BasisCode.LL_3_9}))

    corrected = correct_relation(made.pk, facts, expected_version=1, actor=editor_of(library))

    assert (corrected.frequency, corrected.version) == ("monthly", 2)
    assert [row.code for row in corrected.bases.all()] == ["LL3-9"]
    with pytest.raises(NotAllowed):
        correct_relation(made.pk, facts, expected_version=2, actor=editor_of(school))
    with pytest.raises(VersionMovedOn):
        correct_relation(made.pk, facts, expected_version=1, actor=editor_of(library))


def test_each_side_writes_its_own_words_and_nobody_the_other_sides() -> None:  # I13
    library, school = _pair()
    stranger = of_kind("他の館")
    made = relation(library, school)

    say(made.pk, Said(purpose="本を届ける"), expected_version=1, actor=editor_of(library))
    say(made.pk, Said(purpose="調べ学習"), expected_version=1, actor=editor_of(school))

    assert [words(made, side).purpose for side in (library, school)] == ["本を届ける", "調べ学習"]
    assert words_visible_to(editor_of(stranger)).count() == 0
    with pytest.raises(NotAllowed):
        say(made.pk, Said(), expected_version=1, actor=editor_of(stranger))


def test_a_coordinator_sees_the_relation_and_not_the_words() -> None:
    library, school = _pair()
    office = of_kind("事務局", "consortium", region_office=True)
    made = relation(library, school)
    say(made.pk, Said("本", level=Level.PARTIES), expected_version=1, actor=editor_of(library))
    coordinator = Actor(
        person=9,
        institution=office.pk,
        roles=frozenset({Role.COORDINATOR}),
        region=True,
        member=True,
    )

    assert relations_visible_to(coordinator).get() == made
    assert not words_visible_to(coordinator).exists()


def test_a_relation_is_seen_as_far_as_the_narrower_side_allows() -> None:
    library, group = of_kind("図書館"), of_kind("人形劇の会", "volunteer_group")
    visitor, other = Actor.nobody(), editor_of(of_kind("他の館"))

    made = relation(library, group)
    assert (made.level, relations_visible_to(visitor).count()) == ("members", 0)
    assert relations_visible_to(other).count() == 1

    say(made.pk, Said(level=Level.PUBLIC), expected_version=1, actor=editor_of(group))
    assert relations_visible_to(visitor).count() == 1

    say(made.pk, Said(level=Level.PARTIES), expected_version=1, actor=editor_of(library))
    assert relations_visible_to(visitor).count() == relations_visible_to(other).count() == 0


def test_a_relation_gives_away_no_hidden_institution() -> None:
    library, hidden = of_kind("図書館"), of_kind("秘密の館", level="private")
    relation(library, hidden)

    assert not relations_visible_to(Actor.nobody()).exists()
    assert not relations_visible_to(editor_of(of_kind("他の館"))).exists()
    assert relations_visible_to(editor_of(library)).exists()


def test_tags_are_kept_and_replaced() -> None:
    library, school = _pair()
    made = relation(library, school)

    for number, tags in enumerate(({TagCode.TIME, TagCode.TRUST}, {TagCode.STAFF}), start=1):
        said = Said(tags=frozenset(tags))
        say(made.pk, said, expected_version=number, actor=editor_of(library))

    assert [tag.code for tag in words(made, library).tags.all()] == ["barrier.staff"]


def test_an_ended_relation_takes_no_more_deeds() -> None:
    library, school = _pair()
    made, actor = relation(library, school), editor_of(library)
    end_relation(made.pk, on_day=SINCE, reason="誤り", expected_version=1, actor=actor)

    with pytest.raises(NotAllowed):
        say(made.pk, Said(), expected_version=1, actor=actor)
    with pytest.raises(NotAllowed):
        end_relation(made.pk, on_day=SINCE, reason="また", expected_version=2, actor=actor)
    with pytest.raises(NotAllowed):
        correct_relation(made.pk, Facts(SINCE), expected_version=2, actor=actor)
    with pytest.raises(NotAllowed):
        confirm_depth(
            made.pk, Decision(Depth.CONTACT, SINCE, "訪問"), expected_version=2, actor=actor
        )


def test_a_relation_does_not_end_before_it_begins_or_tomorrow() -> None:
    library, school = _pair()
    made = relation(library, school)

    for day in (date(2024, 4, 9), date(2999, 1, 1)):
        with pytest.raises(InputRefused):
            end_relation(
                made.pk, on_day=day, reason="誤り", expected_version=1, actor=editor_of(library)
            )


def test_a_depth_is_decided_with_its_evidence_and_kept_for_ever() -> None:
    library, school = _pair()
    made = relation(library, school)
    contact(library, school)

    confirm_depth(
        made.pk,
        Decision(Depth.COOPERATION, date(2024, 5, 1), "毎月の訪問"),
        expected_version=1,
        actor=editor_of(library),
    )
    confirm_depth(
        made.pk,
        Decision(Depth.CONTACT, date(2025, 5, 1), "担当者がいなくなった"),
        expected_version=2,
        actor=editor_of(school),
    )

    changes = list(DepthChange.objects.values_list("before", "after", "suggested"))
    assert changes == [("cooperation", "contact", "contact"), ("", "cooperation", "contact")]
    made.refresh_from_db()
    assert made.depth == "contact"


@pytest.mark.parametrize(
    ("depth", "day"),
    [
        (Depth.CONTACT, date(2024, 5, 2)),
        (Depth.COOPERATION, date(2024, 4, 30)),
        (Depth.COOPERATION, date(2999, 1, 1)),
    ],
)
def test_a_depth_changes_something_and_comes_after_the_last(depth: Depth, day: date) -> None:
    library, school = _pair()
    made, actor = relation(library, school), editor_of(library)
    first = Decision(Depth.CONTACT, date(2024, 5, 1), "訪問")
    confirm_depth(made.pk, first, expected_version=1, actor=actor)

    with pytest.raises(InputRefused):
        confirm_depth(made.pk, Decision(depth, day, "訪問"), expected_version=2, actor=actor)


def test_contacts_of_either_side_count_as_evidence_and_withdrawn_ones_do_not() -> None:
    library, school = _pair()
    made = relation(library, school)
    contact(library, school)
    contact(school, library)
    say(made.pk, Said(purpose="本"), expected_version=1, actor=editor_of(library))

    found = evidence_for(made, clock.today())

    assert (found.contacts_long, found.contacts_short, found.purposes) == (2, 2, 1)


def test_merging_institutions_keeps_both_histories_and_both_names() -> None:  # I6
    library, school = _pair()
    branch = of_kind("試験市立こども図書館")
    of_library, of_branch = relation(library, school), relation(branch, school)

    succeed(
        branch.pk,
        library.pk,
        SuccessionKind.MERGE,
        on_day=clock.today(),
        expected=(branch.version, library.version),
        actor=Actor.system(),
    )

    on_the_ring = {
        (partner.institution.name, tie.relation.pk if tie.relation else None)
        for partner in partners_of(school.pk, editor_of(school), today=clock.today())
        for tie in partner.ties
    }
    assert on_the_ring == {(library.name, of_library.pk), (branch.name, of_branch.pk)}


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_once_make_one_relation() -> None:
    library, school = _pair()

    outcomes = at_once([lambda: relation(library, school), lambda: relation(school, library)])

    assert refusals(outcomes) == [AlreadyDone]
    assert Relation.objects.count() == 1
    assert SideWords.objects.count() == 2


def test_without_the_look_at_both_institutions_a_hidden_one_is_given_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The guard-off twin of ``both_public``."""
    relation(of_kind("図書館"), of_kind("秘密の館", level="private"))
    row = Row("relation.view", Standing.PUBLIC, ANYONE, level_public)

    monkeypatch.setitem(rights._ROWS, "relations.relation", (row,))

    assert relations_visible_to(Actor.nobody()).exists()
