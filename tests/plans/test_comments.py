"""Comments on a sheet: the checker asks, the officer answers, one of them settles; nobody else reads them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, checker, officer, own_plan, with_reasons
from yuinowa.core import waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.plans import queries
from yuinowa.plans.domain.comments import CommentAction, CommentState, first_state
from yuinowa.plans.domain.sheet import SheetAction, SheetRole, SheetState
from yuinowa.plans.models import Plan, PlanYear, Sheet, SheetComment
from yuinowa.plans.queries.comments import comments_of, parts_of
from yuinowa.plans.services import move_sheet, open_year
from yuinowa.plans.services.comments import act_on_comment, begin_comment

pytestmark = pytest.mark.django_db
WORDS = "この数は昨年度の数え方と同じですか。"


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


@pytest.fixture
def sheet(plan: Plan) -> Sheet:
    open_year(plan.pk, 2026, actor=Actor.system())
    found = Sheet.objects.get(project__plan=plan, project__key="1-2-1", fiscal_year=2026)
    return with_reasons(found)


def _client(plan: Plan, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, plan.owner, *roles)
    return a_client(person)


def test_a_comment_waits_for_the_other_side_until_it_is_settled(plan: Plan, sheet: Sheet) -> None:
    second = checker(plan.owner)
    comment = begin_comment(sheet.pk, WORDS, part="実績の評価", actor=second)
    asked = waits.open_waits(comment).get()
    answered = act_on_comment(
        comment.pk,
        CommentAction.ANSWER,
        text="同じです。",
        actor=officer(plan.owner),
        expected_version=1,
    )
    back = waits.open_waits(comment).get()
    settled = act_on_comment(comment.pk, CommentAction.SETTLE, actor=second, expected_version=2)

    assert (asked.role, answered.state, back.role) == (
        "plan_officer",
        "for_checker",
        "plan_checker",
    )
    assert (settled.settled_by, waits.open_waits(comment).exists()) == (second.person, False)
    [row] = comments_of(sheet, second)
    assert [said.text for said in row.texts] == [WORDS, "同じです。"]
    with pytest.raises(TransitionRefused):
        act_on_comment(comment.pk, CommentAction.SETTLE, actor=second, expected_version=3)


@pytest.mark.parametrize(
    ("held", "state", "first"),
    [
        ({SheetRole.CHECKER}, SheetState.DRAFT, CommentState.FOR_OFFICER),
        ({SheetRole.OFFICER}, SheetState.SUBMITTED, CommentState.FOR_CHECKER),
        (set(SheetRole), SheetState.SUBMITTED, CommentState.FOR_OFFICER),
        (set(SheetRole), SheetState.DRAFT, CommentState.FOR_CHECKER),
    ],
)
def test_a_comment_is_for_the_other_side(
    held: set[SheetRole], state: SheetState, first: CommentState
) -> None:
    assert first_state(held, state) is first


def test_a_sheet_is_not_published_over_an_open_comment(plan: Plan, sheet: Sheet) -> None:
    person, second = officer(plan.owner), checker(plan.owner)
    move_sheet(sheet.pk, SheetAction.SUBMIT, actor=person, expected_version=1)
    comment = begin_comment(sheet.pk, WORDS, actor=second)
    move_sheet(sheet.pk, SheetAction.CHECK, actor=second, expected_version=2)

    with pytest.raises(WrongState):
        move_sheet(sheet.pk, SheetAction.PUBLISH, actor=person, expected_version=3)
    act_on_comment(comment.pk, CommentAction.SETTLE, actor=person, expected_version=1)
    published = move_sheet(sheet.pk, SheetAction.PUBLISH, actor=person, expected_version=3)

    assert published.state == SheetState.PUBLISHED
    with pytest.raises(NotAllowed):
        begin_comment(sheet.pk, WORDS, actor=second)


def test_whoever_answers_second_is_told(plan: Plan, sheet: Sheet) -> None:
    comment = begin_comment(sheet.pk, WORDS, actor=checker(plan.owner))
    act_on_comment(comment.pk, CommentAction.SETTLE, actor=officer(plan.owner), expected_version=1)
    with pytest.raises(VersionMovedOn):
        act_on_comment(
            comment.pk,
            CommentAction.ANSWER,
            text="はい。",
            actor=officer(plan.owner),
            expected_version=1,
        )


def test_only_those_who_keep_the_plan_read_and_write_comments(plan: Plan, sheet: Sheet) -> None:
    comment = begin_comment(sheet.pk, WORDS, actor=checker(plan.owner))
    stranger, editor = officer(an_owner("となり市")), _client(plan, Role.EDITOR)

    assert comments_of(sheet, stranger) == []
    assert WORDS not in editor.get(sheet.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        begin_comment(sheet.pk, WORDS, actor=stranger)
    with pytest.raises(NotAllowed):
        act_on_comment(
            comment.pk, CommentAction.ANSWER, text="はい。", actor=stranger, expected_version=1
        )
    address = reverse("plans:comment-act", args=[plan.pk, sheet.pk, comment.pk, "settle"])
    assert editor.post(address, {"version": 1}).status_code == 404


def test_a_comment_is_written_once_answered_and_settled_on_the_page(
    plan: Plan, sheet: Sheet
) -> None:
    second, person = _client(plan, Role.PLAN_CHECKER), _client(plan, Role.PLAN_OFFICER)
    field, part = parts_of(queries.sheet_page(sheet))[1]
    address = reverse("plans:sheet-comment", args=[plan.pk, sheet.pk])
    form = {"part": field, "text": WORDS, "once": new_key()}
    for _ in range(2):
        assert second.post(address, form).status_code == 302
    comment = SheetComment.objects.get()

    shown = person.get(reverse("plans:sheet-edit", args=[plan.pk, sheet.pk])).content.decode()
    assert f'<a href="#id_{field}">{part}</a>' in shown
    act = reverse("plans:comment-act", args=[plan.pk, sheet.pk, comment.pk, "answer"])
    assert person.post(act, {"version": 1, "text": ""}).status_code == 422
    assert person.post(act, {"version": 1, "text": "同じです。"}).status_code == 302
    settle = reverse("plans:comment-act", args=[plan.pk, sheet.pk, comment.pk, "settle"])
    assert second.post(settle, {"version": 2, "text": ""}).status_code == 302

    year = PlanYear.objects.get(plan=plan)
    found = queries.round_of(year, officer(plan.owner))
    assert [row.comments for row in found.rows if row.sheet.pk == sheet.pk] == [0]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": ""},
        {"text": "x" * 1001, "part": ""},
        {"text": "よい", "part": "cell-0"},
        {"text": "よい\x00", "part": ""},
        {"text": "よい", "part": "", "once": "?"},
    ],
)
def test_a_bad_comment_brings_the_sheet_back(
    plan: Plan, sheet: Sheet, sent: dict[str, str]
) -> None:
    address = reverse("plans:sheet-comment", args=[plan.pk, sheet.pk])
    answer = _client(plan, Role.PLAN_CHECKER).post(address, {"once": new_key()} | sent)

    assert answer.status_code == 422
    assert not SheetComment.objects.exists()


def test_an_unknown_step_is_no_page(plan: Plan, sheet: Sheet) -> None:
    comment = begin_comment(sheet.pk, WORDS, actor=checker(plan.owner))
    address = reverse("plans:comment-act", args=[plan.pk, sheet.pk, comment.pk, "erase"])
    assert _client(plan, Role.PLAN_OFFICER).post(address, {"version": 1}).status_code == 404


def test_a_sheet_holds_so_many_open_comments(plan: Plan, sheet: Sheet) -> None:
    for _ in range(50):
        begin_comment(sheet.pk, WORDS, actor=checker(plan.owner))
    with pytest.raises(InputRefused):
        begin_comment(sheet.pk, WORDS, actor=checker(plan.owner))
