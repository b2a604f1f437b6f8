"""A web process is warm before its first page."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.template import loader

from yuinowa.config import warming


@pytest.fixture(autouse=True)
def _give_back() -> Iterator[None]:
    """What was set aside before the tests (tests/conftest.py) is set aside again, and nothing of this test with it."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def test_every_template_of_ours_can_be_read_and_what_is_there_is_set_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = []
    monkeypatch.setattr(
        warming, "get_template", lambda name: read.append(loader.get_template(name))
    )

    count = warming.warm_up()

    assert count == len(read) > 100
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == warming.SELDOM
