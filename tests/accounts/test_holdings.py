"""Who holds a post from when to when, and how its turns pass to the next holder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import ProtectedError

from tests.accounts.factories import (
    a_client,
    a_person,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from yuinowa.accounts import services
from yuinowa.accounts.models import Affiliation, PostHolding
from yuinowa.accounts.queries import actor_of, holdings
from yuinowa.accounts.queries.own_data import own_data
from yuinowa.accounts.services import Changed
from yuinowa.core import clock, people, waits
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.retention import erase_what_is_over
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution, Post
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn
from yuinowa.kernel.workflow import Verb

DAY = timedelta(days=1)


def a_post(institution: Institution, title: str = "館長", role: Role | None = None) -> Post:
    return Post.objects.create(
        institution=institution, title=title, takes_waits_of=role.value if role else ""
    )


def held(post: Post, affiliation: Affiliation, **days: date) -> PostHolding:
    """A holding since today, unless told otherwise."""
    return services.give_post(
        post.pk, affiliation.pk, **({"from_day": clock.today()} | days), actor=Actor.system()
    )


def a_turn(institution: Institution, role: Role, *, person: int | None = None) -> Wait:
    waits.open_wait(
        subject=an_institution(),
        step="check",
        label="確かめること",
        institution=institution.pk,
        role=role.value,
        person=person,
        verb=Verb.CHECK,
        then_what="",
        url="/",
    )
    return Wait.objects.latest("pk")


def sees(affiliation: Affiliation) -> bool:
    """Whether a turn waits for its person, read anew as at each request; every page counts as many."""
    fresh = Affiliation.objects.get(pk=affiliation.pk)
    actor = actor_of(fresh.person, fresh)
    turns = waits.waits_for(actor)
    assert waits.count_for(actor) == len(turns)
    return bool(turns)


# ---------------------------------------------------------------- turns pass to the next holder


@pytest.mark.django_db
def test_a_turn_is_seen_by_whoever_holds_the_post_and_passes_on() -> None:
    first = an_affiliation(None, None, Role.PLAN_CHECKER)
    here = first.institution
    second, third = (an_affiliation(None, here, Role.PLAN_CHECKER) for _ in range(2))
    post = a_post(here, "係長", Role.PLAN_CHECKER)
    a_turn(here, Role.PLAN_CHECKER)
    everybody = [sees(first), sees(second), sees(third)]

    holding = held(post, first)
    while_held = [sees(first), sees(second), sees(third)]
    services.withdraw_holding(holding.pk, expected_version=1, actor=Actor.system())
    nobody_holds = [sees(first), sees(second), sees(third)]
    held(post, second)
    next_holder = [sees(first), sees(second), sees(third)]

    assert everybody == [True, True, True]
    assert while_held == [True, False, False]
    assert nobody_holds == [True, True, True]
    assert next_holder == [False, True, False]


@pytest.mark.django_db
def test_on_the_day_of_the_change_the_turn_is_the_successors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, today = clock.now(), clock.today()
    leaver = an_affiliation(None, None, Role.SIGNATORY)
    successor = an_affiliation(None, leaver.institution, Role.SIGNATORY)
    post = a_post(leaver.institution, role=Role.SIGNATORY)
    held(post, leaver, to_day=today + 10 * DAY)
    held(post, successor, from_day=today + 10 * DAY)
    a_turn(leaver.institution, Role.SIGNATORY)

    before = (sees(leaver), sees(successor))
    monkeypatch.setattr(clock, "now", lambda: now + 10 * DAY)
    after = (sees(leaver), sees(successor))

    assert (before, after) == ((True, False), (False, True))


@pytest.mark.django_db
def test_with_the_affiliation_the_post_goes_and_its_turns_are_the_roles() -> None:
    leaver = an_affiliation(None, None, Role.EDITOR)
    colleague = an_affiliation(None, leaver.institution, Role.EDITOR)
    holding = held(
        a_post(leaver.institution, role=Role.EDITOR), leaver, from_day=clock.today() - 9 * DAY
    )
    named = a_turn(leaver.institution, Role.EDITOR, person=leaver.person_id)
    a_turn(leaver.institution, Role.EDITOR)
    before = sees(colleague)

    services.end_affiliation(leaver.pk, actor=Actor.system())

    holding.refresh_from_db()
    named.refresh_from_db()
    assert (before, sees(colleague), sees(leaver)) == (False, True, False)
    assert (holding.to_day, named.person) == (clock.today(), None)
    row = AuditRow.objects.get(action="accounts.end-affiliation")
    assert row.after is not None
    assert (row.after["posts_ended"], row.after["waits_passed_on"]) == (1, 1)


@pytest.mark.django_db
def test_a_turn_that_names_a_person_is_that_persons_whoever_holds_the_post() -> None:
    holder = an_affiliation(None, None, Role.EDITOR)
    named = an_affiliation(None, holder.institution, Role.EDITOR)
    held(a_post(holder.institution, role=Role.EDITOR), holder)
    a_turn(holder.institution, Role.EDITOR, person=named.person_id)

    assert (sees(holder), sees(named)) == (False, True)


@pytest.mark.django_db
def test_a_holder_without_the_role_takes_no_turn_from_those_who_have_it() -> None:
    holder = an_affiliation()
    editor = an_affiliation(None, holder.institution, Role.EDITOR)
    held(a_post(holder.institution, role=Role.EDITOR), holder)
    a_turn(holder.institution, Role.EDITOR)

    assert (sees(holder), sees(editor)) == (False, True)


@pytest.mark.django_db
def test_a_colleague_with_the_role_reads_the_turn_as_the_post_holders() -> None:
    holder = an_affiliation(None, None, Role.EDITOR)
    editor = an_affiliation(None, holder.institution, Role.EDITOR)
    held(a_post(holder.institution, "係長", Role.EDITOR), holder)
    a_turn(holder.institution, Role.EDITOR)

    page = a_client(editor.person).get("/").content.decode()

    assert page.index('id="theirs"') < page.index("係長") < page.index("確かめること")


@pytest.mark.django_db
def test_posts_elsewhere_and_posts_that_are_no_more_take_no_turns() -> None:
    editor = an_affiliation(None, None, Role.EDITOR)
    elsewhere = an_affiliation(None, None, Role.EDITOR)
    held(a_post(elsewhere.institution, role=Role.EDITOR), elsewhere)
    gone = a_post(editor.institution, role=Role.EDITOR)
    other = an_affiliation(None, editor.institution, Role.EDITOR)
    held(gone, other)
    Post.objects.filter(pk=gone.pk).update(to_day=clock.today() - DAY)
    a_turn(editor.institution, Role.EDITOR)

    assert sees(editor)


@pytest.mark.django_db
def test_at_the_region_office_a_post_takes_the_offices_turns() -> None:
    office = an_institution(region_office=True)
    first, second = (an_affiliation(None, office, Role.REGION_ADMIN) for _ in range(2))
    held(a_post(office, "担当", Role.REGION_ADMIN), first)
    waits.open_wait(
        subject=office, step="x", label="x", institution=waits.REGION_OFFICE,
        role="region_admin", verb=Verb.CHECK, then_what="", url="/",
    )  # fmt: skip

    assert (sees(first), sees(second)) == (True, False)
    assert waits.waits_on_others(actor_of(second.person, second)).count() == 1


# ---------------------------------------------------------------- days


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [(0, 10, True), (9, 20, True), (-5, 1, True), (3, 4, True), (-20, None, True),
     (10, None, False), (-9, 0, False)],
)  # fmt: skip
def test_nobody_holds_one_post_twice_on_a_day(
    start: int, end: int | None, *, refused: bool
) -> None:
    holder = an_affiliation()
    post, today = a_post(holder.institution), clock.today()
    held(post, holder, to_day=today + 10 * DAY)
    days = {"from_day": today + start * DAY, "to_day": None if end is None else today + end * DAY}
    second_unit = an_affiliation(holder.person, holder.institution, unit="分館")

    def again() -> None:
        services.give_post(post.pk, second_unit.pk, **days, actor=Actor.system())  # type: ignore[arg-type]  # a table of days

    if refused:
        with pytest.raises(InputRefused):
            again()
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
        ):  # the database itself, service or not
            PostHolding.objects.create(
                post=post, affiliation=second_unit, person=holder.person, **days
            )
    else:
        again()
    assert PostHolding.objects.count() == (1 if refused else 2)


@pytest.mark.django_db
def test_the_database_refuses_to_move_a_holding_onto_another() -> None:
    holder = an_affiliation()
    post, today = a_post(holder.institution), clock.today()
    held(post, holder, from_day=today - 20 * DAY, to_day=today - 10 * DAY)
    later = held(post, holder)

    with pytest.raises(IntegrityError), transaction.atomic():
        PostHolding.objects.filter(pk=later.pk).update(from_day=today - 11 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PostHolding.objects.filter(pk=later.pk).update(to_day=later.from_day)


@pytest.mark.django_db
def test_two_persons_may_share_a_post_and_both_see_its_turns() -> None:
    first = an_affiliation(None, None, Role.EDITOR)
    second = an_affiliation(None, first.institution, Role.EDITOR)
    post = a_post(first.institution, role=Role.EDITOR)
    held(post, first)
    held(post, second)
    a_turn(first.institution, Role.EDITOR)

    assert (sees(first), sees(second)) == (True, True)


@pytest.mark.django_db
def test_a_holding_ends_with_its_affiliation_and_never_outlasts_it() -> None:
    today = clock.today()
    guest = an_affiliation(to_day=today + 30 * DAY)
    post = a_post(guest.institution)

    assert held(post, guest).to_day == today + 30 * DAY
    PostHolding.objects.all().delete()
    with pytest.raises(InputRefused):
        held(post, guest, to_day=today + 31 * DAY)

    stays = an_affiliation(None, guest.institution)
    now, to_come = (
        held(post, stays),
        held(a_post(guest.institution), stays, from_day=today + 50 * DAY),
    )
    services.change_affiliation(
        stays.pk,
        Changed(frozenset(), to_day=today + 40 * DAY),
        expected_version=1,
        actor=Actor.system(),
    )
    now.refresh_from_db()
    assert now.to_day == today + 40 * DAY
    assert not PostHolding.objects.filter(pk=to_come.pk).exists()


@pytest.mark.django_db
def test_a_holding_lies_within_the_days_of_its_post() -> None:
    holder, today = an_affiliation(), clock.today()
    post = a_post(holder.institution)
    Post.objects.filter(pk=post.pk).update(from_day=today - 5 * DAY, to_day=today + 5 * DAY)

    for days in ({"from_day": today - 6 * DAY}, {"to_day": today + 7 * DAY}):
        with pytest.raises(InputRefused):
            held(post, holder, **days)
    assert held(post, holder, to_day=today + 6 * DAY).last_day == today + 5 * DAY


@pytest.mark.django_db
def test_who_held_a_post_on_a_day_is_answered_for_every_day() -> None:
    today = clock.today()
    before, now = an_affiliation(), None
    now = an_affiliation(None, before.institution)
    post = a_post(before.institution)
    held(post, before, from_day=today - 100 * DAY, to_day=today - 50 * DAY)
    held(post, now, from_day=today - 40 * DAY)

    on = [people.names_in_posts([post.pk], today - n * DAY) for n in (101, 100, 51, 50, 40, 0)]

    old, new = {post.pk: (str(before.person),)}, {post.pk: (str(now.person),)}
    assert on == [{}, old, old, {}, new, new]
    assert people.posts_of(before.person_id, before.institution_id, today - 60 * DAY) == ("館長",)
    assert people.posts_of(before.person_id, before.institution_id, today) == ()


# ---------------------------------------------------------------- rights, trail, retention


@pytest.mark.django_db
def test_only_who_keeps_the_people_gives_ends_and_withdraws() -> None:
    editor = an_affiliation(None, None, Role.EDITOR, Role.SIGNATORY)
    post = a_post(editor.institution)
    holding = held(post, editor)
    actor, stranger = just_signed_in(editor), just_signed_in(an_affiliation(None, None, Role.ADMIN))

    for who in (actor, stranger):
        with pytest.raises(NotAllowed):
            services.give_post(post.pk, editor.pk, from_day=clock.today() + DAY, actor=who)
        with pytest.raises(NotAllowed):
            services.end_holding(holding.pk, clock.today() + DAY, expected_version=1, actor=who)
        with pytest.raises(NotAllowed):
            services.withdraw_holding(holding.pk, expected_version=1, actor=who)
    assert not holdings.holdings_visible_to(stranger).exists()
    assert PostHolding.objects.get() == holding


@pytest.mark.django_db
def test_a_post_is_not_given_to_somebody_of_elsewhere_or_gone() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    post = a_post(admin.institution)
    gone = an_affiliation(None, admin.institution)
    services.end_affiliation(gone.pk, actor=Actor.system())

    for affiliation in (an_affiliation(), gone):
        with pytest.raises(InputRefused):
            services.give_post(
                post.pk, affiliation.pk, from_day=clock.today(), actor=just_signed_in(admin)
            )


@pytest.mark.django_db
def test_every_deed_leaves_a_row_with_ids_and_days_alone() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    actor, today = just_signed_in(admin), clock.today()
    holding = services.give_post(
        a_post(admin.institution).pk, admin.pk, from_day=today, actor=actor
    )
    services.end_holding(holding.pk, today + 5 * DAY, expected_version=1, actor=actor)
    with pytest.raises(VersionMovedOn):
        services.end_holding(holding.pk, today + 9 * DAY, expected_version=1, actor=actor)
    services.withdraw_holding(holding.pk, expected_version=2, actor=actor)

    rows = AuditRow.objects.filter(object_kind="accounts.PostHolding").order_by("pk")
    assert [row.action for row in rows] == [
        "accounts.give-post", "accounts.end-post", "accounts.withdraw-post"
    ]  # fmt: skip
    assert {row.chain for row in rows} == {admin.institution_id}
    assert str(admin.person) not in str([row.after for row in rows])
    assert not PostHolding.objects.exists()


@pytest.mark.django_db
def test_a_post_that_was_held_stays_in_the_entry() -> None:
    holder = an_affiliation()
    post = a_post(holder.institution)
    held(post, holder)

    with pytest.raises(ProtectedError):
        post.delete()


@pytest.mark.django_db
def test_ten_years_after_its_end_a_holding_is_erased() -> None:
    holder, today = an_affiliation(), clock.today()
    old, young = a_post(holder.institution), a_post(holder.institution)
    held(old, holder, from_day=today - 5000 * DAY, to_day=today - 3660 * DAY)
    kept = held(young, holder, from_day=today - 5000 * DAY, to_day=today - 3650 * DAY)

    assert erase_what_is_over()["accounts.PostHolding"] == 1
    assert PostHolding.objects.get() == kept


@pytest.mark.django_db
def test_the_own_data_name_the_posts() -> None:
    holder = an_affiliation()
    held(a_post(holder.institution, "主任"), holder)

    (row,) = own_data(holder.person)["posts"]

    assert (row["post__title"], row["from_day"]) == ("主任", clock.today())


@pytest.mark.django_db
def test_an_erased_person_is_named_in_no_post() -> None:
    admin = an_affiliation(None, None, Role.ADMIN)
    leaver = an_affiliation(None, admin.institution)
    post = a_post(admin.institution)
    held(post, leaver, from_day=clock.today() - 9 * DAY)
    services.ask_to_be_erased(actor=just_signed_in(leaver))
    services.erase_person(leaver.person_id, actor=just_signed_in(admin))

    holding = PostHolding.objects.get()

    assert people.names_in_posts([post.pk], clock.today() - DAY) == {}
    assert holding.person.display_name == f"退いた人 {leaver.person_id}"
    assert holding.to_day == clock.today()


# ---------------------------------------------------------------- two at once


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_give_the_same_post_at_once_one_wins() -> None:
    first = an_affiliation(None, None, Role.ADMIN)
    second = an_affiliation(None, first.institution, Role.ADMIN)
    holder = an_affiliation(None, first.institution)
    elsewhere = an_affiliation(holder.person, first.institution, unit="分館")
    post = a_post(first.institution)

    def give(pair: tuple[Affiliation, Affiliation]) -> bool:
        admin, affiliation = pair
        try:
            services.give_post(
                post.pk, affiliation.pk, from_day=clock.today(), actor=just_signed_in(admin)
            )
        except InputRefused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(give, [(first, holder), (second, elsewhere)]))

    assert sorted(won) == [False, True]
    assert PostHolding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_guard_off_without_the_constraint_the_overlap_stands() -> None:
    """The twin: what the tests above prove comes from the database's own rule and from nothing else."""
    rule = import_module("yuinowa.accounts.migrations.0010_post_held_once_a_day")
    holder = an_affiliation(a_person())
    post = a_post(holder.institution)
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        rule.allow(None, editor)
        try:
            held(post, holder)
            held(post, holder)
            doubled = PostHolding.objects.count()
        finally:
            PostHolding.objects.all().delete()
            rule.forbid(None, editor)

    assert doubled == 2
