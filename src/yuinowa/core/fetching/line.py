"""A connection with one clock: a host that sends a byte now and then gets no more time than any other."""

from __future__ import annotations

import io
import socket
from time import monotonic


class TimedSocket:
    """A socket on which every wait ends at ``ends`` (of ``time.monotonic``), with ``TimeoutError``."""

    def __init__(self, line: socket.socket, ends: float) -> None:
        self._line, self._ends = line, ends

    def _left(self) -> float:
        left = self._ends - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._left())
        self._line.sendall(data)

    def receive_into(self, room: memoryview) -> int:
        self._line.settimeout(self._left())
        return self._line.recv_into(room)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What ``http.client`` reads from."""
        return io.BufferedReader(_Raw(self), 1 << 16)

    def close(self) -> None:
        self._line.close()


class _Raw(io.RawIOBase):
    def __init__(self, line: TimedSocket) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]  # a buffer, in the library's stubs
        return self._line.receive_into(room)
