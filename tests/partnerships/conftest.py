"""What tests of agreements stand on: a partnership of which nothing else is asked."""

from __future__ import annotations

import pytest

from yuinowa.partnerships.queries import parts


@pytest.fixture
def only_agreements(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all parts of a partnership the sides and the agreements alone: what else is needed has its own tests."""
    kept = {key: part for key, part in parts._PARTS.items() if key in ("sides", "agreements")}
    monkeypatch.setattr(parts, "_PARTS", kept)
