"""Schedules of an agreement: made of the records, typed beside them, numbered, frozen with the text, on page, PDF and Word."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from pypdf import PdfReader

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import lead_of, side
from tests.partnerships.papers import at_phase, draft_of, proposed
from tests.partnerships.principles import adopted
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.domain.clauses import AgreementText, digest_of, document_of, text_of
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.schedules import REGISTER, Schedule, ScheduleKind
from yuinowa.partnerships.exchange.agreement_files import agreement_pdf
from yuinowa.partnerships.exchange.agreement_word import agreement_word
from yuinowa.partnerships.labels.schedules import HEADS, SCHEDULES
from yuinowa.partnerships.models import (
    AgreementVersion,
    Contribution,
    CostShare,
    CostStatement,
    Partnership,
    Task,
)
from yuinowa.partnerships.queries.agreements import sides_of
from yuinowa.partnerships.services import agreements as writing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]
K = ScheduleKind


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return at_phase(Phase.ROLES, ours, theirs)


def chosen(draft: AgreementVersion, by: Institution, *schedules: Schedule) -> AgreementVersion:
    def change(text: AgreementText) -> AgreementText:
        return replace(text, schedules=schedules)

    return writing.write_draft(draft.pk, change, expected_version=draft.version, actor=lead_of(by))


def laid_down(partnership: Partnership, by: Institution, *schedules: Schedule) -> AgreementVersion:
    return proposed(chosen(draft_of(partnership, by), by, *schedules), by)


def _cost(partnership: Partnership, *sides: Institution) -> CostStatement:
    made = CostStatement.objects.create(
        partnership=partnership,
        fiscal_year=2027,
        title="材料費",
        total_yen=30_000,
        state="issued",
        issued_at=clock.now(),
        made_at=clock.now(),
    )
    for number, one in enumerate(sides):
        party = side(partnership, one)
        parts = {"equal_yen": 15_000 + number, "head_yen": 0, "use_yen": 0}
        CostShare.objects.create(statement=made, party=party, **parts)
    return made


def test_every_kind_has_a_word_and_a_head_for_each_column() -> None:
    for kind, made in REGISTER.items():
        assert str(SCHEDULES[kind])
        assert len(HEADS[kind]) == len(made.columns)


def test_principles_that_every_side_adopted_are_a_schedule_by_themselves(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    adopted(partnership, [ours, theirs])

    (schedule,) = laid_down(partnership, ours).text.schedules

    assert schedule.kind is K.PRINCIPLES
    assert schedule.rows[0] == ("1", "対等な関係")
    assert len(schedule.rows) == 7  # the six, and whose they are
    assert "小城市の6つの原則" in schedule.rows[-1][1]


def test_how_it_is_evaluated_is_told_as_all_agreed_to_it(
    partnership: Partnership, ours: Institution
) -> None:
    (schedule,) = laid_down(partnership, ours, Schedule(K.EVALUATION)).text.schedules

    said = {row[0]: row[1] for row in schedule.rows}
    assert "人形劇を見た子が本を借りた" in said["たずねること"]
    assert said["住民の声の聞き方"].endswith("（30人以上）")
    assert said["住民について"] == "会の終わりに紙で聞く"


def test_costs_in_which_a_side_has_no_share_are_not_laid_before_it(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    _cost(partnership, ours)
    _cost(partnership, ours, theirs)

    (schedule,) = laid_down(partnership, ours, Schedule(K.COSTS)).text.schedules

    assert schedule.rows == (
        ("令和9年度", "材料費", ours.name, "15,000"),
        ("令和9年度", "材料費", theirs.name, "15,001"),
    )


def test_what_is_brought_in_leaves_people_and_money_to_other_tables(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    for resource in ("people", "money", "things"):
        amount = {"amount": 120, "unit": "冊"} if resource == "things" else {}
        party = side(partnership, ours)
        Contribution.objects.create(party=party, resource=resource, text=resource, **amount)

    (schedule,) = laid_down(partnership, ours, Schedule(K.MATERIALS)).text.schedules

    assert schedule.rows == ((ours.name, "物", "things", "120冊"),)


def test_a_schedule_in_which_nothing_stands_is_refused_and_typed_words_are_enough(
    partnership: Partnership, ours: Institution
) -> None:
    draft = chosen(draft_of(partnership, ours), ours, Schedule(K.COSTS), Schedule(K.CONTACTS))

    with pytest.raises(InputRefused, match="費用の分担") as refused:
        proposed(draft, ours)
    assert refused.value.next_step
    draft = AgreementVersion.objects.get(pk=draft.pk)
    typed = chosen(draft, ours, Schedule(K.CONTACTS, (), "図書館：奉仕係"))

    assert proposed(typed, ours).text.schedules == (Schedule(K.CONTACTS, (), "図書館：奉仕係"),)


def test_schedules_are_frozen_with_the_text_and_the_next_version_is_made_anew(  # I7, I12
    partnership: Partnership, ours: Institution
) -> None:
    party = side(partnership, ours)
    row = Contribution.objects.create(party=party, resource="place", text="会議室")
    version = laid_down(partnership, ours, Schedule(K.MATERIALS, (), "鍵は図書館が持つ"))
    Contribution.objects.filter(pk=row.pk).update(text="大会議室")

    kept = AgreementVersion.objects.get(pk=version.pk)
    again = writing.begin_version(kept.agreement_id, kept.pk, actor=lead_of(ours))

    assert kept.text.schedules[0].rows[0][2] == "会議室"
    assert digest_of(document_of(kept.text)) == kept.digest
    assert again.text.schedules == (Schedule(K.MATERIALS, (), "鍵は図書館が持つ"),)
    assert proposed(again, ours).text.schedules[0].rows[0][2] == "大会議室"


def test_another_row_is_another_digest(partnership: Partnership, ours: Institution) -> None:  # I7
    version = laid_down(partnership, ours, Schedule(K.CONTACTS, (), "奉仕係"))
    other = replace(version.text, schedules=(Schedule(K.CONTACTS, (), "総務係"),))

    assert digest_of(document_of(other)) != version.digest


def test_a_text_from_before_there_were_schedules_is_still_read(
    partnership: Partnership, ours: Institution
) -> None:
    version = laid_down(partnership, ours)

    assert "schedules" not in version.document
    assert text_of(version.document).schedules == ()
    assert digest_of(document_of(text_of(version.document))) == version.digest


def test_they_are_numbered_alike_on_the_page_in_pdf_and_in_word(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    Task.objects.create(
        partnership=partnership,
        text="会場を用意する",
        accountable=side(partnership, ours),
        done_when="予約がとれた",
    )
    _cost(partnership, ours, theirs)
    schedules = (Schedule(K.COSTS), Schedule(K.SECRETS, (), "名簿は作らない。"))
    version = laid_down(partnership, ours, *schedules)
    person = a_person()
    an_affiliation(person, theirs, Role.LEAD)
    sides = sides_of(version, Actor.nobody())

    page = a_client(person).get(version.get_absolute_url()).content.decode()
    pdf = PdfReader(io.BytesIO(agreement_pdf(version, sides)))
    printed = "".join("".join(one.extract_text() for one in pdf.pages).split())
    word = Document(io.BytesIO(agreement_word(version, sides)))
    written = [p.text for p in word.paragraphs]

    titles = ("別表1　役割分担表", "別表2　費用の分担", "別表3　利用者の秘密と個人情報の取扱い")
    for title in titles:
        assert title in page
        assert "".join(title.split()) in printed
        assert title in written
    for said in ("15,001", "名簿は作らない。"):
        assert said in page
        assert said in printed
    assert "名簿は作らない。" in written
    assert [cell.text for cell in word.tables[2].rows[2].cells][3] == "15,001"


def test_words_typed_into_a_schedule_that_was_not_added_are_kept_and_asked_about(
    partnership: Partnership, ours: Institution
) -> None:
    draft = draft_of(partnership, ours)
    person = a_person()
    an_affiliation(person, ours, Role.EDITOR)
    client = a_client(person)
    page = f"/partnerships/agreements/{draft.pk}/write/"
    form = client.get(page).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if "remove" not in name}
    sent = {name: value for name, value in sent.items() if value is not False}

    refused = client.post(page, sent | {"typed_contacts": "奉仕係", "retroactive": ""})
    kept = client.post(
        page, sent | {"typed_contacts": "奉仕係", "schedule_contacts": "on", "retroactive": ""}
    )

    assert refused.status_code == 422
    assert "奉仕係" in refused.content.decode()
    assert kept.status_code == 302
    now = AgreementVersion.objects.get(pk=draft.pk)
    assert now.text.schedules == (Schedule(K.CONTACTS, (), "奉仕係"),)
