from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.ledger.factories import DAY, deed, editor_of, institution, loan
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotFound
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import LegScope, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import (
    Closing,
    ContextYear,
    Entry,
    GivenMonth,
    PairYear,
    ReceivedMonth,
)
from yuinowa.ledger.queries.entries import in_force

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def days(cell: PairYear) -> tuple[date | None, date | None]:
    return cell.first_day, cell.last_day


def test_a_deed_leaves_its_leg_and_one_cell_in_each_roll_up() -> None:
    giver, receiver = institution(), institution()
    context = ledger.context_of("partnership", "12", "絵本の会")

    posting = ledger.post(deed(loan(giver, receiver, 3), context=context.pk), editor_of(giver))

    entry = Entry.objects.get()
    assert (entry.quantity, entry.fiscal_year, entry.month) == (3, 2025, 202505)
    assert (entry.stated_by_id, entry.posted_by, entry.voice) == (giver, 100 + giver, 1)
    assert (posting.revision, posting.fresh, posting.late) == (1, True, False)
    pair = PairYear.objects.get()
    assert (pair.entries, pair.quantity, pair.quantity_total) == (1, 3, 3)
    assert days(pair) == (DAY, DAY)
    assert GivenMonth.objects.get(giver=giver, month=202505).quantity == 3
    assert ReceivedMonth.objects.get(receiver=receiver, month=202505).quantity == 3
    assert ContextYear.objects.get(context=context.pk, giver=giver).quantity == 3


def test_posting_twice_counts_once() -> None:
    whole = deed(loan(institution(), institution(), 2))

    first = ledger.post(whole, SYSTEM)
    second = ledger.post(whole, SYSTEM)

    assert (first.fresh, second.fresh) == (True, False)
    assert PairYear.objects.get().quantity == 2


@pytest.mark.parametrize(
    "other",
    [
        {"quantity": 9},
        {"day": date(2025, 5, 21)},
        {"kind": "ill.copy"},
        {"kind": "ill.copy", "unit": Unit.PAGE},
        {"scope": LegScope.RESIDENTS},
    ],
)
def test_the_same_source_with_other_content_is_refused(other: dict[str, object]) -> None:
    giver, receiver = institution(), institution()
    ledger.post(deed(loan(giver, receiver), source="ill.request/1"), SYSTEM)

    with pytest.raises(AlreadyDone, match="other content"):
        ledger.post(
            deed(loan(giver, receiver, **{"quantity": 1, **other}), source="ill.request/1"),  # type: ignore[arg-type]
            SYSTEM,
        )

    assert Entry.objects.count() == 1


def test_a_leg_added_later_is_other_content() -> None:
    one, two, three = institution(), institution(), institution()
    ledger.post(deed(loan(one, two), source="x/1"), SYSTEM)

    with pytest.raises(AlreadyDone):
        ledger.post(deed(loan(one, two), loan(one, three, principal=False), source="x/1"), SYSTEM)

    assert Entry.objects.count() == 1


def test_three_hosts_and_40_participants_are_40_in_the_region_and_40_for_each() -> None:
    hosts = [institution() for _ in range(3)]
    legs = [
        loan(
            host,
            host,
            40,
            kind="activity.joint",
            unit=Unit.PERSON,
            scope=LegScope.RESIDENTS,
            principal=number == 0,
        )
        for number, host in enumerate(hosts)
    ]

    ledger.post(deed(*legs), SYSTEM)

    cells = GivenMonth.objects.filter(kind="activity.joint")
    assert [cell.quantity for cell in cells] == [40, 40, 40]
    assert sum(cell.quantity_total for cell in cells) == 40


def test_a_correction_reverses_the_whole_deed_and_posts_it_again() -> None:
    giver, receiver, third = institution(), institution(), institution()
    wrong = deed(loan(giver, receiver, 5), source="x/1")
    ledger.post(wrong, SYSTEM)

    corrected = ledger.correct(
        replace(wrong, legs=(loan(giver, third, 7),)), reason="相手が違う", actor=editor_of(giver)
    )

    assert (corrected.revision, corrected.fresh) == (2, True)
    rows = Entry.objects.order_by("pk").values_list("quantity", "revision", "reversal", "reason")
    assert set(rows) == {
        (5, 1, False, ""),
        (-5, 1, True, "相手が違う"),
        (7, 2, False, "相手が違う"),
    }
    old, new = PairYear.objects.get(receiver=receiver), PairYear.objects.get(receiver=third)
    assert (old.entries, old.quantity, days(old)) == (0, 0, (None, None))
    assert (new.entries, new.quantity, days(new)) == (1, 7, (DAY, DAY))
    assert [entry.revision for entry in in_force(Entry.objects.all())] == [2]


def test_correcting_to_what_stands_changes_nothing() -> None:
    right = deed(loan(institution(), institution(), 5))
    ledger.post(right, SYSTEM)

    answer = ledger.correct(right, reason="念のため", actor=SYSTEM)

    assert (answer.revision, answer.fresh) == (1, False)
    assert Entry.objects.count() == 1


