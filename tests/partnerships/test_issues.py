"""Issues: raised by one side, settled by the one that looks after them; turns; who reads what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import group, lead_of, side, together
from tests.relations.ties import of_kind
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditAudience, AuditRow, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.partnerships.domain.issues import IssueLevel, IssueStep
from yuinowa.partnerships.models import Issue, Partnership, Party
from yuinowa.partnerships.queries.issues import for_next_meeting, issues_visible_to
from yuinowa.partnerships.services.issues import (
    IssueWords,
    raise_issue,
    rewrite,
    set_issue_turns,
    take_step,
    want_to_talk,
)
from yuinowa.partnerships.services.sides import accept, ask_sides, leave

pytestmark = pytest.mark.django_db

S = IssueStep


def told(owner: Party, **changes: object) -> IssueWords:
    given: dict[str, object] = {
        "what": "会場の鍵を開ける人がいない",
        "more": "土曜の朝、職員が来るまで待っている。",
        "level": IssueLevel.BETWEEN,
        "owner": owner.pk,
        "due": date(2027, 1, 20),
    }
    return IssueWords(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return together(ours, theirs)


@pytest.fixture
def issue(partnership: Partnership, ours: Institution, theirs: Institution) -> Issue:
    """Raised by us, looked after by them."""
    owner = side(partnership, theirs)
    return raise_issue(partnership.pk, told(owner), once=new_key(), actor=lead_of(ours))[0]


def open_turns() -> list[tuple[int, date | None]]:
    found = Wait.objects.filter(subject_kind="partnerships.issue", ended_at=None)
    return list(found.values_list("institution", "due"))


def test_the_side_that_looks_after_it_takes_it_in_hand_and_settles_it(
    issue: Issue, ours: Institution, theirs: Institution
) -> None:
    assert open_turns() == [(theirs.pk, issue.due)]

    taken = take_step(issue.pk, S.TAKE, expected_version=1, actor=lead_of(theirs, person=7))
    assert (taken.state, taken.person) == ("in_hand", 7)
    settled = take_step(
        issue.pk, S.SETTLE, said="鍵を渡した", expected_version=2, actor=lead_of(theirs)
    )

    assert (settled.state, settled.said) == ("settled", "鍵を渡した")
    assert open_turns() == []
    again = take_step(
        issue.pk, S.REOPEN, said="また閉まっていた", expected_version=3, actor=lead_of(ours)
    )
    assert (again.state, again.person, again.ended_at) == ("open", None, None)
    assert open_turns() == [(theirs.pk, issue.due)]


def test_no_side_settles_for_another(issue: Issue, ours: Institution) -> None:
    # I13
    for step in (S.TAKE, S.SETTLE):
        with pytest.raises(NotAllowed):
            take_step(issue.pk, step, said="済", expected_version=1, actor=lead_of(ours))


def test_the_side_that_raised_it_words_it_anew_until_somebody_has_it_in_hand(
    issue: Issue, partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    words = told(side(partnership, ours), what="鍵がない", due=date(2027, 2, 1))
    with pytest.raises(NotAllowed):
        rewrite(issue.pk, words, expected_version=1, actor=lead_of(theirs))
    rewrite(issue.pk, words, expected_version=1, actor=lead_of(ours))
    assert open_turns() == [(ours.pk, date(2027, 2, 1))]
    with pytest.raises(VersionMovedOn):
        rewrite(issue.pk, words, expected_version=1, actor=lead_of(ours))

    take_step(issue.pk, S.TAKE, expected_version=2, actor=lead_of(ours))
    with pytest.raises(WrongState):
        rewrite(issue.pk, words, expected_version=3, actor=lead_of(ours))


def test_dropping_says_why(issue: Issue, ours: Institution) -> None:
    with pytest.raises(InputRefused):
        take_step(issue.pk, S.DROP, expected_version=1, actor=lead_of(ours))
    take_step(issue.pk, S.DROP, said="なくなった", expected_version=1, actor=lead_of(ours))
    with pytest.raises(TransitionRefused):
        take_step(issue.pk, S.DROP, said="もう一度", expected_version=2, actor=lead_of(ours))
    with pytest.raises(WrongState):
        want_to_talk(issue.pk, actor=lead_of(ours))


def test_when_its_side_has_left_the_one_that_raised_it_is_waited_for_and_may_act(
    issue: Issue, partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    # I18: nothing is deleted with the side.
    third = group()
    ask_sides(partnership.pk, [third.pk], actor=lead_of(ours))
    accept(partnership.pk, actor=lead_of(third))
    leave(partnership.pk, reason="ほかの取組に移る", actor=lead_of(theirs))

    assert open_turns() == [(ours.pk, issue.due)]
    take_step(issue.pk, S.SETTLE, said="鍵を借りた", expected_version=1, actor=lead_of(ours))


def test_nobody_is_waited_for_once_the_partnership_is_over(
    issue: Issue, partnership: Partnership, theirs: Institution
) -> None:
    leave(partnership.pk, reason="ほかの取組に移る", actor=lead_of(theirs))
    partnership.refresh_from_db()
    set_issue_turns(partnership)

    still = [] if partnership.is_over else [(partnership.initiator_id, issue.due)]
    assert open_turns() == still


def test_two_sides_put_an_issue_before_the_next_meeting(
    issue: Issue, partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    want_to_talk(issue.pk, actor=lead_of(ours))
    want_to_talk(issue.pk, actor=lead_of(ours))
    found = Partnership.objects.get(pk=partnership.pk)
    assert for_next_meeting(found, lead_of(ours)) == []
    want_to_talk(issue.pk, actor=lead_of(theirs))

    assert for_next_meeting(found, lead_of(ours)) == [issue]
    assert issue.wishes.count() == 2
    take_step(issue.pk, S.SETTLE, said="話した", expected_version=1, actor=lead_of(theirs))
    assert for_next_meeting(found, lead_of(ours)) == []


def test_pressing_twice_raises_one_issue(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    key, words = new_key(), told(side(partnership, theirs))
    raise_issue(partnership.pk, words, once=key, actor=lead_of(ours))
    _made, fresh = raise_issue(partnership.pk, words, once=key, actor=lead_of(ours))

    assert not fresh
    assert Issue.objects.count() == 1


def test_only_sides_that_have_joined_read_issues_and_their_trail(
    issue: Issue, partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    asked = of_kind("試験町立図書館")
    ask_sides(partnership.pk, [asked.pk], actor=lead_of(ours))
    coordinator = Actor(
        person=9, institution=None, roles=frozenset({Role.COORDINATOR}), region=True
    )
    take_step(issue.pk, S.TAKE, expected_version=1, actor=lead_of(theirs))

    assert issues_visible_to(lead_of(theirs)).exists()
    for actor in (lead_of(asked), coordinator, lead_of(of_kind("ほかの図書館"))):
        assert not issues_visible_to(actor).exists()
    rows = AuditRow.objects.filter(action__startswith="issue")
    told_to = set(AuditAudience.objects.filter(row__in=rows).values_list("institution", flat=True))
    assert rows.count() == 2
    assert told_to | {ours.pk} == {ours.pk, theirs.pk}


def test_a_side_that_is_not_there_looks_after_nothing(
    partnership: Partnership, ours: Institution
) -> None:
    other = together(ours, group(), title="べつの取組")
    stranger = other.parties.exclude(institution=ours).get()

    with pytest.raises(InputRefused) as refused:
        raise_issue(partnership.pk, told(stranger), once=new_key(), actor=lead_of(ours))
    assert refused.value.place == "owner"


@pytest.mark.parametrize(
    "values",
    [
        {"state": "settled"},
        {"state": "settled", "said": "済"},
        {"level": "nowhere"},
        {"what": ""},
        {"ended_at": clock.now()},
    ],
)
def test_the_database_refuses_what_the_service_would(
    issue: Issue, values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(**values)


def test_turns_ask_as_many_questions_for_many_issues_as_for_few(
    issue: Issue, partnership: Partnership
) -> None:
    asked = []
    for more in (0, 30):
        for number in range(more):
            Issue.objects.create(
                partnership=partnership,
                what=f"課題{number}",
                level="between",
                raised_by=issue.raised_by,
                owner=issue.owner,
                due=clock.today() + timedelta(days=number),
                raised_at=clock.now(),
            )
        set_issue_turns(partnership)
        with CaptureQueriesContext(connection) as queries:
            set_issue_turns(partnership)
        asked.append(len(queries))
    assert asked[0] == asked[1]
