"""Proposing and agreeing: every side agrees to the same frozen version (I9)."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import DatabaseError, transaction

from tests.evaluation.terms import terms
from tests.races import at_once, refusals
from tests.relations.factories import editor_of, institution
from yuinowa.core.models import AuditRow
from yuinowa.evaluation import services
from yuinowa.evaluation.models import EvaluationPlan, TermsAgreement, TermsVersion
from yuinowa.evaluation.queries import proposed, versions_of
from yuinowa.kernel.errors import InputRefused, VersionMovedOn


def a_proposal(**changes: object) -> tuple[EvaluationPlan, TermsVersion]:
    plan = services.open_plan()
    library = institution()
    version = services.propose(
        plan.pk,
        terms(**changes),
        expected_version=0,
        side=library.pk,
        actor=editor_of(library),
    )
    return plan, version


def agree(plan: EvaluationPlan, number: int, *sides: int) -> None:
    for side in sides:
        services.agree(plan.pk, number, side=side, actor=editor_of(institution(f"館{side}")))


@pytest.mark.django_db
def test_a_plan_without_a_proposal_has_nothing_to_agree_to() -> None:
    plan = services.open_plan()

    assert proposed(plan.pk) is None
    assert proposed(None) is None
    with pytest.raises(VersionMovedOn):
        agree(plan, 0, institution().pk)


@pytest.mark.django_db
def test_sides_agree_one_by_one_and_twice_is_once() -> None:
    plan, version = a_proposal()
    one, two = institution("一館"), institution("二館")

    agree(plan, 1, one.pk, one.pk)

    now = proposed(plan.pk)
    assert now is not None
    assert now.terms == version.content
    assert now.lacking([one.pk, two.pk]) == [two.pk]
    assert AuditRow.objects.filter(action="evaluationplan.agree").count() == 1


@pytest.mark.django_db
def test_another_proposal_asks_everybody_anew_and_keeps_what_was() -> None:  # I9
    plan, first = a_proposal()
    one = institution("一館")
    agree(plan, 1, one.pk)

    services.propose(plan.pk, terms(own=()), expected_version=1, side=one.pk, actor=editor_of(one))

    now = proposed(plan.pk)
    assert now is not None
    assert now.lacking([one.pk]) == [one.pk]
    assert [version.number for version in versions_of(plan.pk)] == [2, 1]
    assert first.agreements.count() == 1
    with pytest.raises(VersionMovedOn):
        agree(plan, 1, institution("遅れた館").pk)


@pytest.mark.django_db
def test_a_proposal_on_top_of_an_older_one_is_told() -> None:
    plan, _version = a_proposal()
    library = institution("二館")

    with pytest.raises(VersionMovedOn):
        services.propose(
            plan.pk, terms(), expected_version=0, side=library.pk, actor=editor_of(library)
        )

    assert versions_of(plan.pk).count() == 1


@pytest.mark.django_db
def test_what_cannot_be_agreed_to_is_not_kept() -> None:
    with pytest.raises(InputRefused) as refused:
        a_proposal(moments=())

    assert refused.value.place == "moments"
    assert TermsVersion.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_itself_keeps_what_was_proposed_and_agreed(deed: str) -> None:
    plan, version = a_proposal()
    agree(plan, 1, institution("一館").pk)

    for row in (version, TermsAgreement.objects.get()):
        rows = type(row)._base_manager.filter(pk=row.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=row.pk) if deed == "update" else rows._raw_delete(rows.db)


@pytest.mark.django_db(transaction=True)
def test_two_sides_agree_at_once_while_a_third_proposes() -> None:
    """Whoever agrees has agreed to one version that stands written; nobody to a mixture."""
    plan, _version = a_proposal()
    sides = [institution(name) for name in ("一館", "二館", "三館")]

    outcomes = at_once(
        [
            lambda: services.agree(plan.pk, 1, side=sides[0].pk, actor=editor_of(sides[0])),
            lambda: services.agree(plan.pk, 1, side=sides[1].pk, actor=editor_of(sides[1])),
            lambda: services.propose(
                plan.pk,
                terms(own=()),
                expected_version=1,
                side=sides[2].pk,
                actor=editor_of(sides[2]),
            ),
        ]
    )

    now = proposed(plan.pk)
    assert now is not None
    assert now.version.number == 2
    assert now.lacking([side.pk for side in sides]) == [side.pk for side in sides]
    agreed = TermsAgreement.objects.filter(version__number=1).count()
    assert agreed + len(refusals(outcomes)) == 2
    assert set(refusals(outcomes)) <= {VersionMovedOn}


@pytest.mark.django_db(transaction=True)
def test_of_two_proposals_at_once_one_is_kept_and_the_other_told() -> None:
    plan = services.open_plan()
    sides = [institution("一館"), institution("二館")]

    outcomes = at_once(
        [
            partial(
                services.propose,
                plan.pk,
                terms(),
                expected_version=0,
                side=side.pk,
                actor=editor_of(side),
            )
            for side in sides
        ]
    )

    assert refusals(outcomes) == [VersionMovedOn]
    assert versions_of(plan.pk).count() == 1
