"""Counts beside a list, kept for the next part of the same list: whoever turns a page asks for them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """The newest ``most`` answers of one state of the index; another state empties it.

    A ``mark`` is read before what it marks. An answer may so be newer than its mark, never older, and is let go
    with it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._mark: Hashable = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, mark: Hashable, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        with self._lock:
            if mark != self._mark:
                self._mark = mark
                self._answers.clear()
            elif question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        answer = work_out()
        with self._lock:
            if mark == self._mark:
                self._answers[question] = answer
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return answer
