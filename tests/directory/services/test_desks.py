"""Keeping desks, and the desks that ship."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction

from tests.directory import factories as make
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.desks import REGION, Asker, Basis
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.topics import About, Topic
from yuinowa.directory.models import Desk, Institution
from yuinowa.directory.queries.desks import asker_of, desk_for
from yuinowa.directory.services import desks, load_shipped_desks
from yuinowa.directory.services.desks import (
    DeskContent,
    ask_for_checks,
    change_desk,
    check_desk,
    open_desk,
)
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn

pytestmark = pytest.mark.django_db
LOAN = DeskContent(Topic.INTERLIBRARY_LOAN, unit="奉仕係", telephone="000-0000-0000")


def a_desk(institution: Institution, content: DeskContent = LOAN) -> Desk:
    return open_desk(institution.pk, content, once=new_key(), actor=make.admin_of(institution))[0]


def test_a_public_library_asks_the_document_section_of_kansai_kan_about_loans() -> None:
    load_shipped_desks(actor=Actor.system())
    library = make.institution("試験市立図書館")

    found = desk_for(Topic.INTERLIBRARY_LOAN, asker_of(library), Actor.nobody())

    assert found.desk is not None
    assert found.desk.name == "国立国会図書館関西館 文献提供課"


@pytest.mark.parametrize("topic", list(Topic))
def test_about_childrens_books_a_library_asks_the_childrens_library_wherever_it_has_a_desk(
    topic: Topic,
) -> None:
    load_shipped_desks(actor=Actor.system())
    library = make.institution("試験市立こども図書館")

    found = desk_for(topic, asker_of(library), Actor.nobody(), about=About.CHILDREN)

    assert found.desk is not None
    of_children = {
        Topic.INTERLIBRARY_LOAN, Topic.REMOTE_COPY, Topic.REFERENCE, Topic.REFERENCE_DATABASE,
        Topic.TRAINING, Topic.CHILDREN, Topic.SCHOOL_SETS,
    } - {Topic.REFERENCE_DATABASE}  # fmt: skip
    is_children = found.desk.institution.name == "国立国会図書館国際子ども図書館"
    assert is_children == (topic in of_children)


@pytest.mark.parametrize("topic", list(Topic))
def test_every_topic_has_a_desk_for_everybody_once_the_shipped_ones_are_in(topic: Topic) -> None:
    load_shipped_desks(actor=Actor.system())

    assert desk_for(topic, Asker(), Actor.nobody()).desk is not None


def test_what_ships_is_unchecked_names_its_source_and_comes_in_once() -> None:
    first = load_shipped_desks(actor=Actor.system())

    assert load_shipped_desks(actor=Actor.system()) == 0
    assert Desk.objects.count() == first == 17
    assert set(Desk.objects.values_list("checked_on", "telephone", "mail")) == {(None, "", "")}
    assert not Desk.objects.filter(source="").exists()
    assert Desk.objects.get(basis=Basis.SOURCE).topic == Topic.INTERLIBRARY_LOAN


def test_a_nearer_desk_answers_those_it_is_for_and_no_others() -> None:
    load_shipped_desks(actor=Actor.system())
    prefectural = make.institution("試験県立図書館", member=True)
    near = a_desk(prefectural, DeskContent(Topic.INTERLIBRARY_LOAN, areas=frozenset({REGION})))
    member, stranger = make.institution(member=True), make.institution()

    answered = [
        desk_for(Topic.INTERLIBRARY_LOAN, asker_of(asking), Actor.nobody()).desk
        for asking in (member, stranger)
    ]

    assert answered[0] == near
    assert answered[1] is not None
    assert answered[1].unit == "文献提供課"


def test_a_desk_of_a_hidden_institution_answers_only_those_who_see_it() -> None:
    hidden = make.institution("見えない館", level="members", member=True)
    desk = a_desk(hidden)
    member = make.editor_of(make.institution(member=True))

    assert desk_for(Topic.INTERLIBRARY_LOAN, Asker(), Actor.nobody()).desk is None
    assert desk_for(Topic.INTERLIBRARY_LOAN, Asker(), member).desk == desk


def test_without_a_desk_the_region_office_is_where_to_go_on() -> None:
    office = make.institution("事務局", member=True, region_office=True)

    found = desk_for(Topic.LEGAL_DEPOSIT, Asker(), Actor.nobody())

    assert (found.desk, found.answer, found.office) == (None, None, office)


def test_a_second_desk_for_the_same_askers_is_refused_and_names_the_first() -> None:
    a_desk(make.institution("先の図書館"))

    with pytest.raises(AlreadyDone, match="先の図書館 奉仕係"):
        a_desk(make.institution("後の図書館"))

    assert Desk.objects.count() == 1


def test_a_rival_that_may_not_be_seen_is_not_named() -> None:
    a_desk(make.institution("ひみつの館", level="private"))

    with pytest.raises(AlreadyDone) as refused:
        a_desk(make.institution("後の図書館"))

    assert "ひみつ" not in refused.value.message


def test_changing_a_desk_into_the_place_of_another_is_refused() -> None:
    library = make.institution(member=True)
    a_desk(library)
    copies = a_desk(library, DeskContent(Topic.REMOTE_COPY))

    with pytest.raises(AlreadyDone):
        change_desk(copies.pk, LOAN, expected_version=1, actor=make.admin_of(library))

    assert Desk.objects.get(pk=copies.pk).topic == Topic.REMOTE_COPY


def test_a_changed_desk_has_its_new_kinds_and_areas_and_counts_as_checked() -> None:
    library = make.institution(member=True)
    desk = a_desk(library)
    Desk.objects.update(checked_on=None)
    content = DeskContent(
        Topic.INTERLIBRARY_LOAN,
        kinds=frozenset({InstitutionKind.SCHOOL}),
        areas=frozenset({"13", "202011"}),
    )

    change_desk(desk.pk, content, expected_version=1, actor=make.admin_of(library, person=7))

    desk.refresh_from_db()
    assert [row.kind for row in desk.kinds.all()] == ["school"]
    assert [row.area for row in desk.areas.all()] == ["13", "202011"]
    assert (desk.checked_on, desk.checked_by, desk.version) == (clock.today(), 7, 2)
    assert list(AuditRow.objects.order_by("pk").values_list("action", flat=True)) == ["desk.open", "desk.change"]  # fmt: skip


def test_whoever_comes_second_is_told() -> None:  # R31
    library = make.institution(member=True)
    desk = a_desk(library)
    admin = make.admin_of(library)
    check_desk(desk.pk, expected_version=1, actor=admin)

    with pytest.raises(VersionMovedOn):
        check_desk(desk.pk, expected_version=1, actor=admin)
    with pytest.raises(VersionMovedOn):
        change_desk(desk.pk, LOAN, expected_version=1, actor=admin)


def test_pressing_twice_enters_one_desk() -> None:  # R31
    library = make.institution(member=True)
    key, admin = new_key(), make.admin_of(library)

    first, fresh = open_desk(library.pk, LOAN, once=key, actor=admin)
    second, again = open_desk(library.pk, LOAN, once=key, actor=admin)

    assert (first, fresh, again) == (second, True, False)


def test_only_its_own_administrators_and_the_office_keep_a_desk() -> None:
    library = make.institution(member=True)
    office = make.institution(member=True, region_office=True)
    desk = a_desk(library)
    other = make.admin_of(make.institution(member=True))

    for actor in (other, make.editor_of(library), Actor.nobody()):
        with pytest.raises(NotAllowed):
            open_desk(library.pk, LOAN, once=new_key(), actor=actor)
        with pytest.raises(NotAllowed):
            change_desk(desk.pk, LOAN, expected_version=1, actor=actor)
        with pytest.raises(NotAllowed):
            check_desk(desk.pk, expected_version=1, actor=actor)
    check_desk(desk.pk, expected_version=1, actor=make.office_of(office))


def test_an_area_that_is_none_is_refused() -> None:
    with pytest.raises(InputRefused):
        a_desk(make.institution(), DeskContent(Topic.ISIL, areas=frozenset({"99"})))


def test_a_desk_says_whence_it_is_known_in_order_and_by_days_in_order() -> None:
    library = make.institution()
    day = clock.today()

    for content in (
        DeskContent(Topic.ISIL, basis=Basis.SOURCE),
        DeskContent(Topic.ISIL, from_day=day, to_day=day - timedelta(days=1)),
    ):
        with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
            a_desk(library, content)


def test_once_a_year_somebody_is_asked_to_look_at_the_desks() -> None:
    library = make.institution("試験市立図書館", member=True)
    stranger = make.institution("よその館")
    desk = a_desk(library)
    a_desk(stranger, DeskContent(Topic.ISIL))
    assert ask_for_checks() == 0
    Desk.objects.update(checked_on=clock.today() - timedelta(days=365))

    assert ask_for_checks() == 2
    assert ask_for_checks() == 2

    waits = Wait.objects.filter(ended_at=None).order_by("institution")
    assert list(waits.values_list("institution", "role")) == [(0, "region_admin"), (library.pk, "admin")]  # fmt: skip
    check_desk(desk.pk, expected_version=1, actor=make.admin_of(library))
    assert list(waits.values_list("institution", flat=True)) == [0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_many_desks_entered_at_once_one_wins(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """64 administrators enter the same desk; with the table lock off (the twin), PostgreSQL lets several in."""
    if not guarded:
        monkeypatch.setattr(desks, "_hold_desks", lambda: None)
    libraries = [make.institution(member=True) for _ in range(64)]
    gate = threading.Barrier(64)
    won: list[int] = []

    def enter(library: Institution) -> None:
        try:
            gate.wait()
            won.append(a_desk(library).pk)
        except AlreadyDone:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=enter, args=(library,)) for library in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    one_wins = guarded or connections["default"].vendor == "sqlite"
    assert (len(won) == 1) is one_wins
    assert Desk.objects.count() == len(won)
