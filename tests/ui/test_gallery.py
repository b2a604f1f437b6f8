"""The page of the parts shows all of them, and each of their states."""

from __future__ import annotations

import re
from pathlib import Path

from django.test import Client

import yuinowa.ui
from tests.browser.eyes import WIDE_ALONE
from yuinowa.ui.gallery import SAMPLES

UI = Path(yuinowa.ui.__file__).parent

#: Lines drawn like any other, named for what they say.
PLAIN_LINES = {"yw-edge--ill", "yw-edge--partner", "yw-edge--support"}


def test_every_sample_is_on_the_page_once(visitor: Client) -> None:
    html = visitor.get("/components/").content.decode()

    assert [html.count(f'id="{sample.name}"') for sample in SAMPLES] == [1] * len(SAMPLES)
    assert {f"{sample.name}.html" for sample in SAMPLES} == {
        path.name for path in (UI / "templates/ui/samples").iterdir()
    }


def test_no_id_is_given_twice(visitor: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', visitor.get("/components/").content.decode())

    assert sorted(ids) == sorted(set(ids))


def test_no_template_names_a_class_the_stylesheet_does_not_know() -> None:
    known = set(
        re.findall(r"\.(yw-[a-z0-9_-]+)", (UI / "static/ui/yuinowa.css").read_text("utf-8"))
    )
    used = {
        name
        for path in UI.parent.glob("*/templates/**/*.html")
        for value in re.findall(r'class="([^"]*)"', path.read_text("utf-8"))
        for name in re.findall(r"yw-[a-z0-9_-]+", re.sub(r"{[{%].*?[%}]}", " ", value))
    }

    assert used - known == PLAIN_LINES


def test_signs_and_colors_come_from_tokens_alone() -> None:
    css = (UI / "static/ui/yuinowa.css").read_text("utf-8")
    after_tokens = css[css.index("/* ---------- 2. Base") : css.index("/* ---------- 13. Print")]

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", after_tokens) == []


def test_colors_are_the_same_at_every_width_and_little_is_shown_only_where_there_is_room() -> None:
    """So that colours are measured once, narrow, but on pages that have such a part (tests/browser/eyes)."""
    css = re.sub(
        r"/\*.*?\*/", "", (UI / "static/ui/yuinowa.css").read_text("utf-8"), flags=re.DOTALL
    )
    by_width = re.findall(r"@media ([^{]*width:[^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", css)
    rules = [
        (when, " ".join(of.split()), said)
        for when, body in by_width
        for of, said in re.findall(r"([^{}]*)\{([^{}]*)\}", body)
    ]
    colored = re.compile(r"(?<![\w-])(color|background[\w-]*|opacity|filter|fill|visibility)\s*:")

    assert len(rules) > 20
    assert [of for _when, of, said in rules if colored.search(said)] == []
    hidden = [of for when, of, said in rules if "max-width" in when and "display: none" in said]
    assert sorted(hidden) == sorted(WIDE_ALONE)
