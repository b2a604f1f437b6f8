"""What tests of partnerships stand on: a search index of their own, two sides, and parts of which nothing else is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.partnerships.factories import library, school
from yuinowa.directory.models import Institution
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.queries.parts import Part


def only_these(*more: str) -> dict[str, Part]:
    """Of all parts of a partnership the sides, the agreements and the accessions alone, and ``more``."""
    names = ("sides", "agreements", "accessions", *more)
    return {key: part for key, part in parts._PARTS.items() if key in names}


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    """An index that no other test writes."""
    settings.SEARCH_DIR = tmp_path


@pytest.fixture
def ours() -> Institution:
    """The library."""
    return library()


@pytest.fixture
def theirs() -> Institution:
    """The school."""
    return school()


@pytest.fixture
def only_agreements(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partnership that asks for agreements and nothing else: what else is needed has its own tests."""
    monkeypatch.setattr(parts, "_PARTS", only_these())


@pytest.fixture
def with_activities(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with what sides do together."""
    monkeypatch.setattr(parts, "_PARTS", only_these("activities"))


@pytest.fixture
def only_the_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partnership that asks for its agreement and how it goes."""
    monkeypatch.setattr(parts, "_PARTS", only_these("pulse"))


@pytest.fixture
def how_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with what sides do together, and whether they still do anything."""
    monkeypatch.setattr(parts, "_PARTS", only_these("pulse", "dormancy", "activities"))
