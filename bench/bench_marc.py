"""MARC records read one by one: ISO 2709 and MARCXML, with the fields looked at, beside pymarc and yaz-marcdump.

    python -m bench.bench_marc --records 20000

The records are the real ones that ship with the catalogue, over and over with another number each. Every row
is the middle of several rounds, in turn with its peers, in seconds of the processor; what is looked at must
come out equal. yaz-marcdump turns the same file into MARCXML and looks at nothing.
"""

from __future__ import annotations

import argparse
import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pymarc
from pymarc.marcxml import map_xml

from bench.measuring import line, table
from yuinowa.catalogue.domain.reading.marc import record_of
from yuinowa.standards.marc import marcxml
from yuinowa.standards.marc.reading import read, read_one
from yuinowa.standards.marc.records import MarcRecord, Refused, is_control
from yuinowa.standards.marc.writing import write_record

DATA = files("yuinowa.catalogue") / "data"
SOURCES = {"JAPAN/MARC": "japanmarc.mrc", "Library of Congress": "loc_books_100.mrc"}


def many(name: str, count: int) -> Iterator[MarcRecord]:
    """Real records, each time with another number of its own."""
    data = (DATA / name).read_bytes()
    real = [one for one in read(io.BytesIO(data)) if isinstance(one, MarcRecord)]
    for number, record in enumerate(islice(cycle(real), count)):
        yield MarcRecord(record.leader, record.tags, [f"{number:012}", *record.contents[1:]])


# ---------------------------------------------------------------- what is looked at

Looked = tuple[str, str, list[str], int]


def few(record: MarcRecord) -> Looked:
    """Number, title, ISBNs, names: what a look at a file needs."""
    title = record.first("245")
    return (
        record.control("001"),
        title.first("a") if title else "",
        [field.first("a") for field in record.fields("020")],
        len(record.fields("100", "700", "710")),
    )


def few_by_pymarc(record: pymarc.Record) -> Looked:
    title = record.get("245")
    return (
        record["001"].data or "",
        title.get("a", "") if title else "",
        [field.get("a", "") for field in record.get_fields("020")],
        len(record.get_fields("100", "700", "710")),
    )


def all_values(record: MarcRecord) -> int:
    """Every field taken apart; the length of all values, so that both must have seen the same."""
    total = 0
    for field in record:
        if isinstance(field, tuple):
            total += len(field[1])
        else:
            total += sum(len(value) for _code, value in field.subfields)
    return total


def all_values_by_pymarc(record: pymarc.Record) -> int:
    return sum(
        len(field.data or "")
        if is_control(field.tag)
        else sum(len(subfield.value) for subfield in field.subfields)
        for field in record.fields
    )


def ours(
    source: Iterator[MarcRecord | Refused], look: Callable[[MarcRecord], object]
) -> list[object]:
    return [look(record) for record in source if isinstance(record, MarcRecord)]


# ---------------------------------------------------------------- the clock


def in_turn(rounds: int, *deeds: Callable[[], object]) -> list[float]:
    """The middle of each deed's seconds of the processor, round about, so that neighbours disturb all alike."""
    times: list[list[float]] = [[] for _ in deeds]
    for _ in range(rounds):
        for deed, taken in zip(deeds, times, strict=True):
            before = _computed()
            deed()
            taken.append(_computed() - before)
    return [statistics.median(taken) for taken in times]


def _computed() -> float:
    children = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def row(what: str, count: int, seconds: list[float], peer: str) -> None:
    """``seconds``: ours, then the peer's where it is installed."""
    our, *their = seconds
    rates = [f"{count / one:,.0f}" for one in (our, *their)]
    times = f"{their[0] / our:.1f} ×" if their else ""
    line(what, rates[0], rates[1] if their else "not installed", peer, times)


