"""Makes a register file in the fourteen-column layout, with the flaws that real ones have, and the truth about it.

No register file can be shipped, so one is made from the shipped list of the レファレンス協同データベース: real names and
addresses under made-up numbers (JP-99…). The flaws are those of docs/users/isil.md: postal codes with other
dashes and full-width blanks, telephone notes, half-width dots and brackets, the same name twice, rows with a name alone,
former numbers. The seed is fixed: the same call makes the same file.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from yuinowa.directory.domain.crd import parse
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.domain.records import SourceRecord
from yuinowa.directory.domain.register import HEADS, Section

FLAWED_EVERY = 7
QUOTE = '"'
_DASHES = "‐－ーｰ−"


@dataclass
class Made:
    """The rows as they stand in the file, and by number what is to be found out about them."""

    section: Section
    rows: list[list[str]]
    #: Number → (field, code, reading), as the preview must warn.
    warnings: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    not_operating: list[str] = field(default_factory=list)

    @property
    def isils(self) -> list[str]:
        return [row[0] for row in self.rows]

    def bytes(self, coding: str = "utf-8") -> bytes:
        """The file as the agency writes it: text in quotation marks, days and the header without."""
        lines = [",".join(HEADS[self.section]), *map(_line, self.rows)]
        return "".join(f"{line}\r\n" for line in lines).encode(coding)


def _line(cells: list[str]) -> str:
    quoted = (f'"{cell.replace(QUOTE, QUOTE * 2)}"' for cell in cells[:12])
    return ",".join([*quoted, *cells[12:]])


@cache
def _records() -> tuple[SourceRecord, ...]:
    text = (files("yuinowa.directory") / "data" / "crd-isil-2021-08.tsv").read_text("utf-8")
    parsed = (parse(n, line.split("\t")) for n, line in enumerate(text.splitlines()[1:], start=2))
    return tuple(record for record in parsed if isinstance(record, SourceRecord))


def make(
    count: int = 120, *, section: Section = Section.PUBLIC, first: int = 1, seed: int = 1
) -> Made:
    """A file of ``count`` rows with numbers from JP-9900001 on."""
    chance = random.Random(seed)
    records = _records()
    made = Made(section, [])
    seen: set[str] = set()
    for number in range(first, first + count):
        record = records[(number - 1) % len(records)]
        round_ = (number - 1) // len(records)
        isil = f"JP-99{number:05}"
        name = record.name if round_ == 0 else f"{record.name}第{round_}分館"
        row = _clean(isil, name, record, chance)
        if number % FLAWED_EVERY == 0:
            row, warnings = _flawed(row, chance, number // FLAWED_EVERY)
            if warnings:
                made.warnings[isil] = warnings
        if all(not cell for cell in row[4:11]):
            made.not_operating.append(isil)
        if row[1] in seen:
            made.warnings.setdefault(isil, []).append(("name", "same-name", ""))
        seen.add(row[1])
        made.rows.append(row)
    return made


def _clean(isil: str, name: str, record: SourceRecord, chance: random.Random) -> list[str]:
    place = record.place
    prefecture = prefecture_name(place.prefecture)
    street = (
        place.address.replace(prefecture, "", 1)
        .strip()
        .replace(place.municipality_name, "", 1)
        .strip()
    )
    registered = f"2011/10/{chance.randint(1, 28)} 0:00:00"
    changed = (
        f"{chance.randint(2012, 2023)}/{chance.randint(1, 12)}/1 0:00:00"
        if chance.random() < 0.85
        else ""
    )
    name = name.replace("(", "（").replace(")", "）")
    return [
        isil, name, "", record.name_kana.replace("(", "（").replace(")", "）").translate(_WIDE), place.postal_code,
        prefecture, place.municipality_name, street[:37], record.telephone.number, "", "", "", registered, changed,
    ]  # fmt: skip


_WIDE = {ord("･"): "・"}


def _flawed(
    row: list[str], chance: random.Random, turn: int
) -> tuple[list[str], list[tuple[str, str, str]]]:
    """``row`` with one flaw, and the warnings it must give."""
    postal, telephone = row[4], row[8]
    kind = turn % 6
    if kind == 0 and postal:
        row[4] = postal.replace("-", chance.choice(_DASHES))
        return row, [("postal_code", "postal-written", postal)]
    if kind == 1 and postal:
        row[4] = f"{postal}　"
        return row, [("postal_code", "postal-written", postal)]
    if kind == 2 and telephone:
        note = chance.choice(["（内線1234）", "（教）", "（代）", "（直通）"])
        row[8] = f"{telephone}{note}"
        return row, [("telephone", "telephone-note", telephone)]
    if kind == 3:
        row[1] = f"{row[1]}(分館･室)"
        reading = f"{row[1][:-6]}（分館・室）"
        return row, [("name", "half-width", reading)]
    if kind == 4:
        row[4:11] = [""] * 7
        return row, []
    row[11] = f"JP-98{turn:05} JP-98{turn + 50_000:05}"
    return row, []
