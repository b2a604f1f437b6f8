"""The ring as a drawing: nothing outside its frame, every node linked, every word escaped."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from yuinowa.documents.rings import MOST_NODES, Line, Spoke, ring, sample


def spokes(count: int, name: str = "試験市立第一小学校") -> list[Spoke]:
    lines = list(Line)
    return [
        Spoke(f"{name}{n}", "支援", (lines[n % len(lines)], Line.SOLID), f"#r{n + 1}")
        for n in range(count)
    ]


def drawn(count: int, **given: str) -> list[ET.Element]:
    html = f"<div>{ring('試験市立中央図書館', spokes(count, **given), label='輪')}</div>"
    return list(ET.fromstring(html))


@pytest.mark.parametrize("count", [1, 2, 7, MOST_NODES])
def test_both_sizes_have_every_node_inside_the_frame(count: int) -> None:
    for svg in drawn(count):
        _zero, _zero2, width, height = map(float, str(svg.get("viewBox")).split())
        dots = [node for node in svg.iter("circle") if node.get("class") == "yw-ring__dot"]
        assert len(dots) == count
        for path in svg.iter("path"):
            for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", str(path.get("d"))):
                assert 0 <= float(x) <= width
                assert 0 <= float(y) <= height


@pytest.mark.parametrize("count", range(3, MOST_NODES + 1))
def test_no_label_touches_the_next_one(count: int) -> None:
    wide, _narrow = drawn(count)
    ends = [
        (text.get("class", "").endswith("yw-draw__end"), float(text.get("y", "0")))
        for text in wide.iter("text")
        if "yw-draw__bold" in text.get("class", "")
    ]

    for side in (True, False):
        heights = sorted(y for is_left, y in ends if is_left is side)
        assert all(below - above >= 33 for above, below in pairwise(heights))


def test_in_the_wide_drawing_every_node_leads_to_its_row() -> None:
    wide, narrow = drawn(5)

    assert [a.get("href") for a in wide.iter("a")] == [f"#r{n}" for n in range(1, 6)]
    assert list(narrow.iter("a")) == []


def test_words_from_outside_are_escaped() -> None:
    html = ring("<b>館</b>", spokes(2, name="<script>"), label='"><x')

    assert "<script>" not in html
    assert "<b>" not in html
    assert ET.fromstring(f"<div>{html}</div>") is not None


def test_a_long_name_is_cut_where_the_frame_ends() -> None:
    for svg in drawn(4, name="とても長い名前の機関" * 5):
        for text in svg.iter("text"):
            assert len(text.text or "") <= 30


def test_support_has_a_head_at_the_side_that_is_helped() -> None:
    out = sample(Line.ARROW_OUT)
    inwards = sample(Line.ARROW_IN)

    assert out.count("yw-edge__head") == inwards.count("yw-edge__head") == 1
    assert "M50 8L" in out
    assert "M2 8L" in inwards


@pytest.mark.parametrize("line", list(Line))
def test_every_line_has_a_class_of_the_stylesheet(line: Line) -> None:
    assert re.search(
        r"yw-edge--(contact|cooperate|partner|reciprocal|support|collaborate)", sample(line)
    )
