"""R16: CSV in UTF-8, and in CP932 with what it lacks named."""

from __future__ import annotations

import csv as stdlib_csv
import io
import zipfile

from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.documents.csv import MEDIA_TYPE, MEDIA_TYPE_CP932, Replaced, cp932_bytes, csv_response
from yuinowa.documents.neutral import as_typed, neutral

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
COLUMNS = ["名", "所"]


def test_cp932_keeps_what_it_has_and_names_what_it_lacks() -> None:
    content, replaced = cp932_bytes(COLUMNS, [["髙㈱①", "1〜2"], ["葛󠄀城", "𠮷"]])

    assert content.decode("cp932").splitlines() == ["名,所", "髙㈱①,1～2", "葛〓城,〓"]
    assert replaced == [
        Replaced(2, "所", "〜", "～"),
        Replaced(3, "名", "\U000e0100", "〓"),
        Replaced(3, "所", "𠮷", "〓"),
    ]


def test_the_address_chooses_the_coding() -> None:
    get = RequestFactory().get

    plain = csv_response(get("/"), "x.csv", COLUMNS, [["𠮷", "a"]])
    old = csv_response(get("/?coding=cp932"), "x.csv", COLUMNS, [["髙", "a"]])
    unknown = csv_response(get("/?coding=ebcdic"), "x.csv", COLUMNS, [["髙", "a"]])

    assert (plain["Content-Type"], plain.content[:3]) == (MEDIA_TYPE, b"\xef\xbb\xbf")
    assert (old["Content-Type"], old.content) == (MEDIA_TYPE_CP932, "名,所\r\n髙,a\r\n".encode("cp932"))  # fmt: skip
    assert unknown["Content-Type"] == MEDIA_TYPE


def test_with_replaced_characters_their_list_comes_along() -> None:
    answer = csv_response(RequestFactory().get("/?coding=cp932"), "x.csv", COLUMNS, [["𠮷", "a"]])

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        content, listed = packed.read("x.csv"), packed.read("replaced-characters.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="x-cp932.zip"'
    assert content.decode("cp932").splitlines()[1] == "〓,a"
    rows = list(stdlib_csv.reader(io.StringIO(listed.decode("utf-8-sig"))))
    assert rows[1] == ["2", "名", "𠮷", "U+20BB7", "〓"]


@given(TEXTS)
def test_what_was_made_harmless_comes_back_as_typed(text: str) -> None:
    assert as_typed(neutral(text)) == text


@given(TEXTS)
def test_cp932_always_can_be_written_and_nothing_is_replaced_in_silence(text: str) -> None:
    content, replaced = cp932_bytes(["a"], [[text]])

    read = content.decode("cp932")
    assert bool(replaced) == any(c not in read for c in neutral(text))
