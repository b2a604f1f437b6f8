"""A figure counted from contacts: it moves with the ledger, says where it comes from, and is frozen when published."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, checker, file_bytes, officer, with_reasons
from tests.plans.reading import Page
from tests.relations.factories import contact
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.models import Institution, InstitutionIdentifier, InstitutionKindRow
from yuinowa.plans import queries
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.models import Plan, Sheet, SheetFigure
from yuinowa.plans.services import import_plan, move_sheet, open_year

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
def plan(city: Institution) -> Plan:
    owner = an_owner("試験市")
    made = import_plan(
        file_bytes("shiken"), owner_institution=owner.pk, actor=Actor.system(), editable=True
    ).plan
    open_year(made.pk, 2026, actor=Actor.system())
    return made


def _draft(plan: Plan) -> Sheet:
    return Sheet.objects.select_related("project__plan__owner").get(
        project__plan=plan, project__key="2-1-1", fiscal_year=2026
    )


def _row(plan: Plan) -> queries.FigureRow:
    return next(
        row for row in queries.sheet_page(_draft(plan)).indicators[0].rows if row.year == 2026
    )


def _librarian(library: Institution) -> Client:
    person = a_person()
    an_affiliation(person, library, Role.EDITOR)
    return a_client(person)


def test_the_running_years_figure_is_the_ledgers_answer(
    plan: Plan, city: Institution, school: Institution
) -> None:
    contact(city, school)
    contact(school, city, day=date(2026, 10, 6))
    contact(city, an_owner("試験町立図書館"))

    row = _row(plan)

    assert (row.actual_text, row.is_live) == ("2", True)


def test_recording_a_contact_moves_the_figure(
    plan: Plan, city: Institution, school: Institution
) -> None:
    before = _row(plan).actual_text

    contact(city, school)

    assert (before, _row(plan).actual_text) == ("", "1")


def test_the_librarian_whose_work_is_counted_sees_the_draft_and_a_stranger_does_not(
    plan: Plan, city: Institution, school: Institution
) -> None:
    contact(city, school)
    address = reverse("plans:project-detail", args=[plan.pk, "2-1-1"])

    ours = _librarian(city).get(address).content.decode()
    theirs = Client().get(address).content.decode()

    assert ["令和8年度", "36", "1 速報"] in [row[:3] for row in Page(ours).tables[1].grid()]
    assert ["令和8年度", "36", "これから"] in [row[:3] for row in Page(theirs).tables[1].grid()]
    assert Client().get(_draft(plan).get_absolute_url()).status_code == 404


def test_the_figure_says_what_is_counted_and_where_it_comes_from(
    plan: Plan, city: Institution, school: Institution
) -> None:
    contact(city, school)
    client = _librarian(city)

    page = client.get(_draft(plan).get_absolute_url()).content.decode()
    origin = client.get(_row(plan).url)

    assert "試験市立中央図書館が令和8年度に" in page
    assert "定義 school_contacts 第1版" in page
    assert f'href="{_row(plan).url}"' in page
    assert origin.status_code == 200


def test_publishing_writes_the_figure_down_for_ever(
    plan: Plan, city: Institution, school: Institution
) -> None:
    contact(city, school)
    for action, actor in (
        (SheetAction.SUBMIT, officer(plan.owner)),
        (SheetAction.CHECK, checker(plan.owner)),
        # The checker may publish, though he records no figures.
        (SheetAction.PUBLISH, checker(plan.owner)),
    ):
        version = with_reasons(_draft(plan)).version
        move_sheet(_draft(plan).pk, action, actor=actor, expected_version=version)
    contact(city, school, day=date(2026, 10, 7))

    figure = SheetFigure.objects.get(sheet=_draft(plan), slot__position=1, fiscal_year=2026)

    assert (_row(plan).actual_text, _row(plan).is_live) == ("1", False)
    assert figure.value is not None
    assert (figure.value.number, figure.value.provenance) == (1, "metric")
    assert figure.value.basis


def test_years_that_were_printed_stay_as_printed(plan: Plan) -> None:
    rows = queries.sheet_page(_draft(plan)).indicators[0].rows

    assert [(row.year, row.actual_text) for row in rows if not row.is_live] == [
        (2024, "22"),
        (2025, "31"),
        (2027, ""),
        (2028, ""),
    ]
