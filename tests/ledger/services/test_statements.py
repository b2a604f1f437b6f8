from __future__ import annotations

from datetime import date

import pytest

from tests.ledger.factories import (
    admin_of,
    deed,
    editor_of,
    institution,
    loan,
    region_office,
)
from yuinowa.core.rights import Actor
from yuinowa.core.waits import open_waits
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Choice, Entry, GivenMonth, ReceivedMonth, Statement
from yuinowa.ledger.services import Figure
from yuinowa.ledger.services.statements import source_of

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def lent(giver: int | None, receiver: int | None, quantity: int = 120) -> Figure:
    return Figure("ill.loan", Unit.ITEM, quantity, giver, receiver, date(2025, 4, 1))


def state(stated_by: int, *figures: Figure, digest: str = "d" * 64, **more: str) -> Statement:
    return ledger.state(
        figures,
        stated_by=stated_by,
        title="令和7年度 図書館年報",
        received_on=date(2026, 5, 1),
        digest=digest,
        actor=SYSTEM,
        **more,
    )


def choices() -> set[tuple[int, str, int, bool]]:
    return set(Choice.objects.values_list("institution_id", "side", "voice", "contested"))


def test_the_voice_follows_who_speaks_about_whom() -> None:
    giver, receiver, office = institution(), institution(), institution()

    state(giver, lent(giver, None))
    state(receiver, lent(None, receiver))
    state(office, lent(giver, receiver))

    voices = Entry.objects.order_by("pk").values_list("stated_by_id", "voice")
    assert list(voices) == [(giver, 2), (receiver, 3), (office, 4)]


def test_a_yearly_figure_has_no_month_and_the_other_sides_table_does_not_take_it() -> None:
    giver = institution()

    state(giver, lent(giver, None))

    assert GivenMonth.objects.get().month == 202500
    assert not ReceivedMonth.objects.exists()


def test_nothing_may_be_stated_but_not_recorded() -> None:
    giver = institution()

    state(giver, lent(giver, None, 0))

    cell = GivenMonth.objects.get()
    assert (cell.entries, cell.quantity) == (1, 0)


def test_the_same_document_is_taken_in_once() -> None:
    giver = institution()

    first = state(giver, lent(giver, None))
    second = state(giver, lent(giver, None))

    assert first == second
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("figures", [1, 2])
def test_the_same_document_with_other_figures_is_refused(figures: int) -> None:
    giver = institution()
    state(giver, lent(giver, None))

    with pytest.raises(AlreadyDone):
        state(giver, *[lent(giver, None, 121)] * figures)


def test_only_the_one_who_says_it_or_the_region_office_hands_a_statement_in() -> None:
    giver, stranger = institution(), institution()
    said = {
        "stated_by": giver,
        "title": "年報",
        "received_on": date(2026, 5, 1),
        "digest": "d" * 64,
    }

    with pytest.raises(NotAllowed):
        ledger.state([lent(giver, None)], actor=editor_of(stranger), **said)  # type: ignore[arg-type]

    ledger.state([lent(giver, None)], actor=region_office(stranger), **said)  # type: ignore[arg-type]


def test_stated_alone_counts_without_anybody_deciding() -> None:
    giver = institution()

    state(giver, lent(giver, None))

    assert choices() == {(giver, "given", Voice.GIVER, False)}


def test_without_statements_there_is_nothing_to_choose() -> None:
    ledger.post(deed(loan(institution(), institution())), SYSTEM)

    assert choices() == set()


@pytest.mark.parametrize("recorded_first", [True, False])
def test_recorded_and_stated_are_contested_and_recorded_counts_until_decided(
    *, recorded_first: bool
) -> None:
    giver, receiver = institution(), institution()

    if recorded_first:
        ledger.post(deed(loan(giver, receiver)), SYSTEM)
    state(giver, lent(giver, None))
    if not recorded_first:
        ledger.post(deed(loan(giver, receiver)), SYSTEM)

    assert choices() == {(giver, "given", Voice.RECORDED, True)}
    [wait] = open_waits(Choice.objects.get())
    assert wait.institution == giver


def test_ones_own_word_comes_before_anothers_and_is_contested_by_it() -> None:
    giver, office = institution(), institution()

    state(office, lent(giver, None))
    state(giver, lent(giver, None))

    assert choices() == {(giver, "given", Voice.GIVER, True)}


def test_deciding_settles_the_choice_and_ends_the_wait() -> None:
    giver, receiver = institution(), institution()
    state(giver, lent(giver, None))
    ledger.post(deed(loan(giver, receiver)), SYSTEM)
    row = Choice.objects.get()

    decided = ledger.decide(row.pk, Voice.GIVER, reason="全館の数", actor=admin_of(giver))

    assert (decided.voice, decided.contested) == (Voice.GIVER, False)
    assert not open_waits(row).exists()


def test_a_decision_stands_whatever_is_posted_later() -> None:
    giver, receiver = institution(), institution()
    state(giver, lent(giver, None))
    ledger.post(deed(loan(giver, receiver)), SYSTEM)
    ledger.decide(Choice.objects.get().pk, Voice.GIVER, reason="全館の数", actor=admin_of(giver))

    ledger.post(deed(loan(giver, receiver)), SYSTEM)

    assert choices() == {(giver, "given", Voice.GIVER, False)}


def test_a_stranger_decides_nothing_and_nobody_without_a_reason_or_a_figure() -> None:
    giver = institution()
    state(giver, lent(giver, None))
    row = Choice.objects.get()

    with pytest.raises(NotAllowed):
        ledger.decide(row.pk, Voice.GIVER, reason="x", actor=editor_of(institution()))
    with pytest.raises(InputRefused, match="Say why"):
        ledger.decide(row.pk, Voice.GIVER, reason=" ", actor=admin_of(giver))
    with pytest.raises(InputRefused, match="no figure"):
        ledger.decide(row.pk, Voice.RECORDED, reason="x", actor=admin_of(giver))


def test_taking_the_stated_figure_back_leaves_nothing_to_choose() -> None:
    giver, receiver = institution(), institution()
    statement = state(giver, lent(giver, None))
    ledger.post(deed(loan(giver, receiver)), SYSTEM)
    row = Choice.objects.get()

    ledger.reverse(source_of(statement.pk, 0), reason="別の年度の数だった", actor=SYSTEM)

    assert choices() == set()
    assert not open_waits(row).exists()


def test_taking_the_recorded_deed_back_lets_the_stated_figure_count() -> None:
    giver, receiver = institution(), institution()
    state(giver, lent(giver, None))
    recorded = deed(loan(giver, receiver))
    ledger.post(recorded, SYSTEM)

    ledger.reverse(recorded.source, reason="誤り", actor=SYSTEM)

    assert choices() == {(giver, "given", Voice.GIVER, False)}


def test_each_side_chooses_for_itself() -> None:
    giver, receiver, office = institution(), institution(), institution()

    state(office, lent(giver, receiver))

    assert choices() == {
        (giver, Side.GIVEN, Voice.OTHER, False),
        (receiver, Side.RECEIVED, Voice.OTHER, False),
    }
