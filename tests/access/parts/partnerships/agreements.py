"""Three agreements of ``own`` and ``partner``: a draft, one put to the sides, one that ``own`` has sealed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.access.parts import Sample, pk
from tests.access.parts.partnerships.beginning import OWN, begun, lead_of, planned
from tests.access.world import World
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.partnerships.domain.agreements import AgreementKind, SigningForm
from yuinowa.partnerships.models import AgreementVersion, Partnership, SignedFile
from yuinowa.partnerships.services import agreements, concluding, signing

AFTER = ("partnerships.beginning",)
_VERSIONS = ("agreement_draft", "agreement_proposed", "agreement_signed")


def fill(world: World) -> None:
    for kind, make in zip(_VERSIONS, (_draft, _proposed, _signed), strict=True):
        world.keep(kind, partial(make, world))


def _draft(world: World, word: str, phase: str = "roles") -> AgreementVersion:
    """A draft of ``own`` in a partnership with ``partner``; the other side does not read it."""
    made = begun(world, "いっしょに", joins=True)
    Partnership.objects.filter(pk=made.pk).update(state=phase)
    draft, _ = agreements.begin_agreement(
        made.pk, AgreementKind.SUBSIDY, language="ja", once=new_key(), actor=lead_of(world, "own")
    )
    return agreements.write_draft(
        draft.pk,
        lambda text: replace(text, title=word, preamble=word),
        expected_version=draft.version,
        actor=lead_of(world, "own"),
    )


def _proposed(world: World, word: str, phase: str = "roles") -> AgreementVersion:
    """The same, put to the sides."""
    draft = _draft(world, word, phase)
    planned(draft.agreement.partnership)
    return agreements.propose(
        draft.pk, expected_version=draft.version, seen=0, actor=lead_of(world, "own")
    )


def _signed(world: World, word: str) -> AgreementVersion:
    """The same, decided on by both sides and sealed by ``own``."""
    version = _proposed(world, word, "awaiting_signature")
    for side in ("own", "partner"):
        actor = lead_of(world, side)
        version = concluding.agree_to_text(version.pk, digest=version.digest, actor=actor)
    for side in ("own", "partner"):
        decision = concluding.Decision("", word, clock.today())
        actor = lead_of(world, side)
        version = concluding.record_approval(
            version.pk, decision, digest=version.digest, actor=actor
        )
    return signing.enter_signature(
        version.pk,
        SigningForm.SEALED,
        signing.Elsewhere(word, clock.today(), f"{word}.pdf", b"%PDF-1.7"),
        digest=version.digest,
        post=word,
        actor=lead_of(world, "own"),
    )


SAMPLES = {
    **{
        f"partnerships:{page}": OWN
        for page in ("agreement-list", "agreement-begin", "party-notice", "party-notice-take-back")
    },
    **{
        f"partnerships:version-{page}": Sample(_VERSIONS, pk)
        for page in (
            "detail",
            "compare",
            "pdf",
            "word",
            "write",
            "draft",
            "propose",
            "discard",
            "agree",
            "approve",
            "release",
            "sign",
        )
    },
    "partnerships:signature-file": Sample(
        ("agreement_signed",),
        lambda world, kind: {"pk": SignedFile.objects.get(signature__version=world.pk(kind)).pk},
    ),
}
ROLES = dict.fromkeys(_VERSIONS, ("any", "coordinator", "editor", "lead", "signatory"))
