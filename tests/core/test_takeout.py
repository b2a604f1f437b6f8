"""What an institution takes along: no table that is about it is forgotten, and none that names persons goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db.models import DateField, Model

from yuinowa.core import people, retention, takeout
from yuinowa.portal.labels.tables import TABLES

#: Columns that hold the id of an institution without being a foreign key.
BY_NUMBER = {"institution", "giver", "receiver", "stated_by", "chain", "asked_by"}
#: What leads to an institution through something else that is its own, and is nobody's by itself.
NOT_ITS_OWN: dict[str, str] = {}
#: What names persons by their number alone, though its entry in the register says more than "id of".
NUMBERS_ALONE = {
    "accounts.Affiliation",  # who acts for the institution, by number
    "plans.Sheet",
}


def models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name.startswith("yuinowa.")
    ]


def leads_to_an_institution(model: type[Model], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a row of ``model`` hangs from an institution, by however many steps."""
    label = model._meta.label
    if label == "directory.Institution":
        return True
    if label in seen:
        return False
    fields: list[Any] = list(model._meta.concrete_fields)
    if any(field.name in BY_NUMBER and not field.is_relation for field in fields):
        return True
    return any(
        leads_to_an_institution(field.related_model, seen | {label})
        for field in fields
        if field.is_relation and field.related_model._meta.label != "accounts.Person"
    )


def test_no_table_that_leads_to_an_institution_is_forgotten() -> None:
    known = {*takeout.taken(), *takeout.left_out(), *NOT_ITS_OWN}

    found = {model._meta.label for model in models() if leads_to_an_institution(model)}

    assert sorted(found - known) == []


def test_no_table_is_taken_twice() -> None:
    assert len(set(takeout.taken())) == len(takeout.taken())


def test_every_table_has_words_for_the_page() -> None:
    named = {label.lower() for label in (*takeout.taken(), *takeout.left_out())}

    assert sorted(named ^ set(TABLES)) == []


def test_nothing_is_named_that_is_not_there() -> None:
    labels = {model._meta.label for model in models()}

    assert {*takeout.taken(), *takeout.left_out()} <= labels
    assert all(because.strip() for because in takeout.left_out().values())


def test_what_names_persons_stays_here() -> None:
    naming = {
        entry.model
        for entry in retention.entries()
        if not entry.personal.startswith(("none", "id of"))
    }

    assert sorted(set(takeout.taken()) & naming - NUMBERS_ALONE) == []


def test_a_table_is_named_once() -> None:
    with pytest.raises(RuntimeError):
        takeout.leave_out("twice", "accounts.Invitation")
    with pytest.raises(RuntimeError):
        takeout.with_rows_of("plans.Plan", Goal="plan")


#: Whoever did something stands in the trail, which the own data hold deed by deed.
IN_THE_TRAIL = {
    "accounts.ApiToken.made_by",
    "accounts.EntryClaim.checked_by",
    "accounts.Invitation.invited_by",
    "accounts.Invitation.taken_by",
    "core.OnceKey.person",
    "ledger.Choice.decided_by",
    "evaluation.TermsAgreement.agreed_by",
    "evaluation.TermsVersion.written_by",
    "governance.MinutesAgreement.agreed_by",
    "ledger.Closing.closed_by",
    "ledger.Entry.posted_by",
    "ledger.FigureLine.decided_by",
    "ledger.IndicatorValue.confirmed_by",
    "ledger.IndicatorValue.recorded_by",
    "ledger.MetricVersion.saved_by",
    "ledger.Population.entered_by",
    "ledger.TargetVersion.decided_by",
    "partnerships.AdoptionConsent.person",
    "partnerships.AccessionConsent.person",
    "partnerships.Approval.person",
    "partnerships.Issue.person",
    "partnerships.LeavingNotice.person",
    "partnerships.PrincipleCheck.person",
    "partnerships.Signature.person",
    "partnerships.TextConsent.person",
    "partnerships.Remark.written_by",
    "partnerships.RhythmConsent.person",
    "plans.ClaimCheck.seen_by",
    "plans.CommentText.written_by",
    "plans.Edition.prepared_by",
    "plans.Edition.published_by",
    "plans.EditionFigure.confirmed_by",
    "plans.EditionRun.person",
    "plans.FileRun.person",
    "plans.FilledForm.person",
    "plans.PartnerMention.decided_by",
    "plans.PlanYear.closed_by",
    "plans.PlanYear.opened_by",
    "plans.ProjectEvidence.linked_by",
    "plans.ProjectPartnership.linked_by",
    "plans.RatingRecord.decided_by",
    "plans.RatingRule.decided_by",
    "plans.Sheet.checked_by",
    "plans.Sheet.entered_by",
    "plans.Sheet.submitted_by",
    "plans.SheetComment.begun_by",
    "plans.SheetComment.settled_by",
    "relations.ContactVersion.written_by",
    "relations.DepthChange.decided_by",
    "relations.SideWords.written_by",
}
#: Parts of the own data that name their table themselves (accounts.queries.own_data); secrets say nothing.
PARTS = {
    "accounts.Affiliation.person",
    "accounts.CodeApp.person",
    "accounts.EmailChange.person",
    "accounts.Passkey.person",
    "accounts.PostHolding.person",
    "accounts.RecoveryCode.person",
    "accounts.SignedInSession.person",
    "core.AuditRow.person",
    "core.Wait.person",
}


def test_every_column_that_names_a_person_is_in_the_own_data_or_in_the_trail() -> None:
    institutions = {"recorded_by", "stated_by", "asked_by", "called_by", "raised_by"}
    found = {
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.concrete_fields
        if (field.name == "person" or field.name.endswith("_by"))
        and not isinstance(field, DateField)  # done *by* a day
        and (model._meta.label == "ledger.IndicatorValue" or field.name not in institutions)
    }

    assert found == IN_THE_TRAIL | PARTS | {f"{t.model}.{t.column}" for t in people.traces()}
