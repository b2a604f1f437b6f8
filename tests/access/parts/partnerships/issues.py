"""An issue and a risk that ``own`` wrote and looks after, in the partnership that ``partner`` has joined."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.issues import IssueLevel
from yuinowa.partnerships.domain.risks import Degree
from yuinowa.partnerships.models import Party
from yuinowa.partnerships.services.issues import IssueWords, raise_issue
from yuinowa.partnerships.services.risks import RiskWords, write_risk

AFTER = ("partnerships.beginning",)


def fill(world: World) -> None:
    joined, own = world.pk("partnership_joined"), world.institutions["own"].pk
    side = Party.objects.get(partnership=joined, institution=own)
    later = clock.today() + timedelta(days=30)
    system = Actor.system()

    def issue(word: str) -> Model:
        words = IssueWords(word, word, IssueLevel.BETWEEN, side.pk, later)
        return raise_issue(joined, words, once=new_key(), side=own, actor=system)[0]

    def risk(word: str) -> Model:
        words = RiskWords(word, Degree.LOW, Degree.HIGH, word, side.pk, later)
        return write_risk(joined, words, once=new_key(), side=own, actor=system)[0]

    world.keep("issue", issue)
    world.keep("risk", risk)


def _one(world: World, kind: str) -> dict[str, object]:
    return {"pk": world.pk("partnership_joined"), kind: world.pk(kind)}


_ISSUE, _RISK = Sample(("issue",), _one), Sample(("risk",), _one)
SAMPLES = {
    **{
        f"partnerships:{page}": Sample(("partnership_joined",), pk)
        for page in ("issue-list", "issue-raise", "risk-list", "risk-write")
    },
    **{f"partnerships:issue-{page}": _ISSUE for page in ("detail", "edit", "talk")},
    "partnerships:issue-step": Sample(
        ("issue",), lambda world, kind: _one(world, kind) | {"step": "settle"}
    ),
    "partnerships:risk-review": _RISK,
    "partnerships:risk-step": Sample(
        ("risk",), lambda world, kind: _one(world, kind) | {"step": "close"}
    ),
}
ROLES = dict.fromkeys(("issue", "risk"), ("any", "coordinator", "editor"))
