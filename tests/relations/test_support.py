"""A request for support: asked or written down once, waited for, answered once, counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.races import at_once, refusals
from tests.relations.asking import ASKED_ON, DONE_ON, answered, asked, center, phoned, school, wish
from tests.relations.factories import editor_of
from tests.relations.ties import of_kind, relation
from yuinowa.core import clock, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role, can
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, NotAllowed, TransitionRefused, VersionMovedOn
from yuinowa.kernel.workflow import Verb
from yuinowa.ledger.models import Entry
from yuinowa.ledger.services import verify
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import Came, SupportState, SupportTopic
from yuinowa.relations.models import SupportRequest
from yuinowa.relations.queries.support import requests_visible_to
from yuinowa.relations.services import support as deeds
from yuinowa.relations.services.support import Answer, record_request

pytestmark = pytest.mark.django_db


def _counted(unit: str = "time") -> int:
    kind = Entry.objects.filter(kind="support.answer", unit=unit)
    return sum(kind.values_list("quantity", flat=True))


def test_asking_lets_the_supporter_be_waited_for() -> None:
    pupil, helper = school(), center()

    made = asked(pupil, helper, due=date(2026, 10, 20))

    wait = waits.open_waits(made).get()
    assert (wait.institution, wait.asked_by, wait.due) == (helper.pk, pupil.pk, made.due)
    assert (wait.verb, wait.step) == (Verb.ANSWER.value, "received")
    assert waits.label_of(wait) == "支援の依頼：資料"
    assert (made.came, made.recorded_by_id) == ("here", pupil.pk)


def test_what_came_by_telephone_the_supporter_writes_down() -> None:
    helper, outside = center(), school(member=False)

    made = phoned(outside, helper)

    assert (made.asking_id, made.recorded_by_id, made.came) == (outside.pk, helper.pk, "call")
    assert waits.open_waits(made).get().institution == helper.pk


def test_the_answer_posts_one_deed_given_by_the_supporter() -> None:
    pupil, helper = school(), center()

    made = answered(asked(pupil, helper))

    legs = Entry.objects.order_by("unit").values_list(
        "kind", "unit", "quantity", "giver", "receiver", "source", "day_from"
    )
    source = f"relations.support/{made.pk}"
    assert list(legs) == [
        ("support.answer", "minute", 40, helper.pk, pupil.pk, source, DONE_ON),
        ("support.answer", "time", 1, helper.pk, pupil.pk, source, DONE_ON),
    ]
    assert not waits.open_waits(made).exists()
    assert verify().is_clean


def test_an_answer_taken_up_again_counts_no_more_until_it_is_given_anew() -> None:
    made = answered(asked(school(), center()))
    helper = editor_of(made.supporter)

    again = deeds.reopen_request(
        made.pk, reason="本が足りなかった", expected_version=2, actor=helper
    )
    between = _counted()
    answered(again, minutes=60)

    assert (again.state, again.answer, again.done_on) == ("in_hand", made.answer, None)
    assert (between, _counted(), _counted("minute")) == (0, 1, 60)
    assert verify().is_clean


def test_pressing_twice_is_one_request() -> None:  # R31
    pupil, helper = school(), center()
    once = new_key()

    (first, fresh), (again, fresh_again) = (
        record_request(
            wish(), asking=pupil.pk, supporter=helper.pk, once=once, actor=editor_of(pupil)
        )
        for _press in (1, 2)
    )

    assert (first.pk, fresh, fresh_again) == (again.pk, True, False)
    assert SupportRequest.objects.count() == 1


def test_a_library_is_asked_once_it_supports_the_one_that_asks() -> None:
    pupil, library = school(), of_kind("試験市立図書館")

    with pytest.raises(InputRefused) as refused:
        asked(pupil, library)
    relation(library, pupil, RelationKind.SUPPORT)

    assert refused.value.place == "partner"
    assert asked(pupil, library).state == SupportState.RECEIVED


def test_nobody_is_asked_who_does_not_read_here() -> None:
    with pytest.raises(InputRefused, match="読む人"):
        asked(school(), center(member=False))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"asked_on": date(2027, 1, 1)}, "asked_on"),
        ({"asked_on": date(2019, 1, 1)}, "asked_on"),
        ({"due": date(2026, 10, 1)}, "due"),
    ],
)
def test_days_that_cannot_be_are_refused(changes: dict[str, object], place: str) -> None:
    with pytest.raises(InputRefused) as refused:
        asked(school(), center(), **changes)

    assert refused.value.place == place


def test_how_it_came_is_said_by_the_supporter_alone() -> None:
    pupil, helper = school(), center()

    with pytest.raises(InputRefused) as refused:
        phoned(pupil, helper, came=Came.HERE)

    assert refused.value.place == "came"
    assert asked(pupil, helper, came=Came.CALL).came == Came.HERE


def test_an_answer_before_the_request_or_tomorrow_is_refused_and_nothing_is_counted() -> None:
    made = asked(school(), center())

    for day in (date(2026, 10, 4), date(2027, 1, 1)):
        with pytest.raises(InputRefused):
            answered(made, done_on=day)

    made.refresh_from_db()
    assert (made.state, _counted()) == ("received", 0)


def test_each_side_takes_its_own_steps() -> None:
    made = asked(school(), center())
    pupil, helper = editor_of(made.asking), editor_of(made.supporter)
    reader = replace(helper, roles=frozenset())

    with pytest.raises(NotAllowed):
        deeds.take_request(made.pk, actor=pupil)
    with pytest.raises(NotAllowed):
        deeds.withdraw_request(made.pk, reason="なし", expected_version=1, actor=helper)
    with pytest.raises(NotAllowed):
        deeds.take_request(made.pk, actor=reader)
    taken = deeds.take_request(made.pk, actor=helper)
    gone = deeds.withdraw_request(
        made.pk, reason="自分たちで見つけた", expected_version=2, actor=pupil
    )
    with pytest.raises(TransitionRefused):
        deeds.decline_request(made.pk, reason="遅い", expected_version=3, actor=helper)

    assert (taken.state, gone.state, gone.reason) == ("in_hand", "withdrawn", "自分たちで見つけた")
    assert not waits.open_waits(made).exists()


def test_who_wrote_a_request_down_may_take_it_back() -> None:
    made = phoned(school(), center())

    gone = deeds.withdraw_request(
        made.pk, reason="二度書いた", expected_version=1, actor=editor_of(made.supporter)
    )

    assert gone.state == SupportState.WITHDRAWN


def test_the_two_sides_read_it_coordinators_see_the_process_nobody_else() -> None:  # §16
    made = asked(school(), center())
    office = of_kind("事務局", "consortium", region_office=True)
    other = of_kind("他の館")
    coordinator = replace(editor_of(office, role=Role.COORDINATOR), region=True)
    actors = [
        editor_of(made.asking),
        editor_of(made.supporter),
        coordinator,
        replace(editor_of(office), region=True),
        editor_of(other),
        Actor.nobody(),
    ]

    seen = [
        (requests_visible_to(actor).exists(), can(actor, "supportrequest.read", made))
        for actor in actors
    ]

    assert seen == [
        (True, True), (True, True), (True, False), (False, False), (False, False), (False, False),
    ]  # fmt: skip


def test_the_trail_says_what_was_done_and_none_of_the_words() -> None:  # R45
    made = answered(asked(school(), center()))

    rows = AuditRow.objects.filter(object_kind="relations.SupportRequest", object_id=str(made.pk))

    assert [row.action for row in rows.order_by("pk")] == [
        "supportrequest.record",
        "supportrequest.answer",
    ]
    assert made.about not in str(list(rows.values_list("before", "after")))


def test_a_withdrawn_or_declined_one_has_a_reason_and_a_done_one_an_answer() -> None:
    made = asked(school(), center())

    for changes in (
        {"state": "declined"},
        {"state": "withdrawn"},
        {"state": "done", "done_on": ASKED_ON},
        {"state": "done", "answer": "届けた"},
        {"came": "call"},
        {"minutes": 0},
        {"supporter": made.asking_id},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportRequest.objects.filter(pk=made.pk).update(**changes)


def test_words_without_an_answer_do_not_make_it_done() -> None:
    made = asked(school(), center())

    with pytest.raises(ValidationError):
        answered(made, text="")

    assert _counted() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_of_the_supporters_staff_one_answers() -> None:
    made = asked(school(), center())

    outcomes = at_once([lambda: answered(made, text="私が答えた"), lambda: answered(made)])

    assert refusals(outcomes) == [VersionMovedOn]
    assert (_counted(), _counted("minute")) == (1, 40)


def test_without_the_version_the_second_answer_is_told_that_it_moved_on() -> None:
    """The guard-off twin: the table refuses what the version would have, and tells less."""
    made = asked(school(), center())
    answered(made)
    now = SupportRequest.objects.get(pk=made.pk)

    with pytest.raises(TransitionRefused):
        deeds.answer_request(
            made.pk,
            Answer("もう一度", clock.today()),
            expected_version=now.version,
            actor=editor_of(made.supporter),
        )


def test_each_matter_can_be_asked() -> None:
    pupil, helper = school(), center()

    for topic in SupportTopic:
        asked(pupil, helper, topic=topic)

    assert Institution.objects.get(pk=helper.pk).support_given.count() == 6
