"""What an institution owns or signed, in open formats, as one file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

import yuinowa
from yuinowa.core import clock, takeout
from yuinowa.documents.csv import csv_bytes

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

入っていない表 / tables that are not here:
{left_out}
"""
#: Told after each table: how many are written, of how many.
Progress = Callable[[int, int], None]


def write_file(
    institution: int, name: str, target: IO[bytes], *, tell: Progress = lambda _done, _total: None
) -> dict[str, int]:
    """Write the ZIP file of ``institution``, called ``name``, to ``target``; rows by table."""
    counts: dict[str, int] = {}
    labels = takeout.taken()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for number, label in enumerate(labels, start=1):
            table = takeout.table_of(label, institution)
            if table is not None:
                counts[table.name] = len(table.rows)
                _write_table(file, table)
            tell(number, len(labels))
        file.writestr("README.txt", _readme(name, counts))
    return counts


def _write_table(file: zipfile.ZipFile, table: takeout.Table) -> None:
    rows = [[_cell(row[column]) for column in table.columns] for row in table.rows]
    file.writestr(f"{table.name}.csv", csv_bytes(table.columns, rows))
    content = json.dumps(table.rows, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    file.writestr(f"{table.name}.json", content)


def _readme(name: str, counts: dict[str, int]) -> str:
    return README.format(
        name=name,
        day=clock.today(),
        version=yuinowa.__version__,
        tables="\n".join(f"{table}: {count}" for table, count in counts.items()),
        left_out="\n".join(
            f"{label.lower()}: {because}" for label, because in takeout.left_out().items()
        ),
    )


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return value if isinstance(value, int | float | Decimal | None) else str(value)
