"""``yuinowa import records``: a file of a library of any size is shown, then taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.catalogue.factories import source
from tests.catalogue.test_taking_in import FOOT, HEAD, oai
from tests.directory.factories import institution
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.models import SourceRecord
from yuinowa.config import cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english_with_its_own_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR.mkdir()
    with translation.override("en"):
        yield


def test_it_is_shown_and_written_when_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = source(institution(), form=Form.OAI_DC.value)
    file = tmp_path / "feed.xml"
    file.write_text(HEAD + oai("a", "石仏の里") + oai("b", " ") + FOOT, encoding="utf-8")
    asked = ["import", "records", str(file), "--source", str(books.pk)]

    assert cli.main(asked) == 0
    assert "new 1" in capsys.readouterr().out
    assert not SourceRecord.objects.exists()
    assert cli.main([*asked, "--take"]) == 0
    assert [one.identity for one in SourceRecord.objects.all()] == ["a"]
    assert (tmp_path / "data" / "imports" / "feed.xml.faults.csv").exists()


def test_an_unknown_source_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(HEAD + oai("a", "石仏の里") + FOOT, encoding="utf-8")
    assert cli.main(["import", "records", str(file), "--source", "99"]) == 1
    assert "99" in capsys.readouterr().err
