"""What somebody signs in with, and a program of ``own`` with its key."""

from __future__ import annotations

from tests.access.parts import Sample, pk
from tests.access.world import World
from yuinowa.accounts.services import make_service_account, make_token
from yuinowa.core.rights import Actor

AFTER = ("accounts.people",)


def fill(world: World) -> None:
    own = world.institutions["own"]
    world.keep(
        "program",
        lambda word: make_service_account(own.pk, word, ["plans:read"], actor=Actor.system()),
    )
    program = world.pk("program")
    world.keep("program_key", lambda _word: make_token(program, 90, actor=Actor.system())[0])


_FACTOR = Sample(fill=lambda _world, _kind: {"kind": "code-app", "pk": 999_999_999})
_NOBODYS = Sample(fill=lambda _world, _kind: {"pk": 999_999_999})
_BY_LINK = Sample(fill=lambda _world, _kind: {"token": "x" * 43})
SAMPLES = {
    "accounts:security-app-confirm": _NOBODYS,
    "accounts:security-name": _FACTOR,
    "accounts:security-remove": _FACTOR,
    "accounts:session-end": _NOBODYS,
    "accounts:email-confirm": _BY_LINK,
    "accounts:password-new": _BY_LINK,
    "accounts:token-new": Sample(("program",), pk),
    "accounts:token-revoke": Sample(
        ("program",), lambda world, _kind: {"pk": world.pk("program_key")}
    ),
    # Pages without an object that administrators of an institution, or of the region, open.
    **{f"accounts:{page}": Sample(("program",)) for page in ("tokens", "program-new", "lost")},
}
ROLES = {"program": ("any", "admin", "region_admin")}
