"""Before a text is put to the sides, and signed: the five parts of the definition, from the records of the partnership."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import lead_of, side, together
from tests.partnerships.papers import (
    decided,
    draft_of,
    in_force,
    planned_at,
    proposed,
    settled,
    signed,
)
from tests.relations.ties import of_kind
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.statements import Ability
from yuinowa.partnerships.models import (
    AgreementVersion,
    Benefit,
    CanDo,
    Consent,
    Contribution,
    Goal,
    Need,
    Partnership,
    Party,
    Task,
)
from yuinowa.partnerships.queries.definition import shown_to
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import missing
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.statements import AbilityWords, add_words, take_words_back
from yuinowa.partnerships.services.steps import go_on

pytestmark = pytest.mark.django_db


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def _forget(what: str, of: Party) -> None:
    """The words of one side to one part of the definition, gone."""
    {
        "need": Need.objects.filter(party=of),
        "able": CanDo.objects.filter(party=of),
        "benefit": Benefit.objects.filter(party=of),
        "contribution": Contribution.objects.filter(party=of),
        "goal": Goal.objects.filter(partnership=of.partnership_id),
        "goals agreed": Consent.objects.filter(party=of, about="goals"),
        "task": Task.objects.filter(partnership=of.partnership_id),
        "roles agreed": Consent.objects.filter(party=of, about="roles"),
    }[what].delete()


PARTS = {
    "need": "困っていること",
    "able": "できること",
    "benefit": "得るもの",
    "contribution": "出すもの",
    "goal": "目標",
    "goals agreed": "目標への同意",
    "task": "作業",
    "roles agreed": "役割表への同意",
}


@pytest.mark.parametrize("what", PARTS)
def test_no_text_is_put_to_the_sides_while_a_part_is_missing(  # I2, I3, I13
    what: str, ours: Institution, theirs: Institution
) -> None:
    draft = draft_of(planned_at(Phase.ROLES, ours, theirs), ours)
    _forget(what, side(draft.agreement.partnership, theirs))

    with pytest.raises(WrongState) as refused:
        proposed(draft, ours)

    assert PARTS[what] in refused.value.message
    assert refused.value.next_step
    assert AgreementVersion.objects.get(pk=draft.pk).is_draft


def test_a_refused_text_says_whose_words_are_missing(
    ours: Institution, theirs: Institution
) -> None:
    draft = draft_of(planned_at(Phase.ROLES, ours, theirs), ours)
    _forget("able", side(draft.agreement.partnership, theirs))
    client = browser(ours, Role.LEAD)
    page = f"/partnerships/agreements/{draft.pk}/propose/"

    before = client.get(page)
    answer = client.post(page, {"version": draft.version, "seen": 0})

    assert theirs.name in before.content.decode()
    assert answer.status_code == 409
    assert theirs.name in answer.content.decode()
    assert "自分の側の分を書き" in answer.content.decode()


def test_nobody_signs_while_a_part_is_missing_and_the_refusal_is_recorded(  # I7, I41
    ours: Institution, theirs: Institution
) -> None:
    partnership = planned_at(Phase.AWAITING_SIGNATURE, ours, theirs)
    version = proposed(draft_of(partnership, ours), ours)
    version = decided(settled(version, ours, theirs), ours, theirs)
    _forget("contribution", side(partnership, theirs))

    with pytest.raises(WrongState, match=theirs.name):
        signed(version, ours)

    assert not version.signatures.exists()
    refusal = AuditRow.objects.get(action="agreementversion.sign-refused")
    assert (refusal.after or {})["digest"] == version.digest


def test_a_side_that_takes_its_words_back_holds_the_work_up_until_it_says_them_again(  # I9
    ours: Institution, theirs: Institution
) -> None:
    partnership = planned_at(Phase.AWAITING_SIGNATURE, ours, theirs)
    version = proposed(draft_of(partnership, ours), ours)
    version = signed(decided(settled(version, ours, theirs), ours, theirs), ours)
    row = CanDo.objects.get(party=side(partnership, theirs))
    take_words_back(CanDo, row.pk, expected_version=row.version, actor=lead_of(theirs))

    with pytest.raises(WrongState):
        signed(version, theirs)
    said = AbilityWords(Ability.CAN, "演じ手が4人いる")
    add_words(partnership.pk, said, once=new_key(), actor=lead_of(theirs))
    signed(version, theirs)

    assert Partnership.objects.get(pk=partnership.pk).phase is Phase.ACTIVE


def test_the_phase_before_signing_is_not_left_without_them(
    ours: Institution, theirs: Institution
) -> None:
    partnership = planned_at(Phase.EVALUATION_DESIGN, ours, theirs)
    version = proposed(draft_of(partnership, ours), ours)
    settled(version, ours, theirs)
    _forget("able", side(partnership, theirs))
    now = Partnership.objects.get(pk=partnership.pk)

    with pytest.raises(WrongState, match="できること"):
        go_on(now.pk, expected_version=now.version, actor=lead_of(ours))


def test_another_text_during_the_work_asks_for_nothing_more(
    ours: Institution, theirs: Institution
) -> None:
    version = in_force(ours, theirs)
    _forget("able", side(version.agreement.partnership, theirs))

    again = proposed(draft_of(version.agreement.partnership, ours), ours)

    assert again.state == VersionState.IN_REVIEW


def test_each_part_shows_who_said_what_and_where(ours: Institution, theirs: Institution) -> None:
    partnership = planned_at(Phase.ROLES, ours, theirs)

    shown = shown_to(Reading.of(partnership), lead_of(ours))

    assert shown is not None
    assert shown.is_whole
    assert [row.said for row in shown.rows] == [2, 2, 1, 4, 2]
    here = partnership.get_absolute_url()
    assert {line.url for row in shown.rows for line in row.lines} == {
        f"{here}#sides-h",
        f"{here}#goals",
        f"{here}#roles",
    }
    page = browser(theirs, Role.EDITOR).get(here).content.decode()
    assert "協働の定義の五つの要素" in page
    assert all(f'id="{anchor}"' in page for anchor in ("sides-h", "goals", "roles"))


def test_what_another_side_writes_has_no_link_for_us(
    ours: Institution, theirs: Institution
) -> None:
    partnership = together(ours, theirs)
    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.NEEDS.value)
    now = Partnership.objects.get(pk=partnership.pk)

    shown = shown_to(Reading.of(now), lead_of(ours))

    assert shown is not None
    gaps = shown.rows[0].missing
    assert [(gap.who, bool(gap.url)) for gap in gaps] == [(ours.name, True), (theirs.name, False)]


def test_whoever_is_no_side_is_shown_nothing_of_it(ours: Institution, theirs: Institution) -> None:
    partnership = planned_at(Phase.ROLES, ours, theirs)

    assert shown_to(Reading.of(partnership), lead_of(of_kind("試験町立図書館"))) is None


def test_what_two_rules_ask_for_is_missing_once(ours: Institution, theirs: Institution) -> None:
    partnership = planned_at(Phase.EVALUATION_DESIGN, ours, theirs)
    _forget("need", side(partnership, theirs))
    sides = list(Party.objects.filter(partnership=partnership).select_related("institution"))

    gaps = [gap for gap in missing(partnership, sides) if "say/need" in gap.link]

    assert len(gaps) == 1


def test_many_sides_are_shown_with_the_questions_of_two(
    ours: Institution, theirs: Institution
) -> None:
    partnership = planned_at(Phase.ROLES, ours, theirs)
    actor = lead_of(ours)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            found = partnerships_visible_to(actor).get(pk=partnership.pk)
            shown = shown_to(Reading.of(found), actor)
        assert shown is not None
        return len(asked)

    few = questions()
    for number in range(20):
        more = Party.objects.create(
            partnership=partnership,
            institution=of_kind(f"試験{number}町立図書館"),
            state="joined",
            asked_at=partnership.begun_at,
            joined_at=partnership.begun_at,
        )
        CanDo.objects.create(party=more, kind="can", text="本を貸せる")
        Goal.objects.create(
            partnership=partnership,
            what="開く",
            measure="回数",
            amount=number,
            unit="回",
            by_when="2027-03-31",
            owner=more,
        )

    assert questions() == few
