"""How often the sides are in touch: proposed, agreed by all, counted from what is recorded; the pulse follows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.governance import factories as governance
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.joint import at_work, held
from tests.relations.factories import contact
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.rhythm import Sort, Terms
from yuinowa.partnerships.models import Activity, Partnership, Party, Rhythm
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.queries.pulse import months_of
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.rhythm import agreed, in_touch, last_days
from yuinowa.partnerships.queries.workspace import Bar, standing_of
from yuinowa.partnerships.services import rhythm as deeds
from yuinowa.partnerships.services.meetings import open_body
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.relations.domain.kinds import Frequency
from yuinowa.relations.models import Contact
from yuinowa.ui.parts import Side

MONTHLY, WEEKLY = Terms(Frequency.MONTHLY, 6), Terms(Frequency.WEEKLY, 3)


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PARTS", only_these("rhythm", "activities"))


@pytest.fixture
def made(ours: Institution, theirs: Institution) -> Partnership:
    return at_work(ours, theirs)


def propose(of: Partnership, by: Institution, terms: Terms = MONTHLY, number: int = 0) -> Rhythm:
    return deeds.propose(of.pk, terms, expected_number=number, once=new_key(), actor=lead_of(by))[0]


def agreed_by(of: Partnership, first: Institution, *others: Institution) -> Rhythm:
    found = propose(of, first)
    for one in others:
        deeds.agree(of.pk, found.number, actor=lead_of(one))
    return Rhythm.objects.get(pk=found.pk)


def ago(of: Partnership, *, days: int) -> Partnership:
    """As if all of it were so many days older."""
    then = clock.now() - timedelta(days=days)
    Rhythm.objects.filter(partnership=of).update(agreed_at=then)
    Partnership.objects.filter(pk=of.pk).update(state_since=then)
    Party.objects.filter(partnership=of).update(asked_at=then, joined_at=then)
    found = Partnership.objects.get(pk=of.pk)
    set_turns(found)
    return found


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def asked() -> list[int]:
    found = Wait.objects.filter(subject_kind="partnerships.partnership", step="in-touch")
    return list(found.filter(ended_at=None).values_list("institution", flat=True))


def consent_waits() -> list[int]:
    found = Wait.objects.filter(step="agree-rhythm", ended_at=None)
    return list(found.values_list("institution", flat=True))


@pytest.mark.django_db
def test_it_holds_when_every_side_has_agreed_for_itself(  # I13
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    found = propose(made, ours)
    assert agreed(made).in_force is None
    assert consent_waits() == [theirs.pk]

    deeds.agree(made.pk, found.number, actor=lead_of(theirs))

    now = agreed(made)
    assert (now.in_force, now.proposed) == (found, None)
    assert consent_waits() == []
    kept = AuditRow.objects.filter(action__startswith="rhythm.").order_by("pk")
    assert list(kept.values_list("action", flat=True)) == ["rhythm.propose", "rhythm.agree"]


@pytest.mark.django_db
def test_what_holds_goes_on_until_all_agree_to_another(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    first = agreed_by(made, ours, theirs)

    second = propose(made, theirs, WEEKLY, number=1)
    assert agreed(made).in_force == first
    deeds.agree(made.pk, 2, actor=lead_of(ours))

    first.refresh_from_db()
    assert agreed(made).in_force == second
    assert first.ended_at is not None


@pytest.mark.django_db
def test_what_another_side_proposed_is_not_passed_over_unread(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    propose(made, ours)

    with pytest.raises(VersionMovedOn):
        propose(made, theirs, WEEKLY, number=0)
    again = propose(made, theirs, WEEKLY, number=1)
    with pytest.raises(VersionMovedOn):
        deeds.agree(made.pk, 1, actor=lead_of(ours))

    assert agreed(made).proposed == again
    with pytest.raises(NotAllowed):
        deeds.take_back(made.pk, 2, actor=lead_of(ours))
    deeds.take_back(made.pk, 2, actor=lead_of(theirs))
    with pytest.raises(WrongState):
        deeds.agree(made.pk, 2, actor=lead_of(ours))


@pytest.mark.django_db
def test_the_same_again_is_refused(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    agreed_by(made, ours, theirs)

    with pytest.raises(InputRefused):
        propose(made, ours, MONTHLY, number=1)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.EDITOR, Role.SIGNATORY])
def test_whoever_leads_no_side_binds_none(made: Partnership, ours: Institution, role: Role) -> None:
    with pytest.raises(NotAllowed):
        deeds.propose(
            made.pk, MONTHLY, expected_number=0, once=new_key(), actor=lead_of(ours, role=role)
        )
    with pytest.raises(NotAllowed):
        propose(made, group())

    assert not Rhythm.objects.exists()


@pytest.mark.django_db
def test_a_side_that_leaves_is_not_waited_for() -> None:
    sides = [library(), school(), group()]
    made = at_work(*sides)
    found = propose(made, sides[0])
    deeds.agree(made.pk, found.number, actor=lead_of(sides[1]))
    assert agreed(made).in_force is None

    party = side(made, sides[2])
    party.state, party.ended_at, party.end_reason = "left", clock.now(), "人が足りない"
    party.save()
    set_turns(made)

    assert agreed(made).in_force == found


@pytest.mark.django_db
def test_the_side_that_leads_is_asked_when_it_is_time_and_no_more_after_a_contact(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    agreed_by(made, ours, theirs)
    late = ago(made, days=40)
    found = in_touch(late)
    assert found is not None
    assert (found.touch.last, found.touch.is_overdue) == (None, True)
    assert asked() == [ours.pk]

    contact(theirs, ours, day=clock.today())
    set_turns(late)

    now = in_touch(late)
    assert now is not None
    assert (now.touch.last, now.touch.is_overdue) == (clock.today(), False)
    assert asked() == []


@pytest.mark.django_db
def test_the_workspace_says_whose_turn_it_is_as_today_does(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    agreed_by(made, ours, theirs)
    late = ago(made, days=40)

    def bar(where: Institution, role: Role = Role.LEAD) -> tuple[Bar, list[str]]:
        found = standing_of(Reading.of(late), lead_of(where, role=role))
        return found.bar, [turn.name for turn in found.turns]

    mine, named = bar(ours)
    assert (mine.side, mine.url) == (Side.OURS, f"/partnerships/{made.pk}/rhythm/")
    assert named == [ours.name]
    assert bar(theirs)[0].side is Side.THEIRS
    assert bar(theirs)[0].who == ours.name
    assert bar(ours, Role.COORDINATOR)[0].side is Side.THEIRS

    contact(theirs, ours, day=clock.today())
    set_turns(late)
    now, named = bar(ours)
    assert (now.side, now.url, named) == (Side.DONE, "", [])


@pytest.mark.django_db
def test_in_a_pause_nothing_is_due(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    agreed_by(made, ours, theirs)
    late = ago(made, days=400)
    assert asked() == [ours.pk]

    late.state = Phase.SUSPENDED.value
    late.save(update_fields=["state"])
    set_turns(late)

    assert in_touch(late) is None
    assert asked() == []


@pytest.mark.django_db
def test_what_counts_is_what_two_sides_had_together(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    today, stranger = clock.today(), group()
    yesterday = today - timedelta(days=1)
    Contact.objects.filter(pk=contact(ours, theirs, day=yesterday).pk).update(state="withdrawn")
    contact(ours, stranger, day=today)
    held(made, ours)
    both = [ours.pk, theirs.pk]
    assert set(map(len, last_days(made, both).values())) == {0}

    contact(theirs, ours, day=yesterday)
    activity = held(made, ours, theirs)
    Activity.objects.filter(pk=activity.pk).update(day=yesterday - timedelta(days=1), last_day=None)
    body = open_body(made.pk, actor=lead_of(ours)).body
    assert body is not None
    governance.held(body, ours, ours, day=today)

    days: dict[Sort, dict[int, date]] = last_days(Partnership.objects.get(pk=made.pk), both)
    assert days == {
        Sort.CONTACT: dict.fromkeys(both, yesterday),
        Sort.ACTIVITY: dict.fromkeys(both, yesterday - timedelta(days=1)),
        Sort.MEETING: {},
    }
    governance.held(body, ours, ours, theirs, day=today)
    now = last_days(Partnership.objects.get(pk=made.pk), both)
    assert now[Sort.MEETING] == dict.fromkeys(both, today)


@pytest.mark.django_db
def test_of_three_sides_the_one_that_is_silent_is_named_to_the_sides_alone(
    ours: Institution, theirs: Institution
) -> None:
    third = group()
    made = at_work(ours, theirs, third)
    agreed_by(made, ours, theirs, third)
    late = ago(made, days=40)
    before = in_touch(late)
    assert before is not None
    # Where nobody was in touch, nobody is named.
    assert (before.touch.is_overdue, before.silent) == (True, ())

    contact(theirs, ours, day=clock.today())
    set_turns(late)

    now = in_touch(late)
    assert now is not None
    assert now.touch.is_overdue
    assert [party.institution for party in now.silent] == [third]
    assert asked() == [ours.pk]
    for page in ("", "rhythm/", "course/"):
        found = browser(theirs, Role.EDITOR).get(f"{made.get_absolute_url()}{page}")
        assert f"記録されていない当事者：{third.name}" in found.content.decode(), page

    contact(third, theirs, day=clock.today())
    set_turns(late)
    assert asked() == []


@pytest.mark.django_db
def test_a_side_that_only_looks_on_makes_nothing_late(
    ours: Institution, theirs: Institution
) -> None:
    third = group()
    made = at_work(ours, theirs, third)
    agreed_by(made, ours, theirs, third)
    Party.objects.filter(pk=side(made, third).pk).update(role="observer")
    late = ago(made, days=40)

    contact(theirs, ours, day=clock.today())

    now = in_touch(late)
    assert now is not None
    assert not now.touch.is_overdue


@pytest.mark.django_db
def test_the_pulse_comes_as_often_as_was_agreed(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    assert months_of(agreed(made)) == 6

    propose(made, ours, WEEKLY)
    assert months_of(agreed(made)) == 6
    deeds.agree(made.pk, 1, actor=lead_of(theirs))

    assert months_of(agreed(made)) == 3


@pytest.mark.django_db
def test_one_proposal_and_one_agreement_at_a_time(made: Partnership, ours: Institution) -> None:
    first = propose(made, ours)
    fields = {
        "partnership": made,
        "frequency": "weekly",
        "pulse_months": 3,
        "proposed_for": side(made, ours),
        "proposed_at": clock.now(),
    }

    for changes in (
        {"number": 2},
        {"number": 1, "ended_at": clock.now()},
        {"number": 3, "ended_at": clock.now(), "frequency": "on_demand"},
        {"number": 4, "ended_at": clock.now(), "pulse_months": 4},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rhythm.objects.create(**(fields | changes))

    assert list(Rhythm.objects.all()) == [first]


@pytest.mark.django_db
def test_it_is_proposed_agreed_and_read_on_the_pages(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    address = f"/partnerships/{made.pk}/rhythm/"
    us, them = browser(ours, Role.LEAD), browser(theirs, Role.LEAD)
    assert "まだ決めていません" in us.get(address).content.decode()
    fields = {"frequency": "monthly", "pulse_months": "6", "number": "0", "once": new_key()}
    assert us.post(f"{address}propose/", fields | {"frequency": ""}).status_code == 422
    assert us.post(f"{address}propose/", fields).status_code == 302
    late = them.post(f"{address}propose/", fields | {"frequency": "weekly", "once": new_key()})
    assert late.status_code == 409
    assert 'value="weekly"' in late.content.decode()

    assert "この間隔に同意する" in them.get(address).content.decode()
    assert them.post(f"{address}agree/", {"number": "x"}).status_code == 400
    assert them.post(f"{address}agree/", {"number": "1"}).status_code == 302

    ago(made, days=40)
    page = us.get(address).content.decode()
    assert "毎月" in page
    assert "連絡をとるころです" in page
    assert "連絡をとるころです" in us.get(made.get_absolute_url()).content.decode()
    assert "連絡をとるころです" in us.get(f"/partnerships/{made.pk}/course/").content.decode()


@pytest.mark.django_db
def test_others_do_not_read_it_and_an_editor_is_led_to_no_button(
    made: Partnership, ours: Institution
) -> None:
    address = f"/partnerships/{made.pk}/rhythm/"

    assert browser(group(), Role.LEAD).get(address).status_code == 404
    assert browser(ours, Role.EDITOR).get(f"{address}propose/").status_code == 403
    assert "propose/" not in browser(ours, Role.EDITOR).get(address).content.decode()


@pytest.mark.django_db
def test_a_page_of_many_sides_asks_no_more(made: Partnership, ours: Institution) -> None:
    address, us = f"/partnerships/{made.pk}/rhythm/", browser(ours, Role.LEAD)
    propose(made, ours)
    us.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        us.get(address)

    for _number in range(10):
        Party.objects.create(
            partnership=made,
            institution=group(),
            role="equal",
            state="joined",
            asked_at=clock.now(),
            joined_at=clock.now(),
        )

    with CaptureQueriesContext(connection) as many:
        page = us.get(address)
    assert page.content.decode().count("まだ同意していません") == 11
    assert len(many) <= len(few)
