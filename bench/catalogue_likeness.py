"""How alike generated records of one manifestation are, measured as the parameters of RECIPE were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import combinations
from random import Random
from statistics import mean

from rapidfuzz.distance import JaroWinkler

from yuinowa.catalogue.domain.generating.catalogues import Truth

_SIGNS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """NFKC without blanks and signs: what the measured numbers call folded."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def measured(rows: Sequence[Truth], *, least: int = 19, pairs_each: int = 273) -> dict[str, float]:
    """Agreement of pairs of one manifestation where both speak, forms per manifestation, title likeness."""
    random = Random(7)
    groups: dict[str, list[Truth]] = {}
    for row in rows:
        groups.setdefault(row.manifestation, []).append(row)
    groups = {name: group for name, group in groups.items() if len(group) >= least}
    pairs = [
        pair
        for group in groups.values()
        for pair in _some(list(combinations(group, 2)), pairs_each, random)
    ]
    found = {
        "records per manifestation": mean(len(group) for group in groups.values()),
        "title forms": mean(len({_title(row) for row in group}) for group in groups.values()),
        "title_raw": _share(pairs, _title),
        "title_folded": _share(pairs, lambda row: folded(_title(row))),
        "author_raw": _share(pairs, _author),
        "author_folded": _share(pairs, lambda row: folded(_author(row))),
        "author_head_folded": _share(pairs, _head),
        "publisher_raw": _share(pairs, lambda row: row.record.publisher.text),
        "publisher_without_place": _share(
            pairs, lambda row: folded(row.record.publisher.text.split(":")[-1])
        ),
        "pubdate_raw": _share(pairs, lambda row: row.record.date),
        "year": _share(pairs, lambda row: row.record.date[:4]),
    }
    likeness = sorted(
        JaroWinkler.similarity(folded(_title(one)), folded(_title(other))) for one, other in pairs
    )
    for quantile in (5, 10, 25, 50):
        found[f"jaro_winkler_{quantile}"] = likeness[len(likeness) * quantile // 100]
    return {name: round(value, 4) for name, value in found.items()}


def _some(pairs: list[tuple[Truth, Truth]], most: int, random: Random) -> list[tuple[Truth, Truth]]:
    return random.sample(pairs, most) if len(pairs) > most else pairs


def _share(pairs: Sequence[tuple[Truth, Truth]], of: Callable[[Truth], str]) -> float:
    told = [(of(one), of(other)) for one, other in pairs]
    both = [one == other for one, other in told if one and other]
    return sum(both) / max(1, len(both))


def _title(row: Truth) -> str:
    return row.record.title.text + (f" {row.record.volume}" if row.record.volume else "")


def _author(row: Truth) -> str:
    return row.record.agents[0].name.text if row.record.agents else ""


def _head(row: Truth) -> str:
    head = re.split(r"[/／∥、,\[]", _author(row))[0]
    return folded(head)
