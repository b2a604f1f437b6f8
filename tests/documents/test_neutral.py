"""R16: nothing that is exported runs in a spreadsheet."""

from __future__ import annotations

import csv as stdlib_csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.documents.csv import csv_bytes
from yuinowa.documents.neutral import neutral

RUNS = "=+-@\t\r\n\x00＝＋－＠"


@pytest.mark.parametrize(
    "text", ["=1+1", "+81-3", "-x", "@SUM(A1)", "\tx", "＝1", "－x", "＋1x", "--1"]
)
def test_a_cell_that_could_run_gets_a_leading_mark(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+1,200", "-0.5%", "-", "－", "", "・=1", "1-2", "a=b"])
def test_numbers_blank_signs_and_plain_text_stay(text: str) -> None:
    assert neutral(text) == text


@given(
    st.sampled_from(RUNS),
    st.text(min_size=1).filter(lambda t: not any(c in t for c in "0123456789,.%")),
)
def test_whatever_follows_a_running_sign_is_marked(sign: str, rest: str) -> None:
    assert neutral(sign + rest) == "'" + sign + rest


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_a_csv_is_read_back_as_it_was_neutralised(texts: list[str]) -> None:
    data = csv_bytes(["a"] * len(texts), [texts])

    rows = list(stdlib_csv.reader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[1] == [neutral(text) for text in texts]
