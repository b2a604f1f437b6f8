"""Rules adopted, ratings derived and decided, outside reviews beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, checker, officer, own_plan, with_reasons
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.plans import queries
from yuinowa.plans.domain.rating import Joining
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.exchange.rating_rules import Step, dump_rule, read_rule, template, templates
from yuinowa.plans.models import Plan, RatingRecord, Sheet, SheetFigure
from yuinowa.plans.services import (
    ReviewEntry,
    SheetEntry,
    adopt_rule,
    enter_sheet,
    entry_of,
    move_sheet,
    open_year,
    record_review,
)
from yuinowa.plans.services.rules import RuleEntry

pytestmark = pytest.mark.django_db
A_DAY = date(2026, 4, 1)


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def plan(owner: Institution) -> Plan:
    return own_plan(owner)


def _entry(code: str = "final-best", reason: str = "議会で決めた。") -> RuleEntry:
    shipped = template(code)
    assert shipped is not None
    return entry_of(shipped, adopted_on=A_DAY, reason=reason)


def _adopted(plan: Plan, code: str = "final-best") -> None:
    adopt_rule(plan.pk, _entry(code), actor=Actor.system())


def _draft(plan: Plan, key: str = "2-1-1") -> Sheet:
    open_year(plan.pk, 2026, actor=Actor.system())
    return Sheet.objects.get(project__plan=plan, project__key=key, fiscal_year=2026)


def _entered(
    sheet: Sheet, actor: Actor, rating: str, reason: str = "", actual: str = "99"
) -> Sheet:
    figures = SheetFigure.objects.filter(sheet=sheet, fiscal_year=2026).exclude(
        slot__indicator=None
    )
    return enter_sheet(
        sheet.pk,
        SheetEntry(rating=rating, rating_reason=reason, actuals={f.pk: actual for f in figures}),
        actor=actor,
        expected_version=Sheet.objects.get(pk=sheet.pk).version,
    )


def _move(sheet: Sheet, action: SheetAction, actor: Actor) -> Sheet:
    version = with_reasons(sheet).version
    return move_sheet(sheet.pk, action, actor=actor, expected_version=version)


@pytest.mark.parametrize("code", [shipped.code for shipped in templates()])
def test_every_shipped_scale_can_be_adopted_and_read_back(plan: Plan, code: str) -> None:
    entry = _entry(code)
    kept = [Step(s.code, s.text) for s in queries.scale_of(plan)]
    missing = [step for step in kept if step.code not in {s.code for s in entry.scale}]
    row = adopt_rule(plan.pk, replace(entry, scale=[*entry.scale, *missing]), actor=Actor.system())

    assert queries.rule_of(row) == entry.rule
    assert read_rule(dump_rule(entry.rule), codes=[s.code for s in entry.scale]) == entry.rule


def test_the_same_rule_again_is_no_new_version_and_another_is(plan: Plan) -> None:
    first = adopt_rule(plan.pk, _entry(), actor=Actor.system())
    assert adopt_rule(plan.pk, _entry(), actor=Actor.system()) == first

    worst = replace(_entry(), rule=replace(_entry().rule, joining=Joining.WORST))
    second = adopt_rule(plan.pk, worst, actor=Actor.system())
    assert (second.number, [row.number for row in queries.rules_of(plan)]) == (2, [2, 1])


def test_a_step_that_a_sheet_bears_cannot_go(plan: Plan, owner: Institution) -> None:
    _adopted(plan)
    _entered(_draft(plan), officer(owner), "b")
    with pytest.raises(InputRefused) as refused:
        _adopted(plan, "work-scores")
    assert refused.value.place == "scale"


def test_only_who_keeps_the_plan_adopts_a_rule(plan: Plan, owner: Institution) -> None:
    for actor in (checker(owner), officer(an_owner("となり町"))):
        with pytest.raises(NotAllowed):
            adopt_rule(plan.pk, _entry(), actor=actor)


def test_a_rating_against_the_rule_is_submitted_only_with_its_reason(
    plan: Plan, owner: Institution
) -> None:
    _adopted(plan)
    person, sheet = officer(owner), _draft(plan)
    derived = queries.rating_view(queries.sheet_page(_entered(sheet, person, ""))).derived
    other = next(code for code in "abc" if code != derived)

    _entered(sheet, person, other, "なんとなく")
    with pytest.raises(InputRefused) as refused:
        _move(sheet, SheetAction.SUBMIT, person)
    assert refused.value.place == "rating_reason"
    assert derived in refused.value.message

    _entered(sheet, person, other, "工事で六か月閉館し、来年度に取り戻せる見込みがあるため。")
    _move(sheet, SheetAction.SUBMIT, person)


def test_the_rule_s_own_rating_needs_no_reason(plan: Plan, owner: Institution) -> None:
    _adopted(plan)
    person, sheet = officer(owner), _draft(plan)
    derived = queries.rating_view(queries.sheet_page(_entered(sheet, person, ""))).derived
    _entered(sheet, person, derived)
    _move(sheet, SheetAction.SUBMIT, person)


def test_a_changed_figure_changes_what_is_derived(plan: Plan, owner: Institution) -> None:
    _adopted(plan)
    person, sheet = officer(owner), _draft(plan)
    low = queries.rating_view(queries.sheet_page(_entered(sheet, person, "", actual="1"))).derived
    high = queries.rating_view(
        queries.sheet_page(_entered(sheet, person, "", actual="100"))
    ).derived
    assert (low, high) == ("c", "a")


def test_what_was_derived_and_decided_stays_in_the_history(plan: Plan, owner: Institution) -> None:
    _adopted(plan)
    person, sheet = officer(owner), _draft(plan)
    _entered(sheet, person, "c", actual="1")
    _entered(sheet, person, "b", "来年度から委託先が増えるため。", actual="1")
    _entered(sheet, person, "b", "来年度から委託先が増えるため。", actual="1")

    records = RatingRecord.objects.filter(sheet=sheet).order_by("pk")
    assert [(r.derived, r.decided) for r in records] == [("c", "c"), ("c", "b")]
    assert {r.decided_by for r in records} == {person.person}


def test_a_published_sheet_keeps_the_rule_it_was_rated_under(
    plan: Plan, owner: Institution
) -> None:
    _adopted(plan)
    sheet = _draft(plan)
    _entered(sheet, officer(owner), "c", actual="1")
    _move(sheet, SheetAction.SUBMIT, officer(owner))
    _move(sheet, SheetAction.CHECK, checker(owner))
    published = _move(sheet, SheetAction.PUBLISH, checker(owner))

    entry = _entry()
    adopt_rule(
        plan.pk,
        replace(entry, rule=replace(entry.rule, no_data="c")),
        actor=Actor.system(),
    )
    view = queries.rating_view(queries.sheet_page(Sheet.objects.get(pk=published.pk)))
    assert view.row is not None
    assert view.row.number == 1


def test_an_outside_review_stands_beside_and_overwrites_nothing(
    plan: Plan, owner: Institution
) -> None:
    _adopted(plan)
    sheet = Sheet.objects.filter(project__plan=plan, state="published").exclude(rating="")[0]
    before = sheet.rating
    review = ReviewEntry(
        "試験市図書館協議会", "利用者の声をもっと聞いてほしい。", date(2026, 7, 1), "c"
    )
    record_review(sheet.pk, review, actor=officer(owner))
    again = record_review(sheet.pk, review, actor=officer(owner))

    view = queries.rating_view(queries.sheet_page(Sheet.objects.get(pk=sheet.pk)))
    assert [row.pk for row in view.reviews] == [again.pk]
    assert view.sheet.rating == before
    with pytest.raises(InputRefused):
        record_review(sheet.pk, replace(review, text="ちがうことば"), actor=officer(owner))


@pytest.mark.parametrize(
    ("change", "place"),
    [({"rating": "z"}, "rating"), ({"reviewed_on": date(2999, 1, 1)}, "reviewed_on")],
)
def test_an_impossible_review_is_refused_by_place(
    plan: Plan, owner: Institution, change: dict[str, object], place: str
) -> None:
    sheet = Sheet.objects.filter(project__plan=plan, state="published")[0]
    review = ReviewEntry("協議会", "よい。", date(2026, 7, 1))
    with pytest.raises(InputRefused) as refused:
        record_review(sheet.pk, replace(review, **change), actor=officer(owner))  # type: ignore[arg-type]
    assert refused.value.place == place


def test_a_draft_is_not_reviewed_from_outside(plan: Plan, owner: Institution) -> None:
    with pytest.raises((NotAllowed, WrongState)):
        record_review(
            _draft(plan).pk, ReviewEntry("協議会", "よい。", date(2026, 7, 1)), actor=officer(owner)
        )


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"question": "next"}, "question"),
        ({"method": "guess"}, "method"),
        ({"extra": 1}, "extra"),
        ({"thresholds": []}, "thresholds"),
        ({"thresholds": [["a", "103", False], ["b", "1", False]]}, "thresholds"),
        ({"thresholds": [["b", "1", False], ["a", "1.03", False]]}, "thresholds"),
        ({"thresholds": [["a", "NaN", False]]}, "thresholds"),
        ({"thresholds": [["z", "1", False]]}, "thresholds"),
        ({"otherwise": "a"}, "thresholds"),
        ({"band": "1.5"}, "band"),
        ({"band": "幅"}, "band"),
    ],
)
def test_a_broken_rule_is_refused_by_place(change: dict[str, object], place: str) -> None:
    shipped = template("final-best")
    assert shipped is not None
    with pytest.raises(InputRefused) as refused:
        read_rule(dump_rule(shipped.rule) | change, codes=[step.code for step in shipped.scale])
    assert refused.value.place == place


def _client(owner: Institution) -> Client:
    """A browser in which the officer of ``owner`` has signed in."""
    return a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)


def _posted(client: Client, plan: Plan, **change: str) -> dict[str, str]:
    page = client.get(f"/plans/{plan.pk}/rating-rule/edit/?template=final-best")
    form = page.context["form"]
    data = {
        bound.html_name: bound.value() for bound in form if bound.value() not in (None, False, "")
    }
    return {
        **{name: str(value) for name, value in data.items()},
        **{f"code-{n}": str(form[f"code-{n}"].value() or "") for n in range(form.size)},
        "version": str(form["version"].value()),
        "adopted_on": "令和8年4月1日",
        "reason": "議会で決めた。",
        **change,
    }


def test_an_officer_chooses_a_shipped_rule_and_everybody_reads_it(
    plan: Plan, owner: Institution
) -> None:
    client = _client(owner)
    data = _posted(client, plan)
    answer = client.post(f"/plans/{plan.pk}/rating-rule/edit/?template=final-best", data)
    assert answer.status_code == 302, answer.content.decode()

    page = Client().get(f"/plans/{plan.pk}/rating-rule/").content.decode()
    assert "目標の103％以上" in page
    assert "いちばん高い指標で決める" in page
    assert "議会で決めた。" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"percent-0": ""}, "％を書いてください"),
        ({"percent-0": "90"}, "良い段階から順に"),
        ({"code-0": ""}, "段階の符号を書いてください"),
        ({"reason": ""}, "必"),
        ({"adopted_on": "令和8年13月1日"}, "日"),
        ({"percent-0": "百三"}, "数"),
    ],
)
def test_a_wrong_rule_comes_back_with_what_to_do(
    plan: Plan, owner: Institution, change: dict[str, str], words: str
) -> None:
    client = _client(owner)
    answer = client.post(
        f"/plans/{plan.pk}/rating-rule/edit/?template=final-best", _posted(client, plan, **change)
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert queries.rules_of(plan) == []


def test_the_sensitivity_is_seen_by_those_who_keep_the_plan_alone(
    plan: Plan, owner: Institution
) -> None:
    _adopted(plan)
    sheet = Sheet.objects.filter(project__plan=plan, state="published").exclude(rating="")[0]
    address = sheet.get_absolute_url()
    assert "ほかの規則ではどうなるか" in _client(owner).get(address).content.decode()
    page = Client().get(address).content.decode()
    assert "数値から規則で出した評価" in page
    assert "ほかの規則ではどうなるか" not in page
