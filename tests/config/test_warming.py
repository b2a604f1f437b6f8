"""A web process is warm before its first page."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.template import loader

from yuinowa.config import warming


@pytest.fixture(autouse=True)
def _give_back() -> Iterator[None]:
    """The collector of the tests goes on walking over everything afterwards."""
    yield
    gc.unfreeze()


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
