"""The five zones: drawn with what stands there, and only where there is a civic and a public side."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.documents.zones import ZONES, ZoneWords, zones
from yuinowa.partnerships.domain.forms_and_zones import (
    FITS,
    PUBLIC_KINDS,
    TOGETHER,
    Axis,
    Form,
    Zone,
    across,
    axis_of,
    fits,
    place_of,
)

SIDES = st.lists(st.sets(st.sampled_from([kind.value for kind in InstitutionKind])), max_size=5)


def test_the_zones_lie_in_their_order_and_every_form_in_some_of_working_together() -> None:
    assert [place_of(zone) for zone in Zone] == list(range(ZONES))
    assert len(FITS) == len(Form) == 15
    assert all(set(usual) <= set(TOGETHER) and usual for usual in FITS.values())
    assert {kind.value for kind in InstitutionKind} >= PUBLIC_KINDS


@given(SIDES)
def test_the_zones_lie_between_civic_and_public_sides_or_two_of_one_sort(
    sides: list[set[str]],
) -> None:
    public = [bool(kinds & PUBLIC_KINDS) for kinds in sides]

    if True in public and False in public:
        assert axis_of(sides) is Axis.SECTORS
    else:
        assert axis_of(sides) == (Axis.SIDES if len(sides) == 2 else None)


@given(st.sampled_from(Form), st.sampled_from(Zone))
def test_between_two_sides_of_one_sort_either_may_lead(form: Form, zone: Zone) -> None:
    assert across(across(zone)) is zone
    assert fits(form, zone, Axis.SIDES) == (fits(form, zone) or fits(form, across(zone)))
    assert fits(form, zone, Axis.SIDES) == fits(form, across(zone), Axis.SIDES)


@given(
    st.lists(st.integers(0, ZONES - 1), max_size=8),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=10),
)
def test_every_mark_is_drawn_in_its_zone_and_every_word_is_escaped(
    marks: list[int], text: str
) -> None:
    words = ZoneWords([(text, text)] * ZONES, text, text, text)

    drawn = ET.fromstring(f"<div>{zones(marks, words, label=text)}</div>")  # our own

    for drawing in drawn:
        assert drawing.get("aria-label") == text
        dots = drawing.findall("circle")
        step = int(drawing.attrib["viewBox"].split()[2]) // ZONES
        assert [int(dot.attrib["cx"]) // step for dot in dots[:1]] == marks[:1]
        assert len(dots) == len(marks)
