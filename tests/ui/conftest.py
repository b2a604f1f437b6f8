"""The frame on its own: no wing's addresses, Japanese unless a test asks otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from yuinowa.core.rights import Actor


@pytest.fixture(autouse=True)
def _frame_alone() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.ui.urls"), translation.override("ja"):
        yield


@pytest.fixture
def visitor() -> Client:
    """Somebody reading in Japanese; failures come as pages, as they would in production."""
    return Client(raise_request_exception=False, headers={"Accept-Language": "ja"})


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    """Lets every request be made by an actor of the test's choice."""

    def choose(actor: Actor) -> None:
        monkeypatch.setattr("yuinowa.accounts.middleware._actor", lambda _request: actor)

    return choose
