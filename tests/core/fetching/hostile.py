"""Servers on the loopback that do what no server should."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

#: Plays one connection: gets what was asked, writes what it likes.
Part = Callable[[bytes, socket.socket], None]


@contextmanager
def serving(part: Part, trust: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server on a port of its own; every connection is played by ``part``."""
    listening = socket.create_server(("127.0.0.1", 0))

    def play(line: socket.socket) -> None:
        with suppress(OSError), line:
            whole = trust.wrap_socket(line, server_side=True) if trust else line
            with suppress(OSError), whole:
                asked = b""
                while b"\r\n\r\n" not in asked and (piece := whole.recv(65536)):
                    asked += piece
                part(asked, whole)

    def listen() -> None:
        while True:
            try:
                line, _address = listening.accept()
            except OSError:
                return
            Thread(target=play, args=(line,), daemon=True).start()

    Thread(target=listen, daemon=True).start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        listening.close()


def says(body: bytes, *head: str, status: str = "200 OK", length: int | None = None) -> Part:
    """Answers with ``body``; ``length``: what it announces, -1 for nothing."""

    def part(_asked: bytes, line: socket.socket) -> None:
        told = len(body) if length is None else length
        lines = [f"HTTP/1.1 {status}", *head, *([] if told < 0 else [f"Content-Length: {told}"])]
        line.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    return part


def endless(begin: bytes, piece: bytes, pause: float = 0) -> Part:
    def part(_asked: bytes, line: socket.socket) -> None:
        line.sendall(begin)
        while True:
            line.sendall(piece)
            time.sleep(pause)

    return part
