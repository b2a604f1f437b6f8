"""Partners that texts name are offered and remembered."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, officer, own_plan
from tests.relations.factories import contact
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution, InstitutionName
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.plans.domain.partners import MentionState
from yuinowa.plans.models import PartnerMention, Plan, Project, Sheet
from yuinowa.plans.queries import partners
from yuinowa.plans.services.partners import decide_mention, link_evidence
from yuinowa.relations.domain.contacts import ledger_source

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def plan(owner: Institution) -> Plan:
    return own_plan(owner)


@pytest.fixture
def project(plan: Plan) -> Project:
    """A project whose plan names a school, in another spelling, and a group that several are called."""
    found = Project.objects.filter(plan=plan).earliest("position")
    text = "試験 第一小学校と、読み聞かせの会の方々が毎月行う。試験市も加わる。"
    Sheet.objects.filter(project=found).update(description=text)
    return found


@pytest.fixture
def school() -> Institution:
    return Institution.objects.create(name="試験第一小学校")


def offered(project: Project, actor: Actor) -> dict[str, list[str]]:
    return {
        offer.mention.word: [one.name for one in offer.candidates]
        for offer in partners.offers(project, actor)
        if offer.decided is None
    }


def test_names_in_the_texts_are_offered_with_all_who_are_called_so(
    project: Project, owner: Institution, school: Institution
) -> None:
    for town in ("試験町", "試験村"):
        group = Institution.objects.create(name=f"{town}読み聞かせの会")
        InstitutionName.objects.create(institution=group, kind="short", name="読み聞かせの会")

    assert offered(project, officer(owner)) == {
        "試験 第一小学校": [school.name],
        "読み聞かせの会": ["試験町読み聞かせの会", "試験村読み聞かせの会"],
    }


def test_an_institution_that_the_officer_may_not_see_is_not_offered(
    project: Project, owner: Institution, school: Institution
) -> None:
    Institution.objects.filter(pk=school.pk).update(level="private")

    assert offered(project, officer(owner)) == {}


def test_what_was_decided_is_remembered_for_every_spelling_and_can_be_decided_anew(
    project: Project, owner: Institution, school: Institution
) -> None:
    actor = officer(owner)
    decide_mention(project.pk, "試験 第一小学校", school.pk, actor=actor)
    decide_mention(project.pk, "試験第一小学校", school.pk, actor=actor)

    assert offered(project, actor) == {}
    assert partners.partners_of(project, Actor.nobody()) == [school]
    assert AuditRow.objects.filter(action="project.partner").count() == 1

    decide_mention(project.pk, "試験 第一小学校", None, actor=actor)
    assert PartnerMention.objects.get().state == MentionState.DECLINED
    assert partners.partners_of(project, actor) == []
    assert AuditRow.objects.filter(action="project.partner").count() == 2


def test_only_who_keeps_the_plan_decides_and_links(
    project: Project, owner: Institution, school: Institution
) -> None:
    stranger = officer(an_owner("試験町"))

    with pytest.raises(NotAllowed):
        decide_mention(project.pk, "試験第一小学校", school.pk, actor=stranger)
    with pytest.raises(NotAllowed):
        link_evidence(project.pk, YEAR, chosen=(), stood=(), actor=stranger)


@pytest.mark.parametrize("word", ["", "会", "あ" * 201, "12345"])
def test_what_is_no_name_is_not_settled(project: Project, owner: Institution, word: str) -> None:
    with pytest.raises(InputRefused):
        decide_mention(project.pk, word, None, actor=officer(owner))


def test_nobody_is_linked_who_is_not_there(project: Project, owner: Institution) -> None:
    with pytest.raises(InputRefused):
        decide_mention(project.pk, "試験第一小学校", 999_999, actor=officer(owner))


# ---------------------------------------------------------------- pages


@pytest.fixture
def client(owner: Institution) -> Client:
    person = a_person()
    an_affiliation(person, owner, Role.PLAN_OFFICER)
    return a_client(person)


def page(project: Project, name: str, *more: int) -> str:
    return reverse(f"plans:{name}", args=[project.plan_id, project.key, *more])


def test_the_officer_links_a_name_and_a_deed_and_residents_read_the_partner(
    client: Client, project: Project, owner: Institution, school: Institution
) -> None:
    source = ledger_source(contact(owner, school, day=date(2025, 6, 1)).pk)

    answer = client.post(
        page(project, "partner-decide"), {"word": "試験 第一小学校", "institution": school.pk}
    )
    assert answer.status_code == 302
    year = page(project, "project-evidence", YEAR)
    assert client.post(year, {"deed": source}).status_code == 302

    own = unescape(client.get(project.get_absolute_url()).content.decode())
    assert "試験第一小学校" in own
    assert reverse("ledger:deed", args=[source]) in unescape(client.get(year).content.decode())
    visitor = Client().get(project.get_absolute_url()).content.decode()
    assert school.get_absolute_url() in visitor
    assert reverse("ledger:deed", args=[source]) not in visitor


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"word": "知らない会"}, 400),
        ({"word": "試験 第一小学校"}, 422),
        ({"word": "試験 第一小学校", "institution": "999999"}, 422),
        ({"word": "試験 第一小学校", "institution": "x\x00"}, 422),
    ],
)
@pytest.mark.usefixtures("school")
def test_bad_answers_about_a_name_are_told(
    client: Client, project: Project, data: dict[str, str], status: int
) -> None:
    assert client.post(page(project, "partner-decide"), data).status_code == status
    assert not PartnerMention.objects.exists()
