"""Partnerships in which nothing was done for long: flag, list, turn and ways on; and how many promises were kept."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.joint import at_work, held
from yuinowa.core import clock
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.governance.models import Meeting, Promise
from yuinowa.kernel.errors import NotAllowed
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Activity, Partnership
from yuinowa.partnerships.queries.dormancy import dormant_ones, quiet_among, quiet_of
from yuinowa.partnerships.queries.kept import kept_promises
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.services.dormancy import set_dormant_after
from yuinowa.partnerships.services.meetings import open_body
from yuinowa.partnerships.services.turns import set_turns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("how_it_goes")]


@pytest.fixture
def quiet(ours: Institution, theirs: Institution) -> Partnership:
    """At work for a year, and nothing is written down."""
    return since(at_work(ours, theirs), days=365)


def since(partnership: Partnership, *, days: int) -> Partnership:
    partnership.state_since = clock.now() - timedelta(days=days)
    partnership.save(update_fields=["state_since"])
    set_turns(partnership)
    return partnership


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def turns() -> list[int]:
    found = Wait.objects.filter(subject_kind="partnerships.partnership", step="dormant")
    return list(found.filter(ended_at=None).values_list("institution", flat=True))


def listed(where: Institution) -> list[int]:
    actor = lead_of(where)
    found = dormant_ones(partnerships_visible_to(actor), actor)
    return list(found.values_list("pk", flat=True))


def test_one_side_is_asked_until_something_is_done(
    quiet: Partnership, ours: Institution, theirs: Institution
) -> None:
    assert turns() == [ours.pk]
    assert listed(theirs) == [quiet.pk]

    held(quiet, ours, theirs)
    set_turns(quiet)

    now = quiet_of(quiet)
    assert now is not None
    assert (now.is_dormant, now.days) == (False, 0)
    assert turns() == []
    assert listed(theirs) == []


@pytest.mark.parametrize(
    ("held_ago", "after", "dormant"),
    [(91, 90, True), (90, 90, False), (181, 180, True), (179, 180, False), (200, 365, False)],
)
def test_the_list_and_the_flag_say_the_same(
    quiet: Partnership, ours: Institution, held_ago: int, after: int, *, dormant: bool
) -> None:
    activity = held(quiet, ours)
    day = clock.today() - timedelta(days=held_ago)
    Activity.objects.filter(pk=activity.pk).update(day=day, last_day=None)
    set_dormant_after(quiet.pk, after, actor=lead_of(ours))
    quiet.refresh_from_db()

    now = quiet_of(quiet)

    assert now is not None
    assert now.is_dormant is dormant
    assert listed(ours) == ([quiet.pk] if dormant else [])
    assert turns() == ([ours.pk] if dormant else [])


@pytest.mark.usefixtures("quiet")
def test_the_file_of_the_list_says_it_to_the_sides_alone(
    ours: Institution, theirs: Institution
) -> None:
    Partnership.objects.update(level="public")

    def lines(page: Client) -> list[list[str]]:
        file = page.get("/partnerships/?format=csv").content.decode("utf-8-sig")
        return list(csv.reader(file.splitlines()))

    (head, told), (same, of_another), (fewer, _public) = map(
        lines, (browser(ours), browser(library()), Client())
    )

    at = head.index("動きがない")
    assert told[at] == "動きがない"
    assert (same, of_another[at]) == (head, "")
    assert fewer == head[:at] + head[at + 1 :]
    assert told[1] == f"{ours.name}、{theirs.name}"


@pytest.mark.usefixtures("quiet")
def test_the_file_of_the_list_asks_as_much_for_many(ours: Institution) -> None:
    page = browser(ours)

    def asked() -> int:
        page.get("/partnerships/?format=csv")
        with CaptureQueriesContext(connection) as questions:
            page.get("/partnerships/?format=csv")
        return len(questions)

    for_one = asked()
    for _n in range(3):
        since(at_work(ours, school()), days=365)

    assert asked() == for_one


def test_in_a_pause_nobody_is_asked_and_afterwards_it_counts_anew(
    quiet: Partnership, ours: Institution
) -> None:
    quiet.state = Phase.SUSPENDED.value
    quiet.save(update_fields=["state"])
    set_turns(quiet)
    assert (quiet_of(quiet), turns(), listed(ours)) == (None, [], [])

    quiet.state, quiet.state_since = Phase.ACTIVE.value, clock.now()
    quiet.save(update_fields=["state", "state_since"])
    assert listed(ours) == []


def test_the_length_is_chosen_by_whoever_leads_a_side_and_all_may_know(
    quiet: Partnership, ours: Institution, theirs: Institution
) -> None:
    with pytest.raises(NotAllowed):
        set_dormant_after(quiet.pk, 90, actor=lead_of(ours, role=Role.EDITOR))
    with pytest.raises(ValueError, match="7"):
        set_dormant_after(quiet.pk, 7, actor=lead_of(ours))
    set_dormant_after(quiet.pk, 90, actor=lead_of(theirs))

    row = AuditRow.objects.get(action="partnership.dormant-after")
    assert (row.before, row.after) == ({"days": 180}, {"days": 90})
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(pk=quiet.pk).update(dormant_after_days=7)


def test_many_partnerships_take_one_question(quiet: Partnership) -> None:
    with CaptureQueriesContext(connection) as seen:
        quiet_among([quiet] * 30)

    assert len(seen) == 1


def test_who_does_not_follow_it_finds_none(quiet: Partnership) -> None:
    Partnership.objects.update(level="public")

    assert listed(library()) == []


def test_the_pages_say_so_and_lead_on(
    quiet: Partnership, ours: Institution, theirs: Institution
) -> None:
    lead, editor = browser(ours, Role.LEAD), browser(theirs, Role.EDITOR)
    course = f"/partnerships/{quiet.pk}/course/"

    assert quiet.title in lead.get("/partnerships/?of=dormant").content.decode()
    assert "動きがない" in lead.get(f"/partnerships/{quiet.pk}/").content.decode()
    page = lead.get(course).content.decode()
    assert f"/partnerships/{quiet.pk}/activities/new/" in page
    assert f"/partnerships/{quiet.pk}/changes/new/suspend/" in page
    assert f"/partnerships/{quiet.pk}/changes/new/close/" in page
    assert "/changes/new/" not in editor.get(course).content.decode()
    assert editor.get(f"{course}dormant-after/").status_code == 403
    assert lead.post(f"{course}dormant-after/", {"days": "7"}).status_code == 422
    assert lead.post(f"{course}dormant-after/", {"days": "365"}).status_code == 302
    assert quiet.title not in lead.get("/partnerships/?of=dormant").content.decode()


def test_promises_that_were_due_stand_behind_their_rate(
    quiet: Partnership, ours: Institution, theirs: Institution
) -> None:
    assert kept_promises(quiet, lead_of(ours)) is None
    body = open_body(quiet.pk, actor=lead_of(ours)).body
    assert body is not None
    met = Meeting.objects.create(
        body=body,
        number=1,
        day=clock.today(),
        called_by=ours,
        state="held",
        record=1,
        planned_at=clock.now(),
    )
    quiet.refresh_from_db()
    empty = kept_promises(quiet, lead_of(ours))
    assert empty is not None
    assert (empty.rate, empty.named) == (None, [])

    for state, days, outcome in (("kept", -5, ""), ("open", -2, ""), ("open", 9, "")):
        Promise.objects.create(
            meeting=met,
            owner=theirs,
            text=f"{state} {days}",
            due=clock.today() + timedelta(days=days),
            state=state,
            outcome=outcome,
            settled_at=None if state == "open" else clock.now(),
        )
    found = kept_promises(quiet, lead_of(ours))

    assert found is not None
    assert found.rate is not None
    assert (found.rate.kept, found.rate.due) == (1, 2)
    assert [promise.text for promise, _tags in found.named] == ["open -2", "kept -5"]
    page = browser(ours, Role.EDITOR).get(f"/partnerships/{quiet.pk}/course/").content.decode()
    assert "期日が来た約束2件のうち、1件" in page
