"""Calendar files: what programs read from them, whatever people wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.icalendar import Entry, calendar_text, escaped, folded

STAMP = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_a_whole_day_has_no_time() -> None:
    text = calendar_text([Entry("a@yuinowa", date(2026, 12, 1), "休館")], about="x", stamp=STAMP)

    assert text.split("\r\n")[3:8] == [
        "BEGIN:VEVENT",
        "UID:a@yuinowa",
        "DTSTAMP:20261122T030000Z",
        "DTSTART;VALUE=DATE:20261201",
        "SUMMARY:休館",
    ]


def test_times_are_those_of_japan_also_across_midnight() -> None:
    entry = Entry("a", date(2026, 12, 1), "会合", begins=time(8, 30), ends=time(10))

    text = calendar_text([entry], about="x", stamp=STAMP)

    assert "DTSTART:20261130T233000Z\r\nDTEND:20261201T010000Z\r\n" in text


def test_a_cancelled_entry_says_so_and_has_the_higher_number() -> None:
    entry = Entry("a", date(2026, 12, 1), "会合", is_cancelled=True, sequence=2)

    text = calendar_text([entry], about="x", stamp=STAMP)

    assert "SEQUENCE:2\r\nSTATUS:CANCELLED\r\nEND:VEVENT" in text


@given(st.text(max_size=300))
def test_no_text_begins_a_line_of_its_own(text: str) -> None:
    """Neither a line end nor a comma from outside becomes part of the format."""
    value = folded(f"SUMMARY:{escaped(text)}")

    assert all(line.startswith(" ") for line in value.split("\r\n")[1:])
    assert "\n" not in value.replace("\r\n", "")


@given(st.text(alphabet="図書館ab,;\\ ", max_size=300))
def test_lines_are_short_and_nothing_is_lost(text: str) -> None:
    value = folded(f"SUMMARY:{escaped(text)}")

    assert max(len(line.encode()) for line in value.split("\r\n")) <= 75
    assert value.replace("\r\n ", "") == f"SUMMARY:{escaped(text)}"
