"""The printed report has every word of its pages, under the page labels that the index names."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.plans.factories import FILES, a_plan, an_owner, as_bytes, file_data, own_plan
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.exchange import report_pdf
from yuinowa.plans.models import Plan, Sheet
from yuinowa.plans.queries import printed_plan
from yuinowa.plans.services import import_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What says the same is printed once, as in service."""
    return tmp_path_factory.mktemp("prints")


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, _prints: Path) -> None:
    settings.PRINTS_DIR = _prints


def _plan(name: str) -> Plan:
    return own_plan(an_owner()) if name == "shiken" else a_plan(name)


def _printed(plan: Plan) -> pypdf.PdfReader:
    data = report_pdf.plan_report(printed_plan(plan, Actor.system()))
    return pypdf.PdfReader(io.BytesIO(data))


def _bare(text: str) -> str:
    """Without what the paper may set as it needs: spaces and line breaks."""
    return re.sub(r"\s", "", text)


def _words(reader: pypdf.PdfReader) -> str:
    return "".join(_bare(page.extract_text()) for page in reader.pages)


def _cells(data: dict[str, Any]) -> Iterator[str]:
    """Every text of the source file that its report prints."""
    for goal in data["goals"]:
        for measure in goal["measures"]:
            yield measure["name"]
            for project in measure["projects"]:
                yield from (project["name"], project["department"], project["sheet"]["ref"])
    for sheet in data["kpi_sheets"]:
        yield from (sheet["name"], sheet["description"], sheet["department"])
        yield from (cell["text"] or "" for cell in sheet["cells"])
        for slot in sheet["slots"]:
            yield slot["label_text"]
            yield from (*slot["plan_text"].values(), *slot.get("actual_text", {}).values())
    for sheet in data["other_sheets"]:
        yield sheet["name_in_sheet"]
        for line in sheet["lines"]:
            yield line["description"]
            yield from (text or "" for text in line["results"].values())
            yield from (
                line[name] or ""
                for name in ("difference_reason", "evaluation_and_issues", "next_steps")
            )


@pytest.mark.parametrize("name", list(FILES))
def test_every_text_of_the_source_is_printed(name: str) -> None:
    words = _words(_printed(_plan(name)))

    assert [text for text in _cells(file_data(name)) if _bare(text) not in words] == []


@pytest.mark.parametrize("name", list(FILES))
def test_what_was_repaired_in_reading_the_source_is_a_matter_of_blanks_alone(name: str) -> None:
    """So that the test above compares with the source and not with our repairs of it."""
    repairs = file_data(name).get("repairs", [])

    assert [row for row in repairs if _bare(row["raw"]) != _bare(row["repaired"])] == []


@pytest.mark.parametrize("name", [*FILES, "shiken"])
def test_every_word_and_figure_given_to_the_template_is_on_the_paper(name: str) -> None:
    plan = printed_plan(_plan(name), Actor.system())
    words = _words(_printed(plan.plan))

    texts = list(_texts(report_pdf.report_data(plan)))
    assert len(texts) > 50
    assert [text for text in texts if _bare(text) not in words] == []


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from ([data["text"]] if "text" in data else [])
        for row in data.values():
            yield from _texts(row)
    elif isinstance(data, list):
        for row in data:
            yield from _texts(row)


@pytest.mark.parametrize("name", list(FILES))
def test_each_project_stands_under_the_label_that_the_index_names(name: str) -> None:
    plan = printed_plan(_plan(name), Actor.system())
    pages: dict[str, str] = {}
    for page in _printed(plan.plan).pages:
        label, _, rest = page.extract_text().partition("\n")
        place = _bare(label).removesuffix("（続き）")
        pages[place] = pages.get(place, "") + _bare(rest)

    lost = [
        project.number
        for project, printed in plan.sheets()
        if _bare(printed.sheet.name) not in pages.get(_bare(project.sheet_ref), "")
    ]
    assert lost == []


def test_the_paper_is_a4_landscape_tagged_named_and_in_japanese() -> None:
    plan = a_plan("twin")
    reader = _printed(plan)
    root: Any = reader.trailer["/Root"]

    sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages}
    assert sizes == {(842, 595)}
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert reader.metadata is not None
    assert reader.metadata.title == plan.title


@pytest.mark.parametrize("name", [*FILES, "shiken"])
def test_every_head_of_a_row_is_tagged_as_one(name: str) -> None:
    plan = printed_plan(_plan(name), Actor.system())
    root: Any = _printed(plan.plan).trailer["/Root"]

    scopes = Counter(_scopes(root["/StructTreeRoot"]["/K"]))

    assert scopes["/Row"] == sum(_row_heads(report_pdf.report_data(plan)))
    assert scopes["/Row"] > 20
    assert scopes["/Column"] > 20


def _row_heads(data: Any) -> Iterator[bool]:
    if isinstance(data, dict):
        yield from ([bool(data["is_head"])] if "is_head" in data else [])
        for row in data.values():
            yield from _row_heads(row)
    elif isinstance(data, list):
        for row in data:
            yield from _row_heads(row)


def _scopes(tag: Any) -> Iterator[str]:
    """The scope of every head of a table in the tree of tags."""
    tag = tag.get_object() if hasattr(tag, "get_object") else tag
    if isinstance(tag, list):
        for kid in tag:
            yield from _scopes(kid)
    elif isinstance(tag, dict):
        if tag.get("/S") == "/TH":
            yield from (str(row["/Scope"]) for row in tag["/A"] if "/Scope" in row)
        yield from _scopes(tag.get("/K", []))


def test_a_plan_with_nothing_published_says_so() -> None:
    plan = own_plan(an_owner())
    Sheet.objects.filter(project__plan=plan).update(state="draft")

    words = _words(_printed(plan))

    assert words.count("まだ公表したものがありません") == 2


@pytest.mark.parametrize("text", ['#eval("1")', "\\", "[", "$x$ *a* `b` <c> @d", "= e", "// f"])
def test_whatever_is_written_in_a_cell_is_printed_whole(text: str) -> None:
    data = file_data("twin")
    line = data["other_sheets"][0]["lines"][0]
    line["evaluation_and_issues"] = f"始{text}終"
    data["kpi_sheets"][0]["description"] = f"初{text}了"
    plan = import_plan(
        as_bytes(data), owner_institution=an_owner().pk, actor=Actor.system(), editable=False
    ).plan

    reader = _printed(plan)

    # A page that cuts a cell repeats its heads; they stand between the parts of the text.
    words = _words(reader)
    assert words.count(text[0]) >= text.count(text[0])
    assert "始" in words
    assert "終" in words
    assert _bare(f"初{text}了") in words or len(text) > 1_000


def test_a_character_without_glyph_is_named_with_its_project() -> None:
    plan = a_plan("twin")
    sheet = plan.projects.get(key="1-1-4").sheets.get()
    Sheet.objects.filter(pk=sheet.pk).update(description="外字\U000f0000です")

    with pytest.raises(InputRefused) as refused:
        _printed(plan)

    assert "U+F0000" in refused.value.place
    assert "1-(1)-④" in refused.value.place


def test_the_page_gives_the_file_and_leads_to_it() -> None:
    plan = a_plan("twin")
    address = reverse("plans:plan-report-pdf", args=[plan.pk])

    answer = Client().get(address)

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    for name in ("plan-detail", "plan-report", "plan-index", "plan-sheets", "plan-reference"):
        page = Client().get(reverse(f"plans:{name}", args=[plan.pk])).content.decode()
        assert f'href="{address}"' in page, name
