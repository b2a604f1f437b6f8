"""Dull makers of what institutions offer and seek."""

from __future__ import annotations

from tests.partnerships.factories import lead_of
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.postings import Way
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.models import Posting
from yuinowa.partnerships.services import postings as deeds


def told(way: Way = Way.OFFER, **changes: object) -> deeds.PostingWords:
    given: dict[str, object] = {
        "kind": Resource.PLACE,
        "title": "おはなしの部屋",
        "words": "平日の午前、人形劇のけいこに使える。",
        "start_on": clock.today(),
    }
    return deeds.PostingWords(way, **(given | changes))  # type: ignore[arg-type]  # a table of keywords


def posted(by: Institution, way: Way = Way.OFFER, **changes: object) -> Posting:
    return deeds.post(told(way, **changes), once=new_key(), actor=lead_of(by))[0]


def typed(**changes: object) -> dict[str, object]:
    return {
        "kind": "place",
        "title": "おはなしの部屋",
        "words": "平日の午前に使える。",
        "quantity": "週2回",
        "audience": "infants",
        "subject": "7",
        "reach": "town",
        "start_on": "令和8年12月1日",
        "end_on": "",
        "desk": "",
        "level": "public",
        "once": new_key(),
    } | changes
