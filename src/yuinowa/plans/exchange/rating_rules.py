"""Rules of rating as JSON: the shipped templates, and the ``rating_rule`` of a plan file.

A rule names only registered words and numbers; unknown keys and words are refused with their place.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.attainment import Method
from yuinowa.plans.domain.rating import Joining, Question, Rule, Threshold

W = TypeVar("W", bound=StrEnum)

_KEYS = frozenset({"question", "method", "joining", "thresholds", "otherwise", "no_data", "band"})
#: A threshold above this is a slip of the pen: 103 for 1.03.
_HIGHEST = Decimal(10)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale as a file or a form gives it."""

    code: str
    text: str
    is_of_projects: bool = True
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A scale with its rule, as a library uses it."""

    code: str
    name: Mapping[str, str]
    #: Whose it is, and what of it is ours.
    source: str
    scale: tuple[Step, ...]
    rule: Rule
    #: Whether projects told in words are rated as well.
    rates_words: bool = False


@cache
def templates() -> tuple[Template, ...]:
    """The shipped scales with their rules, in their order."""
    text = (
        resources.files("yuinowa.plans").joinpath("data/rating-templates.json").read_text("utf-8")
    )
    return tuple(
        Template(
            code=row["code"],
            name=row["name"],
            source=row["source"],
            scale=tuple(read_step(step) for step in row["scale"]),
            rule=read_rule(row["rule"], codes=[step["code"] for step in row["scale"]]),
            rates_words=row.get("rates_words", False),
        )
        for row in json.loads(text)
    )


def template(code: str) -> Template | None:
    return next((row for row in templates() if row.code == code), None)


def read_step(data: Mapping[str, Any]) -> Step:
    """A step of a scale; ``score`` is a number written as text."""
    score = data.get("score")
    return Step(
        code=data["code"],
        text=data["text"],
        is_of_projects=data.get("is_of_projects", True),
        score=None if score is None else _number(score, "score"),
    )


def read_rule(data: Mapping[str, Any], *, codes: Sequence[str]) -> Rule:
    """The rule that ``data`` says; ``codes`` are the steps of the scale it leads to.

    Raises:
        InputRefused: a word or a key is unknown, a number is none, a step is not in the scale, thresholds
            do not fall.
    """
    for key in data.keys() - _KEYS:
        raise _refused(key, _("The rule does not know “%(word)s”.") % {"word": key})
    rule = Rule(
        question=_word(Question, data, "question"),
        thresholds=tuple(_threshold(row) for row in data.get("thresholds", ())),
        otherwise=data.get("otherwise", ""),
        no_data=data.get("no_data", ""),
        method=_word(Method, data, "method"),
        joining=_word(Joining, data, "joining"),
        band=_number(data.get("band", "0"), "band"),
    )
    check_rule(rule, codes=codes)
    return rule


def check_rule(rule: Rule, *, codes: Sequence[str]) -> None:
    """Nothing, if ``rule`` can be worked with on a scale of ``codes``.

    Raises:
        InputRefused: see ``read_rule``.
    """
    if rule.question is Question.WORDS:
        return
    for code in (*rule.codes, rule.no_data):
        if code not in codes:
            raise _refused(
                "thresholds", _("The scale has no step “%(code)s”.") % {"code": code or "?"}
            )
    edges = [step.at_least for step in rule.thresholds]
    if not edges or any(not 0 < edge <= _HIGHEST for edge in edges):
        raise _refused(
            "thresholds",
            _("Write thresholds as shares of the target: 1.03 for 103 percent, at most 10."),
        )
    if any(below >= above for above, below in itertools.pairwise(edges)):
        raise _refused(
            "thresholds", _("Write the best step first; each threshold lies below the one before.")
        )
    if len(set(rule.codes)) < len(rule.codes):
        raise _refused("thresholds", _("Each step has one threshold."))
    if not 0 <= rule.band < 1:
        raise _refused("band", _("Write the band as a share of the target: 0.05 for 5 percent."))


def dump_rule(rule: Rule) -> dict[str, Any]:
    """``rule`` as ``read_rule`` takes it."""
    return {
        "question": rule.question.value,
        "method": rule.method.value,
        "joining": rule.joining.value,
        "thresholds": dump_thresholds(rule),
        "otherwise": rule.otherwise,
        "no_data": rule.no_data,
        "band": str(rule.band),
    }


def dump_thresholds(rule: Rule) -> list[list[Any]]:
    """``[[code, ratio as text, whether it must be above], …]``"""
    return [[step.code, str(step.at_least), step.is_strict] for step in rule.thresholds]


def _threshold(row: Sequence[Any]) -> Threshold:
    code, at_least, is_strict = row
    return Threshold(code, _number(at_least, "thresholds"), is_strict=is_strict)


def _word(words: type[W], data: Mapping[str, Any], key: str) -> W:
    try:
        return words(data.get(key, ""))
    except ValueError:
        raise _refused(
            key, _("The rule does not know “%(word)s”.") % {"word": data.get(key, "")}
        ) from None


def _number(text: object, place: str) -> Decimal:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _refused(place, _("“%(text)s” is no number.") % {"text": text})
    return number


def _refused(place: str, message: str) -> InputRefused:
    return InputRefused(message, place=place)
