"""Definitions for tests, as a person would write them, and strategies that draw valid ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from yuinowa.ledger.domain.definitions import parse
from yuinowa.ledger.domain.kinds import Kind, Unit
from yuinowa.ledger.domain.metrics import Metric, Vocabulary

KINDS = {
    kind.code: kind
    for kind in (
        Kind("contact", (Unit.TIME, Unit.PERSON), directed=False),
        Kind("activity.joint", (Unit.TIME, Unit.PERSON)),
        Kind("ill.loan", (Unit.ITEM,)),
        Kind("ill.copy", (Unit.ITEM, Unit.PAGE)),
        Kind("ill.request", (Unit.ITEM,)),
    )
}
WORDS = Vocabulary(KINDS, frozenset({"public_library", "school"}))


def definition(**changes: Any) -> dict[str, Any]:
    """Items lent, unless ``changes`` say otherwise; a key changed to None is left out."""
    plain: dict[str, Any] = {
        "code": "ill_lent",
        "version": 1,
        "label": {"ja": "貸し出した資料", "en": "Items lent"},
        "unit": "item",
        "count": "quantity",
        "kinds": ["ill.loan"],
        "side": "given",
        "period": "fiscal_year",
    }
    return {key: value for key, value in (plain | changes).items() if value is not None}


def metric(**changes: Any) -> Metric:
    return parse(definition(**changes), WORDS)


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """Any definition made of registered words only, answerable or not."""
    codes = draw(
        st.sampled_from(
            [["contact"], ["ill.loan"], ["ill.*"], ["ill.loan", "ill.copy"], ["activity.joint"]]
        )
    )
    unit = "item" if codes[0].startswith("ill") else "time"
    sides = ["both", "total"] if codes == ["contact"] else ["given", "received", "both", "total"]
    return definition(
        unit=unit,
        kinds=codes,
        side=draw(st.sampled_from(sides)),
        count=draw(
            st.sampled_from(
                ["quantity", "entries", "partners", "new_partners", "first_day", "last_day"]
            )
        ),
        period=draw(st.sampled_from(["month", "fiscal_year", "to_date"])),
        scope=draw(st.sampled_from([None, ["institution"], ["residents"]])),
        partner=draw(
            st.sampled_from(
                [
                    None,
                    {"kind": ["school"]},
                    {"area": ["13", "13103"]},
                    {"only": [3]},
                    {"except": [2, 9]},
                ]
            )
        ),
        context=draw(st.sampled_from([None, "any", "some", "none", "this"])),
        voice=draw(st.sampled_from([None, "chosen", "recorded", "stated"])),
        lineage=draw(st.sampled_from([None, "then", "now"])),
        group=draw(
            st.lists(
                st.sampled_from(
                    ["month", "kind", "partner", "partner_kind", "partner_area", "context"]
                ),
                unique=True,
                max_size=2,
            )
        ),
    )
