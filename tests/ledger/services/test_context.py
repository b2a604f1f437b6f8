from __future__ import annotations

import pytest

from yuinowa.ledger import services as ledger
from yuinowa.ledger.models import Context

pytestmark = pytest.mark.django_db


def test_a_context_is_made_once_and_keeps_its_newest_label() -> None:
    first = ledger.context_of("partnership", "12", "絵本の会")
    second = ledger.context_of("partnership", "12", "絵本とおはなしの会")

    assert first.pk == second.pk
    assert [context.label for context in Context.objects.all()] == ["絵本とおはなしの会"]