def test_a_correction_may_go_back_to_what_was_said_first() -> None:
    giver, receiver = institution(), institution()
    first = deed(loan(giver, receiver, 5), source="x/1")
    ledger.post(first, SYSTEM)
    ledger.correct(replace(first, legs=(loan(giver, receiver, 6),)), reason="数", actor=SYSTEM)

    again = ledger.correct(first, reason="やはり", actor=SYSTEM)

    assert again.revision == 3
    assert PairYear.objects.get().quantity == 5


def test_a_reversal_finds_the_first_and_last_day_again() -> None:
    giver, receiver = institution(), institution()
    for number, day in enumerate([date(2025, 4, 2), date(2025, 6, 1), date(2026, 3, 30)]):
        ledger.post(deed(loan(giver, receiver, day=day), source=f"x/{number}"), SYSTEM)

    ledger.reverse("x/0", reason="誤り", actor=SYSTEM)
    ledger.reverse("x/2", reason="誤り", actor=SYSTEM)

    cell = PairYear.objects.get()
    assert (cell.entries, cell.quantity, days(cell)) == (1, 1, (date(2025, 6, 1), date(2025, 6, 1)))


def test_reversing_twice_takes_back_once() -> None:
    whole = deed(loan(institution(), institution(), 5))
    ledger.post(whole, SYSTEM)

    first = ledger.reverse(whole.source, reason="誤り", actor=SYSTEM)
    second = ledger.reverse(whole.source, reason="誤り", actor=SYSTEM)

    assert (first.fresh, second.fresh) == (True, False)
    assert PairYear.objects.get().quantity == 0


def test_a_late_retry_of_a_reversed_deed_does_not_post_it_again() -> None:
    whole = deed(loan(institution(), institution(), 5))
    ledger.post(whole, SYSTEM)
    ledger.reverse(whole.source, reason="誤り", actor=SYSTEM)

    assert not ledger.post(whole, SYSTEM).fresh
    assert PairYear.objects.get().quantity == 0


def test_a_deed_taken_back_can_be_corrected_into_force_again() -> None:
    whole = deed(loan(institution(), institution(), 5))
    ledger.post(whole, SYSTEM)
    ledger.reverse(whole.source, reason="誤り", actor=SYSTEM)

    again = ledger.correct(whole, reason="誤りではなかった", actor=SYSTEM)

    assert again.revision == 2
    assert PairYear.objects.get().quantity == 5


def test_what_was_never_posted_cannot_be_corrected_or_reversed() -> None:
    with pytest.raises(NotFound):
        ledger.reverse("x/404", reason="誤り", actor=SYSTEM)
    with pytest.raises(NotFound):
        ledger.correct(
            deed(loan(institution(), institution()), source="x/404"), reason="誤り", actor=SYSTEM
        )


@pytest.mark.parametrize("reason", ["", "  ", "長" * 201])
def test_a_correction_says_why_in_200_characters(reason: str) -> None:
    whole = deed(loan(institution(), institution()))
    ledger.post(whole, SYSTEM)

    with pytest.raises(InputRefused, match="Say why"):
        ledger.reverse(whole.source, reason=reason, actor=SYSTEM)


def test_backdating_is_allowed_and_truthful() -> None:
    ledger.post(deed(loan(institution(), institution(), day=date(2021, 3, 31))), SYSTEM)

    entry = Entry.objects.get()
    assert (entry.fiscal_year, entry.month, entry.late) == (2020, 202103, False)


@pytest.mark.parametrize("closes", ["giver", "receiver"])
def test_after_closing_a_posting_needs_a_reason_and_is_marked(closes: str) -> None:
    sides = {"giver": institution(), "receiver": institution()}
    Closing.objects.create(
        institution_id=sides[closes], fiscal_year=2025, closed_at="2026-04-10T00:00Z"
    )
    late = deed(loan(sides["giver"], sides["receiver"]))

    with pytest.raises(InputRefused, match="needs a reason"):
        ledger.post(late, SYSTEM)
    posting = ledger.post(replace(late, reason="伝票が遅れて届いた"), SYSTEM)

    assert posting.late
    assert Entry.objects.get().late


def test_another_year_and_other_institutions_are_not_late() -> None:
    giver, receiver, third = institution(), institution(), institution()
    Closing.objects.create(institution_id=third, fiscal_year=2025, closed_at="2026-04-10T00:00Z")
    Closing.objects.create(institution_id=giver, fiscal_year=2024, closed_at="2026-04-10T00:00Z")

    assert not ledger.post(deed(loan(giver, receiver)), SYSTEM).late


