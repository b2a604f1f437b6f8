"""Links to files say what they hold; the form stands once, in the note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

import yuinowa

#: The label of a link that gets a note with the form of the file.
LABEL = re.compile(r"csv_links\(\s*_\(\"([^\"]+)\"\)|Link\(_\(\"([^\"]+)\"\), [^\n]*note=\"CSV\"")


def labels() -> list[str]:
    root = Path(yuinowa.__file__).parent
    sources = sorted(root.glob("*/views/*.py")) + sorted(root.glob("*/views.py"))
    found = [m for path in sources for m in LABEL.findall(path.read_text(encoding="utf-8"))]
    return sorted({first or second for first, second in found})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_label_of_a_file_does_not_name_the_form_that_its_note_names(language: str) -> None:
    with translation.override(language):
        assert [word for word in map(gettext, labels()) if "CSV" in word] == []
    assert len(labels()) >= 6
