"""Looking at a page as a person would: narrow and wide, with a picture kept, and with axe's findings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

SHOTS = Path(__file__).parents[2] / "shots"
NARROW, WIDE = 320, 1280
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

#: What axe leaves open about contrast, and who answers it (R51): the fading edges of a scrolling table and the
#: colours of drawings are measured in the look's own table; single characters (→ between before and after) have the colours of
#: their text; what an open list of titles covers is looked at without it.
_ANSWERED = """(targets) => targets.map((target) => {
    const node = document.querySelector(target);
    const list = document.querySelector('.yw-begun__list:not([hidden])');
    const [here, over] = [node, list].map((one) => one?.getBoundingClientRect());
    if (over && !list.contains(node) && here.top < over.bottom && here.bottom > over.top) return true;
    const own = [...node.childNodes].filter(part => part.nodeType === Node.TEXT_NODE).map(part => part.data);
    return Boolean(node.closest('.yw-scroll, svg')) || [...own.join('').trim()].length <= 1;
})"""
#: Parts that the stylesheet shows only where there is room; it lets no colour depend on the width (tests/ui/test_gallery).
WIDE_ALONE = (".yw-at-wide", ".yw-sides thead")
#: Only what is asked for here is worked out node by node; passes are half of axe's time.
_RUN = "(rules) => axe.run({rules, resultTypes: ['violations', 'incomplete']})"


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    target: str
    words: str


def axe(page: Page, *, without: tuple[str, ...] = ()) -> list[Finding]:
    """What axe finds wrong with ``page``, and what it could not decide and nobody has answered."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        # Playwright's own way would read it twice more, to see whether it is a function. The session ends with
        # its page: ended here, it takes along the made-up device of a page that has one.
        browser = page.context.new_cdp_session(page)
        browser.send("Runtime.evaluate", {"expression": _AXE, "silent": True})
    rules = {rule: {"enabled": False} for rule in without}
    results: dict[str, Any] = page.evaluate(_RUN, rules)
    wrong = [finding for rule in results["violations"] for finding in _findings(rule)]
    undecided = [finding for rule in results["incomplete"] for finding in _findings(rule)]
    colors = [finding for finding in undecided if finding.rule == "color-contrast"]
    answers = page.evaluate(_ANSWERED, [finding.target for finding in colors])
    answered = [
        finding for finding, is_answered in zip(colors, answers, strict=True) if is_answered
    ]
    return wrong + [finding for finding in undecided if finding not in answered]


def _findings(rule: dict[str, Any]) -> list[Finding]:
    return [
        Finding(rule["id"], str(node["target"][0]), str(node.get("failureSummary", "")))
        for node in rule["nodes"]
    ]


def width_of(page: Page) -> int:
    """How many pixels ``page`` needs; more than it has, and it scrolls sideways."""
    # A click waits for the next page to begin, not for its first element.
    page.wait_for_load_state()
    needed: int = page.evaluate("document.documentElement.scrollWidth")
    return needed


def look(page: Page, name: str) -> None:
    """Hold that ``page`` can be used at 320 and 1280 pixels; a picture of each is kept in ``shots/``, but in CI."""
    page.wait_for_load_state()
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        # In CI nobody looks, and a long page takes a second to be drawn.
        if not os.environ.get("CI"):
            SHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        assert (needed := width_of(page)) <= width, f"{name} at {width} px takes {needed} px"
        without = () if width == NARROW or _has_wide_parts(page) else ("color-contrast",)
        assert (found := axe(page, without=without)) == [], f"{name} at {width} px: {found}"


def _has_wide_parts(page: Page) -> bool:
    """Whether colours are to be measured there that were not at 320 pixels, which is most of axe's time."""
    found: bool = page.evaluate(
        "parts => Boolean(document.querySelector(parts))", ", ".join(WIDE_ALONE)
    )
    return found
