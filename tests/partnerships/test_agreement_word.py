"""An agreement as Word: the frozen words in their order, real headings and tables, and nothing that only Word has."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import library, school
from tests.partnerships.papers import at_phase, draft_of, in_force, proposed, ready, with_terms
from yuinowa.core.rights import Actor, Role
from yuinowa.partnerships.domain.agreements import SigningForm
from yuinowa.partnerships.domain.clauses import digest_of, document_of
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.exchange.agreement_files import head_of
from yuinowa.partnerships.exchange.agreement_word import agreement_word
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.agreements import sides_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


def made_of(version: AgreementVersion) -> bytes:
    return agreement_word(version, sides_of(version, Actor.nobody()))


def read(version: AgreementVersion) -> Any:
    return Document(io.BytesIO(made_of(version)))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def with_roles(version: AgreementVersion, *rows: tuple[str, ...]) -> AgreementVersion:
    """The draft ``version`` as it is put to the sides when these tasks are agreed."""
    document = version.document | {"roles": [list(row) for row in rows]}
    version.document = document
    return version


def test_the_frozen_words_stand_in_their_order_under_real_headings() -> None:
    version = in_force(library(), school())
    text = version.text
    assert digest_of(document_of(text)) == version.digest

    document = read(version)
    said = [(p.style.name, p.text) for p in document.paragraphs if p.text]

    expected = [("Heading 1", "協定書"), ("Normal", "第1版"), ("Normal", text.preamble)]
    for n, clause in enumerate(text.clauses, 1):
        expected += [
            ("Heading 2", f"第{n}条（{clause.heading}）"),
            ("Normal", clause.text),
        ]
    assert said[: len(expected)] == expected
    assert said[len(expected)] == ("Heading 2", "署名")
    assert "地方自治法第234条第5項" in said[len(expected) + 1][1]
    assert said[-1][1].endswith(version.digest)


def test_its_tables_hold_the_head_and_what_each_side_said() -> None:
    version = in_force(library(), school())

    head, sides = read(version).tables

    assert cells(head) == [["項目", "内容"], *(list(row) for row in head_of(version.text))]
    assert cells(sides)[0] == ["当事者", "決裁", "署名"]
    assert [row[0] for row in cells(sides)[1:]] == [one.name for one in version.text.signers]
    assert all("6試教図第12号" in row[1] and "館長" in row[2] for row in cells(sides)[1:])


def test_the_table_of_roles_is_a_table_with_its_head() -> None:
    ours = library()
    draft = draft_of(at_phase(Phase.ROLES, ours, school()), ours)
    row = ("本を選ぶ", "試験市立図書館", "試験市立第一小学校", "令和8年12月1日", "目録に載る")

    _head_table, roles, _sides = read(with_roles(draft, row)).tables

    assert cells(roles)[1:] == [list(row)]
    assert roles.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_a_sealed_original_has_an_empty_box_for_each_seal() -> None:
    version = ready(library(), school(), signing_form=SigningForm.SEALED)

    _head_table, seals = read(version).tables

    assert cells(seals)[0] == ["当事者", "記入欄", "印"]
    assert [row[0] for row in cells(seals)[1:]] == [one.name for one in version.text.signers]
    assert {(row[1], row[2]) for row in cells(seals)[1:]} == {
        ("所在地：\n\n職・氏名：\n\n年月日：", "")
    }
    assert all(row.height for row in seals.rows[1:])


def test_every_page_names_the_version_and_its_digest_and_a_draft_has_none() -> None:
    ours = library()
    draft = draft_of(at_phase(Phase.ROLES, ours, school()), ours)
    (mark,) = read(draft).sections[0].header.paragraphs
    assert mark.text == f"{draft.text.title} 下書き"

    version = proposed(draft, ours)
    mark, digest = read(version).sections[0].header.paragraphs
    assert mark.text == f"{version.text.title} 第1版"
    assert digest.text.endswith(version.digest)


def test_it_names_nobody_in_its_properties_and_is_the_same_each_time() -> None:
    version = in_force(library(), school())

    named = read(version).core_properties

    assert named.title == f"協定書 {version.text.title}"
    assert (named.author, named.last_modified_by) == ("", "")
    assert named.created == version.proposed_at.replace(microsecond=0)  # type: ignore[union-attr]  # it was put forward
    assert made_of(version) == made_of(version)


def test_an_agreement_in_english_is_english_throughout() -> None:
    ours, theirs = library(), school()
    partnership = at_phase(Phase.ROLES, ours, theirs)
    draft = with_terms(draft_of(partnership, ours), ours, notice_days=30)
    AgreementVersion.objects.filter(pk=draft.pk).update(
        document=draft.document | {"language": "en"}
    )
    version = proposed(AgreementVersion.objects.get(pk=draft.pk), ours)

    document = read(version)

    assert document.core_properties.language == "en"
    assert cells(document.tables[0])[0] == ["Item", "Content"]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[0].startswith("Article 1 (")


def test_the_page_of_a_version_offers_it_as_a_download() -> None:
    ours = library()
    version = in_force(ours, school())
    person = a_person()
    an_affiliation(person, ours, Role.LEAD)
    client = a_client(person)
    address = reverse("partnerships:version-word", args=[version.pk])

    assert address in client.get(version.get_absolute_url()).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"] == f'attachment; filename="agreement-{version.pk}.docx"'
    assert answer["Cache-Control"] == "private, no-store"
    assert Document(io.BytesIO(answer.content)).tables
