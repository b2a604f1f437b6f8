"""The strict reader of a metric's definition.

A definition holds registered words, numbers and ids; no names of anybody, no expression, no code (rule 1).
The reader refuses what it does not know and tells every fault at once, each with its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from yuinowa.kernel.errors import InputRefused
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
#: Ids named one by one in a partner filter; more is what kinds and areas are for.
IDS_MAX = 200
#: A definition is a page of words, not a file (R3).
DEFINITION_MAX_BYTES = 64 * 1024

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_KIND_PATTERN = re.compile(r"[a-z][a-z0-9_.]{0,38}(\.\*)?", re.ASCII)
#: 2 digits name a prefecture, 5 or 6 a municipality. Source: 全国地方公共団体コード
_AREA = re.compile(r"[0-9]{2}|[0-9]{5,6}", re.ASCII)


class Fault(StrEnum):
    """What can be wrong with a definition; ``labels`` has the sentence and the next step of each."""

    NOT_AN_OBJECT = "not_an_object"
    UNREADABLE = "unreadable"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    NOT_A_WORD = "not_a_word"
    NOT_A_LIST = "not_a_list"
    NOT_A_NUMBER = "not_a_number"
    BAD_CODE = "bad_code"
    BAD_LABEL = "bad_label"
    NAMED_TWICE = "named_twice"
    TOO_MANY = "too_many"
    UNKNOWN_KIND = "unknown_kind"
    UNIT_NOT_OF_KIND = "unit_not_of_kind"
    UNKNOWN_INSTITUTION_KIND = "unknown_institution_kind"
    BAD_AREA = "bad_area"
    BAD_ID = "bad_id"
    BAD_METRIC_REF = "bad_metric_ref"
    UNKNOWN_METRIC = "unknown_metric"
    RATIO_OF_RATIO = "ratio_of_ratio"
    PERIODS_DIFFER = "periods_differ"
    PARTS_HAVE_GROUPS = "parts_have_groups"
    NOT_FOR_RATIO = "not_for_ratio"
    UNDIRECTED_KIND = "undirected_kind"
    # What no roll-up answers (domain.planner, rule 2)
    PARTNERS_OF_TOTAL = "partners_of_total"
    ENTRIES_OF_TOTAL = "entries_of_total"
    PARTNERS_BY_PARTNER = "partners_by_partner"
    MONTHS_OF_PARTNERS = "months_of_partners"
    MONTHS_OF_CONTEXTS = "months_of_contexts"
    MONTHS_TO_DATE = "months_to_date"
    DAYS_OF_CONTEXTS = "days_of_contexts"
    CONTEXTS_OF_NONE = "contexts_of_none"
    PARTNERS_OF_RESIDENTS = "partners_of_residents"
    NEW_TO_DATE = "new_to_date"
    RATIO_OF_DAYS = "ratio_of_days"
    # What a saved version does not let happen (rule 11)
    VERSION_NOT_NEXT = "version_not_next"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, where it is, and what was found there."""

    fault: Fault
    place: str
    found: str = ""
    #: What may stand there.
    known: tuple[str, ...] = ()


