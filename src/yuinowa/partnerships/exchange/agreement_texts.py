"""The wording that a new agreement starts from, by kind, in Japanese and English (``data/agreement-texts.json``).

It is our own, from the clauses that agreements of libraries and cities have in common (collaboration model §8); the
sides change it as they like. It names no party and no day: the head of the paper does, from the version itself.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from yuinowa.partnerships.domain.agreements import AgreementKind
from yuinowa.partnerships.domain.clauses import Clause, ClauseKind

LANGUAGES = ("ja", "en")


@cache
def _texts() -> dict[str, Any]:
    path = files("yuinowa.partnerships") / "data" / "agreement-texts.json"
    texts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def name_of(kind: AgreementKind, language: str) -> str:
    """What the paper calls itself: 協定書."""
    return str(_texts()["kinds"][kind][language]["name"])


def preamble_of(kind: AgreementKind, language: str) -> str:
    return str(_texts()["kinds"][kind][language]["preamble"])


def clause_of(kind: ClauseKind, paper: AgreementKind, language: str) -> Clause:
    """The shipped clause of ``kind`` in the words of ``paper``; one of the sides' own begins empty."""
    if kind is ClauseKind.OTHER:
        return Clause(kind, "", "")
    words = _texts()["clauses"][kind][language]
    word = {"word": _texts()["kinds"][paper][language]["word"]}
    return Clause(kind, words["heading"] % word, words["text"] % word)


def clauses_of(paper: AgreementKind, language: str) -> tuple[Clause, ...]:
    """All clauses that a paper of this kind begins with."""
    kinds = _texts()["kinds"][paper]["clauses"]
    return tuple(clause_of(ClauseKind(kind), paper, language) for kind in kinds)
