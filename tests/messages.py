"""Keeps the catalogues complete: ``update`` brings in new msgids, ``check`` fails on any gap.

Each wing has its own catalogue (docs/adr/0012). English is the msgid; Japanese must be complete. Plain Japanese is
complete for what residents read (``tests/resident_files.txt``), and every kanji in it has its reading (docs/adr/0016).
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent / "src" / "yuinowa"
PLAIN = "ja_Simple"
RESIDENT_FILES = frozenset(
    line
    for line in Path(__file__)
    .with_name("resident_files.txt")
    .read_text(encoding="utf-8")
    .split("\n")
    if line and not line.startswith("#")
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
KANJI = re.compile(r"[\u3400-\u9fff々〆ヶ]")
WITH_READING = re.compile(r"(?:｜[^《》｜]+|[\u3400-\u9fff々〆ヶ]+)《[ぁ-ゖー]+》")

#: Header lines that say when and by whom: they would change with every update, and quarrel in every merge.
PASSING = re.compile(r'^"(?:POT-Creation-Date|Report-Msgid-Bugs-To): .*\n', re.MULTILINE)


def wings() -> list[Path]:
    return sorted({path.parents[3] for path in ROOT.glob("*/locale/*/LC_MESSAGES/django.po")})


def extract(wing: Path, location: str = "--no-location") -> Path:
    """The wing's msgids as a fresh template file, made with xgettext by Django's own rules."""
    # -P: the wing's own modules must not stand before Python's.
    command = [
        sys.executable,
        "-P",
        "-m",
        "django",
        "makemessages",
        location,
        "--no-wrap",
        "--keep-pot",
        "-l",
        "ja",
    ]
    subprocess.run(command, cwd=wing, check=True, capture_output=True)
    return wing / "locale" / "django.pot"


def template_of(wing: Path) -> Catalog:
    """The wing's msgids, each with the files it stands in; the catalogues stay as they are."""
    po = catalogue_of(wing, "ja")
    kept = po.read_bytes()
    try:
        pot = extract(wing, "--add-location=file")
        # xgettext leaves the plural rule of a template open; Babel wants a number there.
        raw = pot.read_bytes().replace(
            b"nplurals=INTEGER; plural=EXPRESSION;", b"nplurals=2; plural=n != 1;"
        )
        pot.unlink()
        return read_po(io.BytesIO(raw))
    finally:
        po.write_bytes(kept)


def catalogue_of(wing: Path, locale: str) -> Path:
    return wing / "locale" / locale / "LC_MESSAGES" / "django.po"


def faults(wing: Path) -> list[str]:
    template = template_of(wing)
    found = _faults(wing, "ja", template, lambda _message: True)
    if catalogue_of(wing, PLAIN).exists() or any(
        file.startswith(f"{wing.name}/") for file in RESIDENT_FILES
    ):
        plain = _faults(wing, PLAIN, template, lambda message: _is_for_residents(wing, message))
        found += [f"plain Japanese: {fault}" for fault in plain + _without_reading(wing)]
    return [f"{wing.name}: {fault}" for fault in found]


def _is_for_residents(wing: Path, message: Message) -> bool:
    return any(f"{wing.name}/{file}" in RESIDENT_FILES for file, _line in message.locations)


def _faults(
    wing: Path, locale: str, template: Catalog, is_wanted: Callable[[Message], bool]
) -> list[str]:
    """What the catalogue lacks of ``template``, or has beside it, or says otherwise than it may."""
    po = catalogue_of(wing, locale)
    with po.open("rb") as file:
        catalogue = read_po(file, locale="ja")
    found = []
    if (
        b"nplurals=1; plural=0;" not in po.read_bytes()
    ):  # else a Japanese plural falls back to English
        found.append("the header lacks Plural-Forms: nplurals=1; plural=0;")
    for message in template:
        if not message.id:
            continue
        here = catalogue.get(message.id, message.context)
        if here is None and not is_wanted(message):
            continue
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        texts = (
            []
            if here is None
            else ([here.string] if isinstance(here.string, str) else list(here.string))
        )
        if not texts or not all(texts):
            found.append(f"missing: {msgid!r}")
        elif here is not None and here.fuzzy:
            found.append(f"fuzzy: {msgid!r}")
        elif any(
            set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(str(message.id)))
            for text in texts
        ):
            found.append(f"unknown placeholder: {msgid!r}")
    known = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in template if m.id}
    for message in catalogue:
        key = (
            message.id if isinstance(message.id, str) else message.id[0] if message.id else "",
            message.context,
        )
        if message.id and key not in known:
            found.append(f"no longer used: {key[0]!r}")
    return found


def _without_reading(wing: Path) -> list[str]:
    """Plain messages with a kanji that nothing is written over, or a reading that stands over nothing."""
    found = []
    for message in messages_of(wing, PLAIN):
        for text in [message.string] if isinstance(message.string, str) else message.string:
            bare = WITH_READING.sub("", text)
            if KANJI.search(bare):
                found.append(f"kanji without reading in {text!r}")
            if "《" in bare or "｜" in bare:
                found.append(f"reading of nothing in {text!r}")
    return found


def messages_of(wing: Path, locale: str) -> list[Message]:
    po = catalogue_of(wing, locale)
    if not po.exists():
        return []
    with po.open("rb") as file:
        return [message for message in read_po(file, locale="ja") if message.id]


def quarrels(locale: str) -> list[str]:
    """Msgids that two wings translate differently: Django would show one wing's words on the other's pages."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    found = []
    for wing in wings():
        for message in messages_of(wing, locale):
            msgid = message.id if isinstance(message.id, str) else message.id[0]
            words = message.string if isinstance(message.string, str) else message.string[0]
            other, theirs = seen.setdefault((msgid, message.context or ""), (wing.name, words))
            if theirs != words:
                found.append(
                    f"{msgid!r}: {other} says {theirs!r}, {wing.name} says {words!r}; give it a context"
                )
    return found


def main() -> int:
    if sys.argv[1:] == ["update"]:
        for wing in wings():
            extract(wing).unlink()
            po = catalogue_of(wing, "ja")
            po.write_text(PASSING.sub("", po.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    found = [fault for wing in wings() for fault in faults(wing)]
    found += quarrels("ja") + quarrels(PLAIN)
    print(*found, sep="\n")
    print(f"{len(wings())} catalogues, {len(found)} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