class DefinitionRefused(InputRefused):
    """A definition that cannot be saved; ``findings`` hold every fault, ``labels`` has their sentences."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            "The definition of the metric has a fault here.",
            place=self.findings[0].place,
            next_step="Correct the definition and save it again.",
        )

    def __str__(self) -> str:
        return "; ".join(f"{f.place}: {f.fault} {f.found}".rstrip() for f in self.findings)


W = TypeVar("W", bound=StrEnum)

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
_MISSING = object()


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


def restore(definition: Mapping[str, Any], kinds: Iterable[str]) -> Metric:
    """A metric as it was saved, with the kinds frozen then; nothing is judged again."""
    shape = definition["label"]
    head = {
        "code": definition["code"],
        "version": definition["version"],
        "label_ja": shape["ja"],
        "label_en": shape["en"],
        "period": Period(definition["period"]),
        "group": tuple(Group(word) for word in definition.get("group", ())),
    }
    if _is_ratio(definition):
        numerator, denominator = (MetricRef.read(part) for part in definition["count"]["ratio"])
        if numerator is None or denominator is None:
            raise ValueError(f"saved definition of {definition['code']} is damaged")
        return Metric(
            **head,
            count=Count.RATIO,
            ratio=Ratio(numerator, denominator, definition["count"]["times"]),
        )
    partner = definition.get("partner", {})
    return Metric(
        **head,
        count=Count(definition["count"]),
        unit=definition["unit"],
        patterns=tuple(definition["kinds"]),
        kinds=tuple(kinds),
        side=AskedSide(definition["side"]),
        scopes=tuple(ScopeRule(word) for word in definition.get("scope", ())),
        partner=PartnerFilter(
            kinds=tuple(partner.get("kind", ())),
            areas=tuple(partner.get("area", ())),
            only=tuple(partner.get("only", ())),
            exclude=tuple(partner.get("except", ())),
        ),
        context=ContextRule(definition.get("context", ContextRule.ANY)),
        voice=VoiceRule(definition.get("voice", VoiceRule.CHOSEN)),
        lineage=Lineage(definition.get("lineage", Lineage.THEN)),
    )


def _is_ratio(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("count"), dict)


class _Reader:
    """Walks one definition and collects its faults instead of stopping at the first."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.findings: list[Finding] = []

    def plain(self, data: dict[str, Any]) -> Metric:
        self._only_keys(data, _KEYS, "")
        code, version, label_ja, label_en = self._head(data)
        patterns, kinds = self._kinds(data)
        unit = self._unit(data, kinds)
        counts = tuple(count for count in Count if count is not Count.RATIO)
        count = self._word(data, "count", counts) or Count.QUANTITY
        side = self._word(data, "side", tuple(AskedSide)) or AskedSide.BOTH
        if side in {AskedSide.GIVEN, AskedSide.RECEIVED}:
            self._directed(kinds)
        return Metric(
            code=code,
            version=version,
            label_ja=label_ja,
            label_en=label_en,
            count=count,
            period=self._word(data, "period", tuple(Period)) or Period.FISCAL_YEAR,
            unit=unit,
            patterns=patterns,
            kinds=kinds,
            side=side,
            scopes=self._words(data, "scope", tuple(ScopeRule)),
            partner=self._partner(data),
            context=self._word(data, "context", tuple(ContextRule), ContextRule.ANY)
            or ContextRule.ANY,
            voice=self._word(data, "voice", tuple(VoiceRule), VoiceRule.CHOSEN) or VoiceRule.CHOSEN,
            lineage=self._word(data, "lineage", tuple(Lineage), Lineage.THEN) or Lineage.THEN,
            group=self._words(data, "group", tuple(Group), empty_ok=True),
        )

    def ratio(self, data: dict[str, Any], lookup: Callable[[MetricRef], Metric | None]) -> Metric:
        for key in data:
            if key in _KEYS and key not in _RATIO_KEYS:
                self._fault(Fault.NOT_FOR_RATIO, key)
        self._only_keys(data, _KEYS, "")
        code, version, label_ja, label_en = self._head(data)
        period = self._word(data, "period", tuple(Period)) or Period.FISCAL_YEAR
        return Metric(
            code=code,
            version=version,
            label_ja=label_ja,
            label_en=label_en,
            count=Count.RATIO,
            period=period,
            group=self._words(data, "group", tuple(Group), empty_ok=True),
            ratio=self._ratio(data["count"], period, lookup),
        )

    def _ratio(
        self, count: dict[str, Any], period: Period, lookup: Callable[[MetricRef], Metric | None]
    ) -> Ratio | None:
        self._only_keys(count, ("ratio", "times"), "count.")
        times = count.get("times", _MISSING)
        if not _is_whole(times) or times not in UNIT_OF_RATIO:
            known = tuple(str(number) for number in UNIT_OF_RATIO)
            self._fault(Fault.NOT_A_WORD, "count.times", times, known)
        parts = count.get("ratio", _MISSING)
        if not isinstance(parts, list) or len(parts) != 2:
            self._fault(Fault.NOT_A_LIST, "count.ratio", parts)
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
            self._fault(Fault.BAD_METRIC_REF, place, part)
            return None
        metric = lookup(ref)
        if metric is None:
            self._fault(Fault.UNKNOWN_METRIC, place, part)
        elif metric.ratio is not None:
            self._fault(Fault.RATIO_OF_RATIO, place, part)
        elif metric.count in DAY_COUNTS:
            self._fault(Fault.RATIO_OF_DAYS, place, part)
        elif metric.period is not period:
            self._fault(Fault.PERIODS_DIFFER, place, metric.period, (period.value,))
        elif metric.group:
            self._fault(Fault.PARTS_HAVE_GROUPS, place, part)
        return ref

    def _head(self, data: dict[str, Any]) -> tuple[str, int, str, str]:
        code = data.get("code", _MISSING)
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            self._fault(Fault.MISSING_KEY if code is _MISSING else Fault.BAD_CODE, "code", code)
            code = ""
        version = data.get("version", _MISSING)
        if not _is_whole(version) or not 1 <= version <= 9999:
            fault = Fault.MISSING_KEY if version is _MISSING else Fault.NOT_A_NUMBER
            self._fault(fault, "version", version)
            version = 0
        label = data.get("label", _MISSING)
        if not isinstance(label, dict):
            self._fault(Fault.MISSING_KEY if label is _MISSING else Fault.NOT_AN_OBJECT, "label")
            return code, version, "", ""
        self._only_keys(label, ("ja", "en"), "label.")
        return code, version, self._label(label, "ja"), self._label(label, "en")

    def _label(self, label: dict[str, Any], language: str) -> str:
        text = label.get(language, _MISSING)
        if text is _MISSING:
            self._fault(Fault.MISSING_KEY, f"label.{language}")
        elif (
            not isinstance(text, str)
            or not text.strip()
            or len(text) > LABEL_MAX
            or not text.isprintable()
        ):
            self._fault(Fault.BAD_LABEL, f"label.{language}")
        else:
            return text
        return ""

    def _kinds(self, data: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        patterns = self._list(data, "kinds", needed=True)
        frozen: set[str] = set()
        for index, pattern in enumerate(patterns):
            place = f"kinds[{index}]"
            if not isinstance(pattern, str) or not _KIND_PATTERN.fullmatch(pattern):
                self._fault(Fault.UNKNOWN_KIND, place, pattern, tuple(sorted(self.words.kinds)))
                continue
            matching = {kind for kind in self.words.kinds if fnmatchcase(kind, pattern)}
            if not matching:
                self._fault(Fault.UNKNOWN_KIND, place, pattern, tuple(sorted(self.words.kinds)))
            frozen |= matching
        read = tuple(pattern for pattern in patterns if isinstance(pattern, str))
        return read, tuple(sorted(frozen))

    def _unit(self, data: dict[str, Any], kinds: tuple[str, ...]) -> str:
        unit = data.get("unit", _MISSING)
        if unit is _MISSING:
            self._fault(Fault.MISSING_KEY, "unit")
            return ""
        for kind in kinds:
            units = self.words.kinds[kind].units
            if not isinstance(unit, str) or unit not in units:
                self._fault(Fault.UNIT_NOT_OF_KIND, "unit", kind, tuple(sorted(units)))
        return unit if isinstance(unit, str) else ""

    def _directed(self, kinds: tuple[str, ...]) -> None:
        for kind in kinds:
            if not self.words.kinds[kind].directed:
                self._fault(Fault.UNDIRECTED_KIND, "side", kind, (AskedSide.BOTH, AskedSide.TOTAL))

    def _partner(self, data: dict[str, Any]) -> PartnerFilter:
        partner = data.get("partner", {})
        if not isinstance(partner, dict):
            self._fault(Fault.NOT_AN_OBJECT, "partner")
            return PartnerFilter()
        self._only_keys(partner, _PARTNER_KEYS, "partner.")
        kinds = self._list(partner, "kind", "partner.")
        for index, kind in enumerate(kinds):
            if not isinstance(kind, str) or kind not in self.words.institution_kinds:
                known = tuple(sorted(self.words.institution_kinds))
                self._fault(Fault.UNKNOWN_INSTITUTION_KIND, f"partner.kind[{index}]", kind, known)
        areas = self._list(partner, "area", "partner.")
        for index, area in enumerate(areas):
            if not isinstance(area, str) or not _AREA.fullmatch(area):
                self._fault(Fault.BAD_AREA, f"partner.area[{index}]", area)
        return PartnerFilter(
            kinds=tuple(map(str, kinds)),
            areas=tuple(map(str, areas)),
            only=self._ids(partner, "only"),
            exclude=self._ids(partner, "except"),
        )

    def _ids(self, partner: dict[str, Any], key: str) -> tuple[int, ...]:
        ids = self._list(partner, key, "partner.")
        for index, number in enumerate(ids):
            if not _is_whole(number) or not 0 < number < 2**63:
                self._fault(Fault.BAD_ID, f"partner.{key}[{index}]", number)
        return tuple(sorted(number for number in ids if _is_whole(number)))

    def _list(
        self,
        data: dict[str, Any],
        key: str,
        above: str = "",
        *,
        needed: bool = False,
        empty_ok: bool = False,
    ) -> list[Any]:
        """The list under ``key``: nothing twice, not empty, not endless."""
        place = f"{above}{key}"
        values = data.get(key, _MISSING)
        if values is _MISSING:
            if needed:
                self._fault(Fault.MISSING_KEY, place)
            return []
        if not isinstance(values, list) or not (values or empty_ok):
            self._fault(Fault.NOT_A_LIST, place, values)
            return []
        if len(values) > IDS_MAX:
            self._fault(Fault.TOO_MANY, place, len(values), (str(IDS_MAX),))
            return []
        seen: list[Any] = []
        for index, value in enumerate(values):
            if value in seen:
                self._fault(Fault.NAMED_TWICE, f"{place}[{index}]", value)
            seen.append(value)
        return values

    def _word(
        self, data: dict[str, Any], key: str, known: tuple[W, ...], default: W | None = None
    ) -> W | None:
        word = data.get(key, _MISSING)
        if word is _MISSING:
            if default is None:
                self._fault(Fault.MISSING_KEY, key, known=tuple(known))
            return default
        return self._registered(word, key, known)

    def _words(
        self, data: dict[str, Any], key: str, known: tuple[W, ...], *, empty_ok: bool = False
    ) -> tuple[W, ...]:
        read = [
            self._registered(word, f"{key}[{index}]", known)
            for index, word in enumerate(self._list(data, key, empty_ok=empty_ok))
        ]
        # The order of the words in a list means nothing; one order makes equal questions equal.
        return tuple(word for word in known if word in read)

    def _registered(self, word: Any, place: str, known: tuple[W, ...]) -> W | None:
        for one in known:
            if isinstance(word, str) and one == word:
                return one
        self._fault(Fault.NOT_A_WORD, place, word, tuple(known))
        return None

    def _only_keys(self, data: dict[str, Any], known: tuple[str, ...], above: str) -> None:
        for key in data:
            if key not in known:
                self._fault(Fault.UNKNOWN_KEY, f"{above}{key}"[:80], "", known)

    def _fault(
        self, fault: Fault, place: str, found: Any = "", known: tuple[str, ...] = ()
    ) -> None:
        shown = "" if found is _MISSING else str(found)[:80]
        self.findings.append(Finding(fault, place, shown, tuple(map(str, known))))


def _is_whole(value: Any) -> bool:
    """JSON's true is no number, though Python's is."""
    return isinstance(value, int) and not isinstance(value, bool)
