"""PDF from templates of ours: texts are values, missing characters are named, what was printed is kept."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import LazySettings

from yuinowa.documents import pdf, press
from yuinowa.kernel.errors import InputRefused, Unavailable

TEMPLATE = "plans/data/plan-report.typ"

#: What would do something if it were ever read as Typst source.
HOSTILE = [
    '#eval("1 + 1")', '#read("/etc/hostname")', "\\", "\\u{41}", "[", "]", "$x$", "*a*", "_b_", "`c`", "<label>", "@ref",
    "= heading", "- list", "// comment", "/* comment", '"', "'", "~", "---", "#{", "{{ data }}", "{% now %}", "https://example.org/a",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.PRINTS_DIR = tmp_path / "prints"


def _text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def _specimen(*texts: str) -> dict[str, Any]:
    """The plan's paper with ``texts`` in its body and nothing in its annexes."""
    page: dict[str, Any] = {
        "label": "別紙",
        "is_counted": False,
        "grids": [],
        "sheets": [],
        "legend": [],
    }
    annex = {pdf.PLACE: "別紙", "size": 8, "pages": [page], "empty": "なし", "legend_heading": ""}
    return {
        "title": "みほん", "language": "ja", "source": "", "continued": "", "head": "", "title_lines": ["みほん"],
        "blocks": [{"kind": "text", pdf.PLACE: f"第{n}", "text": text} for n, text in enumerate(texts, 1)],
        "index": annex, "sheets": annex, "narrative": annex, "corrections": [],
    }  # fmt: skip


def test_hostile_texts_print_as_they_stand() -> None:
    printed = _text(pdf.print_pdf(TEMPLATE, _specimen(*HOSTILE)))

    assert [text for text in HOSTILE if re.sub(r"\s", "", text) not in printed] == []


def test_a_paper_is_tagged_and_has_a_title_and_a_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.print_pdf(TEMPLATE, _specimen("本文"))))
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_a_missing_character_is_named_with_its_place_before_anything_is_printed() -> None:
    with pytest.raises(InputRefused) as refused:
        pdf.print_pdf(TEMPLATE, _specimen("本文", "a\U000f0000b", "\U000f0001"))

    assert "U+F0000" in refused.value.place
    assert "第2" in refused.value.place
    assert "U+F0001" in refused.value.place
    assert "第3" in refused.value.place
    assert "第1" not in refused.value.place


def test_a_long_run_without_spaces_stays_on_the_paper() -> None:
    run = "https://example.org/" + "a" * 400

    reader = pypdf.PdfReader(io.BytesIO(pdf.print_pdf(TEMPLATE, _specimen(run))))

    lines = reader.pages[0].extract_text().splitlines()
    assert max(map(len, lines)) < 200
    assert run in "".join(lines)


def test_the_same_is_printed_once_and_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pdf.kept_pdf(TEMPLATE, _specimen("本文"))
    again = pdf.print_pdf(TEMPLATE, _specimen("本文"))
    monkeypatch.setattr(pdf, "print_pdf", lambda *_: pytest.fail("printed twice"))

    assert pdf.kept_pdf(TEMPLATE, _specimen("本文")) == first == again


def test_what_nobody_asks_for_goes(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setattr(pdf, "MOST_KEPT", 2)
    monkeypatch.setattr(pdf, "print_pdf", lambda *_: b"%PDF")

    for n in range(4):
        pdf.kept_pdf(TEMPLATE, {"n": n})

    assert len(list(Path(settings.PRINTS_DIR).iterdir())) == 2


def test_a_press_that_hangs_or_fails_is_a_wait_and_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Unavailable):
        pdf.print_pdf("documents/data/none.typ", {})

    def hangs(*_args: object, **_more: object) -> None:
        raise subprocess.TimeoutExpired("press", 1)

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(Unavailable):
        pdf.print_pdf(TEMPLATE, _specimen("本文"))


def test_the_bounds_of_the_press_are_set() -> None:
    assert press.MOST_SECONDS <= 60
    assert press.missing('the text `"\\u{f0000}"` could not be displayed with font `"x"`') == [
        "\U000f0000"
    ]
