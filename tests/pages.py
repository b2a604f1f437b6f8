"""Of what a page is made of, the test client keeps what the view gave to it.

Django tells the client of every template that is drawn, and it keeps a copy of all words there: of a page with its frame,
its tables and their cells some dozens, a tenth of what the page costs. Here it is told of those that are drawn by
themselves, not of those drawn within another.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import local
from typing import Any

import pytest
from django.template import Context
from django.template.base import Template


class _Here(local):
    """Whether this thread draws a template."""

    is_drawing = False


@pytest.fixture(autouse=True, scope="session")
def _parts_of_pages_are_not_told(django_test_environment: None) -> Iterator[None]:
    here, tell = _Here(), Template._render  # type: ignore[attr-defined]  # as the test environment set it

    def draw(self: Any, context: Context) -> str:
        if here.is_drawing:
            part: str = self.nodelist.render(context)
            return part
        here.is_drawing = True
        try:
            page: str = tell(self, context)
        finally:
            here.is_drawing = False
        return page

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", draw)
        yield