def measure(name: str, source: str, count: int, rounds: int, folder: Path) -> None:
    in_iso, in_xml = folder / "records.mrc", folder / "records.xml"
    records = list(many(source, count))
    in_iso.write_bytes(b"".join(map(write_record, records)))
    in_xml.write_text("".join(marcxml.write(records)), encoding="utf-8")
    data = in_iso.read_bytes()
    line(f"**{name}**, {len(data) / count:,.0f} bytes each in ISO 2709", "", "", "", "")
    for what, look, peers_look in (
        ("number, title, ISBN, names", few, few_by_pymarc),
        ("every field and subfield", all_values, all_values_by_pymarc),
    ):
        against_pymarc(f"ISO 2709, {what}", data, look, peers_look, rounds)
    for what, look, peers_look in (
        ("number, title, ISBN, names", few, few_by_pymarc),
        ("every field and subfield", all_values, all_values_by_pymarc),
    ):
        against_map_xml(f"MARCXML, {what}", in_xml, look, peers_look, rounds)
    against_yaz(count, rounds, data, in_iso)
    alone(count, rounds, records, data)


Look = Callable[[MarcRecord], object]
PeersLook = Callable[[pymarc.Record], object]


def against_pymarc(what: str, data: bytes, look: Look, peers_look: PeersLook, rounds: int) -> None:
    def mine() -> list[object]:
        return ours(read(io.BytesIO(data)), look)

    def theirs() -> list[object]:
        return [peers_look(one) for one in pymarc.MARCReader(io.BytesIO(data)) if one]

    assert mine() == theirs()
    row(what, len(mine()), in_turn(rounds, mine, theirs), "pymarc")


def against_map_xml(what: str, path: Path, look: Look, peers_look: PeersLook, rounds: int) -> None:
    document = path.read_bytes()

    def mine() -> list[object]:
        return ours(marcxml.read(io.BytesIO(document)), look)

    def theirs() -> list[object]:
        found: list[object] = []
        map_each: Callable[..., None] = map_xml  # pymarc gives it no types
        map_each(lambda record: found.append(peers_look(record)), io.BytesIO(document))
        return found

    assert mine() == theirs()
    row(what, len(mine()), in_turn(rounds, mine, theirs), "pymarc map_xml")


def against_yaz(count: int, rounds: int, data: bytes, path: Path) -> None:
    def mine() -> None:
        found = (one for one in read(io.BytesIO(data)) if isinstance(one, MarcRecord))
        for _piece in marcxml.write(found):
            pass

    command = shutil.which("yaz-marcdump")
    deeds: list[Callable[[], object]] = [mine]
    if command is not None:
        arguments = [
            command,
            "-i",
            "marc",
            "-o",
            "marcxml",
            "-f",
            "utf-8",
            "-t",
            "utf-8",
            str(path),
        ]
        deeds.append(lambda: subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL))
    row("ISO 2709 into MARCXML", count, in_turn(rounds, *deeds), "yaz-marcdump")


def alone(count: int, rounds: int, records: list[MarcRecord], data: bytes) -> None:
    """What has no peer: the careful way, and what a record says."""
    lying = [b"00000" + one[5:] for one in map(write_record, records)]

    def written() -> None:
        for record in records:
            write_record(record)

    def written_by_pymarc() -> None:
        for record in theirs:
            record.as_marc()

    theirs = [one for one in pymarc.MARCReader(io.BytesIO(data)) if one]
    row("written as ISO 2709", count, in_turn(rounds, written, written_by_pymarc), "pymarc")
    found = [one for one in read(io.BytesIO(data)) if isinstance(one, MarcRecord)]
    careful, understood = in_turn(
        rounds,
        lambda: [read_one(one) for one in lying],
        lambda: [record_of(one) for one in found],
    )
    line("ISO 2709 whose lengths lie (the careful way)", f"{count / careful:,.0f}", "", "", "")
    line("understood as a catalogue's record", f"{count / understood:,.0f}", "", "", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    table("what", "ours, records/s", "peer, records/s", "peer", "times as fast")
    for name, source in SOURCES.items():
        with tempfile.TemporaryDirectory() as folder:
            measure(name, source, chosen.records, chosen.rounds, Path(folder))


if __name__ == "__main__":
    main()
