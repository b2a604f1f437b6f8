"""The access matrix (R21): one row per address, method, object, role and standing, with the answer expected.

``make matrix`` adds missing rows with ``?`` (on which the test fails, until somebody has decided) and removes
dead ones. Roles that no row of rights tells apart are folded into ``any``. Where a view refuses a method before it
looks at anything but whether somebody is signed in, one row stands for all who are, and for every object.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "matrix.csv"
UNDECIDED = "?"
#: The standing of a row for everybody who is signed in.
SIGNED_IN = "any"
COLUMNS = ("url_name", "method", "object", "role", "standing", "expected")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    url_name: str
    method: str
    object: str
    role: str
    standing: str


def read() -> dict[Key, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            Key(*(row[column] for column in COLUMNS[:-1])): row["expected"]
            for row in csv.DictReader(file)
        }


def write(rows: dict[Key, str]) -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for key in sorted(rows):
            writer.writerow(
                [key.url_name, key.method, key.object, key.role, key.standing, rows[key]]
            )


def wanted() -> Iterator[Key]:
    """The keys the matrix must have, made from the addresses and the samples."""
    from tests.access.addresses import addresses
    from tests.access.parts import NOTHING
    from tests.access.samples import ROLES, STANDINGS, sample_of

    for address in addresses():
        sample = sample_of(address)
        for method in ("GET", "POST"):
            if address.refuses(method):
                yield Key(address.name, method, NOTHING, "any", SIGNED_IN)
                yield Key(address.name, method, NOTHING, "visitor", "visitor")
                continue
            for kind in sample.objects:
                for standing in STANDINGS:
                    for role in ["visitor"] if standing == "visitor" else ROLES[kind]:
                        yield Key(address.name, method, kind, role, standing)


def bring_up_to_date() -> tuple[int, int]:
    """Add and remove rows; how many of each."""
    present = read() if FILE.exists() else {}
    keys = set(wanted())
    write({key: present.get(key, UNDECIDED) for key in keys})
    return len(keys - present.keys()), len(present.keys() - keys)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    import django

    django.setup()
    added, removed = bring_up_to_date()
    print(f"{added} rows added (decide them: they say {UNDECIDED}), {removed} removed.")
