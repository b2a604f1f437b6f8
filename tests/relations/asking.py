"""Dull makers of what requests for support need."""

from __future__ import annotations

from datetime import date

from tests.relations.factories import editor_of
from tests.relations.ties import of_kind
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.relations.domain.support import Came, SupportTopic
from yuinowa.relations.models import SupportRequest
from yuinowa.relations.services.support import Answer, Wish, answer_request, record_request

ASKED_ON = date(2026, 10, 5)
DONE_ON = date(2026, 10, 8)


def center(name: str = "試験市学校図書館支援センター", **changes: object) -> Institution:
    return of_kind(name, "support_center", **changes)


def school(name: str = "試験市立第一小学校", **changes: object) -> Institution:
    given: dict[str, object] = {"prefecture": "13", "municipality_name": "試験市"}
    return of_kind(name, "school_library", "school", **(given | changes))


def wish(**changes: object) -> Wish:
    given: dict[str, object] = {
        "topic": SupportTopic.MATERIALS,
        "about": "調べ学習の本の選び方",
        "details": "6年生の「水」の単元です。",
        "asked_on": ASKED_ON,
    }
    return Wish(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def asked(asking: Institution, supporter: Institution, **changes: object) -> SupportRequest:
    """A request that the side that asks has sent here."""
    made, _ = record_request(
        wish(**changes),
        asking=asking.pk,
        supporter=supporter.pk,
        once=new_key(),
        actor=editor_of(asking),
    )
    return made


def phoned(asking: Institution, supporter: Institution, **changes: object) -> SupportRequest:
    """A request that came by telephone and that the supporter wrote down."""
    made, _ = record_request(
        wish(**({"came": Came.CALL} | changes)),
        asking=asking.pk,
        supporter=supporter.pk,
        once=new_key(),
        actor=editor_of(supporter),
    )
    return made


def answered(request: SupportRequest, **changes: object) -> SupportRequest:
    given: dict[str, object] = {"text": "三冊を選んで届けた。", "done_on": DONE_ON, "minutes": 40}
    return answer_request(
        request.pk,
        Answer(**(given | changes)),  # type: ignore[arg-type]  # a table of keywords
        expected_version=request.version,
        actor=editor_of(request.supporter),
    )
