"""A record kept as text is the same record again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.catalogue.domain.packing import packed, unpacked
from yuinowa.catalogue.domain.records import Record, Written

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.builds(Record))
def test_a_record_comes_back_whole(record: Record) -> None:
    assert unpacked(packed(record)) == record


@given(WORDS, WORDS)
def test_what_is_empty_takes_no_room(identity: str, title: str) -> None:
    text = packed(Record(identity, Written(title)))
    assert "holdings" not in text
    assert len(text) < 60 + 12 * len(identity + title)
