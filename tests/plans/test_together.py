"""A project and a partnership show each other: linked by the plan's people, doubted by a side, taken off again."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import lead_of, library, school, together
from tests.partnerships.test_many_sides import all_joined, municipalities
from tests.plans.editions import published
from tests.plans.factories import an_owner, officer, own_plan
from yuinowa.core import clock, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, NotAllowed, TransitionRefused
from yuinowa.partnerships.models import Partnership
from yuinowa.plans.domain.snapshot import sheets_of
from yuinowa.plans.domain.together import LinkAction, LinkState
from yuinowa.plans.exchange import whole
from yuinowa.plans.models import Plan, Project, ProjectPartnership
from yuinowa.plans.queries import together as reading
from yuinowa.plans.services import import_plan
from yuinowa.plans.services.together import act_on_link, link_partnership

pytestmark = pytest.mark.django_db
ABOUT = "おはなし会を、この協働で開く。"
DOUBT = "この事業のことは、相談を受けていない。"


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def project(owner: Institution) -> Project:
    return own_plan(owner).projects.order_by("position")[0]


@pytest.fixture
def sides() -> tuple[Institution, Institution]:
    return library(), school()


@pytest.fixture
def partnership(sides: tuple[Institution, Institution]) -> Partnership:
    """One that everybody may see."""
    found = together(*sides)
    Partnership.objects.filter(pk=found.pk).update(level="public")
    return Partnership.objects.get(pk=found.pk)


@pytest.fixture
def link(project: Project, partnership: Partnership, owner: Institution) -> ProjectPartnership:
    return link_partnership(project.pk, partnership.pk, ABOUT, actor=officer(owner))


def act(link: ProjectPartnership, action: LinkAction, actor: Actor, reason: str = "") -> None:
    row = ProjectPartnership.objects.get(pk=link.pk)
    act_on_link(link.pk, action, reason=reason, actor=actor, expected_version=row.version)


def is_shown(project: Project, partnership: Partnership, actor: Actor) -> tuple[bool, bool]:
    """Whether the project shows the partnership, and the partnership the project, read as they stand now."""
    partnership.refresh_from_db()
    return (
        bool(reading.of_project(project, actor)),
        bool(reading.of_partnership(partnership, actor)),
    )


def test_what_is_linked_shows_each_other_to_everybody_who_sees_both(
    project: Project, partnership: Partnership, link: ProjectPartnership
) -> None:
    assert is_shown(project, partnership, Actor.nobody()) == (True, True)

    Partnership.objects.filter(pk=partnership.pk).update(level="parties")
    assert is_shown(project, partnership, Actor.nobody()) == (False, False)
    Partnership.objects.filter(pk=partnership.pk).update(level="public")
    Plan.objects.filter(pk=project.plan_id).update(level="private")
    assert is_shown(project, partnership, Actor.nobody()) == (False, False)


def test_a_side_reads_the_project_even_of_a_plan_it_does_not_see(
    project: Project,
    partnership: Partnership,
    link: ProjectPartnership,
    sides: tuple[Institution, Institution],
) -> None:
    Plan.objects.filter(pk=project.plan_id).update(level="private")

    (row,) = reading.of_partnership(partnership, lead_of(sides[1]))

    assert (row.link.about, row.opens_project, row.phase != "") == (ABOUT, False, True)


def test_a_stranger_reads_how_far_it_is_and_a_side_the_phase(
    project: Project, link: ProjectPartnership, sides: tuple[Institution, Institution]
) -> None:
    readers = (Actor.nobody(), lead_of(sides[0]))

    told = [row.phase for who in readers for row in reading.of_project(project, who)]

    assert told == ["話し合いの途中です", "呼びかけ"]


def test_a_doubt_takes_the_link_off_the_public_pages_until_the_same_side_takes_it_back(
    project: Project,
    partnership: Partnership,
    link: ProjectPartnership,
    owner: Institution,
    sides: tuple[Institution, Institution],
) -> None:
    one, other = (lead_of(side) for side in sides)

    act(link, LinkAction.DOUBT, other, DOUBT)

    assert is_shown(project, partnership, Actor.nobody()) == (False, False)
    assert is_shown(project, partnership, officer(owner)) == (True, True)
    assert is_shown(project, partnership, one) == (True, True)
    assert waits.open_waits(link).get().institution == owner.pk
    # I13: no side answers for another.
    with pytest.raises(NotAllowed):
        act(link, LinkAction.RESTORE, one)
    act(link, LinkAction.RESTORE, other)
    assert is_shown(project, partnership, Actor.nobody()) == (True, True)
    assert not waits.open_waits(link).exists()


def test_what_is_taken_off_stays_in_the_record_and_may_be_linked_anew(
    project: Project, partnership: Partnership, link: ProjectPartnership, owner: Institution
) -> None:
    who = officer(owner)

    act(link, LinkAction.END, who)

    assert is_shown(project, partnership, who) == (False, False)
    assert [row.link for row in reading.of_project(project, who, whole=True)] == [link]
    link_partnership(project.pk, partnership.pk, ABOUT, actor=who)
    assert is_shown(project, partnership, Actor.nobody()) == (True, True)
    assert AuditRow.objects.filter(action="project.partnership").count() == 2
    with pytest.raises(TransitionRefused):
        act(link, LinkAction.END, who)


def test_only_the_plans_people_link_and_take_off_and_only_a_side_doubts(
    project: Project,
    partnership: Partnership,
    link: ProjectPartnership,
    owner: Institution,
    sides: tuple[Institution, Institution],
) -> None:
    side, stranger = lead_of(sides[0]), officer(an_owner("試験町"))

    for who in (side, stranger):
        with pytest.raises(NotAllowed):
            link_partnership(project.pk, partnership.pk, ABOUT, actor=who)
        with pytest.raises(NotAllowed):
            act(link, LinkAction.END, who)
    for who in (officer(owner), stranger, lead_of(sides[0], role=Role.EDITOR)):
        with pytest.raises(NotAllowed):
            act(link, LinkAction.DOUBT, who, DOUBT)


def test_what_is_not_seen_is_linked_already_or_says_nothing_is_refused(
    project: Project, partnership: Partnership, owner: Institution
) -> None:
    who = officer(owner)
    Partnership.objects.filter(pk=partnership.pk).update(level="parties")
    with pytest.raises(InputRefused):
        link_partnership(project.pk, partnership.pk, ABOUT, actor=who)

    Partnership.objects.filter(pk=partnership.pk).update(level="public")
    with pytest.raises(InputRefused):
        link_partnership(project.pk, partnership.pk, "  ", actor=who)
    made = link_partnership(project.pk, partnership.pk, ABOUT, actor=who)
    with pytest.raises(InputRefused):
        link_partnership(project.pk, partnership.pk, ABOUT, actor=who)
    with pytest.raises(InputRefused):
        act(made, LinkAction.DOUBT, Actor.system(), " ")
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_an_edition_keeps_title_and_sides_of_what_everybody_may_see(
    project: Project, partnership: Partnership, link: ProjectPartnership, owner: Institution
) -> None:
    hidden = together(library(), school(), title="見えない協働")
    Partnership.objects.filter(pk=hidden.pk).update(level="members")
    link_partnership(project.pk, hidden.pk, ABOUT, actor=officer(owner))

    edition = published(Plan.objects.get(pk=project.plan_id))
    Partnership.objects.filter(pk=partnership.pk).update(title="改めた名前", level="parties")

    kept = dict(sheets_of(edition.snapshot))[project.key]["partnerships"]
    assert [row["title"] for row in kept] == [partnership.title]
    address = edition.get_absolute_url()
    page = Client().get(f"{address}projects/{project.key}/").content.decode()
    assert partnership.title in page
    table = Client().get(f"{address}data/partnerships.json").json()
    assert partnership.title in json.dumps(table, ensure_ascii=False)


# ---------------------------------------------------------------- files


def test_a_whole_plan_names_a_partnership_of_more_sides_than_sqlite_is_asked_for(
    project: Project,
) -> None:
    sides = municipalities(1_100)
    ProjectPartnership.objects.create(
        project=project, partnership=all_joined(sides), about=ABOUT, linked_at=clock.now()
    )

    rows = whole.rows_of(project.plan)

    (row,) = rows["partnerships"]
    assert sides[0].name in str(row["sides"])


def test_a_partnership_that_is_not_seen_there_is_named_and_left_out(
    project: Project, partnership: Partnership, link: ProjectPartnership
) -> None:
    data = whole.as_json(whole.rows_of(project.plan))
    there = an_owner("丙市")
    Partnership.objects.filter(pk=partnership.pk).update(level="parties")

    taken = import_plan(data, owner_institution=there.pk, actor=officer(there), editable=True)

    assert not ProjectPartnership.objects.filter(project__plan=taken.plan).exists()
    assert [partnership.title in str(note) for note in taken.notes] == [True]


def test_two_partnerships_of_one_title_and_day_are_not_guessed_between(
    project: Project, partnership: Partnership, link: ProjectPartnership
) -> None:
    twin = together(library(), school())
    Partnership.objects.filter(pk=twin.pk).update(level="public")
    data = whole.as_json(whole.rows_of(project.plan))
    there = an_owner("丙市")

    taken = import_plan(data, owner_institution=there.pk, actor=officer(there), editable=True)

    assert len(taken.notes) == 1
    Partnership.objects.filter(pk=twin.pk).update(begun_at=twin.begun_at - timedelta(days=2))
    other = an_owner("丁市")
    again = import_plan(data, owner_institution=other.pk, actor=officer(other), editable=True)
    assert again.notes == ()
    assert ProjectPartnership.objects.get(project__plan=again.plan).partnership == partnership


def test_a_file_saved_before_there_were_partnerships_comes_in(project: Project) -> None:
    data = json.loads(whole.as_json(whole.rows_of(project.plan)))
    del data["partnerships"]
    there = an_owner("丙市")

    taken = import_plan(
        json.dumps(data).encode(), owner_institution=there.pk, actor=officer(there), editable=True
    )

    assert taken.is_fresh


# ---------------------------------------------------------------- pages


@pytest.fixture
def client(owner: Institution) -> Client:
    return of(owner, Role.PLAN_OFFICER)


def of(institution: Institution, role: Role) -> Client:
    person = a_person()
    an_affiliation(person, institution, role)
    return a_client(person)


def page(project: Project) -> str:
    return reverse("plans:project-partnerships", args=[project.plan_id, project.key])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def test_the_officer_links_a_side_doubts_and_the_officer_takes_it_off(
    client: Client,
    project: Project,
    partnership: Partnership,
    sides: tuple[Institution, Institution],
) -> None:
    side = of(sides[1], Role.LEAD)
    data = {"partnership": partnership.pk, "what_for": ABOUT, "once": new_key()}
    assert partnership.title in text(client, f"{page(project)}?q=人形劇")
    assert partnership.title not in text(client, f"{page(project)}?q=ないもの")

    assert client.post(page(project), data).status_code == 302
    assert client.post(page(project), data).status_code == 302  # pressed twice

    link = ProjectPartnership.objects.get()
    assert partnership.title in text(Client(), project.get_absolute_url())
    assert project.name in text(Client(), partnership.get_absolute_url())
    assert project.name in text(side, partnership.get_absolute_url())
    doubt = reverse("plans:link-act", args=[link.pk, "doubt"])
    assert project.name in text(side, doubt)
    assert side.post(doubt, {"version": 1, "reason": DOUBT}).status_code == 302
    assert side.post(doubt, {"version": 1, "reason": DOUBT}).status_code == 409
    assert partnership.title not in text(Client(), project.get_absolute_url())
    assert DOUBT in text(client, page(project))
    end = reverse("plans:link-act", args=[link.pk, "end"])
    assert client.post(end, {"version": 1}).status_code == 409
    assert client.post(end, {"version": 2}).status_code == 302
    assert ProjectPartnership.objects.get().state == LinkState.ENDED
    assert DOUBT in text(client, page(project))


@pytest.mark.parametrize(
    "changes",
    [
        {"partnership": ""},
        {"partnership": "999999"},
        {"partnership": "x\x00"},
        {"what_for": ""},
        {"what_for": "あ" * 301},
        {"what_for": "あ\x07"},
        {"once": ""},
        {"once": "x"},
    ],
)
def test_a_link_that_says_too_little_or_too_much_is_refused(
    client: Client, project: Project, partnership: Partnership, changes: dict[str, str]
) -> None:
    data = {"partnership": partnership.pk, "what_for": ABOUT, "once": new_key()} | changes

    assert client.post(page(project), data).status_code == 422
    assert not ProjectPartnership.objects.exists()


@pytest.mark.parametrize(
    "data",
    [{}, {"version": 1}, {"version": "0", "reason": DOUBT}, {"version": 1, "reason": "あ" * 301}],
)
def test_a_doubt_without_version_or_reason_is_refused(
    link: ProjectPartnership, sides: tuple[Institution, Institution], data: dict[str, object]
) -> None:
    address = reverse("plans:link-act", args=[link.pk, "doubt"])

    assert of(sides[0], Role.LEAD).post(address, data).status_code == 422


def test_an_unknown_step_is_no_page_and_a_strangers_is_forbidden(
    link: ProjectPartnership, client: Client
) -> None:
    stranger = of(an_owner("試験町"), Role.PLAN_OFFICER)

    assert client.get(f"/plans/links/{link.pk}/cut/").status_code == 404
    assert client.get("/plans/links/999999/end/").status_code == 404
    assert stranger.get(f"/plans/links/{link.pk}/end/").status_code == 403
    assert client.get(f"/plans/links/{link.pk}/doubt/").status_code == 409


def test_a_project_asks_no_more_for_many_partnerships_than_for_one(
    project: Project, link: ProjectPartnership, owner: Institution
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            reading.of_project(project, officer(owner))
        return len(seen)

    one = asked()
    for n in range(3):
        more = together(library(), school(), title=f"協働{n}")
        Partnership.objects.filter(pk=more.pk).update(level="public")
        link_partnership(project.pk, more.pk, ABOUT, actor=officer(owner))
    assert asked() == one
