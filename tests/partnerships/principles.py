"""Makers of what tests of principles stand on."""

from __future__ import annotations

from tests.partnerships.factories import lead_of
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.principles import Answer, Verdict
from yuinowa.partnerships.exchange.principle_sets import shipped
from yuinowa.partnerships.models import Adoption, Partnership
from yuinowa.partnerships.services.principles import consent, propose

OGI = shipped()["ogi"]
ANSWERS = {key: Answer(Verdict.YES) for key in OGI.keys} | {
    "openness": Answer(Verdict.NO, "まだ外に見せていない", "試験市のお知らせ")
}


def proposed(made: Partnership, by: Institution, after: int = 0, code: str = "ogi") -> Adoption:
    return propose(
        made.pk, shipped()[code], expected_number=after, once=new_key(), actor=lead_of(by)
    )[0]


def adopted(made: Partnership, sides: list[Institution]) -> Adoption:
    found = proposed(made, sides[0])
    for one in sides:
        consent(made.pk, found.number, actor=lead_of(one))
    return found
