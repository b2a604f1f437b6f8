"""Statements of costs: reckoned as a draft, issued once, put right by another; kept by one side, read by all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import group, lead_of, school, side, together
from tests.relations.ties import of_kind
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditAudience, AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.ledger.services.populations import PopulationEntry, record_population
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.shares import WHOLE, Fault, Formula, Part
from yuinowa.partnerships.models import CostShare, CostStatement, Partnership, Party
from yuinowa.partnerships.queries.costs import costs_visible_to, reckoned, with_shares
from yuinowa.partnerships.services.costs import (
    CostOutline,
    Line,
    drop,
    issue,
    prepare,
    put_right,
    rewrite,
    write_lines,
)
from yuinowa.partnerships.services.sides import accept, ask_sides, leave

pytestmark = pytest.mark.django_db

HALVES = Formula({Part.EQUAL: 500, Part.PER_HEAD: 500})
AS_OF = date(2026, 10, 1)


def outline(**changes: object) -> CostOutline:
    given: dict[str, object] = {
        "fiscal_year": 2027,
        "title": "電子書籍の購入費",
        "total_yen": 1_000_001,
        "formula": HALVES,
        "population_on": AS_OF,
        "population_source": "試験県 人口推計",
    }
    return CostOutline(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def made(partnership: Partnership, actor: Actor, **changes: object) -> CostStatement:
    return prepare(partnership, outline(**changes), once=new_key(), actor=actor)[0]


def residents(statement: CostStatement, *numbers: int) -> dict[int, Line]:
    lines = CostShare.objects.filter(statement=statement).order_by("party")
    return {
        line.pk: Line(0, shares_rest=True, residents=number, uses=None)
        for line, number in zip(lines, numbers, strict=True)
    }


@pytest.fixture
def partnership(ours: Institution) -> Partnership:
    return together(ours, school(), group())


def test_a_draft_says_whose_residents_are_missing_and_then_what_each_side_bears(
    ours: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    draft = made(partnership, actor)
    parties = [party.pk for party in partnership.parties.order_by("pk")]

    table = reckoned(with_shares(costs_visible_to(actor)).get())
    assert [(found.fault, found.side) for found in table.faults] == [
        (Fault.NO_POPULATION, party) for party in parties
    ]
    assert [share for _line, share in table.lines] == [None] * 3

    draft = write_lines(
        draft.pk, residents(draft, 60_000, 30_000, 10_000), expected_version=1, actor=actor
    )
    table = reckoned(with_shares(costs_visible_to(actor)).get())
    assert not table.faults
    assert [share.yen for _line, share in table.lines if share] == [466_667, 316_667, 216_667]
    assert table.total == draft.total_yen


def test_residents_that_the_ledger_knows_of_that_day_are_there_already(
    ours: Institution, partnership: Partnership
) -> None:
    entry = PopulationEntry(number=60_000, source="試験県 人口推計")
    record_population(ours.pk, AS_OF, entry, actor=lead_of(ours, role=Role.PLAN_OFFICER))
    record_population(
        ours.pk, date(2025, 10, 1), entry, actor=lead_of(ours, role=Role.PLAN_OFFICER)
    )

    draft = made(partnership, lead_of(ours))

    known = CostShare.objects.filter(statement=draft).order_by("party")
    assert [line.residents for line in known] == [60_000, None, None]


def test_what_is_issued_stays_and_is_put_right_by_another(
    ours: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    draft = made(partnership, actor)
    written = write_lines(draft.pk, residents(draft, 6, 3, 1), expected_version=1, actor=actor)
    issued = issue(written.pk, expected_version=written.version, actor=actor)
    before = _parts(issued)
    assert sum(equal + head for equal, head in before) == 1_000_001

    with pytest.raises(WrongState):
        rewrite(issued.pk, outline(), expected_version=issued.version, actor=actor)
    with pytest.raises(WrongState):
        write_lines(issued.pk, {}, expected_version=issued.version, actor=actor)
    with pytest.raises(WrongState):
        drop(issued.pk, expected_version=issued.version, actor=actor)
    with pytest.raises(TransitionRefused):
        issue(issued.pk, expected_version=issued.version, actor=actor)

    second = put_right(issued.pk, "人口の写しまちがい", actor=actor)
    with pytest.raises(WrongState):
        put_right(issued.pk, "もう一度", actor=actor)
    written = write_lines(second.pk, residents(second, 5, 4, 1), expected_version=1, actor=actor)
    assert CostStatement.objects.get(pk=issued.pk).state == "issued"
    issue(second.pk, expected_version=written.version, actor=actor)

    issued.refresh_from_db()
    assert issued.state == "replaced"
    assert _parts(issued) == before


def _parts(statement: CostStatement) -> list[tuple[int, int]]:
    lines = CostShare.objects.filter(statement=statement).order_by("party")
    return [(line.equal_yen or 0, line.head_yen or 0) for line in lines]


def test_nothing_is_issued_while_something_is_missing(
    ours: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    draft = made(partnership, actor)

    with pytest.raises(WrongState, match=ours.name):
        issue(draft.pk, expected_version=1, actor=actor)

    assert CostStatement.objects.get().is_draft


def test_whoever_joins_or_leaves_after_the_draft_gets_or_loses_a_line(
    ours: Institution, partnership: Partnership
) -> None:
    actor, newcomer = lead_of(ours), of_kind("試験町立図書館")
    draft = made(partnership, actor, formula=Formula({Part.EQUAL: WHOLE}))
    ask_sides(partnership.pk, [newcomer.pk], actor=actor)
    accept(partnership.pk, actor=lead_of(newcomer))
    gone = partnership.parties.order_by("pk")[1]
    leave(partnership.pk, reason="ほかの取組に移る", actor=lead_of(gone.institution))

    table = reckoned(with_shares(costs_visible_to(actor)).get())
    came = side(partnership, newcomer)
    assert [(found.fault, found.side) for found in table.faults] == [
        (Fault.SIDE_CAME, came.pk),
        (Fault.SIDE_WENT, gone.pk),
    ]
    with pytest.raises(WrongState, match=newcomer.name):
        issue(draft.pk, expected_version=1, actor=actor)

    draft = write_lines(draft.pk, {}, expected_version=1, actor=actor)
    issue(draft.pk, expected_version=draft.version, actor=actor)
    assert not CostShare.objects.filter(party=gone).exists()
    assert CostShare.objects.filter(party=came).exists()


def test_the_next_year_begins_with_the_fixed_sums_of_this_one(
    ours: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    first = made(partnership, actor)
    lines = residents(first, 0, 3, 1)
    payer = min(lines)
    lines[payer] = Line(500_000, shares_rest=False, residents=None, uses=None)
    write_lines(first.pk, lines, expected_version=1, actor=actor)

    second = made(partnership, actor, fiscal_year=2028)

    carried = CostShare.objects.filter(statement=second).order_by("party").first()
    assert carried is not None
    assert (carried.fixed_yen, carried.shares_rest, carried.residents) == (500_000, False, None)


def test_only_the_side_that_began_or_leads_keeps_the_accounts_and_all_sides_read_them(
    ours: Institution, partnership: Partnership
) -> None:
    theirs = Institution.objects.get(name=school_name(partnership))
    stranger = of_kind("ほかの図書館")
    draft = made(partnership, lead_of(ours))

    for actor in (lead_of(theirs), lead_of(ours, role=Role.EDITOR), lead_of(stranger)):
        with pytest.raises(NotAllowed):
            drop(draft.pk, expected_version=1, actor=actor)
        with pytest.raises(NotAllowed):
            prepare(partnership, outline(), once=new_key(), actor=actor)
    assert costs_visible_to(lead_of(theirs)).exists()
    assert not costs_visible_to(lead_of(stranger)).exists()
    coordinator = Actor(
        person=9, institution=None, roles=frozenset({Role.COORDINATOR}), region=True
    )
    assert not costs_visible_to(coordinator).exists()

    Party.objects.filter(pk=side(partnership, theirs).pk).update(role=PartyRole.LEAD.value)
    drop(draft.pk, expected_version=1, actor=lead_of(theirs))
    assert not CostStatement.objects.exists()


def school_name(partnership: Partnership) -> str:
    return str(partnership.parties.order_by("pk")[1].institution.name)


def test_two_who_write_the_draft_do_not_overwrite_each_other(
    ours: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    draft = made(partnership, actor)
    write_lines(draft.pk, residents(draft, 6, 3, 1), expected_version=1, actor=actor)

    with pytest.raises(VersionMovedOn):
        write_lines(draft.pk, residents(draft, 1, 1, 1), expected_version=1, actor=actor)

    assert list(CostShare.objects.order_by("party").values_list("residents", flat=True)) == [
        6,
        3,
        1,
    ]


def test_pressing_twice_makes_one_draft(ours: Institution, partnership: Partnership) -> None:
    key = new_key()
    prepare(partnership, outline(), once=key, actor=lead_of(ours))
    _made, fresh = prepare(partnership, outline(), once=key, actor=lead_of(ours))

    assert not fresh
    assert CostStatement.objects.count() == 1
    assert AuditRow.objects.filter(action="cost.prepare").count() == 1


def test_whoever_was_only_asked_reads_no_money_in_the_trail(
    ours: Institution, partnership: Partnership
) -> None:
    actor, asked = lead_of(ours), of_kind("試験町立図書館")
    ask_sides(partnership.pk, [asked.pk], actor=actor)
    draft = made(partnership, actor, formula=Formula({Part.EQUAL: WHOLE}))
    issue(draft.pk, expected_version=1, actor=actor)

    rows = AuditRow.objects.filter(action__startswith="cost")
    told = set(AuditAudience.objects.filter(row__in=rows).values_list("institution", flat=True))
    assert rows.count() == 2
    joined = set(partnership.parties.values_list("institution", flat=True)) - {asked.pk}
    assert told | {ours.pk} == joined


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"formula": Formula({Part.EQUAL: 999})}, "equal"),
        ({"population_on": None}, "population_on"),
        ({"population_source": ""}, "population_source"),
        ({"formula": Formula({Part.PER_USE: 1000})}, "use_source"),
    ],
)
def test_a_formula_needs_its_whole_and_its_sources(
    ours: Institution, partnership: Partnership, changes: dict[str, object], place: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        made(partnership, lead_of(ours), **changes)
    assert refused.value.place == place


@pytest.mark.parametrize(
    "values",
    [
        {"per_head": 501},
        {"population_source": ""},
        {"total_yen": 0},
        {"state": "issued"},
        {"equal": 0, "per_head": 0, "per_use": 1000},
    ],
)
def test_the_database_refuses_what_the_service_would(
    ours: Institution, partnership: Partnership, values: dict[str, object]
) -> None:
    draft = made(partnership, lead_of(ours))

    with pytest.raises(IntegrityError), transaction.atomic():
        CostStatement.objects.filter(pk=draft.pk).update(**values)


def test_a_statement_asks_as_many_questions_for_many_sides_as_for_few(
    ours: Institution, partnership: Partnership
) -> None:
    actor = lead_of(ours)
    # The first statement has none before it to take fixed sums from.
    made(partnership, actor)
    asked = []
    for more in (0, 40):
        for number in range(more):
            Party.objects.create(
                partnership=partnership,
                institution=of_kind(f"町立図書館{number}"),
                state="joined",
                asked_at=partnership.begun_at,
                joined_at=partnership.begun_at,
            )
        with CaptureQueriesContext(connection) as queries:
            draft = made(partnership, actor)
        lines = residents(draft, *range(1, 4 + more))
        with CaptureQueriesContext(connection) as writing:
            draft = write_lines(draft.pk, lines, expected_version=1, actor=actor)
        with CaptureQueriesContext(connection) as issuing:
            issue(draft.pk, expected_version=draft.version, actor=actor)
        asked.append((len(queries), len(writing), len(issuing)))
    assert asked[0] == asked[1]
