"""A region chooses its word for working together; no page knows it by heart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

import yuinowa
from yuinowa.config import env
from yuinowa.ui import region_words

ROOT = Path(yuinowa.__file__).parent


@pytest.fixture
def _catalogues_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(trans_real, "_translations", {})
    yield
    translation.deactivate()


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.txt"), *ROOT.rglob("*.py")]),
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_no_page_hard_codes_the_word(path: Path) -> None:
    if path.name in {"region_words.py", "settings.py"}:
        return
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if any(word in line for word in ("協働", "共働", "共創"))
        and not line.lstrip().startswith(("#", '"""'))
    ]

    assert lines == []


@pytest.mark.usefixtures("_catalogues_of_its_own")
@pytest.mark.parametrize("word", ["協働", "共働", "共創"])
def test_the_regions_word_stands_on_the_page(word: str) -> None:
    region_words.speak(word)

    page = Client().get("/components/").content.decode()

    others = {"協働", "共働", "共創"} - {word}
    assert f"{word}の領域" in page
    assert [other for other in others if other in page] == []
    with translation.override("en"):
        assert translation.gettext("collaboration") == "collaboration"


def test_another_word_is_refused_with_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUINOWA_COLLABORATION_WORD", "協同")

    with pytest.raises(env.SettingsError, match="協働, 共働, 共創"):
        env.one_of("COLLABORATION_WORD", ("協働", "共働", "共創"))
