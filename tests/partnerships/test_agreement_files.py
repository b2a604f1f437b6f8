"""The paper of an agreement: whole, tagged, with boxes for seals, and plain about what the platform's signature is."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from tests.partnerships.factories import library, school
from tests.partnerships.papers import at_phase, draft_of, in_force, proposed, ready, with_terms
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.agreements import SigningForm
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.exchange.agreement_files import agreement_pdf, head_of
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.agreements import sides_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def read(version: AgreementVersion) -> tuple[PdfReader, str]:
    made = PdfReader(io.BytesIO(agreement_pdf(version, sides_of(version, Actor.nobody()))))
    text = "".join(page.extract_text() for page in made.pages)
    return made, "".join(text.split())


def test_the_paper_is_whole_tagged_and_says_what_the_signature_is() -> None:
    version = in_force(library(), school())

    made, text = read(version)
    root: Any = made.root_object  # pypdf types what lies in it as anything

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert text.count("第1条（目的）") == 1
    for said in (
        "協定書",
        "試験市立第一小学校",
        "利用者の秘密",
        "資料選択の独立",
        "地方自治法第234条第5項",
        "6試教図第12号",
        version.digest,
    ):
        assert said in text, said


def test_the_term_reads_from_its_first_day_to_its_last() -> None:
    text = in_force(library(), school(), starts_on=date(2026, 4, 1), retroactive=True).text
    text = replace(text, terms=replace(text.terms, ends_on=date(2027, 3, 31)))

    term = dict(head_of(text))["有効期間"].split("\n")

    assert term[:2] == ["令和8年4月1日から", "令和9年3月31日まで"]


def tags(tag: Any) -> Iterator[tuple[str, Any]]:
    """The role of every element in the tree of tags, with its attributes."""
    tag = tag.get_object() if hasattr(tag, "get_object") else tag
    if isinstance(tag, list):
        for kid in tag:
            yield from tags(kid)
    elif isinstance(tag, dict):
        if "/S" in tag:
            yield tag["/S"], tag.get("/A", [])
        yield from tags(tag.get("/K", []))


def test_headings_and_tables_are_tagged_with_the_heads_of_columns_and_rows() -> None:
    version = in_force(library(), school())

    made, _text = read(version)
    root: Any = made.root_object
    found = list(tags(root["/StructTreeRoot"]["/K"]))
    roles = Counter(role for role, _said in found)
    scopes = Counter(
        row["/Scope"] for role, said in found if role == "/TH" for row in said if "/Scope" in row
    )

    assert made.metadata is not None
    assert made.metadata.title == f"協定書 {version.text.title}"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert roles["/H1"] == 1
    assert roles["/H2"] == len(version.text.clauses) + 1  # each article, and the signatures
    heads, sides = len(head_of(version.text)), len(version.text.signers)
    assert roles["/Table"] == 2
    assert roles["/TR"] == 1 + heads + 1 + sides
    assert scopes["/Column"] == 1 + 3
    assert scopes["/Row"] == heads + sides
    assert roles["/TD"] == heads + 2 * sides


def test_a_sealed_original_has_a_box_for_each_seal() -> None:
    version = ready(library(), school(), signing_form=SigningForm.SEALED)

    _made, text = read(version)

    assert text.count("職・氏名：") == 2
    assert "当事者が記名押印する" in text
    assert "スキャン" not in text


def test_an_agreement_in_english_is_printed_in_english() -> None:
    ours, theirs = library(), school()
    partnership = at_phase(Phase.ROLES, ours, theirs)
    draft = with_terms(draft_of(partnership, ours), ours, notice_days=30)
    AgreementVersion.objects.filter(pk=draft.pk).update(
        document=draft.document | {"language": "en"}
    )
    version = proposed(AgreementVersion.objects.get(pk=draft.pk), ours)

    _made, text = read(version)

    assert "LocalAutonomyAct" in text
