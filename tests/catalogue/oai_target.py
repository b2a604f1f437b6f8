"""A library's OAI-PMH server on the loopback: a good one, which a test can make behave badly."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
MARC = "http://www.loc.gov/MARC21/slim"


@dataclass
class Kept:
    """A record of the target; ``body`` None: it is deleted."""

    identity: str
    body: str | None
    stamp: str = "2026-11-01T00:00:00Z"
    sets: tuple[str, ...] = ()


def dc(title: str, more: str = "") -> str:
    return (
        f'<oai_dc:dc xmlns:oai_dc="{DC}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title>{more}</oai_dc:dc>"
    )


def marc(number: str, title: str) -> str:
    return (
        f'<record xmlns="{MARC}"><leader>00000nam a2200000 i 4500</leader><controlfield tag="001">{number}</controlfield>'
        f'<datafield tag="245" ind1="0" ind2="0"><subfield code="a">{escape(title)}</subfield></datafield></record>'
    )


@dataclass
class Target:
    """``size``: records a page. ``faults``: what is sent in place of the n-th list page (from 1): status, head, body."""

    records: list[Kept] = field(default_factory=list)
    size: int = 2
    deleted: str = "persistent"
    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    formats: tuple[tuple[str, str], ...] = (("oai_dc", DC),)
    sets: tuple[tuple[str, str], ...] = ()
    now: str = "2026-11-20T00:00:00Z"
    faults: dict[int, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    tokens_loop: bool = False
    is_packed: bool = False
    announces: bool = True
    #: Questions that came, without the verb's.
    asked: list[dict[str, str]] = field(default_factory=list)
    lists: int = 0

    def add(self, identity: str, title: str | None, **values: Any) -> None:
        """A record, or a newer one in its place."""
        self.records = [one for one in self.records if one.identity != identity]
        self.records.append(Kept(identity, None if title is None else dc(title), **values))

    def answer(self, question: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(question)
        verb = question.get("verb", "")
        if verb == "ListRecords":
            self.lists += 1
            if self.lists in self.faults:
                return self.faults[self.lists]
        answers: dict[str, Callable[[], str]] = {
            "Identify": self._identify,
            "ListMetadataFormats": self._formats,
            "ListSets": self._sets,
            "ListRecords": lambda: self._list(question),
        }
        body = answers[verb]() if verb in answers else '<error code="badVerb"/>'
        page = (
            '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            f"<responseDate>{self.now}</responseDate><request/>{body}</OAI-PMH>"
        ).encode()
        if self.is_packed:
            return 200, {"Content-Encoding": "gzip"}, gzip.compress(page)
        return 200, {}, page

    def _identify(self) -> str:
        return (
            "<Identify><repositoryName>試験市立図書館 蔵書</repositoryName><protocolVersion>2.0</protocolVersion>"
            f"<earliestDatestamp>2000-01-01</earliestDatestamp><deletedRecord>{self.deleted}</deletedRecord>"
            f"<granularity>{self.granularity}</granularity></Identify>"
        )

    def _formats(self) -> str:
        rows = "".join(
            f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema>x</schema>"
            f"<metadataNamespace>{namespace}</metadataNamespace></metadataFormat>"
            for prefix, namespace in self.formats
        )
        return f"<ListMetadataFormats>{rows}</ListMetadataFormats>"

    def _sets(self) -> str:
        if not self.sets:
            return '<error code="noSetHierarchy"/>'
        rows = "".join(
            f"<set><setSpec>{spec}</setSpec><setName>{name}</setName></set>"
            for spec, name in self.sets
        )
        return f"<ListSets>{rows}</ListSets>"

    def _list(self, question: dict[str, str]) -> str:
        if "resumptionToken" in question:
            since, wanted, start = question["resumptionToken"].split("|")
        else:
            since, wanted, start = question.get("from", ""), question.get("set", ""), "0"
        found = [
            one for one in self.records if one.stamp >= since and (not wanted or wanted in one.sets)
        ]
        if not found:
            return '<error code="noRecordsMatch"/>'
        at = int(start)
        page, rest = found[at : at + self.size], found[at + self.size :]
        token = ""
        if rest or self.tokens_loop:
            following = 0 if self.tokens_loop else at + self.size
            size = f' completeListSize="{len(found)}"' if self.announces else ""
            token = f"<resumptionToken{size}>{since}|{wanted}|{following}</resumptionToken>"
        return f"<ListRecords>{''.join(map(_record, page))}{token}</ListRecords>"


def _record(one: Kept) -> str:
    status = "" if one.body else ' status="deleted"'
    sets = "".join(f"<setSpec>{spec}</setSpec>" for spec in one.sets)
    metadata = f"<metadata>{one.body}</metadata>" if one.body else ""
    return (
        f"<record><header{status}><identifier>{one.identity}</identifier><datestamp>{one.stamp}</datestamp>{sets}</header>"
        f"{metadata}</record>"
    )


@contextmanager
def open_target(target: Target) -> Iterator[str]:
    """The base address of a server that answers as ``target`` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {
                name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()
            }
            status, head, body = target.answer(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **head}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
