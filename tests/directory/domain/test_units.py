from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.units import Node, Span, placed, would_circle

A_DAY = date(2026, 4, 1)
IDS = st.integers(1, 12)


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    """Nodes without circles: each stands under an earlier one."""
    nodes = []
    for pk in range(1, draw(st.integers(1, 12)) + 1):
        parent = draw(st.none() | st.integers(1, pk - 1)) if pk > 1 else None
        days = draw(st.tuples(*[st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))] * 2))
        nodes.append(Node(pk, parent, Span(*days)))
    return nodes


@given(trees())
def test_every_unit_is_placed_once_right_under_its_parent(nodes: list[Node]) -> None:
    rows = placed(nodes)

    depths = dict(rows)
    assert sorted(depths) == sorted(node.id for node in nodes)
    assert len(rows) == len(depths)
    for node in nodes:
        assert depths[node.id] == (0 if node.parent is None else depths[node.parent] + 1)


@given(trees(), st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_as_of_a_day_only_units_that_were_there_are_placed(nodes: list[Node], day: date) -> None:
    rows = placed(nodes, as_of=day)

    assert {pk for pk, _depth in rows} == {node.id for node in nodes if node.span.holds(day)}


def test_the_parts_of_a_unit_that_was_not_there_yet_stand_under_the_next_one() -> None:
    nodes = [Node(1, None), Node(2, 1, Span(from_day=date(2027, 4, 1))), Node(3, 2)]

    assert placed(nodes, as_of=A_DAY) == [(1, 0), (3, 1)]
    assert placed(nodes, as_of=date(2027, 4, 1)) == [(1, 0), (2, 1), (3, 2)]


@given(trees(), IDS, st.none() | IDS)
def test_a_move_that_would_not_circle_leaves_a_tree(
    nodes: list[Node], unit: int, parent: int | None
) -> None:
    parents = {node.id: node.parent for node in nodes}
    unit, parent = (unit - 1) % len(nodes) + 1, parent and (parent - 1) % len(nodes) + 1

    if would_circle(parents, unit, parent):
        seen, above = {unit}, parent
        while above not in seen:
            assert above is not None
            seen.add(above)
            above = parents[above]
    else:
        moved = [Node(n.id, parent if n.id == unit else n.parent) for n in nodes]
        assert len(placed(moved)) == len(nodes)


def test_a_unit_cannot_stand_under_itself() -> None:
    assert would_circle({1: None}, 1, 1)
