"""Deeds stand behind projects: linked by two at once without loss, found again among many, counted once."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from functools import partial
from html import unescape

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, officer, own_plan
from tests.plans.test_races import gate_of, meeting
from tests.races import at_once, refusals
from tests.relations.factories import contact
from yuinowa.core import versions
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.models import Entry
from yuinowa.ledger.services import reverse as take_back
from yuinowa.plans.models import Plan, Project, ProjectEvidence
from yuinowa.plans.queries import evidence
from yuinowa.plans.queries.evidence import Asked
from yuinowa.plans.services import partners as services
from yuinowa.plans.services.partners import decide_mention, link_evidence
from yuinowa.relations.domain.contacts import ledger_source

pytestmark = pytest.mark.django_db
YEAR = 2025
DAY = date(2025, 6, 1)


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def plan(owner: Institution) -> Plan:
    return own_plan(owner)


@pytest.fixture
def project(plan: Plan) -> Project:
    return Project.objects.filter(plan=plan).earliest("position")


@pytest.fixture
def school() -> Institution:
    return Institution.objects.create(
        name="試験第一小学校", name_kana="しけんだいいちしょうがっこう"
    )


@pytest.fixture
def client(owner: Institution) -> Client:
    return a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)


def page(project: Project, name: str = "project-evidence", year: int = YEAR) -> str:
    return reverse(f"plans:{name}", args=[project.plan_id, project.key, year])


def met(owner: Institution, other: Institution, day: date = DAY, headcount: int = 12) -> str:
    """A contact of 12 people; its deed in the ledger."""
    return ledger_source(contact(owner, other, day=day, headcount=headcount).pk)


def linked(project: Project) -> list[str]:
    rows = ProjectEvidence.objects.filter(project=project, fiscal_year=YEAR)
    return sorted(rows.values_list("source", flat=True))


def link(project: Project, owner: Institution, *sources: str) -> int:
    """As somebody does who sees all that is linked."""
    return link_evidence(
        project.pk, YEAR, chosen=sources, stood=linked(project), actor=officer(owner)
    )


def offered(project: Project, asked: Asked | None = None) -> list[str]:
    actor = officer(project.plan.owner)
    return [entry.source for entry in evidence.deeds_to_link(project, YEAR, actor, asked)]


def test_a_contact_behind_two_projects_is_one_deed_and_one_entry(
    plan: Plan, project: Project, owner: Institution, school: Institution
) -> None:
    other = Project.objects.filter(plan=plan).exclude(pk=project.pk).earliest("position")
    first, second = met(owner, school), met(owner, school, date(2025, 7, 1))
    entries = Entry.objects.count()
    link(project, owner, first, second)
    link(other, owner, first)
    actor = officer(owner)

    assert ProjectEvidence.objects.count() == 3
    assert Entry.objects.count() == entries
    assert evidence.deeds_behind(plan, YEAR, actor) == 2
    assert [len(evidence.evidence_of(one, YEAR, actor)) for one in (project, other)] == [2, 1]
    deeds = evidence.deeds_to_link(other, YEAR, actor)
    rows = {row.entry.source: row for row in evidence.with_projects(other, YEAR, deeds)}
    assert (rows[first].is_linked, rows[first].elsewhere) == (True, (project.number,))
    assert (rows[second].is_linked, rows[second].elsewhere) == (False, (project.number,))


def test_linking_again_changes_nothing_and_what_is_not_chosen_is_let_go(
    project: Project, owner: Institution, school: Institution
) -> None:
    first, second = met(owner, school), met(owner, school, date(2025, 7, 1))

    assert link(project, owner, first) == 1
    assert link(project, owner, first) == 0
    assert link(project, owner, second) == 2
    assert [row.entry.source for row in evidence.evidence_of(project, YEAR, officer(owner))] == [
        second
    ]


def test_a_deed_taken_back_or_of_another_year_stands_behind_nothing(
    project: Project, owner: Institution, school: Institution
) -> None:
    gone, old = met(owner, school), met(owner, school, date(2024, 5, 1))
    link(project, owner, gone)
    take_back(gone, reason="まちがい", actor=Actor.system())

    assert evidence.evidence_of(project, YEAR, officer(owner)) == []
    for source in (old, "nothing/1"):
        with pytest.raises(InputRefused):
            link(project, owner, source)
    with pytest.raises(InputRefused):
        link_evidence(project.pk, YEAR, chosen=(gone,), stood=(), actor=officer(owner))
    with pytest.raises(InputRefused):
        link_evidence(project.pk, 1999, chosen=(), stood=(), actor=officer(owner))


def test_who_took_no_part_sees_no_deed_behind_a_project(
    project: Project, owner: Institution, school: Institution
) -> None:
    link(project, owner, met(owner, school))

    assert evidence.evidence_of(project, YEAR, Actor.nobody()) == []
    partner = Actor(person=1, institution=school.pk, roles=frozenset({Role.EDITOR}))
    assert len(evidence.evidence_of(project, YEAR, partner)) == 1


# ---------------------------------------------------------------- two at once


def test_what_another_linked_meanwhile_stays(
    project: Project, owner: Institution, school: Institution
) -> None:
    """Both opened the page when only the first deed stood there; one adds the second, one takes off the first."""
    first, second = met(owner, school), met(owner, school, date(2025, 7, 1))
    link(project, owner, first)
    save = partial(link_evidence, project.pk, YEAR, stood=(first,))

    save(chosen=(first, second), actor=officer(owner))
    save(chosen=(), actor=officer(owner))

    assert linked(project) == [second]


def without_a_lock(model: type[Plan], pk: int) -> Plan:
    return model.objects.get(pk=pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False] if connection.vendor == "postgresql" else [True])
def test_two_who_link_the_same_deed_at_once_link_it_once(
    project: Project,
    owner: Institution,
    school: Institution,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = met(owner, school)
    if not guarded:
        monkeypatch.setattr(services, "lock", without_a_lock)
    seen = meeting(vars(services)["stands_in"], gate_of(guarded))
    monkeypatch.setattr(services, "stands_in", seen)
    save = partial(link_evidence, project.pk, YEAR, chosen=(source,), stood=())
    deeds = [partial(save, actor=officer(owner)) for _ in range(2)]

    if not guarded:
        with pytest.raises(IntegrityError):
            at_once(deeds)
        return
    outcomes = at_once(deeds)

    assert refusals(outcomes) == []
    assert sorted(n for n in outcomes if isinstance(n, int)) == [0, 1]
    assert linked(project) == [source]
    assert AuditRow.objects.filter(action="project.evidence").count() == 1
    assert vars(services)["lock"] is versions.lock


# ---------------------------------------------------------------- among many


def many(owner: Institution, school: Institution, count: int) -> list[str]:
    """``count`` contacts of the year, the newest first."""
    days = [DAY + timedelta(days=n % 200) for n in range(count)]
    made = [met(owner, school, day, headcount=1) for day in days]
    return [source for _day, source in sorted(zip(days, made, strict=True), reverse=True)]


def test_deeds_are_found_by_name_and_kind_and_by_what_is_linked(
    project: Project, owner: Institution, school: Institution
) -> None:
    university = an_owner("試験大学")
    with_school, with_university = met(owner, school), met(owner, university, date(2025, 7, 1))
    link(project, owner, with_school)

    assert offered(project) == [with_university, with_school]
    assert offered(project, Asked("第一")) == [with_school]
    assert offered(project, Asked("しょうがっこう 試験")) == [with_school]
    assert offered(project, Asked("試験市")) == [with_university, with_school]
    assert offered(project, Asked("%")) == []
    assert offered(project, Asked(kind="contact")) == [with_university, with_school]
    assert offered(project, Asked(kind="ill.loan")) == []
    assert offered(project, Asked(is_linked=True)) == [with_school]


def test_deeds_with_linked_partners_come_first(
    project: Project, owner: Institution, school: Institution
) -> None:
    old, new = met(owner, school), met(owner, an_owner("試験大学"), date(2025, 7, 1))
    assert offered(project) == [new, old]

    decide_mention(project.pk, "試験第一小学校", school.pk, actor=officer(owner))

    assert offered(project) == [old, new]


def test_every_deed_of_the_year_has_its_page_at_the_same_cost(
    client: Client, project: Project, owner: Institution, school: Institution
) -> None:
    met(owner, school, date(2025, 5, 1), headcount=1)
    client.get(page(project))
    with CaptureQueriesContext(connection) as few:
        client.get(page(project))
    sources = many(owner, school, 120)
    with CaptureQueriesContext(connection) as lots:
        first = client.get(page(project))

    assert len(lots) == len(few)
    assert first.context["found"].paginator.count == 121
    pages = [client.get(f"{page(project)}?page={n}") for n in (1, 2, 3)]
    found = [row["source"] for answer in pages for row in answer.context["rows"]]
    assert set(sources) <= set(found)
    assert len(found) == len(set(found)) == 121


def test_a_page_that_is_saved_leaves_the_others_as_they_are(
    client: Client, project: Project, owner: Institution, school: Institution
) -> None:
    many(owner, school, 60)
    first = offered(project)[0]
    last = offered(project)[-1]
    client.post(page(project), {"deed": first})

    address = f"{page(project)}?page=2"
    saved = client.post(address, {"deed": last})

    assert (saved.status_code, saved.headers["Location"]) == (302, address)
    assert linked(project) == sorted([first, last])


def test_the_file_has_the_rows_of_the_page(
    client: Client, project: Project, owner: Institution, school: Institution
) -> None:
    source = met(owner, school)
    met(owner, an_owner("試験大学"), date(2025, 7, 1))
    link(project, owner, source)

    answer = client.get(f"{page(project, 'project-evidence-csv')}?q=小学校")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert len(rows) == 2
    assert rows[1] == [
        source,
        "2025-06-01",
        rows[1][2],
        "試験市",
        "試験第一小学校",
        "1",
        "回",
        "1",
        "",
    ]
    listed = unescape(client.get(f"{page(project)}?q=小学校").content.decode())
    assert f"{page(project, 'project-evidence-csv')}?q=%E5%B0%8F" in listed


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize("sent", ["nothing/1", "x" * 121, "a\x00b", "\ud800", ""])
def test_a_deed_that_is_none_is_refused_or_passed_over(
    client: Client, project: Project, owner: Institution, school: Institution, sent: str
) -> None:
    source = met(owner, school)

    answer = client.post(page(project), {"deed": [sent.encode(errors="surrogatepass"), source]})

    assert answer.status_code in {302, 400, 422}
    assert linked(project) in ([], [source])


def test_what_was_chosen_stays_chosen_where_it_cannot_be_saved(
    client: Client, project: Project, owner: Institution, school: Institution
) -> None:
    chosen = met(owner, school)
    gone = met(owner, school, date(2025, 7, 1))
    take_back(gone, reason="まちがい", actor=Actor.system())

    answer = client.post(page(project), {"deed": [chosen, gone]})

    assert answer.status_code == 422
    assert [row["is_checked"] for row in answer.context["rows"]] == [True]
    assert linked(project) == []


@pytest.mark.parametrize("query", ["?page=99", "?page=x", "?q=%00"])
def test_an_address_that_cannot_be_is_told(client: Client, project: Project, query: str) -> None:
    assert client.get(page(project) + query).status_code in {400, 404}


def test_a_year_outside_the_plan_has_no_page(client: Client, project: Project) -> None:
    for name in ("project-evidence", "project-evidence-csv"):
        assert client.get(page(project, name, 1999)).status_code == 404
