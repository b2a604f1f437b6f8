"""Two officers with the same form, or a form against somebody in the browser: one wins, no word is lost (R31)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import officer, with_reasons
from tests.plans.returned.books import an_open_plan, draft, fill, form_of, send, tab_of, take
from tests.plans.test_races import whatever_the_version
from tests.races import at_once, refusals
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, VersionMovedOn
from yuinowa.plans.domain.returned import FormState
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.models import FilledForm, LineResult, Plan, Sheet
from yuinowa.plans.queries.drafts import draft_on
from yuinowa.plans.queries.returned import filled_rows
from yuinowa.plans.services import enter_sheet, move_sheet, sheets
from yuinowa.plans.services.taking import entry_with, take_form

both = pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "twin"])
TYPED, FILED = "画面で書いた。", "様式で書いた。"


def sent(plan: Plan, who: Actor) -> FilledForm:
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", FILED)
    fill(tab_of(book, "1-1-2"), "next-1", "様式では、来年も続ける。")
    return send(plan, who, book)


def write(plan: Plan, who: Actor, **values: str) -> Sheet:
    """What somebody types on the sheet's page."""
    sheet = draft(plan, "1-1-2")
    named = {code.replace("_", "-"): text for code, text in values.items()}
    entry = entry_with(draft_on(sheet), named)
    return enter_sheet(sheet.pk, entry, actor=who, expected_version=sheet.version)


def result_of(plan: Plan) -> str | None:
    return LineResult.objects.get(
        line__sheet=draft(plan, "1-1-2"), line__number=1, fiscal_year=2026
    ).text


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_take_the_same_form_one_does() -> None:
    plan, who = an_open_plan()
    form, before = sent(plan, who), draft(plan, "1-1-2").version

    outcomes = at_once([partial(take, form, one) for one in (who, officer(plan.owner))])

    assert refusals(outcomes) == [VersionMovedOn]
    assert draft(plan, "1-1-2").version == before + 1


@pytest.mark.django_db(transaction=True)
@both
def test_of_a_form_and_somebody_in_the_browser_one_wins(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, who = an_open_plan()
    form, sheet = sent(plan, who), draft(plan, "1-1-2")
    typed = entry_with(draft_on(sheet), {"result-1": TYPED})
    if not guarded:
        monkeypatch.setattr(sheets, "lock", whatever_the_version)

    deeds: list[Callable[[], object]] = [
        partial(take, form, who),
        partial(enter_sheet, sheet.pk, typed, actor=officer(plan.owner), expected_version=1),
    ]

    outcomes = at_once(deeds)

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    assert draft(plan, "1-1-2").version == sheet.version + (1 if guarded else 2)
    form.refresh_from_db()
    won = FILED if form.state == FormState.TAKEN else TYPED
    assert not guarded or result_of(plan) == won


@pytest.mark.django_db
def test_the_form_goes_on_top_of_what_was_seen_and_leaves_other_fields_alone() -> None:
    plan, who = an_open_plan()
    form = sent(plan, who)
    write(
        plan, officer(plan.owner), result_1=TYPED, reason_1="雨の日が多かったため、少なくなった。"
    )
    row = next(one for one in filled_rows(form) if one.changes)
    assert [(one.before, one.after, one.is_newer) for one in row.changes] == [
        (TYPED, FILED, True), ("", "様式では、来年も続ける。", False),
    ]  # fmt: skip
    assert row.first is not None
    seen = {row.row.pk: draft(plan, "1-1-2").version}

    with pytest.raises(VersionMovedOn):
        take(form, who)
    write(plan, officer(plan.owner), result_1="もう一度、画面で書いた。")
    with pytest.raises(VersionMovedOn):
        take_form(form.pk, actor=who, expected_version=form.version, seen=seen)
    seen = {row.row.pk: draft(plan, "1-1-2").version}
    take_form(form.pk, actor=who, expected_version=form.version, seen=seen)

    assert result_of(plan) == FILED
    line = draft(plan, "1-1-2").lines.get(number=1)
    assert line.difference_reason == "雨の日が多かったため、少なくなった。"


@pytest.mark.django_db
def test_a_sheet_submitted_meanwhile_is_told_and_can_be_left_out() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", FILED)
    fill(tab_of(book, "1-2-1"), "text-issues-1", "人が足りない。")
    form = send(plan, who, book)
    sheet = with_reasons(write(plan, who, result_1=TYPED))
    move_sheet(sheet.pk, SheetAction.SUBMIT, actor=who, expected_version=sheet.version)

    with pytest.raises(InputRefused) as refused:
        take(form, who)
    assert refused.value.place == "only_good"
    assert [one.is_late for one in filled_rows(form) if one.row.values] == [True, False]
    take(form, who, only_good=True)

    assert result_of(plan) == TYPED
    assert draft(plan, "1-2-1").cells.filter(text="人が足りない。").exists()


def _client(plan: Plan) -> Client:
    return a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)


@pytest.mark.django_db
def test_the_page_shows_the_second_what_stands_now_and_takes_the_form_after_that() -> None:
    plan, who = an_open_plan()
    form = sent(plan, who)
    client, page = _client(plan), f"/plans/{plan.pk}/forms/{form.pk}/"
    write(plan, officer(plan.owner), result_1=TYPED)

    late = client.post(f"{page}take/", {"version": form.version})
    text = late.content.decode()

    assert late.status_code == 409
    assert TYPED in text
    assert FILED in text
    assert result_of(plan) == TYPED
    again = {"version": form.version, "seen": late.context["seen"]}
    assert client.post(f"{page}take/", again).status_code == 302
    assert result_of(plan) == FILED


@pytest.mark.django_db
def test_whoever_takes_a_form_that_was_taken_reads_how_it_stands() -> None:
    plan, who = an_open_plan()
    form = sent(plan, who)
    take(form, who)

    answer = _client(plan).post(
        f"/plans/{plan.pk}/forms/{form.pk}/take/", {"version": form.version}
    )

    assert answer.status_code == 409
    assert FILED in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("seen", ["x", "1:", ":2", "1:2,3:4", "1:2\x00", "１:2", f"{'9' * 19}:1"])
def test_versions_that_cannot_be_are_refused(seen: str) -> None:
    plan, who = an_open_plan()
    form = sent(plan, who)

    answer = _client(plan).post(
        f"/plans/{plan.pk}/forms/{form.pk}/take/", {"version": form.version, "seen": seen}
    )

    assert answer.status_code in {400, 422}
    assert not result_of(plan)
