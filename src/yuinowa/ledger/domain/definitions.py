"""The strict reader of a metric's definition.

A definition holds registered words, numbers and ids; no names of anybody, no expression, no code (rule 1).
The reader refuses what it does not know and tells every fault at once, each with its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from yuinowa.ledger.domain.collecting import MISSING, Collector, is_whole
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault, Finding
from yuinowa.ledger.domain.metrics import (
    DAY_COUNTS,
    UNIT_OF_RATIO,
    AskedSide,
    ContextRule,
    Count,
    Group,
    Lineage,
    Metric,
    PartnerFilter,
    Period,
    Ratio,
    ScopeRule,
    Vocabulary,
    VoiceRule,
)
from yuinowa.ledger.domain.values import MetricRef

LABEL_MAX = 120
#: A definition is a page of words, not a file (R3).
DEFINITION_MAX_BYTES = 64 * 1024

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_KIND_PATTERN = re.compile(r"[a-z][a-z0-9_.]{0,38}(\.\*)?", re.ASCII)
#: 2 digits name a prefecture, 5 or 6 a municipality. Source: 全国地方公共団体コード
_AREA = re.compile(r"[0-9]{2}|[0-9]{5,6}", re.ASCII)


_KEYS = (
    "code",
    "version",
    "label",
    "unit",
    "count",
    "kinds",
    "side",
    "scope",
    "partner",
    "context",
    "period",
    "voice",
    "lineage",
    "group",
)
_RATIO_KEYS = ("code", "version", "label", "count", "period", "group")
_PARTNER_KEYS = ("kind", "area", "only", "except")


def read_json(text: str | bytes) -> Any:
    """The value written in ``text``; no key twice, no NaN, not longer than a page (R3).

    Raises:
        DefinitionRefused: it is not JSON.
    """
    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > DEFINITION_MAX_BYTES:
        raise DefinitionRefused([Finding(Fault.UNREADABLE, "$")])
    try:
        return json.loads(raw, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise DefinitionRefused([Finding(Fault.UNREADABLE, "$")]) from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key stands twice")
    return read


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def parse(
    data: Any,
    words: Vocabulary,
    *,
    lookup: Callable[[MetricRef], Metric | None] = lambda _ref: None,
) -> Metric:
    """The metric ``data`` defines, its kinds written out with the kinds of today.

    ``lookup`` finds the parts of a ratio.

    Raises:
        DefinitionRefused: with every fault found.
    """
    if not isinstance(data, dict):
        raise DefinitionRefused([Finding(Fault.NOT_AN_OBJECT, "$")])
    reader = _Reader(words)
    metric = reader.ratio(data, lookup) if _is_ratio(data) else reader.plain(data)
    if reader.findings:
        raise DefinitionRefused(reader.findings)
    return metric


def _is_ratio(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("count"), dict)


class _Reader(Collector):
    """Walks one definition."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def plain(self, data: dict[str, Any]) -> Metric:
        self.only_keys(data, _KEYS, "")
        code, version, label_ja, label_en = self._head(data)
        patterns, kinds = self._kinds(data)
        unit = self._unit(data, kinds)
        counts = tuple(count for count in Count if count is not Count.RATIO)
        count = self.word(data, "count", counts) or Count.QUANTITY
        side = self.word(data, "side", tuple(AskedSide)) or AskedSide.BOTH
        if side in {AskedSide.GIVEN, AskedSide.RECEIVED}:
            self._directed(kinds)
        return Metric(
            code=code,
            version=version,
            label_ja=label_ja,
            label_en=label_en,
            count=count,
            period=self.word(data, "period", tuple(Period)) or Period.FISCAL_YEAR,
            unit=unit,
            patterns=patterns,
            kinds=kinds,
            side=side,
            scopes=self.words(data, "scope", tuple(ScopeRule)),
            partner=self._partner(data),
            context=self.word(data, "context", tuple(ContextRule), ContextRule.ANY)
            or ContextRule.ANY,
            voice=self.word(data, "voice", tuple(VoiceRule), VoiceRule.CHOSEN) or VoiceRule.CHOSEN,
            lineage=self.word(data, "lineage", tuple(Lineage), Lineage.THEN) or Lineage.THEN,
            group=self.words(data, "group", tuple(Group), empty_ok=True),
        )

    def ratio(self, data: dict[str, Any], lookup: Callable[[MetricRef], Metric | None]) -> Metric:
        for key in data:
            if key in _KEYS and key not in _RATIO_KEYS:
                self.fault(Fault.NOT_FOR_RATIO, key)
        self.only_keys(data, _KEYS, "")
        code, version, label_ja, label_en = self._head(data)
        period = self.word(data, "period", tuple(Period)) or Period.FISCAL_YEAR
        return Metric(
            code=code,
            version=version,
            label_ja=label_ja,
            label_en=label_en,
            count=Count.RATIO,
            period=period,
            group=self.words(data, "group", tuple(Group), empty_ok=True),
            ratio=self._ratio(data["count"], period, lookup),
        )

    def _ratio(
        self, count: dict[str, Any], period: Period, lookup: Callable[[MetricRef], Metric | None]
    ) -> Ratio | None:
        self.only_keys(count, ("ratio", "times"), "count.")
        times = count.get("times", MISSING)
        if not is_whole(times) or times not in UNIT_OF_RATIO:
            known = tuple(str(number) for number in UNIT_OF_RATIO)
            self.fault(Fault.NOT_A_WORD, "count.times", times, known)
        parts = count.get("ratio", MISSING)
        if not isinstance(parts, list) or len(parts) != 2:
            self.fault(Fault.NOT_A_LIST, "count.ratio", parts)
            return None
        refs = [
            self._part(part, f"count.ratio[{index}]", period, lookup)
            for index, part in enumerate(parts)
        ]
        numerator, denominator = refs
        if self.findings or numerator is None or denominator is None:
            return None
        return Ratio(numerator, denominator, times)

    def _part(
        self, part: Any, place: str, period: Period, lookup: Callable[[MetricRef], Metric | None]
    ) -> MetricRef | None:
        ref = MetricRef.read(part) if isinstance(part, str) else None
        if ref is None:
            self.fault(Fault.BAD_METRIC_REF, place, part)
            return None
        metric = lookup(ref)
        if metric is None:
            self.fault(Fault.UNKNOWN_METRIC, place, part)
        elif metric.ratio is not None:
            self.fault(Fault.RATIO_OF_RATIO, place, part)
        elif metric.count in DAY_COUNTS:
            self.fault(Fault.RATIO_OF_DAYS, place, part)
        elif metric.period is not period:
            self.fault(Fault.PERIODS_DIFFER, place, metric.period, (period.value,))
        elif metric.group:
            self.fault(Fault.PARTS_HAVE_GROUPS, place, part)
        return ref

    def _head(self, data: dict[str, Any]) -> tuple[str, int, str, str]:
        code = data.get("code", MISSING)
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            self.fault(Fault.MISSING_KEY if code is MISSING else Fault.BAD_CODE, "code", code)
            code = ""
        version = data.get("version", MISSING)
        if not is_whole(version) or not 1 <= version <= 9999:
            fault = Fault.MISSING_KEY if version is MISSING else Fault.NOT_A_NUMBER
            self.fault(fault, "version", version)
            version = 0
        label = data.get("label", MISSING)
        if not isinstance(label, dict):
            self.fault(Fault.MISSING_KEY if label is MISSING else Fault.NOT_AN_OBJECT, "label")
            return code, version, "", ""
        self.only_keys(label, ("ja", "en"), "label.")
        return code, version, self._label(label, "ja"), self._label(label, "en")

    def _label(self, label: dict[str, Any], language: str) -> str:
        text = label.get(language, MISSING)
        if text is MISSING:
            self.fault(Fault.MISSING_KEY, f"label.{language}")
        elif (
            not isinstance(text, str)
            or not text.strip()
            or len(text) > LABEL_MAX
            or not text.isprintable()
        ):
            self.fault(Fault.BAD_LABEL, f"label.{language}")
        else:
            return text
        return ""

    def _kinds(self, data: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        patterns = self.listed(data, "kinds", needed=True)
        frozen: set[str] = set()
        for index, pattern in enumerate(patterns):
            place = f"kinds[{index}]"
            if not isinstance(pattern, str) or not _KIND_PATTERN.fullmatch(pattern):
                self.fault(Fault.UNKNOWN_KIND, place, pattern, tuple(sorted(self.vocabulary.kinds)))
                continue
            matching = {kind for kind in self.vocabulary.kinds if fnmatchcase(kind, pattern)}
            if not matching:
                self.fault(Fault.UNKNOWN_KIND, place, pattern, tuple(sorted(self.vocabulary.kinds)))
            frozen |= matching
        read = tuple(pattern for pattern in patterns if isinstance(pattern, str))
        return read, tuple(sorted(frozen))

    def _unit(self, data: dict[str, Any], kinds: tuple[str, ...]) -> str:
        unit = data.get("unit", MISSING)
        if unit is MISSING:
            self.fault(Fault.MISSING_KEY, "unit")
            return ""
        for kind in kinds:
            units = self.vocabulary.kinds[kind].units
            if not isinstance(unit, str) or unit not in units:
                self.fault(Fault.UNIT_NOT_OF_KIND, "unit", kind, tuple(sorted(units)))
        return unit if isinstance(unit, str) else ""

    def _directed(self, kinds: tuple[str, ...]) -> None:
        for kind in kinds:
            if not self.vocabulary.kinds[kind].directed:
                self.fault(Fault.UNDIRECTED_KIND, "side", kind, (AskedSide.BOTH, AskedSide.TOTAL))

    def _partner(self, data: dict[str, Any]) -> PartnerFilter:
        partner = data.get("partner", {})
        if not isinstance(partner, dict):
            self.fault(Fault.NOT_AN_OBJECT, "partner")
            return PartnerFilter()
        self.only_keys(partner, _PARTNER_KEYS, "partner.")
        kinds = self.listed(partner, "kind", "partner.")
        for index, kind in enumerate(kinds):
            if not isinstance(kind, str) or kind not in self.vocabulary.institution_kinds:
                known = tuple(sorted(self.vocabulary.institution_kinds))
                self.fault(Fault.UNKNOWN_INSTITUTION_KIND, f"partner.kind[{index}]", kind, known)
        areas = self.listed(partner, "area", "partner.")
        for index, area in enumerate(areas):
            if not isinstance(area, str) or not _AREA.fullmatch(area):
                self.fault(Fault.BAD_AREA, f"partner.area[{index}]", area)
        return PartnerFilter(
            kinds=tuple(map(str, kinds)),
            areas=tuple(map(str, areas)),
            only=self._ids(partner, "only"),
            exclude=self._ids(partner, "except"),
        )

    def _ids(self, partner: dict[str, Any], key: str) -> tuple[int, ...]:
        ids = self.listed(partner, key, "partner.")
        for index, number in enumerate(ids):
            if not is_whole(number) or not 0 < number < 2**63:
                self.fault(Fault.BAD_ID, f"partner.{key}[{index}]", number)
        return tuple(sorted(number for number in ids if is_whole(number)))
