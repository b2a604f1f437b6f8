"""The memory for visitors' pages: one state, so many bytes, the least asked for leaves first."""

from __future__ import annotations

import os
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ui import kept, tally
from yuinowa.ui.kept import Key, Page, Pages, State

ROOM = 20_000
A_DAY = date(2026, 11, 21)


def key(name: str) -> Key:
    return Key("https", "example.org", f"/{name}/", "", "ja")


def page(size: int = 10, *, made_at: float | None = None) -> Page:
    return Page(b"x" * size, (), None, time.monotonic() if made_at is None else made_at)


def state(deeds: int) -> State:
    return State(deeds, (), A_DAY)


asked = st.tuples(
    st.sampled_from("abcdefgh"), st.integers(1, 3), st.integers(0, 9_000), st.booleans()
)


@given(st.lists(asked, max_size=60))
def test_what_is_found_is_what_was_kept_last_under_that_key_and_state(
    steps: list[tuple[str, int, int, bool]],
) -> None:
    pages, last = Pages(), dict[tuple[str, int], Page]()
    for name, deeds, size, keeps in steps:
        found = pages.find(key(name), state(deeds))
        assert found is None or found is last[name, deeds]
        if keeps:
            last[name, deeds] = page(size)
            pages.keep(key(name), state(deeds), last[name, deeds], room=ROOM)
        assert 0 <= pages.size <= ROOM
        assert (pages.size == 0) == (len(pages) == 0)


def test_the_page_asked_for_least_lately_leaves_first() -> None:
    pages = Pages()
    pages.find(key("a"), state(1))
    for name in "ab":
        pages.keep(key(name), state(1), page(6_000), room=ROOM)
    pages.find(key("a"), state(1))

    pages.keep(key("c"), state(1), page(6_000), room=ROOM)

    assert [bool(pages.find(key(name), state(1))) for name in "abc"] == [True, False, True]


def test_a_page_made_while_something_was_done_is_not_kept() -> None:
    pages = Pages()
    pages.find(key("a"), state(1))
    pages.find(key("b"), state(2))

    pages.keep(key("a"), state(1), page(), room=ROOM)

    assert pages.find(key("a"), state(2)) is None


def test_a_page_is_made_anew_after_a_minute_whatever_the_state_says() -> None:
    pages = Pages()
    pages.find(key("a"), state(1))
    pages.keep(
        key("a"), state(1), page(made_at=time.monotonic() - kept.LONGEST_SECONDS - 1), room=ROOM
    )

    assert pages.find(key("a"), state(1)) is None
    assert pages.size == 0


def test_threads_that_keep_and_find_together_lose_no_count() -> None:
    pages = Pages()
    pages.find(key("a"), state(1))

    def work(number: int) -> None:
        for n in range(300):
            name = str((number + n) % 7)
            pages.keep(key(name), state(1), page(n), room=ROOM)
            pages.find(key(name), state(1))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert pages.size == sum(kept._size(k, p) for k, p in pages._pages.items())


# ---------------------------------------------------------------- counting


def test_counts_of_all_processes_are_added(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(tally, "_sheets", {})  # another test of this process has one elsewhere
    tally.begin()
    tally.count(tally.MADE)
    child = os.fork()
    if child == 0:  # another web process
        tally.count(tally.KEPT)
        tally.count(tally.KEPT)
        os._exit(0)
    os.waitpid(child, 0)
    tally.count(tally.KEPT)

    assert tally.counted() == (3, 1)
    assert len(list(tally.folder().iterdir())) == 2


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 99])
def test_a_broken_sheet_counts_nothing(
    content: bytes, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    tally.folder().mkdir()
    (tally.folder() / "7").write_bytes(content)

    assert tally.counted() == (0, 0)
