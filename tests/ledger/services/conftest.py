from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _refusals_as_written() -> Iterator[None]:
    """Services refuse in the reader's language; tests compare the sentences as the code has them."""
    with translation.override("en"):
        yield
