"""Keeps the catalogues complete: ``update`` brings in new msgids, ``check`` fails on any gap.

Each wing has its own catalogue (docs/adr/0012). English is the msgid; Japanese must be complete.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent / "src" / "yuinowa"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

#: Header lines that say when and by whom: they would change with every update, and quarrel in every merge.
PASSING = re.compile(r'^"(?:POT-Creation-Date|Report-Msgid-Bugs-To): .*\n', re.MULTILINE)


def wings() -> list[Path]:
    return sorted({path.parents[3] for path in ROOT.glob("*/locale/*/LC_MESSAGES/django.po")})


def extract(wing: Path) -> Path:
    """The wing's msgids as a fresh template file, made with xgettext by Django's own rules."""
    # -P: the wing's own modules must not stand before Python's.
    command = [
        sys.executable,
        "-P",
        "-m",
        "django",
        "makemessages",
        "--no-location",
        "--no-wrap",
        "--keep-pot",
        "-l",
        "ja",
    ]
    subprocess.run(command, cwd=wing, check=True, capture_output=True)
    return wing / "locale" / "django.pot"


def faults(wing: Path) -> list[str]:
    po = wing / "locale" / "ja" / "LC_MESSAGES" / "django.po"
    kept = po.read_bytes()
    try:
        pot = extract(wing)
        # xgettext leaves the plural rule of a template open; Babel wants a number there.
        raw = pot.read_bytes().replace(
            b"nplurals=INTEGER; plural=EXPRESSION;", b"nplurals=2; plural=n != 1;"
        )
        pot.unlink()
        template = read_po(io.BytesIO(raw))
    finally:
        po.write_bytes(kept)
    with po.open("rb") as file:
        catalogue = read_po(file, locale="ja")
    found = []
    if b"nplurals=1; plural=0;" not in kept:  # without it a Japanese plural falls back to English
        found.append("the header lacks Plural-Forms: nplurals=1; plural=0;")
    for message in template:
        if not message.id:
            continue
        here = catalogue.get(message.id, message.context)
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
    return [f"{wing.name}: {fault}" for fault in found]


def quarrels() -> list[str]:
    """Msgids that two wings translate differently: Django would show one wing's words on the other's pages."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    found = []
    for wing in wings():
        with (wing / "locale" / "ja" / "LC_MESSAGES" / "django.po").open("rb") as file:
            for message in read_po(file, locale="ja"):
                if not message.id:
                    continue
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
            po = wing / "locale" / "ja" / "LC_MESSAGES" / "django.po"
            po.write_text(PASSING.sub("", po.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    found = [fault for wing in wings() for fault in faults(wing)] + quarrels()
    print(*found, sep="\n")
    print(f"{len(wings())} catalogues, {len(found)} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
