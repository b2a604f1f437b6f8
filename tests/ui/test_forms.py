"""Forms: every part joined for those who hear the page, all faults at once, nothing typed lost."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.test import Client
from django.utils.translation import override

from yuinowa.ui.faults import faults_of


@pytest.fixture
def answer(visitor: Client) -> str:
    """The page after a form with three faults was sent."""
    response = visitor.post("/write/", {"topic": "", "memo": "長い" * 40})
    return response.content.decode()


def test_a_page_with_faults_says_so_first_in_its_title(visitor: Client, answer: str) -> None:
    assert "<title>誤り：書く | 結の輪</title>" in answer
    assert "<title>書く | 結の輪</title>" in visitor.get("/write/").content.decode()


def test_the_summary_leads_to_every_faulty_field(answer: str) -> None:
    summary = re.search(r'<div class="yw-summary".*?</div>', answer, re.DOTALL)

    assert summary is not None
    assert 'role="alert"' in summary[0]
    assert "autofocus" in summary[0]
    targets = re.findall(r'href="#([^"]+)"', summary[0])
    assert targets == ["id_topic", "id_way_0", "id_memo"]
    assert all(f'id="{target}"' in answer for target in targets)


def test_a_faulty_control_names_its_hint_and_its_fault(answer: str) -> None:
    control = re.search(r'<input[^>]*name="topic"[^>]*>', answer)

    assert control is not None
    assert 'aria-invalid="true"' in control[0]
    described = re.search(r'aria-describedby="([^"]+)"', control[0])
    assert described is not None
    assert described[1].split() == ["id_topic_helptext", "id_topic_error"]
    assert all(f'id="{name}"' in answer for name in described[1].split())


def test_what_was_typed_stays(answer: str) -> None:
    assert "長い" * 40 in answer


def test_it_is_said_of_every_field_whether_it_may_be_left_empty(visitor: Client) -> None:
    page = visitor.get("/write/").content.decode()

    assert re.findall(r'class="yw-must[^>]*>([^<]+)', page) == [
        "必ず書く",
        "必ず書く",
        "書かなくてもよい",
    ]


def test_what_a_deed_came_to_is_told_once() -> None:
    client = Client(headers={"Accept-Language": "ja"})

    done = client.post("/write/", {"topic": "訪問", "way": "visit"}).content.decode()
    after = client.get("/write/").content.decode()

    assert done.count("記録しました") == 1
    assert 'data-tone="good"' in done
    assert "記録しました" not in after


def test_an_empty_field_is_told_what_to_choose_and_not_that_it_is_required(answer: str) -> None:
    assert "このフィールドは必須です" not in answer
    assert re.search(r'id="id_way_error">「[^」]+」から選んでください。', answer)


def test_every_kind_of_control_has_a_sentence_of_its_own_and_a_form_keeps_its_own() -> None:
    class Asked(forms.Form):
        name = forms.CharField(label="名前")
        way = forms.ChoiceField(label="方法", choices=[("a", "甲")])
        agreed = forms.BooleanField(label="読みました")
        paper = forms.FileField(label="紙")
        own = forms.CharField(label="理由", error_messages={"required": "なぜかを書きます。"})
        sent = forms.IntegerField(widget=forms.HiddenInput)

    form = Asked({})

    with override("ja"):
        assert [faults_of(form[name]) for name in form.fields] == [
            ["「名前」を書いてください。"],
            ["「方法」から選んでください。"],
            ["「読みました」に印を付けてください。"],
            ["「紙」のファイルを選んでください。"],
            ["なぜかを書きます。"],
            ["ページが送るはずのものがありません。ページを開き直してください。"],
        ]
