"""A contact is one thing: pressed twice it is one, corrected it shows both, and the ledger follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.relations.factories import contact, content, editor_of, institution
from yuinowa.core import audit, clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role, can
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn
from yuinowa.ledger.models import Entry
from yuinowa.ledger.services import verify
from yuinowa.relations import queries, services
from yuinowa.relations.domain.contacts import Means
from yuinowa.relations.models import Contact

pytestmark = pytest.mark.django_db


def _net(unit: str = "time") -> int:
    return sum(Entry.objects.filter(kind="contact", unit=unit).values_list("quantity", flat=True))


def test_recording_posts_one_deed_with_a_leg_in_times_and_one_in_persons() -> None:
    library, school = institution(), institution("試験市立第一小学校")

    made = contact(library, school, headcount=12)

    legs = Entry.objects.order_by("unit").values_list(
        "unit", "quantity", "giver", "receiver", "source"
    )
    source = f"relations.contact/{made.pk}"
    assert list(legs) == [
        ("person", 12, library.pk, school.pk, source),
        ("time", 1, library.pk, school.pk, source),
    ]
    assert verify().is_clean


def test_who_came_is_who_gave() -> None:
    library, school = institution(), institution("試験市立第一小学校")

    contact(library, school, means=Means.RECEIVED, headcount=None)

    assert Entry.objects.get().giver_id == school.pk


def test_pressing_twice_is_one_contact() -> None:  # R31
    library, school = institution(), institution("試験市立第一小学校")
    actor, once = editor_of(library), new_key()

    first, fresh = services.record_contact(
        partner=school.pk, content=content(), once=once, actor=actor
    )
    again, fresh_again = services.record_contact(
        partner=school.pk, content=content(), once=once, actor=actor
    )

    assert (first.pk, fresh, fresh_again) == (again.pk, True, False)
    assert Contact.objects.count() == 1
    assert _net() == 1


def test_both_sides_see_the_same_row_and_nobody_else() -> None:
    library, school, other = institution(), institution("小学校"), institution("他の館")
    made = contact(library, school)

    seen = [queries.contacts_visible_to(editor_of(who)).count() for who in (library, school, other)]

    assert seen == [1, 1, 0]
    assert not can(Actor.nobody(), "contact.view", made)


def test_correcting_keeps_both_versions_and_moves_the_figure() -> None:
    library, school = institution(), institution("小学校")
    made = contact(library, school, headcount=12)

    corrected = services.correct_contact(
        made.pk,
        content(headcount=20),
        reason="人数の数え違い",
        expected_version=1,
        actor=editor_of(library),
    )

    assert corrected.version == 2
    assert list(queries.versions_of(corrected).values_list("number", "headcount", "reason")) == [
        (2, 20, "人数の数え違い"),
        (1, 12, ""),
    ]
    assert (_net(), _net("person")) == (1, 20)
    assert verify().is_clean


def test_a_withdrawn_contact_stays_and_no_longer_counts() -> None:
    library, school = institution(), institution("小学校")
    made = contact(library, school)

    services.withdraw_contact(
        made.pk, reason="別の館の分", expected_version=1, actor=editor_of(library)
    )

    assert queries.contacts_visible_to(editor_of(school)).get().is_withdrawn
    assert (_net(), _net("person")) == (0, 0)
    with pytest.raises(NotAllowed):
        services.correct_contact(
            made.pk, content(), reason="x", expected_version=2, actor=editor_of(library)
        )


def test_only_the_side_that_recorded_it_changes_it() -> None:  # I13
    library, school = institution(), institution("小学校")
    made = contact(library, school)

    for actor in (editor_of(school), editor_of(library, role=Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            services.correct_contact(
                made.pk, content(), reason="x", expected_version=1, actor=actor
            )


def test_whoever_comes_second_is_told_and_changes_nothing() -> None:  # R31
    library, school = institution(), institution("小学校")
    made = contact(library, school)
    actor = editor_of(library)
    services.correct_contact(
        made.pk, content(about="選書"), reason="用件", expected_version=1, actor=actor
    )

    with pytest.raises(VersionMovedOn):
        services.correct_contact(
            made.pk, content(about="貸出"), reason="用件", expected_version=1, actor=actor
        )

    made.refresh_from_db()
    assert made.about == "選書"


@pytest.mark.parametrize("day", [date(2999, 1, 1), date(2001, 1, 1)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    with pytest.raises(InputRefused):
        contact(institution(), institution("小学校"), day=day)

    assert not Entry.objects.exists()


def test_a_contact_needs_two_institutions_and_a_writer() -> None:
    library = institution()
    with pytest.raises(InputRefused):
        contact(library, library)
    with pytest.raises(NotAllowed):
        services.record_contact(
            partner=library.pk,
            content=content(),
            once=new_key(),
            actor=Actor(person=1, institution=None),
        )


def test_the_trail_tells_both_sides_without_what_it_was_about() -> None:  # R45
    library, school = institution(), institution("小学校")
    contact(library, school, about="秘密にしたいこと")

    row = AuditRow.objects.get(action="contact.record")
    assert row.chain == library.pk
    assert list(row.audience.values_list("institution", flat=True)) == [school.pk]
    assert "秘密" not in str(row.after)
    assert audit.verify() == (1, [])


def test_the_same_question_is_asked_of_a_pair_and_a_day() -> None:
    library, school = institution(), institution("小学校")
    contact(library, school)
    day = content().day

    here = queries.same_pair_and_day(editor_of(school), one=school.pk, other=library.pk, day=day)
    tomorrow = queries.same_pair_and_day(
        editor_of(school), one=school.pk, other=library.pk, day=day + timedelta(days=1)
    )

    assert (len(here), tomorrow) == (1, [])


def test_totals_leave_out_what_was_withdrawn_and_what_nobody_counted() -> None:
    library, school = institution(), institution("小学校")
    actor = editor_of(library)
    contact(library, school, headcount=None)
    contact(library, school, headcount=5)
    gone = contact(library, school, headcount=7)
    services.withdraw_contact(gone.pk, reason="誤り", expected_version=1, actor=actor)

    found = queries.totals(queries.contacts_visible_to(actor))

    assert (found.contacts, found.people) == (2, 5)
    assert clock.today() >= (found.latest or date.min)
