"""Harvesting a feed of many pages over a real line: ours beside sickle, and the parts of our own time.

    python -m bench harvest [--pages 300] [--records 100] [--rounds 3]

The target is a process of its own on the loopback; it sends pages made beforehand. Both harvesters must name the
same records. Sickle is asked as its own guide says, one page after another; it keeps each record as a dictionary,
we read each into statements. ``pip install sickle`` for the peer.
"""

from __future__ import annotations

import argparse
import http.server
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.measuring import line, table
from yuinowa.catalogue.domain.reading.oai_dc import record_of
from yuinowa.catalogue.exchange.harvesting import asker
from yuinowa.core.fetching import Client
from yuinowa.standards import harvest, oai_dc, oaipmh_answers, xml
from yuinowa.standards.harvest import Order

_RECORD = """<record><header><identifier>oai:example.org:{number}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp>
<setSpec>books</setSpec></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>結の輪の記録 第{number}巻 : 図書館と町</dc:title><dc:creator>山川, 花子</dc:creator><dc:creator>海野, 太郎</dc:creator>
<dc:subject>NDC9:016.2</dc:subject><dc:subject>図書館協力</dc:subject><dc:publisher>結の会</dc:publisher><dc:date>2001-06-28</dc:date>
<dc:type>Book</dc:type><dc:format>300p ; 22cm</dc:format><dc:language>jpn</dc:language>
<dc:identifier>https://example.org/books/{number}</dc:identifier><dc:description>索引あり。文献あり。</dc:description></oai_dc:dc></metadata></record>"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--records", type=int, default=100, help="on a page")
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    pages = [_page(number, told.pages, told.records) for number in range(told.pages)]
    size = sum(map(len, pages)) / (1 << 20)
    print(
        f"{told.pages} pages of {told.records} records in oai_dc, {size:.0f} MiB; the middle of {told.rounds} rounds"
    )
    with _serving(pages) as base:
        table("harvester", "records/s", "processor, ms per 1,000", "peak RSS, MiB")
        ours = _measured("ours, elements", lambda: list(_ours(base)), told.rounds)
        read = _measured("ours, statements", lambda: list(_read(base)), told.rounds)
        _measured("ours, understood as records", lambda: list(_understood(base)), told.rounds)
        peer = _sickle(base)
        if peer is None:
            print("sickle: not installed here (pip install sickle)")
        else:
            theirs = _measured("sickle", peer, told.rounds)
            _compare(ours, read, theirs)
    _parts(pages)


def _page(number: int, pages: int, records: int) -> bytes:
    body = "".join(_RECORD.format(number=number * records + n) for n in range(records))
    token = f"page-{number + 1}" if number + 1 < pages else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        '<responseDate>2026-11-22T00:00:00Z</responseDate><request verb="ListRecords">http://127.0.0.1/</request>'
        f'<ListRecords>{body}<resumptionToken completeListSize="{pages * records}" cursor="{number * records}">'
        f"{token}</resumptionToken></ListRecords></OAI-PMH>"
    ).encode()


@contextmanager
def _serving(pages: list[bytes]) -> Iterator[str]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(pages, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/oai"
    finally:
        process.terminate()


def _serve(pages: list[bytes], told: Any) -> None:
    class Target(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query).get("resumptionToken", ["page-0"])[0]
            body = pages[int(token.rpartition("-")[2])]
            self.send_response(200)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Target)
    told.send(server.server_port)
    server.serve_forever()


def _records(base: str) -> Iterator[oaipmh_answers.Received]:
    ask = asker(Client.of([base], ["127.0.0.0/8"]), base)
    state = harvest.begin(Order("oai_dc"), now=datetime.now(UTC))
    while harvest.request(state) is not None:
        state, page = harvest.step(state, ask)
        yield from page.records if page else ()


def _ours(base: str) -> Iterator[str]:
    return (record.header.identifier for record in _records(base))


def _read(base: str) -> Iterator[str]:
    for record in _records(base):
        assert record.metadata is not None
        assert oai_dc.read(record.metadata)
        yield record.header.identifier


def _understood(base: str) -> Iterator[str]:
    for record in _records(base):
        assert record.metadata is not None
        yield record_of(oai_dc.read(record.metadata), record.header.identifier).identity


def _sickle(base: str) -> Callable[[], list[str]] | None:
    try:
        peer: Any = import_module("sickle")
    except ImportError:
        return None
    return lambda: [
        record.header.identifier
        for record in peer.Sickle(base).ListRecords(metadataPrefix="oai_dc")
    ]


def _measured(name: str, deed: Callable[[], list[str]], rounds: int) -> tuple[float, list[str]]:
    """Records to a second of the processor, and which: the clock on the wall shares it with the target."""
    walls, busy, found = [], [], []
    for _round in range(rounds):
        clock, own = time.perf_counter(), time.process_time()
        found = deed()
        walls.append(time.perf_counter() - clock)
        busy.append(time.process_time() - own)
    rate = len(found) / statistics.median(walls)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line(name, f"{rate:,.0f}", f"{statistics.median(busy) / len(found) * 1e6:.0f}", f"{peak:.0f}")
    return len(found) / statistics.median(busy), found


def _compare(
    ours: tuple[float, list[str]], read: tuple[float, list[str]], theirs: tuple[float, list[str]]
) -> None:
    same = "the same records" if ours[1] == read[1] == theirs[1] else "OTHER RECORDS"
    print(
        f"\n{same}; by processor time ours is {ours[0] / theirs[0]:.1f} times sickle with elements,"
        f" {read[0] / theirs[0]:.1f} times with statements (wanted: 2)"
    )


def _parts(pages: list[bytes]) -> None:
    """Where our own time goes, without a line."""
    table("part", "ms a page")
    roots = [xml.parse(page) for page in pages[:50]]
    read = [oaipmh_answers.read_page(root) for root in roots]
    parts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("the XML door", lambda: [xml.parse(page) for page in pages[:50]]),
        ("headers", lambda: [oaipmh_answers.read_page(root) for root in roots]),
        ("statements", lambda: [oai_dc.read(r.metadata) for page in read for r in page.records]),
    )
    for name, deed in parts:
        begun = time.process_time()
        deed()
        line(name, f"{(time.process_time() - begun) / len(roots) * 1000:.2f}")


if __name__ == "__main__":
    main()
