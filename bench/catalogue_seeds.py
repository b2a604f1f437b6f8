"""Make src/yuinowa/catalogue/data/works.jsonl.xz out of the published sets it is taken from.

    python -m bench.catalogue_seeds FOLDER

FOLDER holds bib-madb-ja, bib-ndl-local-ja and marc-japanmarc-ndl as described in catalogue/data/README.md.
Not a bench: it is run again only when the sets change.
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymarc

TARGET = Path(__file__).parent.parent / "src/yuinowa/catalogue/data/works.jsonl.xz"
KINDS = {
    "manga_other": "book",
    "manga_magazine": "serial",
    "manga_serial_work": "book",
    "anime_video_package": "moving_image",
}
_PAIR = re.compile(r"\s*　∥　\s*|\s+／\s+")


def first(row: dict[str, Any], name: str) -> str:
    values = row.get(name) or [""]
    return (values[0] if isinstance(values, list) else str(values)).strip()


def from_madb(folder: Path) -> Iterator[dict[str, Any]]:
    for name, kind in KINDS.items():
        with lzma.open(folder / "bib-madb-ja" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as rows:
            for line in rows:
                row = json.loads(line)
                names = [one for one in row.get("creator", []) if one][:3]
                kana = row.get("creator_kana", [])
                yield {
                    "id": row["id"], "kind": kind, "of": name,
                    "title": first(row, "title"), "kana": first(row, "title_kana"),
                    "by": [[one, kana[at] if at < len(kana) else ""] for at, one in enumerate(names)],
                    "pub": _PAIR.split(first(row, "publisher"))[0], "place": first(row, "place"),
                    "date": first(row, "issued"), "vol": first(row, "volume"), "series": first(row, "series"),
                    "ed": first(row, "edition"), "pages": first(row, "pages"), "jpno": first(row, "jpno"),
                    "issn": first(row, "issn"), "lang": "jpn" if first(row, "language") == "日本語" else "",
                    "at": sorted({one["institution"] for one in row.get("holdings", []) if one.get("institution")}),
                }  # fmt: skip


def from_ndl(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "bib-ndl-local-ja" / "books.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "id": row["ID"].rsplit("/", 1)[-1], "kind": "book", "of": "local", "title": row["タイトル"],
                "vol": row["巻・号"], "by": [[row["著者"], ""]] if row["著者"] else [],
                "pub": row["発行者"], "date": row["発行年"], "place": row["県"], "lang": "jpn",
                "town": row["市町村"], "ndc": "",
            }  # fmt: skip


def from_marc(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "marc-japanmarc-ndl" / "japanmarc.mrc").open("rb") as file:
        for record in pymarc.MARCReader(file):
            assert record is not None
            linked = _readings(record)
            title, imprint, extent = record["245"], record["260"], record["300"]
            yield {
                "id": record["001"].data, "kind": "book", "of": "japanmarc",
                "title": " : ".join(_clean(one) for one in title.get_subfields("a", "b")),
                "kana": linked.get("245", ""), "vol": _clean(title.get("n", "")),
                "by": [
                    [_clean(" ".join(field.get_subfields("a", "d"))), linked.get(field.get("6", "")[:6], "")]
                    for field in record.get_fields("700")[:3]
                ],
                "pub": _clean(imprint.get("b", "")), "place": _clean(imprint.get("a", "")),
                "date": _clean(imprint.get("c", "")), "pages": _clean(extent.get("a", "")) if extent else "",
                "series": _clean(record["490"].get("a", "")) if "490" in record else "", "lang": "jpn",
                "jpno": record["015"].get("a", "") if "015" in record else "",
                "ndc": next((f.get("a", "") for f in record.get_fields("084") if f.get("2", "").startswith("njb")), ""),
                "isbn": _clean(record["020"].get("a", "")) if "020" in record else "",
                "subjects": [_clean(f.get("a", "")) for f in record.get_fields("650")][:4],
            }  # fmt: skip


def _readings(record: pymarc.Record) -> dict[str, str]:
    """The katakana of field 880 under the tag it belongs to, and of 700 under its link."""
    found: dict[str, str] = {}
    for field in record.get_fields("880"):
        link = field.get("6", "")
        if link.endswith("/$1"):
            text = _clean(" ".join(field.get_subfields("a", "b")))
            found.setdefault(link[:3], text)
            found[f"880-{link[4:6]}"] = text
    return found


def _clean(text: str) -> str:
    return text.strip().strip(":/;,.").strip()


def main(folder: Path) -> None:
    count = 0
    with lzma.open(TARGET, "wt", encoding="utf-8", preset=9 | lzma.PRESET_EXTREME) as file:
        for row in (*from_madb(folder), *from_ndl(folder), *from_marc(folder)):
            if row["title"]:
                kept = {name: value for name, value in row.items() if value}
                file.write(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")
                count += 1
    print(f"{count} works, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
