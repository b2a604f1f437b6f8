"""A municipality's own form: what stands where is said once, by hand, and remembered."""

from __future__ import annotations

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.returned.books import YEAR, Book, an_open_plan, draft, faults_of, saved, send, take
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans.domain.returned import FormState
from yuinowa.plans.models import FilledForm, OwnForm
from yuinowa.plans.queries.drafts import draft_on
from yuinowa.plans.queries.fields import fields_of
from yuinowa.plans.services.returned import change_places, say_places

pytestmark = pytest.mark.django_db

LIST = {"project": "A", "figures": "C", "result": "D", "evaluation": "E", "reason": "F"}
CELLS = {
    "project": "B2",
    "figures": "C8",
    "evaluation": "B12",
    "result": "B14",
    "next_steps": "B16",
}


def _list(figure: object = "1200", number: str = "１－（２）－①") -> Book:
    """A table with a row for each project, under a title and heads."""
    book = openpyxl.Workbook()
    tab = book.active
    assert tab is not None
    tab.append(["令和8年度 実績調べ"])
    tab.append(["番号", "事業", "実績値", "実施内容", "評価", "理由"])
    tab.append([number, "本を貸す", figure, "", "計画どおり進んだ。", ""])
    tab.append(["1-(1)-②", "講座を開く", "", "年3回開いた。", "好評だった。", "-"])
    tab.append(["9-(9)-⑨", "よその事業", "", "", "", ""])
    return book


def _cards() -> Book:
    """A worksheet for each project, and one with a note."""
    book = openpyxl.Workbook()
    note = book.active
    assert note is not None
    note.title, note["A1"] = "記入要領", "青い欄に書いてください。"
    for number, result in (("1-(2)-①", ""), ("1-(1)-②", "年3回開いた。")):
        tab = book.create_sheet(number.replace("(", "").replace(")", ""))
        tab["B2"], tab["C8"], tab["B12"], tab["B14"] = (
            number,
            "1200" if not result else "",
            "よい。",
            result,
        )
    return book


def _now(plan: object, key: str) -> dict[str, str]:
    stands = draft_on(draft(plan, key))  # type: ignore[arg-type]  # a plan
    return {field.code: field.now for field in fields_of(stands)}


@pytest.mark.parametrize(
    ("book", "places", "left"), [(_list, LIST, []), (_cards, CELLS, ["記入要領"])]
)
def test_what_stands_where_is_said_once_and_remembered(
    book: object, places: dict[str, str], left: list[str]
) -> None:
    assert callable(book)
    plan, who = an_open_plan()
    first = send(plan, who, book())
    assert first.state == FormState.PLACES

    said = say_places(first.pk, places, actor=who, expected_version=first.version)

    assert (said.state, said.left, faults_of(said)) == (FormState.PREVIEW, left, [])
    take(said, who)
    assert _now(plan, "1-2-1")["figure-1"] == "1,200"
    assert _now(plan, "1-1-2")["result-1"] == "年3回開いた。"
    assert FilledForm.objects.get(pk=said.pk).cells == {}

    second = send(plan, who, book())

    assert second.state == FormState.PREVIEW
    assert not any(row.values for row in second.sheets.all())


def test_a_fault_in_an_own_form_is_told_by_its_cell_and_an_empty_cell_changes_nothing() -> None:
    plan, who = an_open_plan()
    form = send(plan, who, _list(figure="多数"))

    said = say_places(form.pk, LIST, actor=who, expected_version=form.version)

    fault = said.sheets.get(position=1).faults[0]
    assert (fault["code"], fault["cell"]) == ("not-a-figure", "C3")
    assert "reason" not in said.sheets.get(position=1).values


def test_it_can_be_said_anew() -> None:
    plan, who = an_open_plan()
    form = send(plan, who, _list())
    said = say_places(
        form.pk, {"project": "A", "evaluation": "B"}, actor=who, expected_version=form.version
    )

    again = change_places(said.pk, actor=who, expected_version=said.version)
    said = say_places(again.pk, LIST, actor=who, expected_version=again.version)

    assert said.sheets.get(position=1).values["text-evaluation-1"] == "計画どおり進んだ。"
    assert OwnForm.objects.get(plan=plan).places == LIST


@pytest.mark.parametrize(
    ("places", "field"),
    [
        ({"result": "D"}, "project"),
        ({"project": "A"}, "result"),
        ({"project": "A", "result": "D8"}, "project"),
        ({"project": "A B", "result": "D"}, "project"),
        ({"project": "A", "result": "?"}, "result"),
        ({"project": "F", "result": "D"}, "project"),
    ],
)
def test_places_that_cannot_be_are_refused_at_their_field(
    places: dict[str, str], field: str
) -> None:
    plan, who = an_open_plan()
    form = send(plan, who, _list())

    with pytest.raises(InputRefused) as refused:
        say_places(form.pk, places, actor=who, expected_version=form.version)

    assert refused.value.place == field
    assert not OwnForm.objects.exists()


def test_the_whole_way_on_the_pages() -> None:
    plan, _who = an_open_plan()
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    page = f"/plans/{plan.pk}/years/{YEAR}/forms/"
    assert "票" in client.get(page).content.decode()
    assert client.get(f"/plans/{plan.pk}/years/{YEAR}/forms.xlsx").status_code == 200
    assert client.get(f"/plans/{plan.pk}/years/{YEAR}/forms.xlsx?department=no").status_code == 404
    file = SimpleUploadedFile("実績調べ.xlsx", saved(_list()))

    sent = client.post(page, {"workbook": file, "once": new_key()}, follow=True)
    assert "C" in sent.context["letters"]
    form = FilledForm.objects.get()
    wrong = client.post(
        f"/plans/{plan.pk}/forms/{form.pk}/places/", {"version": form.version, "project": "?"}
    )
    assert wrong.status_code == 422
    said = client.post(
        f"/plans/{plan.pk}/forms/{form.pk}/places/", {"version": form.version, **LIST}, follow=True
    )
    assert "年3回開いた。" in said.content.decode()
    form.refresh_from_db()
    taken = client.post(
        f"/plans/{plan.pk}/forms/{form.pk}/take/", {"version": form.version}, follow=True
    )
    assert "1,200" in taken.content.decode()
    form.refresh_from_db()
    undone = client.post(
        f"/plans/{plan.pk}/forms/{form.pk}/undo/", {"version": form.version}, follow=True
    )
    assert undone.status_code == 200
    assert _now(plan, "1-1-2")["result-1"] == ""
    assert "実績調べ.xlsx" in client.get(page).content.decode()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "番号,実績".encode(), b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_workbook_is_refused_in_words(data: bytes) -> None:
    plan, _who = an_open_plan()
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    file = SimpleUploadedFile("票.xlsx", data)

    answer = client.post(
        f"/plans/{plan.pk}/years/{YEAR}/forms/", {"workbook": file, "once": new_key()}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors["workbook"]
    assert not FilledForm.objects.exists()
