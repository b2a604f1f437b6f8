"""Agreements: what is put to the sides is frozen, other words are another version, and nobody's words are lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.papers import (
    at_phase,
    decided,
    draft_of,
    proposed,
    ready,
    settled,
    signed,
    with_terms,
)
from yuinowa.core import waits
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.agreements import Ordering, VersionState
from yuinowa.partnerships.domain.clauses import (
    MANDATORY_OPTIONS,
    AgreementText,
    ClauseKind,
    digest_of,
)
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, Signature, Task, TaskContributor
from yuinowa.partnerships.queries.agreements import versions_visible_to
from yuinowa.partnerships.services import agreements as writing
from yuinowa.partnerships.services.sides import leave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def now(version: AgreementVersion) -> AgreementVersion:
    return AgreementVersion.objects.get(pk=version.pk)


def test_a_draft_is_its_own_sides_until_it_is_put_forward() -> None:
    ours, theirs = library(), school()
    draft = draft_of(at_phase(Phase.ROLES, ours, theirs), ours)
    seen = [versions_visible_to(lead_of(one)).count() for one in (ours, theirs)]

    proposed(draft, ours)

    assert seen == [1, 0]
    assert versions_visible_to(lead_of(theirs)).get().number == 1
    assert not versions_visible_to(lead_of(group())).exists()


def test_no_side_writes_in_anothers_draft() -> None:  # I13
    ours, theirs = library(), school()
    draft = draft_of(at_phase(Phase.ROLES, ours, theirs), ours)

    with pytest.raises(NotAllowed):
        with_terms(draft, theirs, notice_days=1)


def test_what_was_put_forward_is_frozen_by_the_database_itself() -> None:  # I12
    ours, theirs = library(), school()
    version = proposed(draft_of(at_phase(Phase.ROLES, ours, theirs), ours), ours)
    rows = AgreementVersion.objects.filter(pk=version.pk)

    changes: list[dict[str, object]] = [
        {"document": {}},
        {"digest": "0" * 64},
        {"number": 7},
        {"written_for": side(version.agreement.partnership, theirs)},
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()

    assert digest_of(now(version).document) == version.digest


def test_what_a_side_said_is_never_changed_or_deleted() -> None:
    ours, theirs = library(), school()
    version = signed(ready(ours, theirs), ours)

    for said, change in (
        (version.consents, {"person": 9}),
        (version.approvals, {"post": "市長"}),
        (version.signatures, {"post": "市長"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            said.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            said.all().delete()


def test_a_new_version_voids_what_was_said_to_the_one_before() -> None:  # I12
    ours, theirs = library(), school()
    first = signed(ready(ours, theirs), ours)
    draft = writing.begin_version(first.agreement_id, first.pk, actor=lead_of(theirs))

    second = proposed(with_terms(draft, theirs, notice_days=30), theirs)

    assert now(first).state == VersionState.SUPERSEDED
    assert (second.number, second.state) == (2, VersionState.IN_REVIEW)
    assert not second.consents.exists()
    assert not second.approvals.exists()
    assert not second.signatures.exists()
    assert Signature.objects.filter(version=first).count() == 1  # the record stays


def test_two_sides_that_write_at_once_lose_nothing() -> None:
    ours, theirs = library(), school()
    first = proposed(draft_of(at_phase(Phase.ROLES, ours, theirs), ours), ours)
    drafts = {
        one.pk: writing.begin_version(first.agreement_id, first.pk, actor=lead_of(one))
        for one in (ours, theirs)
    }
    mine = with_terms(drafts[ours.pk], ours, notice_days=30)
    yours = with_terms(drafts[theirs.pk], theirs, notice_days=60)
    proposed(mine, ours)

    with pytest.raises(VersionMovedOn):
        writing.propose(yours.pk, expected_version=yours.version, seen=1, actor=lead_of(theirs))

    assert now(yours).text.terms.notice_days == 60
    third = writing.propose(yours.pk, expected_version=yours.version, seen=2, actor=lead_of(theirs))
    assert third.number == 3


def test_the_clauses_that_protect_readers_are_never_left_out_without_a_reason() -> None:
    ours, theirs = library(), school()
    draft = draft_of(at_phase(Phase.ROLES, ours, theirs), ours)

    def without(text: AgreementText) -> AgreementText:
        kept = tuple(clause for clause in text.clauses if clause.kind not in MANDATORY_OPTIONS)
        return replace(text, clauses=kept)

    bare = writing.write_draft(draft.pk, without, expected_version=1, actor=lead_of(ours))
    with pytest.raises(InputRefused):
        proposed(bare, ours)

    reasons = dict.fromkeys(MANDATORY_OPTIONS, "利用者も資料も扱わない取組のため")
    told = writing.write_draft(
        bare.pk,
        lambda text: replace(text, left_out=reasons),
        expected_version=bare.version,
        actor=lead_of(ours),
    )
    assert proposed(told, ours).text.left_out[ClauseKind.SELECTION]


def test_the_table_of_roles_is_frozen_with_the_text() -> None:
    ours, theirs = library(), school()
    partnership = at_phase(Phase.ROLES, ours, theirs)
    task = Task.objects.create(
        partnership=partnership,
        text="会場を用意する",
        accountable=side(partnership, ours),
        done_when="予約がとれた",
    )
    TaskContributor.objects.create(task=task, party=side(partnership, theirs))

    version = proposed(draft_of(partnership, ours), ours)
    Task.objects.filter(pk=task.pk).update(text="会場を2つ用意する")

    row = ("会場を用意する", ours.name, theirs.name, "", "予約がとれた")
    assert now(version).text.roles == (row,)


def test_no_agreement_is_written_before_the_roles_are_talked_over() -> None:
    ours, theirs = library(), school()
    with pytest.raises(WrongState):
        draft_of(at_phase(Phase.NEEDS, ours, theirs), ours)


def test_the_sides_are_waited_for_one_step_after_the_other() -> None:
    ours, theirs = library(), school()
    partnership = at_phase(Phase.EVALUATION_DESIGN, ours, theirs)

    def waited() -> set[tuple[str, str]]:
        rows = waits.open_waits_of(list(partnership.parties.all()))
        return set(rows.values_list("institution_label", "step"))

    version = proposed(draft_of(partnership, ours, ordering=Ordering.LISTED), ours)
    assert waited() == {(ours.name, "agree"), (theirs.name, "agree")}
    version = settled(version, ours)
    assert waited() == {(theirs.name, "agree")}
    version = settled(version, theirs)
    type(partnership).objects.filter(pk=partnership.pk).update(state="awaiting_signature")
    version = decided(version, ours, theirs)
    assert waited() == {(ours.name, "sign")}
    signed(version, ours)
    assert waited() == {(theirs.name, "sign")}


def test_a_side_that_leaves_before_the_work_ends_what_was_under_way() -> None:
    ours, theirs = library(), school()
    version = ready(ours, theirs)

    leave(version.agreement.partnership_id, reason="人手が足りない", actor=lead_of(theirs))

    assert now(version).state == VersionState.TERMINATED