def test_a_correction_in_a_closed_year_is_marked_on_both_lines() -> None:
    giver, receiver = institution(), institution()
    whole = deed(loan(giver, receiver, 5))
    ledger.post(whole, SYSTEM)
    Closing.objects.create(institution_id=giver, fiscal_year=2025, closed_at="2026-04-10T00:00Z")

    ledger.correct(replace(whole, legs=(loan(giver, receiver, 6),)), reason="数", actor=SYSTEM)

    assert list(Entry.objects.order_by("pk").values_list("late", flat=True)) == [False, True, True]


def test_a_batch_is_all_or_nothing() -> None:
    giver, receiver = institution(), institution()
    ledger.post(deed(loan(giver, receiver), source="x/2"), SYSTEM)
    batch = [deed(loan(giver, receiver, 4), source=f"x/{number}") for number in range(4)]

    with pytest.raises(AlreadyDone), transaction.atomic():
        ledger.post_batch(batch, SYSTEM)

    assert Entry.objects.count() == 1
    assert PairYear.objects.get().quantity == 1


def test_a_batch_posts_only_what_is_new() -> None:
    giver, receiver = institution(), institution()
    batch = [deed(loan(giver, receiver, 4), source=f"x/{number}") for number in range(450)]
    ledger.post_batch(batch[:250], SYSTEM)

    answers = ledger.post_batch(batch, SYSTEM)

    assert [answer.fresh for answer in answers] == [False] * 250 + [True] * 200
    assert (PairYear.objects.get().entries, PairYear.objects.get().quantity) == (450, 1800)


def test_a_batch_refuses_two_deeds_of_one_source_and_more_than_5000_legs() -> None:
    giver, receiver = institution(), institution()
    same = deed(loan(giver, receiver), source="x/1")
    many = [deed(loan(giver, receiver), source=f"y/{number}") for number in range(5001)]

    with pytest.raises(InputRefused, match="same source"):
        ledger.post_batch([same, same], SYSTEM)
    with pytest.raises(InputRefused, match="5,000"):
        ledger.post_batch(many, SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_posting_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="transaction of the deed"):
        ledger.post(deed(loan(1, 2)), SYSTEM)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger_entry SET quantity = 2", "DELETE FROM ledger_entry"],
)
def test_the_database_refuses_to_change_an_entry(statement: str) -> None:
    ledger.post(deed(loan(institution(), institution())), SYSTEM)

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Entry.objects.get().quantity == 1


def entry(**other: object) -> Entry:
    giver, receiver = institution(), institution()
    values: dict[str, object] = {
        "kind": "ill.loan",
        "unit": "item",
        "quantity": 1,
        "giver_id": giver,
        "receiver_id": receiver,
        "scope": 0,
        "principal": True,
        "grain": 1,
        "day_from": DAY,
        "day_to": DAY,
        "fiscal_year": 2025,
        "month": 202505,
        "voice": int(Voice.RECORDED),
        "stated_by_id": giver,
        "source": "raw/1",
        "leg": 0,
        "revision": 1,
        "reversal": False,
        "late": False,
        "reason": "",
        "posted_at": "2025-05-20T00:00Z",
    }
    return Entry(**{**values, **other})


@pytest.mark.parametrize(
    ("constraint", "other"),
    [
        ("someone_takes_part", {"giver_id": None, "receiver_id": None}),
        ("quantity_has_a_sense", {"quantity": -1}),
        ("quantity_has_a_sense", {"reversal": True, "reason": "x"}),
        ("zero_is_only_stated", {"quantity": 0}),
        ("recorded_by_the_day", {"grain": 2, "day_to": date(2025, 5, 31)}),
        ("day_is_one_day", {"day_to": date(2025, 5, 31)}),
        ("days_in_order", {"day_to": date(2025, 5, 1)}),
        ("stated_has_statement", {"voice": 2}),
        ("oddity_has_a_reason", {"late": True}),
        ("oddity_has_a_reason", {"reversal": True, "quantity": -1}),
    ],
)
def test_the_table_itself_keeps_the_rules(constraint: str, other: dict[str, object]) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        entry(**other).save(force_insert=True)

    # A row may break a second rule too; which is named first is the database's business.
    assert constraint in str(refused.value) or constraint == "days_in_order"


def test_the_table_itself_refuses_giving_to_oneself_but_not_to_ones_residents() -> None:
    me = institution()

    with pytest.raises(IntegrityError, match="not_to_oneself"), transaction.atomic():
        entry(giver_id=me, receiver_id=me).save(force_insert=True)

    entry(giver_id=me, receiver_id=me, scope=1).save(force_insert=True)


def test_the_table_itself_posts_a_leg_once() -> None:
    entry(principal=False).save(force_insert=True)

    with pytest.raises(IntegrityError, match=r"UNIQUE|deed_posts_once"), transaction.atomic():
        entry(principal=False).save(force_insert=True)


def test_the_table_itself_has_one_principal_leg() -> None:
    entry().save(force_insert=True)

    with pytest.raises(IntegrityError, match=r"UNIQUE|one_principal_leg"), transaction.atomic():
        entry(leg=1).save(force_insert=True)
