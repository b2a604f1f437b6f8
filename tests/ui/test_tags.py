"""What the tags and filters write."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

import yuinowa.ui
from yuinowa.core import clock
from yuinowa.ui.parts import Check, Lack, Progress, Step
from yuinowa.ui.templatetags.yw import ICONS

SPRITE = Path(yuinowa.ui.__file__).parent / "templates/ui/components/sprite.html"


@pytest.fixture(autouse=True)
def _on_that_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))


def made(text: str, **context: Any) -> str:
    return Template(text).render(Context(context)).strip()


def words_of(html: str) -> str:
    """What is left for the reader."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def test_the_sprite_holds_exactly_the_signs_that_can_be_asked_for() -> None:
    drawn = set(re.findall(r'id="i-([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))

    assert drawn == ICONS


def test_an_unknown_sign_is_refused_loudly() -> None:
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        made('{% icon "unicorn" %}')


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ('{% turn "ours" since=day %}', "あなたの番 11月13日から7日間"),
        ('{% turn "theirs" who="人形劇の会" since=day %}', "人形劇の会の番 11月13日から7日間"),
        (
            '{% turn "theirs" who="人形劇の会" since=day plain=True %}',
            "人形劇の会 11月13日から7日間",
        ),
        ('{% turn "both" since=today %}', "両方の番 11月20日から"),
        ('{% turn "done" since=day %}', "だれの番でもありません 11月13日に終わりました"),
        ('{% turn "done" %}', "だれの番でもありません"),
    ],
)
def test_a_turn_says_whose_and_since_when(tag: str, said: str) -> None:
    today = date(2026, 11, 20)

    assert words_of(made(tag, today=today, day=today - timedelta(days=7))) == said


def test_a_turn_reads_well_in_english() -> None:
    with translation.override("en"):
        said = words_of(made('{% turn "theirs" who="A Library" since=d %}', d=date(2026, 11, 19)))

    assert said == "A Library's turn Since 19 November, 1 day"


def test_a_bar_has_a_filled_button_only_when_it_is_our_turn() -> None:
    tag = '{% turn_bar side "X" next="次へ" url="/go/" label="答える" %}'

    assert '<a class="yw-button" href="/go/">' in made(tag, side="ours")
    assert '<a class="yw-button yw-button--second" href="/go/">' in made(tag, side="theirs")


def test_names_from_outside_are_escaped() -> None:
    assert "<b>" not in made('{% turn "theirs" who=who %}{% crumb who who %}', who="<b>'\"")
    assert made("{{ who|bdi }}", who="<b>") == "<bdi>&lt;b&gt;</bdi>"
    assert made("{{ who|ruby }}", who="<b>本《ほん》") == (
        '&lt;b&gt;<ruby>本<rp>（</rp><rt aria-hidden="true">ほん</rt><rp>）</rp></ruby>'
    )


def test_steps_say_where_one_is() -> None:
    found = [
        Step("計画", Progress.DONE, date(2026, 11, 1)),
        Step("実施", Progress.HERE, date(2026, 11, 6)),
        Step("評価"),
    ]

    html = made('{% steps found "3つの段階" %}', found=found)

    assert words_of(html) == "計画 済み・11月1日 実施 いまここ・11月6日から 評価 まだ"
    assert html.count('aria-current="step"') == 1


def test_checks_tell_our_lack_from_a_wait() -> None:
    found = [Check("目標がある"), Check("署名", Lack.OURS), Check("市の決裁", Lack.WAITING)]

    assert words_of(made("{% checks found %}", found=found)) == (
        "目標がある （済み） 足りません： 署名 待っています： 市の決裁"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [("-", "- 対象外"), ("－", "－ 把握できない"), ("pending", "これから"), (0, "0"), ("a", "a")],
)
def test_the_four_blanks_are_spoken_apart(value: object, said: str) -> None:
    assert words_of(made("{{ value|blank }}", value=value)) == said


def test_nothing_is_written_for_nothing() -> None:
    assert all(
        made("{{ v|number }}{{ v|percent }}{{ v|nendo }}{{ v|wareki }}{{ v|datetime_ja }}", v=v)
        == ""
        for v in (None, "")
    )


def test_crumbs_without_steps_leave_no_trace() -> None:
    assert made("{% crumbs %} {% endcrumbs %}") == ""
    assert words_of(made('{% crumbs %}{% crumb "今日" "/" %}{% crumb "x" %}{% endcrumbs %}')) == (
        "今日 x"
    )


def test_readings_stand_over_kanji_alone_unless_the_base_is_marked() -> None:
    assert words_of(made("{{ t|ruby }}", t="お金《かね》と｜12月《じゅうにがつ》")) == (
        "お 金 （ かね ） と 12月 （ じゅうにがつ ）"
    )


@pytest.mark.parametrize(("language", "words"), [("ja", "1,199件"), ("en", "1,199 件")])
def test_a_number_stands_by_its_unit_as_the_language_has_it(language: str, words: str) -> None:
    with translation.override(language):
        assert made("{{ v|counted:'件' }}", v=1199) == words
        assert made("{{ v|counted:'件' }}", v=None) == ""
