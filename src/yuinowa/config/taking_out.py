"""``yuinowa export institution``: what an institution owns or signed, in open formats, as one file."""

from __future__ import annotations

import json
import os
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

import yuinowa
from yuinowa.core import audit, clock, takeout
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import csv_bytes
from yuinowa.kernel.errors import NotFound

README = """{name}
{day}

この機関が持つもの、当事者であるもののすべてです。表ごとに、同じ行が CSV と JSON で入っています。
CSV は UTF-8（BOM つき）です。列の名はデータベースのもの、`…_id` は同じ名の表の `id` を指します。
人は番号だけで表し、名前、メール、合言葉は入っていません。ほかの機関だけのものも入っていません。

All that this institution owns or is a party to. Each table is here twice with the same rows, as CSV (UTF-8 with BOM) and as
JSON. Columns are named as in the database; `…_id` points to `id` of the table of that name. People are numbers; no names,
mail addresses or passwords are here, and nothing that is another institution's alone.

Yuinowa {version}

{tables}
"""


@transaction.atomic
def write(institution: int, target: Path) -> dict[str, int]:
    """Write the file, readable by its owner alone; rows by table. That it was written is audited (R45).

    Raises:
        NotFound: there is no such institution.
        FileExistsError: there is a file of that name.
    """
    system = Actor.system()
    found = institutions_visible_to(system).filter(pk=institution).first()
    if found is None:
        raise NotFound(f"there is no institution {institution}")
    counts: dict[str, int] = {}
    opened = os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
    with opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as file:
        for table in takeout.tables(institution):
            counts[table.name] = len(table.rows)
            rows = [[_cell(row[column]) for column in table.columns] for row in table.rows]
            file.writestr(f"{table.name}.csv", csv_bytes(table.columns, rows))
            content = json.dumps(table.rows, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
            file.writestr(f"{table.name}.json", content)
        listed = "\n".join(f"{name}: {count}" for name, count in counts.items())
        file.writestr(
            "README.txt",
            README.format(
                name=found.name, day=clock.today(), version=yuinowa.__version__, tables=listed
            ),
        )
    audit.record(
        "operation.export-institution",
        found,
        actor=system,
        after={"tables": len(counts), "rows": sum(counts.values())},
        audience=[institution],
    )
    return counts


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return value if isinstance(value, int | float | Decimal | None) else str(value)
