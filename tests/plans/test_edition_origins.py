"""A figure counted from the ledger, in an edition: which definition, how far was counted, and what came after."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.editions import finished, published
from tests.plans.factories import an_owner, checker, file_bytes, officer
from tests.relations.factories import contact
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.models import Institution, InstitutionIdentifier, InstitutionKindRow
from yuinowa.ledger.models import Entry
from yuinowa.ledger.services.indicators import refresh_from_metric
from yuinowa.plans.models import Edition, Plan, Sheet
from yuinowa.plans.queries.editions import stored_document
from yuinowa.plans.services import import_plan, open_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Institution:
    library = an_owner("試験市立中央図書館")
    InstitutionIdentifier.objects.create(
        institution=library, scheme=IdentifierScheme.ISIL, value="JP-9000003"
    )
    return library


@pytest.fixture
def school() -> Institution:
    made = an_owner("試験市立第一小学校")
    InstitutionKindRow.objects.create(institution=made, kind=InstitutionKind.SCHOOL)
    return made


@pytest.fixture
def plan(city: Institution, school: Institution) -> Plan:
    """試験市's plan with one sheet of the running year published, on which two contacts are counted."""
    made = import_plan(
        file_bytes("shiken"),
        owner_institution=an_owner("試験市").pk,
        actor=Actor.system(),
        editable=True,
    ).plan
    open_year(made.pk, 2026, actor=Actor.system())
    contact(city, school)
    contact(school, city)
    sheet = Sheet.objects.get(project__plan=made, project__key="2-1-1", fiscal_year=2026)
    finished(sheet, officer(made.owner), checker(made.owner))
    return made


@pytest.fixture
def edition(plan: Plan) -> Edition:
    return published(plan, year=2026, without_lacking=True)


def _address(edition: Edition) -> str:
    row = edition.figures.get(fiscal_year=2026, kind="actual", origin="metric")
    return reverse("plans:edition-figure", args=[edition.plan_id, 2026, 1, row.position])


def test_it_keeps_the_definition_the_last_entry_and_the_sentence(edition: Edition) -> None:
    row = edition.figures.get(fiscal_year=2026, kind="actual", origin="metric")

    assert (row.text, row.metric, row.entries) == ("2", "school_contacts@1", 2)
    assert row.basis == Entry.objects.latest("pk").pk
    assert "試験市立中央図書館が令和8年度に" in row.sentence
    assert "定義 school_contacts 第1版" in row.sentence
    assert "version 1" in row.sentence_en
    # The sheet that printed it was checked by a second person.
    assert row.confirmed_at is not None


def test_everybody_reads_the_origin_and_who_may_opens_the_entries(
    edition: Edition, city: Institution
) -> None:
    person = a_person()
    an_affiliation(person, city, Role.EDITOR)

    page = Client().get(_address(edition)).content.decode()
    figure = edition.figures.get(fiscal_year=2026, kind="actual", origin="metric")
    behind = reverse("ledger:figure", args=[figure.value_id])

    assert "台帳の明細 2件" in page
    assert "school_contacts@1" in page
    assert f'href="{behind}"' in page
    ours = a_client(person).get(behind).content.decode()
    assert "up_to=" in ours
    assert "up_to=" not in Client().get(behind).content.decode()


def test_a_contact_after_it_does_not_move_it_and_is_said(
    edition: Edition, city: Institution, school: Institution
) -> None:
    before = stored_document(edition)
    contact(city, school)
    row = edition.figures.get(fiscal_year=2026, kind="actual", origin="metric")
    refresh_from_metric(row.indicator_id, 2026, actor=Actor.system())

    page = Client().get(_address(edition)).content.decode()

    assert stored_document(Edition.objects.get(pk=edition.pk)) == before
    assert "台帳はその後に変わりました" in page
    assert "2<small>回</small>" in page
