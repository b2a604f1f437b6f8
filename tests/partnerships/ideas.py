"""Dull makers of what ideas of residents need: sent, confirmed, the links in the mails."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.accounts.factories import an_affiliation, an_institution, just_signed_in
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Mail
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Idea
from yuinowa.partnerships.services import ideas as deeds

NEW = "/partnerships/ideas/new/"
WORDS = "夜、しごとのあとに、こどもと行ける おはなし会がほしい。\n月に一度でも。"


def taking_part(institution: Institution) -> Institution:
    Institution.objects.filter(pk=institution.pk).update(member=True)
    institution.refresh_from_db()
    return institution


def the_office() -> Actor:
    return just_signed_in(
        an_affiliation(None, an_institution(region_office=True), Role.REGION_ADMIN)
    )


def typed(**changes: object) -> dict[str, object]:
    return {
        "title": "夜のおはなし会",
        "words": WORDS,
        "for_whom": "はたらく親と子ども",
        "institution": "",
        "name": "たんぽぽ",
        "email": "tanpopo@example.org",
        "once": new_key(),
    } | changes


def told(**changes: object) -> deeds.IdeaWords:
    given: dict[str, object] = {
        "title": "夜のおはなし会",
        "words": WORDS,
        "for_whom": "はたらく親と子ども",
        "name": "たんぽぽ",
        "email": "tanpopo@example.org",
    }
    return deeds.IdeaWords(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def send(told: deeds.IdeaWords) -> None:
    deeds.send_idea(
        told,
        once=new_key(),
        network_address="192.0.2.1",
        language="ja",
        actor=Actor.nobody(),
    )


def link(page: str) -> str:
    """The path of the newest mail's link to this page."""
    body = Mail.objects.filter(body__contains=f"/ideas/{page}/").latest("pk").body
    found = re.search(rf"/partnerships/ideas/{page}/[\w-]+/", body)
    assert found is not None
    return found[0]


def came(asked: Institution | None = None, **changes: object) -> Idea:
    send(told(asked=asked.pk if asked else None, **changes))
    return deeds.confirm_idea(link("confirm").split("/")[-2])


def token_of(idea: Idea) -> str:
    return deeds.own_page(idea).split("/")[-2]


def mails() -> list[str]:
    return [
        name.rpartition("/")[2]
        for name in Mail.objects.order_by("pk").values_list("template", flat=True)
    ]


def at(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    moment = clock.now() + later + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
