"""What other programs do with the same files: pymarc and yaz-marcdump only read them, zebraidx makes them searchable.

None of them matches records of several libraries, keeps what came, or shows first what a file would do.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time

import pymarc

from bench.measuring import line

_ZEBRA = """profilePath: /usr/share/idzebra-2.0/tab
modulePath: {modules}
attset: bib1.att
recordType: grs.marc.usmarc
storeData: 1
storeKeys: 1
lockDir: {folder}
register: {folder}/register:20G
"""


def beside(files: Sequence[Path], records: int, folder: Path) -> None:
    """A line for each peer; one that is not installed says so."""
    _told("pymarc: read, title, makers, ISBN", records, lambda: _by_pymarc(files))
    _told("yaz-marcdump: read and written as MARCXML", records, _by_yaz(files))
    _told("zebraidx: stored and indexed", records, _by_zebra(files, folder))


def _told(name: str, records: int, deed: Callable[[], object] | None) -> None:
    if deed is None:
        line(name, records, "not installed", "", "")
        return
    clock, busy = perf_counter(), _processor()
    deed()
    clock, busy = perf_counter() - clock, _processor() - busy
    line(name, records, f"{clock:.1f}", f"{records / clock:,.0f}", f"{busy:.1f}")


def _processor() -> float:
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _by_pymarc(files: Sequence[Path]) -> int:
    count = 0
    for path in files:
        with path.open("rb") as file:
            for record in pymarc.MARCReader(file):
                if record is not None:
                    looked = (record.title, record.get_fields("100", "700"), record.isbn)
                    count += bool(looked)
    return count


def _by_yaz(files: Sequence[Path]) -> Callable[[], object] | None:
    command = shutil.which("yaz-marcdump")
    if command is None:
        return None
    arguments = [command, "-i", "marc", "-o", "marcxml", "-f", "utf-8", "-t", "utf-8"]
    return lambda: subprocess.run([*arguments, *map(str, files)], check=True, stdout=subprocess.DEVNULL)  # fmt: skip


def _by_zebra(files: Sequence[Path], folder: Path) -> Callable[[], object] | None:
    command = shutil.which("zebraidx")
    modules = next(Path("/usr/lib").glob("**/idzebra-2.0/modules"), None)
    if command is None or modules is None:
        return None
    own = folder / "zebra"
    (own / "register").mkdir(parents=True)
    (own / "records").mkdir()
    for path in files:
        (own / "records" / path.name).symlink_to(path)
    (own / "zebra.cfg").write_text(_ZEBRA.format(modules=modules, folder=own))

    def work() -> None:
        begin = [command, "-v", "none", "-c", str(own / "zebra.cfg")]
        for deed in (["init"], ["update", str(own / "records")], ["commit"]):
            subprocess.run([*begin, *deed], check=True, capture_output=True, cwd=own)

    return work
