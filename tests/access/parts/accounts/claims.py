"""A claim to the entry of the public institution, confirmed by mail."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.accounts.domain.claims import ClaimState
from yuinowa.accounts.models import EntryClaim
from yuinowa.core import clock

AFTER = ("accounts.people",)


def fill(world: World) -> None:
    world.keep("claim", lambda word: _claimed(world.objects["institution_public"], word))


def _claimed(entry: Model, word: str) -> Model:
    now = clock.now()
    return EntryClaim.objects.create(
        institution_id=entry.pk,
        state=ClaimState.CONFIRMED.value,
        name=word,
        email="claim@example.org",
        post=word,
        word=word,
        created_at=now,
        since=now,
    )


_BY_LINK = Sample(fill=lambda _world, _kind: {"token": "x" * 43})
SAMPLES = {
    "accounts:claim-new": Sample(
        ("institution_public",), lambda world, kind: {"institution": world.pk(kind)}
    ),
    "accounts:claim-list": Sample(("claim",)),
    "accounts:claim-detail": Sample(("claim",), pk),
    "accounts:claim-letter": Sample(("claim",), pk),
    "accounts:claim-act": Sample(
        ("claim",), lambda world, kind: pk(world, kind) | {"action": "refuse"}
    ),
    **{f"accounts:claim-{page}": _BY_LINK for page in ("confirm", "code", "answer")},
}
ROLES = {"claim": ("any", "admin", "region_admin")}
