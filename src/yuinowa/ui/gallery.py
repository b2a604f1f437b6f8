"""What the page of the parts shows: made-up contents, in the order of the reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField, WholeNumberField
from yuinowa.ui.parts import (
    Check,
    Choice,
    Facet,
    Figure,
    Lack,
    Link,
    Moment,
    Progress,
    Step,
    Tag,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One section of the page: its address there, and its heading."""

    name: str
    title: Promise

    @property
    def template(self) -> str:
        return f"ui/samples/{self.name}.html"


SAMPLES: Final = (
    Sample("colors", _("Colors")),
    Sample("buttons", _("Buttons")),
    Sample("links", _("Links to pages and files")),
    Sample("turns", _("Turns")),
    Sample("tags", _("Tags on a thing")),
    Sample("notes", _("Notices")),
    Sample("steps", _("Phases of a thing")),
    Sample("progress", _("Progress of a long task")),
    Sample("timeline", _("What was and what is to come")),
    Sample("thread", _("Messages to and fro")),
    Sample("sides", _("What each side says")),
    Sample("checks", _("What is there and what is missing")),
    Sample("table", _("Tables of numbers")),
    Sample("search", _("Searching and rows")),
    Sample("narrowing", _("Narrowing, paging, files")),
    Sample("form", _("Forms and their faults")),
    Sample("empty", _("When there is nothing")),
    Sample("cards", _("Cards")),
    Sample("figures", _("Large numbers")),
    Sample("ratings", _("Letters of a rating")),
    Sample("words", _("Numbers and days")),
    Sample("ring", _("The ring of relations (seven lines)")),
    Sample("zones", _("Areas of collaboration")),
    Sample("chart", _("Charts of plan and actual")),
    Sample("crumbs", _("The way here, and pages of one object")),
    Sample("more", _("Reading more")),
    Sample("dialog", _("A window that asks")),
    Sample("print", _("On paper")),
)


class SampleForm(forms.Form):
    """Every kind of control the house uses."""

    org = forms.CharField(
        label="申請する団体",
        help_text="所属から入りました。変えるには、上の所属を切り替えます。",
        disabled=True,
        initial="てのひら人形劇の会",
    )
    title = CleanCharField(
        label="行事の名前", help_text="チラシに書く名前をそのまま書きます。", max_length=60
    )
    people = WholeNumberField(
        label="来る人の数",
        help_text="全角の数字も、カンマ入りも書けます。",
        low=1,
        high=10_000,
        widget=forms.TextInput({"class": "yw-input--6"}),
    )
    kind = forms.ChoiceField(
        label="名義の種類",
        choices=[("support", "後援"), ("joint", "共催")],
        widget=forms.RadioSelect,
        error_messages={"required": "名義の種類を1つ選んでください"},
    )
    audience = forms.MultipleChoiceField(
        label="だれのための行事ですか",
        choices=[("infants", "乳幼児と保護者"), ("pupils", "小学生"), ("anyone", "だれでも")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    aim = CleanCharField(
        label="ねらい",
        help_text="だれの何がどう変わるかを書きます。600字まで。",
        max_length=600,
        one_line=False,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    desk = forms.ChoiceField(label="担当の窓口", choices=[("learning", "生涯学習課 後援担当")])
    agreed = forms.BooleanField(
        label="行事のあと30日までに報告を書きます",
        error_messages={"required": "報告についての約束に印を付けてください"},
    )


@dataclass(frozen=True, slots=True)
class Contents:
    """The made-up values of the samples, with days counted from today."""

    now: datetime
    today: date
    week_ago: date
    fortnight_ago: date
    tags: tuple[Tag, ...]
    steps: tuple[Step, ...]
    moments: tuple[Moment, ...]
    checks: tuple[Check, ...]
    facets: tuple[Facet, ...]
    rows: Page[Any]
    files: tuple[Link, ...]
    figures: tuple[Figure, ...]
    local_links: tuple[Link, ...]
    empty_links: tuple[Link, ...]
    share: Fraction = Fraction(1_368_052, 1_360_000)


def _contents() -> Contents:
    today = clock.today()
    week_ago, fortnight_ago = today - timedelta(days=7), today - timedelta(days=14)
    return Contents(
        now=clock.now(),
        today=today,
        week_ago=week_ago,
        fortnight_ago=fortnight_ago,
        tags=(
            Tag("相互貸借"),
            Tag("重点", "here"),
            Tag("いま", "full"),
            Tag("棚にあります", "good", "check"),
            Tag("動きがありません", "care", "alert"),
            Tag("2日過ぎました", "late", "stop"),
        ),
        steps=(
            Step("1 ニーズと計画", Progress.DONE, fortnight_ago),
            Step("2 目標と互恵", Progress.DONE, week_ago),
            Step("3 役割と責任", Progress.HERE, week_ago),
            Step("4 評価の方法"),
            Step("5 実施と見守り"),
        ),
        moments=(
            Moment("第3回打合せ", today + timedelta(days=6), url="#", is_to_come=True),
            Moment("役割表が直された（てのひら人形劇の会）", week_ago),
            Moment("目標に3者が同意", fortnight_ago),
        ),
        checks=(
            Check("それぞれがニーズと「なぜ一緒に」を書いた"),
            Check("数で測れる目標が1つ以上ある"),
            Check("作業「舞台の設営」の責任を持つ者（1者だけ）", Lack.OURS),
            Check("試験市 市民活動課の決裁（11日間）", Lack.WAITING),
        ),
        facets=(
            Facet(
                "いま",
                (
                    Choice("すぐ借りられる", "#", 31, chosen=True),
                    Choice("取り寄せできる", "#", 52),
                ),
            ),
            Facet("出版年", (Choice("2010年から", "#", 12),), is_open=False),
        ),
        rows=Paginator(range(95), 10).page(3),
        files=(Link("CSV", "#", "95行"), Link("Excel", "#", "95行")),
        figures=(
            Figure("貸した", "42", "冊", "#"),
            Figure("借りた", "37", "冊", "#"),
            Figure("達成率", "100.6", "%"),
        ),
        local_links=(
            Link("全体", "#", current=True),
            Link("会合", "#", count=2),
            Link("記録", "#"),
        ),
        empty_links=(Link("相手の番を見る", "#"), Link("連絡を記録する", "#")),
    )


def context() -> dict[str, object]:
    faulty = SampleForm({"people": "４８人", "audience": ["infants", "pupils"], "desk": "learning"})
    return {"samples": SAMPLES, "gallery": _contents(), "sample_form": faulty}
