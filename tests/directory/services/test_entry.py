from __future__ import annotations

from dataclasses import replace

import pytest

from tests.directory.factories import editor_of, identifier, institution
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import InstitutionKind, NameKind, Status
from yuinowa.directory.domain.records import CLAIMED_TWICE
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.models import Institution, Post, Unit
from yuinowa.directory.queries.entry import snapshot
from yuinowa.directory.services.entry import change_columns, change_kinds, change_rows
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn

CHANNELS = {"telephone": "000-0000-0001", "telephone_note": "", "fax": "", "mail": "", "url": ""}


def seen(made: Institution, section: Section) -> str:
    return fingerprint(snapshot(Institution.objects.get(pk=made.pk), section))


def call(made: Institution, number: str, actor: Actor, seen_before: str) -> Institution:
    values = CHANNELS | {"telephone": number}
    return change_columns(made.pk, Section.CHANNELS, values, seen=seen_before, actor=actor)


@pytest.mark.django_db
def test_an_editor_changes_the_own_entry_and_the_trail_says_before_and_after() -> None:
    made = institution("試験市立図書館", telephone="000-0000-0000")

    saved = call(made, "000-0000-0001", editor_of(made), seen(made, Section.CHANNELS))

    row = AuditRow.objects.get(action="institution.channels")
    assert saved.telephone == "000-0000-0001"
    assert row.before == {"telephone": "000-0000-0000"}
    assert row.after == {"telephone": "000-0000-0001", "version": 2}


@pytest.mark.django_db
def test_saving_what_is_there_already_leaves_no_trace() -> None:
    made = institution(telephone="000-0000-0001")

    saved = call(made, "000-0000-0001", editor_of(made), seen(made, Section.CHANNELS))

    assert saved.version == 1
    assert not AuditRow.objects.exists()


@pytest.mark.django_db
def test_whoever_saves_second_is_told_and_nothing_is_lost() -> None:
    made = institution(telephone="000-0000-0000")
    before = seen(made, Section.CHANNELS)
    call(made, "000-0000-0001", editor_of(made), before)

    with pytest.raises(VersionMovedOn):
        call(made, "000-0000-0002", editor_of(made), before)

    made.refresh_from_db()
    assert made.telephone == "000-0000-0001"


@pytest.mark.django_db
def test_two_people_on_two_sections_do_not_meet() -> None:
    made = institution()
    channels, kinds = seen(made, Section.CHANNELS), seen(made, Section.KINDS)

    call(made, "000-0000-0001", editor_of(made), channels)
    saved = change_kinds(made.pk, [InstitutionKind.ARCHIVE], seen=kinds, actor=editor_of(made))

    assert saved.version == 3


@pytest.mark.django_db
def test_who_may_edit_an_entry() -> None:
    made = institution(member=True)
    office = institution("試験県事務局", member=True, region_office=True)
    other = editor_of(institution(member=True))
    coordinator = Actor(
        person=3,
        institution=office.pk,
        region=True,
        member=True,
        roles=frozenset({Role.COORDINATOR}),
    )
    before = seen(made, Section.CHANNELS)

    for actor in (
        other,
        Actor.nobody(),
        replace(editor_of(made), roles=frozenset({Role.SIGNATORY})),
        replace(coordinator, roles=frozenset({Role.EDITOR})),
    ):
        with pytest.raises(NotAllowed):
            call(made, "000-0000-0001", actor, before)
    assert call(made, "000-0000-0001", coordinator, before).version == 2


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.MERGED, Status.CLOSED])
def test_what_is_no_more_is_kept_by_the_region_office_alone(status: Status) -> None:
    made = institution(status=status)

    with pytest.raises(NotAllowed):
        call(made, "000-0000-0001", editor_of(made), seen(made, Section.CHANNELS))


