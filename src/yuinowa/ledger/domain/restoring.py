"""A metric out of its saved definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yuinowa.ledger.domain.metrics import (
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
    VoiceRule,
)
from yuinowa.ledger.domain.values import MetricRef


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
    if isinstance(definition["count"], dict):
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
