from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.domain.test_crd import SANKO
from tests.directory.domain.test_nacsis import MEMBER
from yuinowa.directory.domain import crd, records
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import Outcome, Refused, SourceRecord
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.directory.exchange.readers import open_file
from yuinowa.kernel.errors import InputRefused, Unreadable

HEAD = "\t".join(crd.COLUMNS)
ROW = "\t".join(SANKO)
LINE = json.dumps(MEMBER, ensure_ascii=False)


def read(tmp_path: Path, source: SourceCode, written: str) -> list[Outcome]:
    file = tmp_path / "list"
    file.write_text(written, encoding="utf-8", newline="")
    return list(open_file(file, source).rows())


def codes(outcomes: list[Outcome]) -> list[tuple[int, str]]:
    return [
        (fault.line, fault.code)
        for outcome in outcomes
        if isinstance(outcome, Refused)
        for fault in outcome.faults
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_may_end_in_either_way_and_blank_ones_are_passed_over(
    tmp_path: Path, end: str
) -> None:
    outcomes = read(tmp_path, SourceCode.CRD, end.join([HEAD, ROW, "", ROW]))

    assert [getattr(outcome, "line", 0) for outcome in outcomes] == [2, 4]
    assert all(isinstance(outcome, SourceRecord) for outcome in outcomes)


@pytest.mark.parametrize(
    "head",
    ["", "crd_id", HEAD + "\tmore", HEAD.replace("isil", "id"), HEAD.replace("tel", "fax"), ROW],
)
def test_other_columns_are_refused_and_named(tmp_path: Path, head: str) -> None:  # R13
    with pytest.raises(InputRefused, match="crd_id"):
        read(tmp_path, SourceCode.CRD, f"{head}\n{ROW}\n")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", records.NOT_AN_OBJECT),
        ("[" * 100_000, records.NOT_AN_OBJECT),
        ('{"fa_id": NaN}', records.NOT_AN_OBJECT),
        ('{"fa_id": "FA000106", "fa_id": "FA000117"}', records.NOT_AN_OBJECT),
        ("[]", records.NOT_AN_OBJECT),
        ('{"fa_id": "FA000106", "name": "\\ud800"}', records.BAD_CHARACTER),
        ('"' + "あ" * (IMPORT.longest_record + 10) + '"', records.RECORD_TOO_LONG),
    ],
)
def test_a_broken_line_is_refused_and_the_next_is_read(
    tmp_path: Path, line: str, code: str
) -> None:  # R3
    outcomes = read(tmp_path, SourceCode.NACSIS, f"{line}\n{LINE}\n")

    assert codes(outcomes[:1]) == [(1, code)]
    assert isinstance(outcomes[1], SourceRecord)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.sampled_from(SourceCode))
def test_any_text_gives_rows_or_named_faults(
    tmp_path_factory: pytest.TempPathFactory, text: str, source: SourceCode
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_text(f"{HEAD}\n{text}" if source is SourceCode.CRD else text, encoding="utf-8")

    try:
        outcomes = list(open_file(file, source).rows())
    except (InputRefused, Unreadable):
        return
    assert all(isinstance(o, SourceRecord) or o.faults for o in outcomes)