@pytest.mark.django_db
def test_rows_are_added_changed_and_taken_away_in_one_go() -> None:
    made = institution()
    row: dict[str, object] = {
        "id": None,
        "kind": NameKind.SHORT.value,
        "name": "試験図書",
        "kana": "",
        "until": None,
    }
    columns = {"name_kana": "シケン トショカン", "name_en": "Test Library"}

    def save(*rows: dict[str, object]) -> list[str]:
        change_rows(
            made.pk,
            Section.NAMES,
            rows,
            seen=seen(made, Section.NAMES),
            actor=editor_of(made),
            columns=columns,
        )
        return [name.name for name in made.names.order_by("pk")]

    assert save(row, row | {"name": "市図"}) == ["試験図書", "市図"]
    second = made.names.get(name="市図")
    assert save(row | {"id": second.pk, "name": "市立図"}) == ["市立図"]
    assert made.names.get().pk == second.pk


@pytest.mark.django_db
def test_a_wrong_identifier_is_kept_and_flagged() -> None:
    made = institution()
    identifier(institution("別の館"), "JP-1000001")
    rows = [
        {"id": None, "scheme": "isil", "raw": "JP－１０００９０７", "former": False},
        {"id": None, "scheme": "isil", "raw": "JP-1000001", "former": False},
        {"id": None, "scheme": "corporate_number", "raw": "1234567890123", "former": False},
    ]

    change_rows(
        made.pk,
        Section.IDENTIFIERS,
        rows,
        seen=seen(made, Section.IDENTIFIERS),
        actor=editor_of(made),
    )

    found = {row.value: row for row in made.identifiers.all()}
    assert found["JP-1000907"].valid
    assert (found["JP-1000001"].valid, found["JP-1000001"].warnings) == (False, [CLAIMED_TWICE])
    assert not found["1234567890123"].valid


@pytest.mark.django_db
def test_two_rows_that_say_the_same_are_refused() -> None:
    made = institution()
    row = {"id": None, "scheme": "isil", "raw": "JP-1000907", "former": False}

    with pytest.raises(InputRefused, match="同じ内容"):
        change_rows(
            made.pk,
            Section.IDENTIFIERS,
            [row, row | {"raw": "JP1000907"}],
            seen=seen(made, Section.IDENTIFIERS),
            actor=editor_of(made),
        )


def unit_row(unit: Unit | None, name: str, parent: int | None = None) -> dict[str, object]:
    pk = unit.pk if unit else None
    return {
        "id": pk,
        "name": name,
        "name_kana": "",
        "parent_id": parent,
        "from_day": None,
        "to_day": None,
    }


@pytest.mark.django_db
def test_units_stand_in_a_tree_of_their_own_institution() -> None:
    made = institution()
    one, two = (Unit.objects.create(institution=made, name=name) for name in ("総務課", "係"))
    foreign = Unit.objects.create(institution=institution(), name="よその課")
    actor = editor_of(made)

    def save(*rows: dict[str, object]) -> None:
        change_rows(made.pk, Section.UNITS, rows, seen=seen(made, Section.UNITS), actor=actor)

    save(unit_row(one, "総務課"), unit_row(two, "係", one.pk))
    with pytest.raises(InputRefused, match="自分の下"):
        save(unit_row(one, "総務課", two.pk), unit_row(two, "係", one.pk))
    with pytest.raises(InputRefused, match="もうありません"):
        save(unit_row(one, "総務課", foreign.pk), unit_row(two, "係", one.pk))
    two.refresh_from_db()
    assert two.parent_id == one.pk


@pytest.mark.django_db
def test_a_unit_that_has_posts_is_ended_and_not_taken_away() -> None:
    made = institution()
    unit = Unit.objects.create(institution=made, name="連携係")
    Post.objects.create(institution=made, unit=unit, title="係長")

    with pytest.raises(InputRefused, match="ほかのところで"):
        change_rows(
            made.pk, Section.UNITS, [], seen=seen(made, Section.UNITS), actor=editor_of(made)
        )


@pytest.mark.django_db
def test_an_id_of_somebody_elses_row_changes_nothing_there() -> None:
    made, other = institution(), institution()
    theirs = Unit.objects.create(institution=other, name="よその課")

    change_rows(
        made.pk,
        Section.UNITS,
        [unit_row(theirs, "うちの課")],
        seen=seen(made, Section.UNITS),
        actor=editor_of(made),
    )

    theirs.refresh_from_db()
    assert (theirs.name, theirs.institution_id) == ("よその課", other.pk)
    assert made.units.get().name == "うちの課"
