"""Whole pages kept for visitors, in the memory of this process, until anything at all is done (ADR 0015).

A page is kept under the state of the data that was read **before** it was made (``State``). It answers again only
while a new reading gives the same state: so it may be newer than its state, and is never older than the data.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import ResolverMatch

from yuinowa.core import audit, clock
from yuinowa.search import index

#: What no deed tells (a row mended by hand) shows after this; also the bound for what says "now".
LONGEST_SECONDS = 60
#: One page, and what is beside its words: an address longer than this is nobody's link.
LARGEST_PAGE, LONGEST_ADDRESS = 1024 * 1024, 1024
#: What Python needs beside the page's words, roughly.
_BESIDE = 2_000


@dataclass(frozen=True, slots=True)
class State:
    """What a page is made from: every recorded deed, what the indexes say, and the day in Japan."""

    deeds: int
    indexes: tuple[Hashable, ...]
    day: date

    @classmethod
    def now(cls) -> State:
        """One query, and a look at the files of each index."""
        return cls(audit.deeds(), index.marks(), clock.today())


@dataclass(frozen=True, slots=True)
class Key:
    """All that a visitor's page may depend on besides the state."""

    scheme: str
    host: str
    path: str
    query: str
    language: str

    @property
    def size(self) -> int:
        return len(self.host) + len(self.path) + len(self.query)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it left the middlewares that may differ by visitor; what is per request comes on top."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    match: ResolverMatch | None
    made_at: float

    @classmethod
    def of(cls, response: HttpResponse, match: ResolverMatch | None) -> Page:
        return cls(response.content, tuple(response.items()), match, time.monotonic())

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=dict(self.headers))

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self.made_at > LONGEST_SECONDS


class Pages:
    """The pages of one state, the least asked for leave first when there is no more room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._state: State | None = None
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, key: Key, state: State) -> Page | None:
        """The page kept for ``key``, if it is of ``state``; another state empties everything."""
        with self._lock:
            if state != self._state:
                self._empty(state)
                return None
            page = self._pages.get(key)
            if page is None:
                return None
            if page.is_over:
                self._remove(key)
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, state: State, page: Page, *, room: int) -> None:
        """Keep ``page`` within ``room`` bytes, unless the state has moved on meanwhile."""
        with self._lock:
            if state != self._state:
                return
            self._remove(key)
            self._pages[key] = page
            self._bytes += _size(key, page)
            while self._bytes > room:
                self._remove(next(iter(self._pages)))

    def empty(self) -> None:
        with self._lock:
            self._empty(None)

    @property
    def size(self) -> int:
        """Bytes in use."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._pages)

    def _empty(self, state: State | None) -> None:
        self._pages.clear()
        self._bytes = 0
        self._state = state

    def _remove(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= _size(key, page)


def _size(key: Key, page: Page) -> int:
    return len(page.content) + key.size + _BESIDE


#: Those of this process. A restart forgets them, and a fork begins with what there was: nothing, in service.
PAGES = Pages()
