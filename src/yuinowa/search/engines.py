"""Which engine holds a collection, opened once in a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yuinowa.search import collections
from yuinowa.search.ports import Engine
from yuinowa.search.tantivy_engine import TantivyEngine


@lru_cache(maxsize=64)
def _engine_at(name: str, directory: Path) -> Engine:
    return TantivyEngine(collections.get(name), directory / name)


def engine_of(name: str) -> Engine:
    """The engine of the collection called ``name``.

    Raises:
        KeyError: no wing registered it.
    """
    return _engine_at(name, Path(settings.SEARCH_DIR))
