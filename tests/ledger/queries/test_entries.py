from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from django.db.models import Q

from tests.ledger.factories import DAY, deed, editor_of, institution, loan, region_office
from yuinowa.core.rights import Actor, can
from yuinowa.ledger import permissions
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Entry
from yuinowa.ledger.queries.entries import (
    Behind,
    entries_behind,
    entries_of_pair,
    entries_visible_to,
    history_of,
    sources_on,
)

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


@pytest.fixture
def partnerships() -> Iterator[dict[int, list[str]]]:
    """Which partnerships an institution is a party of."""
    parties: dict[int, list[str]] = {}
    permissions.register_context_kind("test_partnership", lambda who: parties.get(who, []))
    yield parties
    permissions._PARTY_KEYS.pop("test_partnership")


def quantities(entries: Iterable[Entry]) -> list[int]:
    return [entry.quantity for entry in entries]


def test_giver_receiver_recorder_and_region_see_an_entry_and_nobody_else() -> None:
    giver, receiver, recorder, stranger = (institution() for _ in range(4))
    ledger.post(deed(loan(giver, receiver)), editor_of(recorder))
    entry = Entry.objects.get()
    actors = {
        "giver": editor_of(giver),
        "receiver": editor_of(receiver),
        "recorder": editor_of(recorder),
        "region": region_office(stranger),
        "stranger": editor_of(stranger),
        "nobody": Actor.nobody(),
    }

    seen = {name for name, actor in actors.items() if entries_visible_to(actor).exists()}

    assert seen == {"giver", "receiver", "recorder", "region"}
    assert seen == {name for name, actor in actors.items() if can(actor, "entry.view", entry)}


def test_the_contexts_parties_see_an_entry(partnerships: dict[int, list[str]]) -> None:
    party, other_party = institution(), institution()
    partnerships |= {party: ["12"], other_party: ["13"]}
    context = ledger.context_of("test_partnership", "12", "会").pk
    ledger.post(deed(loan(institution(), institution()), context=context), SYSTEM)
    entry = Entry.objects.get()

    for who, sees in ((party, True), (other_party, False)):
        assert entries_visible_to(editor_of(who)).exists() is sees
        assert can(editor_of(who), "entry.view", entry) is sees


def test_what_stands_behind_a_cell_is_narrowed_by_all_of_its_key() -> None:
    giver, receiver, third = institution(), institution(), institution()
    ledger.post(deed(loan(giver, receiver, 1)), SYSTEM)
    ledger.post(deed(loan(giver, third, 2)), SYSTEM)
    ledger.post(deed(loan(giver, receiver, 3, day=date(2025, 6, 1))), SYSTEM)
    ledger.post(deed(loan(receiver, giver, 4)), SYSTEM)
    loans = {"kind": "ill.loan", "unit": Unit.ITEM, "fiscal_year": 2025}

    def behind(**key: object) -> list[int]:
        found = entries_behind(Behind(**loans, **key), editor_of(giver))  # type: ignore[arg-type]
        return sorted(quantities(found))

    assert behind() == [1, 2, 3, 4]
    assert behind(giver=giver) == [1, 2, 3]
    assert behind(giver=giver, receiver=receiver) == [1, 3]
    assert behind(giver=giver, month=202505) == [1, 2]
    assert behind(receiver=giver, voices=(1,)) == [4]
    assert behind(giver=0) == []


def test_behind_a_printed_figure_stand_the_entries_of_its_edition_for_ever() -> None:
    giver, receiver = institution(), institution()
    whole = deed(loan(giver, receiver, 5))
    ledger.post(whole, SYSTEM)
    edition = ledger.freeze_point()
    ledger.reverse(whole.source, reason="誤り", actor=SYSTEM)
    cell = {"kind": "ill.loan", "unit": Unit.ITEM, "fiscal_year": 2025}

    then = entries_behind(Behind(**cell, up_to=edition), editor_of(giver))  # type: ignore[arg-type]
    now = entries_behind(Behind(**cell), editor_of(giver))  # type: ignore[arg-type]

    assert quantities(then) == [5]
    assert sorted(quantities(now)) == [-5, 5]


def test_an_empty_ledger_freezes_at_nothing() -> None:
    assert ledger.freeze_point() == 0


def test_where_persons_are_counted_nothing_is_drilled() -> None:
    giver, receiver = institution(), institution()
    leg = loan(giver, receiver, 40, kind="contact", unit=Unit.PERSON)
    ledger.post(deed(leg), SYSTEM)

    behind = Behind("contact", Unit.PERSON, 2025)

    assert not entries_behind(behind, region_office(giver)).exists()
    assert entries_visible_to(editor_of(giver)).exists()


def test_a_pair_is_a_pair_either_way() -> None:
    one, other, third = institution(), institution(), institution()
    ledger.post(deed(loan(one, other, 1)), SYSTEM)
    ledger.post(deed(loan(other, one, 2)), SYSTEM)
    ledger.post(deed(loan(one, third, 3)), SYSTEM)

    assert sorted(quantities(entries_of_pair(one, other, editor_of(one)))) == [1, 2]
    assert quantities(entries_of_pair(one, other, editor_of(third))) == []


def test_the_history_of_a_deed_shows_both_versions_and_which_was_taken_back() -> None:
    giver, receiver = institution(), institution()
    ledger.post(deed(loan(giver, receiver, 5), source="x/1"), SYSTEM)
    ledger.correct(deed(loan(giver, receiver, 6), source="x/1"), reason="数え直し", actor=SYSTEM)

    rows = history_of("x/1", editor_of(giver))

    assert {(row.quantity, row.revision, row.is_withdrawn) for row in rows} == {  # type: ignore[attr-defined]
        (5, 1, True),
        (-5, 1, True),
        (6, 2, False),
    }


def test_the_same_pair_on_the_same_day_is_found_either_way_round() -> None:
    one, other = institution(), institution()
    ledger.post(deed(loan(one, other, kind="contact", unit=Unit.TIME), source="c/1"), SYSTEM)
    ledger.post(deed(loan(other, one, kind="contact", unit=Unit.TIME), source="c/2"), SYSTEM)
    ledger.reverse("c/2", reason="二重", actor=SYSTEM)

    assert list(sources_on("contact", other, one, DAY)) == ["c/1"]
    assert list(sources_on("contact", other, one, date(2025, 5, 21))) == []


def test_a_behind_with_principal_legs_only_is_what_totals_add() -> None:
    one, other, third = institution(), institution(), institution()
    ledger.post(deed(loan(one, other, 1), loan(one, third, 2, principal=False)), SYSTEM)

    behind = Behind("ill.loan", Unit.ITEM, 2025, principal=True)

    assert behind.q() == Q(kind="ill.loan", unit=Unit.ITEM, fiscal_year=2025) & Q(principal=True)
    assert quantities(entries_behind(behind, SYSTEM)) == [1]
