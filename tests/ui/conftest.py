"""The frame on its own: no wing's addresses, Japanese unless a test asks otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from yuinowa.core import sockets


@pytest.fixture(autouse=True)
def _frame_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sockets, "_MENU", [])
    monkeypatch.setattr(sockets, "_DATASETS", [])
    with override_settings(ROOT_URLCONF="tests.ui.urls"), translation.override("ja"):
        yield


@pytest.fixture
def visitor() -> Client:
    """Somebody reading in Japanese; failures come as pages, as they would in production."""
    return Client(raise_request_exception=False, headers={"Accept-Language": "ja"})
